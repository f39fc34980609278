"""Written calendar dates: ``12/9/2025``, ``12.9.2025``, ``ngày 10 tháng 9 năm 2025``."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kl_extract.extract.deadlines.found import Reference

_SEPARATOR = r"\s?[/.\-–]\s?"
_WRITTEN = re.compile(
    rf"(?<![\w/.,-])(?:ngày\s+)?(?:"
    rf"(?P<d>\d{{1,2}}){_SEPARATOR}(?P<m>\d{{1,2}}){_SEPARATOR}(?P<y>\d{{4}})(?![\w/])"
    rf"|(?P<dw>\d{{1,2}})\s+tháng\s+(?P<mw>\d{{1,2}})(?:,?\s+năm\s+|{_SEPARATOR})(?P<yw>\d{{4}})(?!\w))"
    rf"|(?<!\w)ngày[\s.…_]*(?:tháng[\s.…_]*\d{{0,2}}[\s.…_]*năm[\s.…_]*(?:20\d\d)?"
    rf"|/\s?\d{{1,2}}\s?/\s?20\d\d)",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\d+")
_NEXT_YEAR = re.compile(r"năm\s+(?:tới|sau)")
# Letters that Tesseract reads for digits; undone only inside a token shaped like a date.
_AS_DIGITS = str.maketrans({"l": "1", "i": "1", "|": "1", "I": "1", "o": "0", "O": "0"})


def find_dates(text: str, start: int, end: int) -> list[tuple[int, int, date | None]]:
    """Every written calendar date with a year, ``(start, end, date)`` in reading order.

    The date is None where the day was left blank ("ngày     tháng 7 năm 2026") or does not exist.
    """
    found = []
    for match in _WRITTEN.finditer(text, start, end):
        numbers = [int(value) for value in match.group("d", "m", "y", "dw", "mw", "yw") if value]
        day = calendar_day(*numbers) if len(numbers) == 3 else None
        found.append((match.start(), match.end(), day))
    return found


def calendar_day(day: int, month: int, year: int) -> date | None:
    """The date, or None where the calendar has none (31/9)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Resolved:
    """A date as far as it could be told: ``day`` is None if impossible or without a year to take."""

    day: date | None
    assumed: str | None = None
    possible: bool = True


def resolve(written: str, reference: Reference) -> Resolved:
    """The date that ``written`` ("15/7/2025", "30/9", "01 tháng 10 năm 2025") stands for.

    A missing year is the notice's own, or the next one if the day would lie before the notice.
    """
    mended = written.translate(_AS_DIGITS) if "tháng" not in written.lower() else written
    note = f"digits mended: {written.strip()} read as {mended.strip()}" if mended != written else None
    numbers = [int(value) for value in _PARTS.findall(mended)]
    if len(numbers) == 3:
        day = calendar_day(*numbers)
        return Resolved(day, note, possible=day is not None)
    if _NEXT_YEAR.search(written) and reference.anchor and len(numbers) == 2:
        year = reference.anchor.year + 1
        day = calendar_day(numbers[0], numbers[1], year)
        return Resolved(
            day, f"next year, {year}, counted from the {reference.source}", possible=day is not None
        )
    return _without_year(numbers, reference)


def _without_year(numbers: list[int], reference: Reference) -> Resolved:
    day, month = numbers[:2]
    if calendar_day(day, month, 2024) is None:  # a leap year: 29/2 is possible
        return Resolved(None, possible=False)
    return _first_year(lambda year: calendar_day(day, month, year), reference)


def _first_year(make: Callable[[int], date | None], reference: Reference) -> Resolved:
    anchor = reference.anchor
    if anchor is None:
        return Resolved(None, "no year is stated, and the notice shows no date to take it from")
    here = make(anchor.year)
    if here is not None and here >= anchor:
        return Resolved(here, f"year {anchor.year} taken from the {reference.source}")
    later = make(anchor.year + 1)
    why = f"year {anchor.year + 1}: the day had passed by the {reference.source} {anchor}"
    return Resolved(later, why, possible=later is not None)
