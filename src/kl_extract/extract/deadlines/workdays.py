"""Working days: weekends and Vietnamese public holidays are skipped.

Days off of the years in ``holidays_vn.tsv`` are those announced. For other years they follow
from the Labour Code 2019, article 112 (and its amendments): fixed days, lunar days from
``holidays_lunar.tsv``, and a day in lieu for each that falls on a weekend. Of the five days of Tết
the eve and four days are taken; the government decides anew each year, so a caller should say that
a year was computed (``is_announced``).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from kl_extract.resources import read_tsv

_SATURDAY = 5
_ONE = timedelta(days=1)
# National Day has had a second day off since the Labour Code 2019 took effect (1 January 2021).
_TWO_DAY_NATIONAL_DAY = 2021
# Resolution 28/2026/QH16, in effect from 1 July 2026: 24 November is a day off.
_CULTURE_DAY = 2026


@dataclass(frozen=True, slots=True)
class _Announced:
    off: frozenset[date]
    working: frozenset[date]
    years: frozenset[int]


@cache
def _announced() -> _Announced:
    off: set[date] = set()
    working: set[date] = set()
    for row in read_tsv("holidays_vn.tsv"):
        days = _days(date.fromisoformat(row["from"]), date.fromisoformat(row["to"]))
        (working if row["kind"] == "working" else off).update(days)
    return _Announced(frozenset(off), frozenset(working), frozenset(day.year for day in off))


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


@cache
def lunar_new_year(year: int) -> date | None:
    """The first day of Tết in the solar ``year``; None outside the table."""
    return next((first for known, first, _ in _lunar() if known == year), None)


@cache
def _lunar() -> tuple[tuple[int, date, date], ...]:
    rows = read_tsv("holidays_lunar.tsv")
    return tuple(
        (int(row["year"]), date.fromisoformat(row["tet"]), date.fromisoformat(row["hung_kings"]))
        for row in rows
    )


@cache
def _computed(year: int) -> frozenset[date]:
    """Statutory days off of a year that was not tabled, with days in lieu of those on weekends."""
    days = {date(year, 1, 1), date(year, 4, 30), date(year, 5, 1), date(year, 9, 2)}
    if year >= _TWO_DAY_NATIONAL_DAY:
        days.add(date(year, 9, 3 if date(year, 9, 2).weekday() in {0, 3, 6} else 1))
    if year >= _CULTURE_DAY:
        days.add(date(year, 11, 24))
    for known, tet, kings in _lunar():
        if known == year:
            days.update(_days(tet - _ONE, tet + 3 * _ONE))
            days.add(kings)
    for day in sorted(day for day in days if day.weekday() >= _SATURDAY):
        while day.weekday() >= _SATURDAY or day in days:
            day += _ONE  # noqa: PLW2901  (the day in lieu is the next working day)
        days.add(day)
    return frozenset(days)


def is_working_day(day: date) -> bool:
    """Whether offices work on ``day``."""
    known = _announced()
    if day in known.working:
        return True
    off = known.off if day.year in known.years else _computed(day.year)
    return day.weekday() < _SATURDAY and day not in off


def is_announced(year: int) -> bool:
    """Whether the days off of ``year`` are those announced rather than computed."""
    return year in _announced().years


def add_working_days(day: date, count: int) -> date:
    """The ``count``-th working day after ``day``, which itself is not counted (Civil Code 2015, article 147)."""
    while count > 0:
        day += _ONE
        count -= is_working_day(day)
    return day
