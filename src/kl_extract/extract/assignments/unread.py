"""Signs that words of an assignment were not read: names that nothing knows, openings without a verb."""

import re
from collections.abc import Iterator
from functools import cache

from kl_extract.contract import Assignment
from kl_extract.extract.assignments.context import Context
from kl_extract.extract.assignments.roles import is_imperative, table, verbs
from kl_extract.letters import LOWER, UPPER

_ORDER = re.compile(rf"(?<!\w)(?i:giao|đề nghị|yêu cầu|phân công)\s+(?=[{UPPER}])")
_OPENING = re.compile(r"(?:^|(?<=[.;])\s+)(?=\w)")
_LATE = re.compile(r"[.;]\s")


def unread(context: Context, draft: Assignment) -> Iterator[str]:
    """Names of the signs seen."""
    start, end = draft.span.start, draft.span.end
    words = context.text.value[start:end]
    named = sorted((low, high) for low, high in _named(context, start, end))
    if any(not _covers(named, start + match.end()) for match in _ORDER.finditer(words)):
        yield "name-unread"
    if any(_unread_opening(context, start + match.end(), end, named) for match in _OPENING.finditer(words)):
        yield "opening-unread"
    if _lead_is_late(context, draft):
        yield "lead-late"
    if draft.leads and not _begins_with_verb(draft.task):
        yield "task-without-verb"


def _named(context: Context, start: int, end: int) -> Iterator[tuple[int, int]]:
    for _, mention in context.registry.within(start, end):
        yield mention.start, mention.end


def _covers(named: list[tuple[int, int]], place: int) -> bool:
    return any(low <= place < high for low, high in named)


def _unread_opening(context: Context, place: int, end: int, named: list[tuple[int, int]]) -> bool:
    """Whether a sentence opens at ``place`` that names no body there, orders nothing and opens in no plain way."""
    if _covers(named, place):
        return False
    words = context.text.value[place:end]
    if words[0].isdigit() or _plain().match(words) or is_imperative(words):
        return False
    first = next((low for low, _ in named if low > place), end)
    return not re.search(r"[:,]\s", context.text.value[place:first])


def _lead_is_late(context: Context, draft: Assignment) -> bool:
    """Whether the lead is named after another sentence, or after another body, of the same assignment."""
    if not draft.leads or not draft.span.start < draft.leads[0].span.start < draft.span.end:
        return False
    low, high = draft.span.start, draft.leads[0].span.start
    others = any(
        mention.end <= high and mention.collective for _, mention in context.registry.within(low, high)
    )
    return others or _LATE.search(context.text.value[low:high]) is not None


def _begins_with_verb(task: str) -> bool:
    return _verb().match(task) is not None or not re.match(rf"[\s-]*[{LOWER}]", task)


@cache
def _plain() -> re.Pattern[str]:
    """What may open a sentence that names nobody."""
    words = sorted(table()["plain_openings"], key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)


@cache
def _verb() -> re.Pattern[str]:
    """Words that a task begins with: what bodies do, and how."""
    words = {*verbs()["acts"], *table()["modifiers"], *table()["products"]["verbs"]}
    return re.compile(rf"\W{{0,9}}(?:{'|'.join(sorted(words, key=len, reverse=True))})(?!\w)", re.IGNORECASE)
