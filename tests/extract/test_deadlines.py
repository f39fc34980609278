"""Deadlines: offsets, what is assumed, what hinders, clock times, hostile input."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kl_extract.extract.deadlines import (
    FoundDeadline,
    Reference,
    find_dates,
    find_deadlines,
    find_urgency,
)

DAY = Reference(date(2025, 9, 12))


def found_in(text: str, reference: Reference = DAY) -> list[FoundDeadline]:
    return find_deadlines(text, 0, len(text), reference)


def one(text: str, reference: Reference = DAY) -> FoundDeadline:
    (found,) = found_in(text, reference)
    return found


def test_all_deadlines_of_a_sentence_keep_their_own_offsets() -> None:
    text = (
        "Bàn giao mặt bằng trước ngày 30/9/2025, thi công xong trước ngày 31/12/2025; "
        "quyết toán, báo cáo trong quý I/2026."
    )
    found = found_in(text)
    assert [text[f.start : f.end] for f in found] == [
        "trước ngày 30/9/2025",
        "trước ngày 31/12/2025",
        "trong quý I/2026",
    ]


def test_list_items_are_quoted_without_what_joins_them() -> None:
    text = "báo cáo trước ngày 15/10 và 15/12/2025"
    assert [text[f.start : f.end] for f in found_in(text)] == ["trước ngày 15/10", "15/12/2025"]


@pytest.mark.parametrize(
    ("text", "reference", "words"),
    [
        ("gửi trước ngày 30/9", DAY, "year 2025 taken from the issue date"),
        ("gửi trước ngày 15/01", DAY, "year 2026"),
        ("gửi trước ngày 30/9", Reference(None, date(2025, 9, 1)), "meeting date"),
        ("xong trong 10 ngày", Reference(None, date(2025, 9, 1)), "meeting date"),
        ("nộp trong 05 ngày kể từ ngày nhận được Thông báo này", DAY, "receipt is unknown"),
        ("gửi trước ngày l5/1O/2O25", DAY, "digits mended"),
        ("trình đầu tháng 10/2025", DAY, "2025-10-01 to 2025-10-10"),
        ("xong trong 05 ngày làm việc", Reference(date(2024, 9, 12)), "2024 computed"),
        ("chi trả, báo cáo trước Tết Nguyên đán", DAY, "2026-02-17"),
    ],
)
def test_what_is_inferred_is_said(text: str, reference: Reference, words: str) -> None:
    assert words in (one(text, reference).assumed or "")


@pytest.mark.parametrize("text", ["gửi trước ngày 30/9/2025", "chậm nhất ngày 30 tháng 9 năm 2025"])
def test_nothing_is_assumed_of_a_full_date(text: str) -> None:
    assert one(text).assumed is None


@pytest.mark.parametrize(
    ("text", "reference", "problem"),
    [
        ("nộp trước ngày 31/9/2025", DAY, "deadline-impossible"),
        ("nộp trước ngày 30/13/2025", DAY, "deadline-impossible"),
        ("nộp trước ngày 30/02", DAY, "deadline-impossible"),
        ("nộp trước ngày 01/9/2025", DAY, "deadline-past"),
        ("nộp trước ngày 30/9", Reference(), "deadline-unresolved"),
        ("nộp trong 10 ngày", Reference(), "deadline-unresolved"),
        ("trình tại kỳ họp gần nhất", DAY, "deadline-unresolved"),
        ("nộp trước ngày 30/9/2025", DAY, None),
        ("báo cáo định kỳ hằng tháng", Reference(), None),
    ],
)
def test_problem(text: str, reference: Reference, problem: str | None) -> None:
    found = one(text, reference)
    assert found.problem == problem
    if problem in {"deadline-impossible", "deadline-unresolved"}:
        assert found.due is None


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("gửi trước 17 giờ 00 ngày 20/9/2025", "17:00"),
        ("gửi trước 16h30 ngày 20/9/2025", "16:30"),
        ("gửi trước 10 giờ sáng ngày 20/9/2025", "10:00"),
        ("gửi trước ngày 20/9/2025", None),
    ],
)
def test_clock_time(text: str, time: str | None) -> None:
    assert one(text).time == time


def test_the_day_of_a_recurrence_replaces_the_bare_one() -> None:
    text = "Hằng tháng, các xã tổng hợp, gửi Sở trước ngày 10 của tháng sau."
    assert [f.rrule for f in found_in(text)] == ["FREQ=MONTHLY;BYMONTHDAY=10"]


PIECES = st.sampled_from(
    [
        "trước",
        "ngày",
        "15/7/2025",
        "30/9",
        "31/9",
        "và",
        ",",
        "hằng tháng",
        "quý IV",
        "trong",
        "tháng 13",
        "Luật",
        "\n",
        ";",
        "số 5/QĐ-UBND",
        "định kỳ",
        "6 tháng",
        "hoàn thành",
        "năm 2025",
        "05 ngày làm việc",
        "kể từ",
        "thứ Sáu tuần tới",
        "đến",
        "từ",
        "0",
        "99/99",
        "tháng 10",
        "đến tháng 3",
        "10 tháng 01 năm sau",
        "Tiến độ:",
        "quý II, III",
        "ngày mai",
        "mỗi quý một lần",
        "hằng năm (",
        "bắt đầu từ ngày",
        "Sau khi",
        "giữa",
    ]
)


@given(st.lists(PIECES, max_size=14).map(" ".join), st.integers(0, 20), st.sampled_from([DAY, Reference()]))
def test_offsets_are_in_order_inside_the_stretch_and_move_with_it(
    text: str, shift: int, reference: Reference
) -> None:
    found = find_deadlines(text, 0, len(text), reference)
    assert all(0 <= f.start < f.end <= len(text) for f in found)
    assert [f.start for f in found] == sorted(f.start for f in found)
    padded = "." * shift + "\n" + text
    moved = find_deadlines(padded, shift + 1, len(padded), reference)
    assert [(f.start - shift - 1, f.end - shift - 1, f.due) for f in moved] == [
        (f.start, f.end, f.due) for f in found
    ]


@given(st.text(max_size=200))
def test_any_text_is_read_without_error(text: str) -> None:
    find_deadlines(text, 0, len(text), DAY)
    find_urgency(text, 0, len(text))
    find_dates(text, 0, len(text))
