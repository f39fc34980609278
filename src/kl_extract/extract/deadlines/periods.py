"""Named periods: months, quarters, halves, years, and parts of them.

``đầu / giữa / cuối tháng`` are read as days 1–10, 11–20 and 21–end, ``đầu / giữa / cuối quý`` as its
months, of a year as quarters: office custom, stated by no rule of law, and so said in ``assumed``.
"""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kl_extract.extract.deadlines.found import Reference

_YEAR = re.compile(r"20\d\d")
_MONTH = re.compile(r"tháng\s+(\d{1,2})")
_QUARTER = re.compile(r"qu[ýí]\s+(iv|[il1]{2,3}|[il]|[1-4])(?!\w)")
_HALF = re.compile(r"(?:tháng|nửa)\s+(đầu|cuối)(?:\s+của)?\s+năm")
_PART = re.compile(r"(thượng tuần|trung tuần|hạ tuần|nửa đầu|nửa cuối|nửa sau|đầu|giữa|cuối)\s")
_THIRDS = {"đầu": 0, "thượng tuần": 0, "giữa": 1, "trung tuần": 1, "cuối": 2, "hạ tuần": 2}
_MIDDLE = 15
_NEXT = re.compile(r"(?:tuần|tháng|quý|năm)\s+(?:tới|sau)")
_LAST_QUARTER = 4


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day, both counted in; ``assumed`` says what the words left open."""

    starts: date
    due: date
    assumed: tuple[str, ...] = ()


def month_span(year: int, first: int, last: int) -> tuple[date, date]:
    """From the first day of month ``first`` to the last one of month ``last``."""
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def parse_period(words: str, reference: Reference) -> Period | None:
    """The period that lower-cased ``words`` name.

    None where it does not exist (tháng 13) or leaves the year to a notice without a date.
    """
    if months := _months(words):
        doubt = _doubt(_QUARTER.search(words))
        stated = _YEAR.search(words)
        shift = 1 if re.search(r"năm\s+(?:tới|sau)", words) else 0
        whole = _of_year(months, int(stated[0]), ()) if stated else _near(months, reference, shift)
        return whole and _part(words, replace(whole, assumed=(*doubt, *whole.assumed)))
    if "tuần" in words:
        return _week(words, reference)
    return _relative(words, reference)


def _months(words: str) -> tuple[int, int] | None:
    """First and last month of a period that names them, or of a whole year."""
    if match := _MONTH.search(words):
        return int(match[1]), int(match[1])
    if match := _QUARTER.search(words):
        number = quarter_number(match[1])
        return 3 * number - 2, 3 * number
    if match := _HALF.search(words):
        return (1, 6) if match[1] == "đầu" else (7, 12)
    return (1, 12) if _YEAR.search(words) else None


def _doubt(quarter: re.Match[str] | None) -> tuple[str, ...]:
    """What is assumed of a quarter whose numeral is made of strokes that OCR mixed up."""
    if quarter is None or len(quarter[1]) < 2 or set(quarter[1]) <= set("iv"):
        return ()
    return (f"{quarter[0]} is read as quarter {quarter_number(quarter[1])}",)


def quarter_number(written: str) -> int:
    """The quarter that a small Roman or Arabic numeral names.

    OCR reads the strokes of II and III as 1 or l; no quarter is the eleventh.
    """
    if written == "iv":
        return 4
    return len(written) if set(written) <= set("il1") else int(written)


def _of_year(months: tuple[int, int], year: int, assumed: tuple[str, ...]) -> Period | None:
    if not 1 <= months[0] <= months[1] <= 12:
        return None
    return Period(*month_span(year, *months), assumed)


def _near(months: tuple[int, int], reference: Reference, shift: int) -> Period | None:
    """Without a year: the notice's own, or the next one once the period is over."""
    anchor = reference.anchor
    if anchor is None:
        return None
    here = _of_year(months, anchor.year + shift, (f"year taken from the {reference.source}",))
    if here is None or here.due >= anchor:
        return here
    return _of_year(months, anchor.year + 1, (f"next year: over by the {reference.source} {anchor}",))


def _part(words: str, whole: Period) -> Period:
    match = _PART.match(words)
    if match is None or _HALF.search(words):
        return whole
    months = (whole.due.year - whole.starts.year) * 12 + whole.due.month - whole.starts.month + 1
    if match[1] in _THIRDS:
        starts, due = _third(whole, months, _THIRDS[match[1]])
    elif months == 1:
        first = match[1] == "nửa đầu"
        starts = whole.starts if first else whole.starts.replace(day=_MIDDLE + 1)
        due = whole.starts.replace(day=_MIDDLE) if first else whole.due
    else:
        return whole
    return Period(starts, due, (*whole.assumed, f"“{match[1]}” read as {starts} to {due}"))


def _third(whole: Period, months: int, third: int) -> tuple[date, date]:
    if months == 1:
        first = whole.starts.replace(day=(1, 11, 21)[third])
        return first, whole.due if third == 2 else first.replace(day=(10, 20)[third])
    if months == 3:
        month = whole.starts.month + third
        return month_span(whole.starts.year, month, month)
    return month_span(whole.starts.year, *((1, 3), (4, 6), (10, 12))[third])


def _week(words: str, reference: Reference) -> Period | None:
    if (anchor := reference.anchor) is None:
        return None
    monday = anchor - timedelta(days=anchor.weekday()) + timedelta(days=7 * bool(_NEXT.search(words)))
    note = (f"week of the {reference.source} {anchor}, Monday to Sunday",)
    return Period(monday, monday + timedelta(days=6), note)


def _relative(words: str, reference: Reference) -> Period | None:
    """tháng này, quý tới, năm nay, cuối năm: counted from the notice."""
    if (anchor := reference.anchor) is None:
        return None
    ahead = 1 if _NEXT.search(words) else 0
    note = (f"counted from the {reference.source} {anchor}",)
    if "quý" in words:
        number = (anchor.month - 1) // 3 + ahead
        year, first = anchor.year + number // _LAST_QUARTER, 3 * (number % _LAST_QUARTER) + 1
        return _part(words, Period(*month_span(year, first, first + 2), note))
    if "tháng" in words:
        number = anchor.month - 1 + ahead
        year, month = anchor.year + number // 12, number % 12 + 1
        return _part(words, Period(*month_span(year, month, month), note))
    return _part(words, Period(*month_span(anchor.year + ahead, 1, 12), note))
