"""What recurs, as rules of RFC 5545."""

import re

from kl_extract.extract.deadlines.found import FoundDeadline
from kl_extract.extract.deadlines.hit import Hit

_NUMBER = re.compile(r"\d{1,2}")
_WEEKDAY = re.compile(r"hai|ba|tư|năm|sáu|bảy|nhật|[2-7]")
_WEEKDAYS = dict(
    zip(
        ("hai", "ba", "tư", "năm", "sáu", "bảy", "nhật"),
        ("MO", "TU", "WE", "TH", "FR", "SA", "SU"),
        strict=True,
    )
)
_ROUND = re.compile(
    r"(?:(?:hằng|hàng|mỗi|từng|theo)\s+)?(?:(\d{1,2}|một|hai|ba|bốn|năm|sáu)\s+)?(ngày|tuần|tháng|quý|năm)(?:[\s/,]*(?:0?1|một)?\s?lần)?"
)
_FREQUENCIES = {
    "ngày": ("DAILY", 1),
    "tuần": ("WEEKLY", 1),
    "tháng": ("MONTHLY", 1),
    "quý": ("MONTHLY", 3),
    "năm": ("YEARLY", 1),
}
_QUARTERS = {"iv": 4, "iii": 3, "ii": 2, "i": 1}


def _numbers(words: str) -> list[int]:
    return [int(number) for number in _NUMBER.findall(words)]


def _joined(numbers: list[int]) -> str:
    return ",".join(str(number) for number in numbers)


def _impossible(hit: Hit) -> list[FoundDeadline]:
    return [hit.make(problem="deadline-impossible")]


def month_days(hit: Hit) -> list[FoundDeadline]:
    """Named days of each month."""
    days = _numbers(hit.get("days"))
    if not all(1 <= day <= 31 for day in days):
        return _impossible(hit)
    return [hit.make(rrule=f"FREQ=MONTHLY;BYMONTHDAY={_joined(days)}")]


def month_end(hit: Hit) -> list[FoundDeadline]:
    """The last day of each month."""
    return [hit.make(rrule="FREQ=MONTHLY;BYMONTHDAY=-1", assumed="the end of a month read as its last day")]


def quarter_day(hit: Hit) -> list[FoundDeadline]:
    """A day in the last (or first) month of each quarter; the month after a quarter opens the next."""
    first = hit.get("which") == "đầu"
    months = "1,4,7,10" if first else "3,6,9,12"
    day = int(hit.get("day"))
    if not 1 <= day <= 31:
        return _impossible(hit)
    return [hit.make(rrule=f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={day}")]


def year_days(hit: Hit) -> list[FoundDeadline]:
    """Dates of each year: one rule where they share the day of the month, else one for each."""
    numbers = _numbers(hit.get("items"))
    dates = list(zip(numbers[::2], numbers[1::2], strict=True))
    if not all(1 <= day <= 31 and 1 <= month <= 12 for day, month in dates):
        return _impossible(hit)
    days = dict.fromkeys(day for day, _ in dates)
    rules = [_yearly([month for other, month in dates if other == day], day) for day in days]
    return [hit.make(rrule=rule) for rule in rules]


def _yearly(months: list[int], day: int) -> str:
    return f"FREQ=YEARLY;BYMONTH={_joined(months)};BYMONTHDAY={day}"


def year_months(hit: Hit) -> list[FoundDeadline]:
    """A month of each year; a quarter is its three months."""
    if quarter := hit.get("quarter"):
        number = _QUARTERS.get(quarter) or int(quarter)
        months = [3 * number - 2, 3 * number - 1, 3 * number]
    else:
        months = _numbers(hit.get("month"))
    if not all(1 <= month <= 12 for month in months):
        return _impossible(hit)
    return [hit.make(rrule=f"FREQ=YEARLY;BYMONTH={_joined(months)}")]


def week_days(hit: Hit) -> list[FoundDeadline]:
    """Weekdays of each week."""
    names = list(_WEEKDAYS.values())
    found = _WEEKDAY.findall(hit.get("weekdays"))
    days = [names[int(name) - 2] if name.isdigit() else _WEEKDAYS[name] for name in found]
    return [hit.make(rrule=f"FREQ=WEEKLY;BYDAY={','.join(days)}")]


def rounds(hit: Hit) -> list[FoundDeadline]:
    """Each period named ("hằng quý, 6 tháng, năm") as a rule of its own, with its own offsets."""
    base, found = hit.offset("items"), []
    until = f";UNTIL={hit.get('until')}1231" if hit.get("until") else ""
    for number, match in enumerate(_ROUND.finditer(hit.get("items"))):
        start = hit.span[0] if number == 0 else base + match.start()
        rule = _frequency(_count(match[1]), match[2]) + until
        found.append(hit.make(start=start, end=base + match.end(), rrule=rule))
    if until or (len(found) == 1 and not hit.named("open")):
        found[-1:] = [hit.make(start=found[-1].start, rrule=found[-1].rrule)]
    return found


def times_a_period(hit: Hit) -> list[FoundDeadline]:
    """So many times a period, where the months share out evenly (twice a year: every six months); else open."""
    times, unit = _count(hit.get("times")), hit.get("unit")
    months = {"tháng": 1, "quý": 3, "năm": 12}.get(unit, 0)
    if times == 1:
        return [hit.make(rrule=_frequency(1, unit))]
    if times and months and months % times == 0:
        return [
            hit.make(rrule=_frequency(months // times, "tháng"), assumed=f"{times} times shared out evenly")
        ]
    return [hit.make(due=None, assumed="how the times are spread is not stated")]


_COUNTS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6}


def _count(words: str | None) -> int:
    """A number in figures or in words; one where none is written."""
    return _COUNTS[words] if words in _COUNTS else int(words or 1)


def _frequency(count: int, unit: str) -> str:
    name, step = _FREQUENCIES[unit]
    interval = count * step
    return f"FREQ={name};INTERVAL={interval}" if interval > 1 else f"FREQ={name}"
