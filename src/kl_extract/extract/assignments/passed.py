"""Readings of a sentence that were passed over: who else might have been told, and why they are not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kl_extract.extract.assignments.context import Context
from kl_extract.extract.assignments.roles import (
    Lead,
    bodies_in,
    find_bodies,
    is_assessed,
    lead_rules,
    said_of,
)
from kl_extract.extract.assignments.segments import Segment
from kl_extract.extract.assignments.skeleton import Skeleton

_EARLIER = "một luật đứng trước đã cho biết cơ quan chủ trì"
_ASSESSED = "câu nhận xét, đánh giá hoặc thống nhất, không giao việc"
_SPEAKS = "cơ quan ban hành hoặc người chủ trì, không tự giao việc cho mình"
_NO_ACT = "sau tên cơ quan không có động từ giao việc"
_WITHIN = "không đứng đầu câu hoặc sau dấu phẩy: được nhắc đến trong nội dung việc"


@dataclass(frozen=True, slots=True)
class Passed:
    """Characters ``[start, end)`` of the skeleton that ``rule`` might have taken for leads, and why it did not."""

    rule: str
    start: int
    end: int
    reason: str


def passed_leads(
    skeleton: Skeleton, segment: Segment, lead: Lead | None, context: Context
) -> Iterator[Passed]:
    """What else in the segment names bodies, besides ``lead`` and those who help or are reported to."""
    assessed = is_assessed(skeleton, segment)
    taken = [(lead.start, lead.end)] if lead is not None else []
    for rule, start, end in lead_rules(skeleton, segment):
        if not _meets((start, end), taken):
            yield Passed(rule, start, end, _ASSESSED if assessed else _EARLIER)
            taken.append((start, end))
    for role in ("coordinators", "reports_to"):
        taken += [(one.start, one.end) for one in find_bodies(skeleton, segment, role)]
    for start, end in bodies_in(skeleton, segment):
        if not _meets((start, end), taken):
            reason = _ASSESSED if assessed else _why(skeleton, segment, start, end, context)
            yield Passed("subject", start, end, reason)


def _meets(part: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    return any(low < part[1] and part[0] < high for low, high in taken)


def _why(skeleton: Skeleton, segment: Segment, start: int, end: int, context: Context) -> str:
    ids = {context.registry.ref(number).id for number in skeleton.mentions(start, end)}
    if ids <= context.passive:
        return _SPEAKS
    before = skeleton.value[segment.start : start]
    if before.strip() and not re.search(r"[,;:]\s+$", before):
        return _WITHIN
    state = said_of(skeleton, end)
    return f"{_NO_ACT} (“{state}”)" if state else _NO_ACT
