"""Calendar dates: single, in lists, as ranges."""

import re
from datetime import timedelta

from kl_extract.extract.deadlines.dates import Resolved, resolve
from kl_extract.extract.deadlines.found import FoundDeadline, Reference
from kl_extract.extract.deadlines.hit import Hit
from kl_extract.extract.deadlines.periods import parse_period

_NUMBER = re.compile(r"\d+")
_ITEM = re.compile(
    r"\d{1,2}(?:\s?[/.\-]\s?\d{1,2}(?:\s?[/.\-]\s?\d{4})?"
    r"|\s{1,3}tháng\s{1,3}\d{1,2}(?:(?:,?\s{1,3}năm\s{1,3}|\s?[/.\-–]\s?)\d{4})?)?"
)
_BEFORE = re.compile(r"(?:trước|tr[uưừ]\w{1,2}c)\s")
_LATEST = re.compile(r"(?:chậm|muộn|trễ) nhất|hạn (?:chót|cuối)|hết|không")
_WEEKDAYS = {"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5, "nhật": 6}


def calendar_date(hit: Hit) -> list[FoundDeadline]:
    """One date under one operator."""
    return [_dated(hit, resolve(hit.get("date") or hit.get("bare"), hit.reference))]


def _dated(hit: Hit, told: Resolved, **fields: object) -> FoundDeadline:
    if not told.possible:
        return hit.make(due=None, problem="deadline-impossible", assumed=told.assumed, **fields)
    return hit.make(due=told.day, assumed=told.assumed, **fields)


def _items(hit: Hit) -> list[tuple[int, int, str, bool]]:
    """Items of a list as (start, end, date in full, month or year inferred).

    The last item's month and year spread backwards; empty where the last item has no month.
    """
    found = [
        (match.start(), match.end(), _NUMBER.findall(match[0])) for match in _ITEM.finditer(hit.get("items"))
    ]
    if not found or len(found[-1][2]) < 2:
        return []
    base, tail, items = hit.offset("items"), found[-1][2], []
    for start, end, numbers in reversed(found):
        whole = numbers + tail[len(numbers) :]
        items.append((base + start, base + end, "/".join(whole), len(whole) > len(numbers)))
        tail = whole
    return items[::-1]


def date_list(hit: Hit) -> list[FoundDeadline]:
    """Several dates under one operator, each with its own offsets; the first keeps the operator."""
    found = []
    text, position = hit.match.string, hit.span[0]
    kind = "before" if _BEFORE.match(hit.match[0]) else hit.rule.kind
    for start, end, written, spread in _items(hit):
        told = resolve(written, hit.reference)
        notes = [
            note for note in (told.assumed, "month or year taken from the list's last item" * spread) if note
        ]
        own = "before" if _BEFORE.search(text, position, start) else kind
        told = Resolved(told.day, "; ".join(notes) or None, told.possible)
        found.append(_dated(hit, told, start=_trimmed(text, position, start), end=end, kind=own))
        position = end
    return found


def _trimmed(text: str, position: int, item: int) -> int:
    """The start of an item's own words ("trước ngày …") after the comma or "và" that joins it."""
    joint = re.match(r"(?:\s|,|;|và\s|hoặc\s)*+", text[position:item])
    return position + (joint.end() if joint else 0)


def date_range(hit: Hit) -> list[FoundDeadline]:
    """From one date to another; the first takes missing parts from the last."""
    last = resolve(hit.get("date"), hit.reference)
    numbers = _NUMBER.findall(hit.get("first"))
    if last.day is None:
        return [_dated(hit, last)]
    tail = [str(last.day.day), str(last.day.month), str(last.day.year)]
    first = resolve("/".join(numbers + tail[len(numbers) :]), hit.reference)
    return [_dated(hit, last, starts=first.day)]


def start_on_date(hit: Hit) -> list[FoundDeadline]:
    """Only the day on which something begins is stated."""
    told = resolve(hit.get("date"), hit.reference)
    if told.day is None:
        return [_dated(hit, told)]
    notes = [note for note in (told.assumed, "only a start is stated") if note]
    return [hit.make(starts=told.day, assumed="; ".join(notes))]


def days_as_period(hit: Hit) -> list[FoundDeadline]:
    """Named days of one event: a period from the first to the last."""
    days = [resolve(written, hit.reference).day for _, _, written, _ in _items(hit)]
    told = [day for day in days if day]
    return [hit.make(starts=min(told), due=max(told))] if told and len(told) == len(days) else []


def from_now(hit: Hit) -> list[FoundDeadline]:
    """From the notice's date until a date or the end of a period."""
    anchor, note = hit.reference.anchor, f"“từ nay” is the {hit.reference.source}"
    if hit.get("date"):
        told = resolve(hit.get("date"), hit.reference)
        notes = "; ".join(part for part in (note, told.assumed) if part)
        return [_dated(hit, Resolved(told.day, notes, told.possible), starts=anchor)]
    period = parse_period(hit.get("period"), hit.reference)
    due = period.due if period else None
    return [hit.make(starts=anchor, due=due, assumed="; ".join((note, *(period.assumed if period else ()))))]


def today(hit: Hit) -> list[FoundDeadline]:
    """The day of the notice itself."""
    day, source = _this_day(hit.reference, hit.match[0])
    return [hit.make(due=day, assumed=f"the day meant is the {source}")]


def tomorrow(hit: Hit) -> list[FoundDeadline]:
    """The day after the notice."""
    anchor = hit.reference.anchor
    kind = "before" if _BEFORE.match(hit.match[0]) else "by" if _LATEST.match(hit.match[0]) else hit.rule.kind
    due = anchor + timedelta(days=1) if anchor else None
    return [hit.make(kind=kind, due=due, assumed=f"the day after the {hit.reference.source}")]


def _this_day(reference: Reference, words: str) -> tuple[object, str]:
    """“hôm nay” was said at the meeting; “trong ngày” counts from the issue."""
    if "hôm nay" in words and reference.held_on:
        return reference.held_on, "meeting date"
    return reference.anchor, reference.source


def weekday(hit: Hit) -> list[FoundDeadline]:
    """A weekday of this or of next week."""
    week = parse_period(hit.get("week"), hit.reference)
    number = _day_number(hit.get("weekday"))
    due = week.starts + timedelta(days=number) if week else None
    opening = hit.match[0]
    kind = "before" if _BEFORE.match(opening) else "by" if _LATEST.match(opening) else "on"
    return [hit.make(kind=kind, due=due, assumed="; ".join(week.assumed) if week else None)]


def _day_number(words: str) -> int:
    """Monday is 0; "thứ 2" is Monday as well."""
    last = words.rsplit(maxsplit=1)[-1]
    return int(last) - 2 if last.isdigit() else _WEEKDAYS[last]
