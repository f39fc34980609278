"""The table: complete, within its width, and safe to show whatever the notice holds."""

from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from kl_extract.contract import Notice, PartOfDay, Span, WarningCode
from kl_extract.emit import labels, render
from kl_extract.options import Format, Style

NARROW, WIDE = Style(Format.TABLE, 80), Style(Format.TABLE, 240)


def changed(notice: Notice, **values: object) -> Notice:
    """``notice`` with its one assignment changed."""
    return notice.model_copy(update={"assignments": [notice.assignments[0].model_copy(update=values)]})


def test_head_assignments_and_warnings_are_shown(notice: Notice) -> None:
    table = render(notice, WIDE)
    for words in (
        "12/TB-UBND",
        "Tân An, 20/02/2024",
        "sáng ngày 19/02/2024; chủ trì: Nguyễn Văn Mẫu (Phó Chủ tịch); biên chế ngành y tế",
        "rà soát biên chế",
        "trước ngày 05/3/2024",
        "1 nhiệm vụ, 1 cảnh báo; 1 nhiệm vụ cần đối chiếu",
        "Đánh số mục không liên tục (mục 1, trang 2): “1.”",
    ):
        assert words in table


def test_a_wide_table_has_a_column_for_coordinators(notice: Notice) -> None:
    heading = next(line for line in render(notice, WIDE).splitlines() if "Mục" in line)
    assert heading.split() == ["Mục", "Chủ", "trì", "Phối", "hợp", "Nhiệm", "vụ", "Thời", "hạn", "Tr."]


def test_a_narrow_table_has_coordinators_under_the_leads(notice: Notice) -> None:
    table = render(notice, NARROW)
    assert "Phối hợp" not in table
    assert "phối hợp: Sở" in table


def test_the_mark_stands_only_where_review_is_needed(notice: Notice) -> None:
    row = next(line for line in render(notice, WIDE).splitlines() if "Sở Y tế" in line)
    assert row.endswith("2  ⚠")
    sure = render(changed(notice, needs_review=False), WIDE)
    assert next(line for line in sure.splitlines() if "Sở Y tế" in line).endswith("2")
    assert "đối chiếu" not in sure


def test_an_inferred_date_says_so(notice: Notice) -> None:
    deadline = notice.assignments[0].deadlines[0]
    for update, expected in (
        ({"assumed": "year 2024"}, "(05/03/2024, suy ra)"),
        ({"due": None}, "trước ngày 05/3/2024"),
        ({"text": "ngày 5/3/2024"}, "ngày 5/3/2024"),
        ({"text": "trong 15 ngày"}, "trong 15 ngày (05/03/2024)"),
    ):
        value = deadline.model_copy(update=update)
        row = next(
            line
            for line in render(changed(notice, deadlines=[value]), WIDE).splitlines()
            if "Sở Y tế" in line
        )
        assert expected in row
        assert row.count("(") == expected.count("(")


def test_urgency_stands_where_there_is_no_deadline(notice: Notice) -> None:
    assert "khẩn trương" in render(changed(notice, deadlines=[], urgency="khẩn trương"), WIDE)


def test_plain_text_has_no_page_to_show(notice: Notice) -> None:
    row = next(
        line
        for line in render(changed(notice, span=Span(start=0, end=1), needs_review=False), WIDE).splitlines()
        if "Sở Y tế" in line
    )
    assert row.endswith("05/3/2024")


def test_what_is_missing_is_said(notice: Notice) -> None:
    bare = notice.model_copy(
        update={
            "header": notice.header.model_copy(update={"number": None, "issued_on": None, "place": None}),
            "meeting": None,
            "assignments": [],
            "warnings": [],
        }
    )
    table = render(bare, NARROW)
    assert table.count("(không thấy)") == 2
    assert "0 nhiệm vụ, 0 cảnh báo" in table
    assert "Mục" not in table


def test_every_code_of_the_contract_has_its_vietnamese_words() -> None:
    assert set(labels.WARNING) == set(get_args(WarningCode))
    assert set(labels.PART_OF_DAY) == set(get_args(PartOfDay))


@pytest.mark.parametrize(
    ("identifier", "shown"),
    [("3.h.-1", "3.h.-1"), ("intro", "mở đầu"), ("dieu-3.2.a", "Điều 3.2.a"), ("phu-luc-1.3", "Phụ lục 1.3")],
)
def test_clauses_are_named_as_a_clerk_names_them(notice: Notice, identifier: str, shown: str) -> None:
    assert shown in render(changed(notice, clause=identifier), WIDE)


def test_colours_only_where_they_are_wanted(notice: Notice) -> None:
    assert "\x1b[" in render(notice, Style(Format.TABLE, 80, colour=True))
    assert "\x1b" not in render(notice, NARROW)


@pytest.mark.parametrize("task", ["[bold]đậm[/bold]", ":warning: gấp", "[/]", "[link=file:///]x"])
def test_words_of_the_notice_are_never_markup(notice: Notice, task: str) -> None:
    assert task in render(changed(notice, task=task), WIDE)


def test_an_escape_sequence_in_the_notice_does_not_reach_the_terminal(notice: Notice) -> None:
    table = render(changed(notice, task="\x1b]0;chiếm\x07 tiêu đề\x1b[2J"), WIDE)
    assert "\x1b" not in table
    assert "\x07" not in table


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    task=st.text(st.characters(categories=["L", "M", "N", "P", "Z", "C"]), max_size=300),
    width=st.integers(60, 200),
)
def test_no_line_is_wider_than_asked_and_no_word_is_cut_off(notice: Notice, task: str, width: int) -> None:
    table = render(changed(notice, task=task), Style(Format.TABLE, width))
    assert all(cell_len(line) <= width for line in table.split("\n"))
    letters = [char for char in task if char.isalpha()]
    assert all(letter in table for letter in letters)
