"""The account of a clause for people: what was found, by which rule, and what was passed over."""

from collections.abc import Iterator

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from kl_extract.account import Account, FoundKind, Given
from kl_extract.emit import labels
from kl_extract.emit.cells import agencies, deadlines, printable
from kl_extract.emit.console import console_for
from kl_extract.options import Style

_KINDS: dict[FoundKind, str] = {
    "lead": "chủ trì",
    "coordinator": "phối hợp",
    "recipient": "nơi nhận báo cáo",
    "deadline": "thời hạn",
    "citation": "văn bản viện dẫn",
    "verb": "động từ",
    "product": "sản phẩm",
    "urgency": "mức khẩn",
    "cell": "ô bảng",
}
_SOURCES = {"explicit": "nêu trong câu", "heading": "theo tiêu đề", "inherited": "theo mục trên"}


def account_table(account: Account, style: Style) -> str:
    """``account`` as text of at most ``style.width`` columns."""
    console = console_for(style)
    with console.capture() as capture:
        console.print(Text(f"Mục {labels.clause(account.clause)}", "bold"))
        console.print(printable(account.text))
        for given in account.assignments:
            for line in _given(given):
                console.print(line)
        if not account.assignments:
            console.print("Mục này không giao nhiệm vụ nào.")
        console.print(_found(account))
        if account.passed_over:
            console.print(_passed(account))
    lines = (line.rstrip() for line in capture.get().splitlines())
    return "\n".join(lines).strip("\n") + "\n"


def _given(given: Given) -> Iterator[Text]:
    task = given.assignment
    yield Text("")
    yield Text(f"Nhiệm vụ {labels.clause(task.id)}: {printable(task.task)}", "bold")
    rule = f", luật {given.rule}" if given.rule else ""
    yield Text(f"  chủ trì: {agencies(task.leads) or '(không rõ)'} ({_SOURCES[task.lead_source]}{rule})")
    if task.coordinators:
        yield Text(f"  phối hợp: {agencies(task.coordinators)}")
    if task.reports_to:
        yield Text(f"  nơi nhận báo cáo: {agencies(task.reports_to)}")
    if task.deadlines or task.urgency:
        yield Text(f"  thời hạn: {deadlines(task)}")
    doubts = f"; dấu hiệu: {', '.join(given.signs)}" if given.signs else ""
    yield Text(f"  độ tin cậy: {task.confidence:.2f}{doubts}")
    for reason in task.review_reasons:
        yield Text(f"  cần xem lại: {reason}", "yellow")


def _found(account: Account) -> Table:
    table = Table(box=SIMPLE_HEAD, expand=True, padding=(0, 1, 0, 0), header_style="bold")
    for name, ratio in (("Tìm thấy", 2), ("Chữ trong văn bản", 4), ("Hiểu là", 3), ("Luật (từ điển)", 3)):
        table.add_column(name, overflow="fold", ratio=ratio)
    for one in account.found:
        rule = f"{one.rule} ({one.dictionary})" if one.rule else ""
        table.add_row(_KINDS[one.kind], printable(one.text), printable(one.means or ""), rule)
    return table


def _passed(account: Account) -> Table:
    table = Table(box=SIMPLE_HEAD, expand=True, padding=(0, 1, 0, 0), header_style="bold")
    for name, ratio in (("Bỏ qua", 4), ("Có thể là", 2), ("Vì sao", 5)):
        table.add_column(name, overflow="fold", ratio=ratio)
    for one in account.passed_over:
        table.add_row(printable(one.text), one.reading, printable(one.reason))
    return table
