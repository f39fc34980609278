"""Calendar dates, working days, and urgency without a date."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kl_extract.extract.deadlines import find_dates, find_urgency
from kl_extract.extract.deadlines.workdays import add_working_days, is_working_day


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
