"""Deadlines: the table of forms, sentences without any, offsets, what is assumed, hostile input."""

import csv
from datetime import date
from pathlib import Path

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
from kl_extract.extract.deadlines.workdays import add_working_days, is_working_day

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared" / "domain" / "deadlines.tsv"
DAY = Reference(date(2025, 9, 12))


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as stream:
        lines = [line for line in stream if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def found_in(text: str, reference: Reference = DAY) -> list[FoundDeadline]:
    return find_deadlines(text, 0, len(text), reference)


def one(text: str, reference: Reference = DAY) -> FoundDeadline:
    (found,) = found_in(text, reference)
    return found


def form(text: str, reference: Reference) -> str:
    found = found_in(text, reference)
    if found:
        return " | ".join(f"{f.kind} {f.due or '-'} {f.starts or '-'} {f.rrule or '-'}" for f in found)
    whole = [phrase for _, _, phrase in find_urgency(text, 0, len(text))] == [text]
    return "urgency" if whole else "none"


@pytest.mark.parametrize("row", rows("test_deadlines_forms.tsv"), ids=lambda row: row["text"])
def test_form(row: dict[str, str]) -> None:
    assert form(row["text"], Reference(date.fromisoformat(row["notice"]))) == row["form"]


@pytest.mark.parametrize("row", rows("test_deadlines_none.tsv"), ids=lambda row: row["text"])
def test_no_deadline(row: dict[str, str]) -> None:
    assert found_in(row["text"]) == []


def test_sentences_without_deadline_are_many() -> None:
    assert len(rows("test_deadlines_none.tsv")) >= 80


# Facts whose normal form is another here, and why.
OTHERWISE = {
    "6 tháng đầu năm 2025": "a reporting period sets no time",
    "6 tháng cuối năm 2025": "likewise",
    "09 tháng năm 2025": "likewise",
    "đến năm 2030, tầm nhìn đến năm 2050": "a plan horizon",
    "16 giờ ngày 30/7/2026": "a meeting time",
    "trình HĐND tỉnh tại kỳ họp cuối năm 2025": "the session's day is open",
    "từ quý IV/2025": "a start, so no due",
    "kể từ ngày 01/7/2025": "effectivity",
    "Khởi động quý IV/2026": "a start, so no due",
    "21/0/1973": "without a cue a number is no deadline",
}


def last_day(fact: dict[str, str]) -> str:
    """What the contract calls due: the last day named, or, where a period is named, its last day."""
    stated = fact["stated_value"].split(";")[-1].split("..")[-1]
    return stated if len(stated) == len("2025-09-30") else fact["due_inclusive"]


def test_facts_agree_with_the_table_of_forms() -> None:
    if not SHARED.is_file():
        pytest.skip(f"no shared facts at {SHARED}")
    with SHARED.open(encoding="utf-8", newline="") as stream:
        facts = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    table = rows("test_deadlines_forms.tsv")
    strayed, compared = [], 0
    for fact in facts:
        wanted = last_day(fact)
        row = next((row for row in table if fact["expression"].lower() in row["text"].lower()), None)
        if row is None or not wanted or fact["expression"] in OTHERWISE:
            continue
        compared += 1
        if wanted not in row["form"]:
            strayed.append((fact["expression"], wanted, row["form"]))
    assert strayed == []
    assert compared > len(facts) // 2


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


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2025, 9, 12), 5, date(2025, 9, 19)),
        (date(2025, 8, 28), 2, date(2025, 9, 3)),  # National Day 2025: 30 August to 2 September
        (date(2025, 4, 24), 2, date(2025, 4, 26)),  # a Saturday worked in lieu
        (date(2026, 2, 13), 1, date(2026, 2, 23)),  # Tết
        (date(2023, 4, 28), 1, date(2023, 5, 4)),  # computed: 29, 30 April and 1 May, two days in lieu
        (date(2022, 1, 28), 1, date(2022, 2, 7)),  # computed: Tết Nhâm Dần, its eve and four days
    ],
)
def test_working_days(start: date, count: int, end: date) -> None:
    assert add_working_days(start, count) == end


@given(st.dates(date(2016, 1, 1), date(2034, 12, 1)), st.integers(1, 40))
def test_a_term_in_working_days_ends_on_one(start: date, count: int) -> None:
    end = add_working_days(start, count)
    assert is_working_day(end)
    assert (end - start).days >= count


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Sáng ngày 12/9/2025 và 13.9.2025", [date(2025, 9, 12), date(2025, 9, 13)]),
        ("Gia Lai, ngày 10 tháng 9 năm 2025", [date(2025, 9, 10)]),
        ("ngày     tháng 7 năm 2026", [None]),
        ("ngày tháng 7 năm 2026", [None]),
        ("ngày ... tháng ... năm 2026", [None]),
        ("ngày 31/9/2025", [None]),
        ("số 61/2018/NĐ-CP", []),
        ("1.234.567 đồng, 12/2025", []),
    ],
)
def test_dates(text: str, days: list[date | None]) -> None:
    assert [day for _, _, day in find_dates(text, 0, len(text))] == days


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("Khẩn trương rà soát, kịp thời báo cáo", ["khẩn trương", "kịp thời"]),
        ("xử lý ngay; sớm thống nhất", ["ngay", "sớm"]),
        ("thực hiện ngay từ đầu năm, ngay sau khi ban hành", []),
        ("Hệ thống cảnh báo sớm, hồ sơ nộp sớm hơn", []),
        ("ngày 12 hằng ngày", []),
        ("khu công nghiệp tập trung", []),
        ("hoàn thành sớm nhất có thể", ["sớm nhất có thể"]),
    ],
)
def test_urgency(text: str, phrases: list[str]) -> None:
    assert [phrase for _, _, phrase in find_urgency(text, 0, len(text))] == phrases


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


@pytest.mark.parametrize(
    "unit",
    [
        "trước ngày ",
        "1/",
        "định kỳ hằng quý, ",
        "trong ",
        "5 ngày kể từ ngày ",
        "ngay sau khi ",
        "a",
        "15/7/2025 và ",
    ],
)
def test_long_hostile_text_is_read_to_its_end(unit: str) -> None:
    """A deadline at the end of 100,000 hostile characters is still found (no catastrophic backtracking)."""
    text = unit * (100_000 // len(unit)) + "\nNộp trước ngày 30/9/2025"
    assert find_deadlines(text, 0, len(text), DAY)[-1].due == date(2025, 9, 30)
