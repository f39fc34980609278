"""Months, quarters, halves and years as deadlines."""

import re
from datetime import timedelta

from kl_extract.extract.deadlines.dates import calendar_day
from kl_extract.extract.deadlines.found import FoundDeadline
from kl_extract.extract.deadlines.hit import Hit
from kl_extract.extract.deadlines.periods import Period, parse_period

_NUMBER = re.compile(r"\d{1,2}")
_QUARTER = re.compile(r"(?<!\w)(?:iv|i{1,3}|[1-4])(?!\w)")
_YEAR = re.compile(r"20\d\d|năm")
_STATED_YEAR = re.compile(r"20\d\d")
_LISTED = re.compile(r"(?:(?:đầu|giữa|cuối)\s+)?(?:tháng|qu[ýí])\s(?:(?!,?\s+và\s|,\s+(?!năm)|;).)+")


def _period(hit: Hit) -> Period | None:
    return parse_period(hit.get("period"), hit.reference)


def _note(*notes: str) -> str | None:
    return "; ".join(notes) or None


def _unresolved(hit: Hit) -> list[FoundDeadline]:
    """A period that does not exist, or whose year nothing tells."""
    known = hit.reference.anchor is not None
    return [hit.make(due=None, problem="deadline-impossible" if known else "deadline-unresolved")]


def whole_period(hit: Hit) -> list[FoundDeadline]:
    """Within the period: from its first day to its last."""
    if (period := _period(hit)) is None:
        return _unresolved(hit)
    return [hit.make(starts=period.starts, due=period.due, assumed=_note(*period.assumed))]


def by_period(hit: Hit) -> list[FoundDeadline]:
    """By the end of the period."""
    if (period := _period(hit)) is None:
        return _unresolved(hit)
    return [hit.make(due=period.due, assumed=_note(*period.assumed))]


def before_period(hit: Hit) -> list[FoundDeadline]:
    """Before a period that names no day: by its eve; "trước khi kết thúc" is by its end.

    "trước cuối năm" is by the end of what it names, as offices mean it.
    """
    if (period := _period(hit)) is None:
        return _unresolved(hit)
    if hit.get("over") or hit.get("period").startswith("cuối"):
        return [hit.make(due=period.due, assumed=_note(*period.assumed))]
    eve = period.starts - timedelta(days=1)
    return [hit.make(due=eve, assumed=_note(*period.assumed, "the last day before the period named"))]


def start_of_period(hit: Hit) -> list[FoundDeadline]:
    """Only a beginning is stated."""
    if (period := _period(hit)) is None:
        return _unresolved(hit)
    return [hit.make(starts=period.starts, assumed=_note(*period.assumed, "only a start is stated"))]


def months_together(hit: Hit) -> list[FoundDeadline]:
    """ "trong tháng 8 và tháng 9": from the first month to the last."""
    return _together(hit, "tháng", _NUMBER.findall(hit.get("months")))


def quarters_together(hit: Hit) -> list[FoundDeadline]:
    """ "trong quý I và quý II": from the first quarter to the last."""
    return _together(hit, "quý", _QUARTER.findall(hit.get("quarters")))


def _together(hit: Hit, unit: str, named: list[str]) -> list[FoundDeadline]:
    year = f" năm {hit.get('year')}" if hit.get("year") else ""
    first, last = (f"{unit} {number}{year}" for number in (named[0], named[-1]))
    return _from_to(hit, first, last)


def each_period(hit: Hit) -> list[FoundDeadline]:
    """Each period of a list for itself, with its own offsets; the year that the last one states holds for all."""
    base, words = hit.offset("periods"), hit.get("periods")
    stated = _STATED_YEAR.search(words, words.rfind(" "))
    year = f" năm {stated[0]}" if stated else ""
    found = []
    for match in _LISTED.finditer(words):
        named = match[0] if _STATED_YEAR.search(match[0]) else match[0] + year
        period = parse_period(named, hit.reference)
        own = {"start": base + match.start(), "end": base + match.end()}
        if period is None:
            found.append(hit.make(due=None, problem="deadline-impossible", **own))
        else:
            found.append(
                hit.make(starts=period.starts, due=period.due, assumed=_note(*period.assumed), **own)
            )
    return found


def period_range(hit: Hit) -> list[FoundDeadline]:
    """ "từ tháng 10/2025 đến tháng 3/2026": from the first day of the one to the last day of the other.

    A beginning without a year lies in the year of the end, or in the one before where it would lie behind it.
    """
    return _from_to(hit, hit.get("opening"), hit.get("period"))


def _from_to(hit: Hit, first: str, last: str) -> list[FoundDeadline]:
    end = parse_period(last, hit.reference)
    if end is None:
        return _unresolved(hit)
    opening = parse_period(first if _YEAR.search(first) else f"{first} năm {end.due.year}", hit.reference)
    if opening is None:
        return _unresolved(hit)
    starts, assumed = opening.starts, end.assumed
    if starts > end.due:
        starts = starts.replace(year=starts.year - 1)
        assumed = (*assumed, f"a beginning in {starts.year}, so that it lies before the end")
    return [hit.make(starts=starts, due=end.due, assumed=_note(*assumed))]


def week_of_month(hit: Hit) -> list[FoundDeadline]:
    """The first or last seven days of a month."""
    if (period := _period(hit)) is None:
        return _unresolved(hit)
    first = "đầu" in hit.get("week")
    starts = period.starts if first else period.due - timedelta(days=6)
    due = period.starts + timedelta(days=6) if first else period.due
    return [hit.make(starts=starts, due=due, assumed=_note(*period.assumed, f"read as {starts} to {due}"))]


def day_of_next_month(hit: Hit) -> list[FoundDeadline]:
    """A day of the month after the notice's."""
    period = parse_period("tháng sau", hit.reference)
    if period is None:
        return _unresolved(hit)
    day = calendar_day(int(hit.get("day")), period.starts.month, period.starts.year)
    kind = "before" if hit.match[0].startswith("trước") else "by"
    problem = {} if day else {"problem": "deadline-impossible"}
    return [hit.make(kind=kind, due=day, assumed=_note(*period.assumed), **problem)]
