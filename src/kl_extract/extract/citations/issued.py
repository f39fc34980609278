"""The day on which a cited document was issued, as its own words state it."""

import re
from dataclasses import dataclass
from datetime import date

from kl_extract.extract.deadlines import find_dates

# "ngày 25 tháng 10 năm 2017" with a bracket or comma before it.
_REACH = 44
_LEAD = re.compile(r"\s*(?:[,(]\s*)?(?P<same>(?:đều|cùng)\s+)?(?:ký\s+|ban hành\s+)?")
# After the issuer nothing but a space may stand: behind a comma a new sentence part begins.
_CLOSE_LEAD = re.compile(r"\s+(?:ký\s+|ban hành\s+)?")
_SAME_DAY = re.compile(r"\s*(?:[,(]\s*)?(?:ban hành\s+)?cùng ngày(?!\s+\d)")


@dataclass(frozen=True, slots=True)
class Issued:
    """``day`` and where the words that state it end; ``shared`` where they speak of the whole list ("cùng ngày …")."""

    day: date | None
    end: int
    shared: bool = False


def issued_after(text: str, position: int) -> Issued:
    """The date right after a symbol; ``end`` is ``position`` where none stands there."""
    return _after(text, position, _LEAD)


def issued_after_issuer(text: str, position: int) -> Issued:
    """The date after the words that name the issuer: "Báo cáo số … của Sở Tài chính ngày …"."""
    return _after(text, position, _CLOSE_LEAD)


def _after(text: str, position: int, opening: re.Pattern[str]) -> Issued:
    for start, end, day in find_dates(text, position, min(len(text), position + _REACH)):
        lead = opening.fullmatch(text, position, start)
        if lead and text.startswith("ngày", start):
            return Issued(day, end, bool(lead.groupdict().get("same")))
        break
    return Issued(None, position)


def same_day_after(text: str, position: int) -> int | None:
    """Where "cùng ngày", which points back to the date stated before, ends; None if it does not stand there."""
    match = _SAME_DAY.match(text, position)
    return match.end() if match else None
