"""The table for people: the notice's head, its assignments, its warnings, with Vietnamese headings."""

import textwrap
from collections.abc import Iterator

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kl_extract.contract import Assignment, Meeting, Notice, NoticeWarning, Span
from kl_extract.emit import labels
from kl_extract.emit.cells import agencies, deadlines, printable
from kl_extract.emit.console import console_for
from kl_extract.options import Style

REVIEW_MARK = "⚠"
WIDE = 110
"""Columns from which coordinators get a column of their own; below it they stand under the leads.

At 80 columns a seventh column leaves fewer than 20 for the task.
"""

DATE_WIDTH = len("(30/11/2025)")


def to_table(notice: Notice, style: Style) -> str:
    """``notice`` as text of at most ``style.width`` columns; long words wrap, nothing is cut off."""
    console = console_for(style)
    with console.capture() as capture:
        _print(console, notice, wide=style.width >= WIDE)
    lines = (line.rstrip() for line in capture.get().splitlines())
    return "\n".join(lines).strip("\n") + "\n"


def _print(console: Console, notice: Notice, *, wide: bool) -> None:
    for label, value in _head(notice):
        console.print(Text.assemble((f"{label}: ", "bold"), value))
    if notice.assignments:
        console.print(_assignments(notice, wide=wide))
    console.print(_tally(notice))
    for assignment in notice.assignments:
        if assignment.review_reasons:
            console.print(Text.assemble((f"{REVIEW_MARK} ", "yellow"), _review(assignment)))
    for warning in notice.warnings:
        console.print(Text.assemble((f"{REVIEW_MARK} ", "yellow"), _warning(notice, warning)))


def _head(notice: Notice) -> Iterator[tuple[str, str]]:
    """Labels and values; a missing number or date is said, other missing values are left out."""
    header = notice.header
    yield "Tệp", printable(notice.source.file)
    yield "Số, ký hiệu", printable(header.number or "(không thấy)")
    place = f"{printable(header.place)}, " if header.place else ""
    yield "Ngày ban hành", place + (labels.date(header.issued_on) if header.issued_on else "(không thấy)")
    if header.issuer:
        yield "Cơ quan ban hành", printable(header.issuer.name)
    if header.title:
        yield header.kind or "Trích yếu", printable(header.title)
    if notice.meeting:
        yield "Cuộc họp", "; ".join(_meeting(notice.meeting)) or "(không rõ)"


def _meeting(meeting: Meeting) -> Iterator[str]:
    if meeting.held_on:
        part = f"{labels.PART_OF_DAY[meeting.part_of_day]} " if meeting.part_of_day else ""
        until = f" đến {labels.date(meeting.ends_on)}" if meeting.ends_on else ""
        yield f"{part}ngày {labels.date(meeting.held_on)}{until}"
    if meeting.place:
        yield printable(meeting.place)
    if meeting.chair:
        position = f" ({meeting.chair.position})" if meeting.chair.position else ""
        yield printable(f"chủ trì: {meeting.chair.name}{position}")
    if meeting.subject:
        yield printable(meeting.subject)


def _assignments(notice: Notice, *, wide: bool) -> Table:
    """One row for each assignment, in reading order."""
    table = Table(box=SIMPLE_HEAD, expand=True, padding=(0, 1, 0, 0), header_style="bold", show_lines=False)
    table.add_column("Mục", overflow="fold", max_width=12)
    table.add_column("Chủ trì", overflow="fold", ratio=3)
    if wide:
        table.add_column("Phối hợp", overflow="fold", ratio=3)
    table.add_column("Nhiệm vụ", overflow="fold", ratio=6 if wide else 5)
    table.add_column("Thời hạn", overflow="fold", min_width=DATE_WIDTH, ratio=3 if wide else 2)
    table.add_column("Tr.", justify="right")
    table.add_column("", width=1)
    for number, assignment in enumerate(notice.assignments):
        if number:
            table.add_row()  # a blank line keeps wrapped rows apart
        table.add_row(*_row(assignment, wide=wide))
    return table


def _row(assignment: Assignment, *, wide: bool) -> list[Text]:
    leads, coordinators = agencies(assignment.leads), agencies(assignment.coordinators)
    if wide:
        bodies = [Text(leads), Text(coordinators)]
    else:
        below = f"\nphối hợp: {coordinators}" if coordinators else ""
        bodies = [Text.assemble(leads, (below, "dim"))]
    return [
        Text(labels.clause(assignment.clause)),
        *bodies,
        Text(printable(assignment.task)),
        Text(deadlines(assignment)),
        Text(_page(assignment.span)),
        Text(REVIEW_MARK if assignment.needs_review else "", "bold yellow"),
    ]


def _page(span: Span) -> str:
    """The page where the span starts; plain text has no pages to show."""
    return str(span.boxes[0].page) if span.boxes else ""


def _tally(notice: Notice) -> Text:
    review = sum(assignment.needs_review for assignment in notice.assignments)
    tally = f"{len(notice.assignments)} nhiệm vụ, {len(notice.warnings)} cảnh báo"
    mark = f"; {review} nhiệm vụ cần đối chiếu với văn bản gốc ({REVIEW_MARK})" if review else ""
    return Text(tally + mark, "bold")


def _review(assignment: Assignment) -> str:
    """Why a person should look at the assignment."""
    reasons = "; ".join(assignment.review_reasons)
    return printable(f"Nhiệm vụ {labels.clause(assignment.id)}: {reasons}")


_LONGEST_QUOTE = 90


def _warning(notice: Notice, warning: NoticeWarning) -> str:
    """What is wrong in Vietnamese, where it is, and the words concerned; the message where no words are."""
    places = []
    if warning.clause:
        places.append(f"mục {labels.clause(warning.clause)}")
    if warning.span and warning.span.boxes:
        places.append(f"trang {_page(warning.span)}")
    place = f" ({', '.join(places)})" if places else ""
    span = warning.span
    words = " ".join(notice.text[span.start : span.end].split()) if span else ""
    said = f"“{textwrap.shorten(words, _LONGEST_QUOTE, placeholder='…')}”" if words else warning.message
    return printable(f"{labels.WARNING[warning.code]}{place}: {said}")
