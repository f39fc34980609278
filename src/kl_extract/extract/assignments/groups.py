"""Gathers the segments of one clause into directives: one for each change of leads, or own deadline."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from kl_extract.extract.assignments.roles import Lead
from kl_extract.extract.assignments.segments import Segment
from kl_extract.extract.deadlines import FoundDeadline

# A last sentence that opens with one of these speaks of everything said before it in the clause.
_BINDS_ALL = (
    "báo cáo", "hoàn thành", "thời gian", "thời hạn", "gửi", "trình", "kết quả", "trước ngày", "chậm nhất", "việc",
    "văn bản", "các nội dung", "nội dung", "tiến độ", "xong", "hạn",
)  # fmt: skip

# … and these of everything that all the bodies named in the clause are told.
_BINDS_EVERYBODY = (
    "cả hai",
    "cả ba",
    "hai đơn vị",
    "hai cơ quan",
    "hai sở",
    "ba đơn vị",
    "ba cơ quan",
    "các đơn vị nêu trên",
    "các cơ quan nêu trên",
    "các sở nêu trên",
    "các đơn vị trên",
    "các cơ quan trên",
    "các nội dung trên",
    "các nhiệm vụ trên",
    "các nội dung nêu trên",
    "các nhiệm vụ nêu trên",
    "tất cả các",
)


@dataclass(slots=True)
class Group:
    """Segments that make one directive; ``lead`` is None where the clause names nobody.

    ``opens`` is the segment with which the task begins, where those before it only tell or agree to something.
    """

    lead: Lead | None
    segments: list[Segment] = field(default_factory=list)
    deadlines: list[FoundDeadline] = field(default_factory=list)
    lead_segment: Segment | None = None
    opens: Segment | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """A segment with what was found in it; ``words`` is its text, ``directs`` whether it tells to do something.

    ``fills`` is true for one that only fills in a frame ("Chủ trì: X.", "Thời gian: quý II").
    """

    segment: Segment
    words: str
    lead: Lead | None
    directs: bool
    deadlines: tuple[FoundDeadline, ...]
    fills: bool = False


def group(facts: Sequence[Facts], *, told_above: bool = False) -> list[Group]:
    """Directives in order.

    What precedes the first named lead is part of its directive, unless a heading tells who does it
    (``told_above``) and it is an order by itself.
    """
    groups = _by_lead(facts, told_above=told_above)
    parts = [part for whole in groups for part in _by_deadline(whole, facts)]
    for fact in facts:
        if fact.deadlines and fact.words.lower().startswith(_BINDS_EVERYBODY):
            _bind_before(parts, fact)
    return parts


def closes_for_several(parts: Sequence[Group], facts: Sequence[Facts]) -> bool:
    """Whether several bodies are told, and a last sentence that names none of them tells of a result or a term: it
    may be meant for the last of them or for all."""
    leads = {part.lead.mentions for part in parts if part.lead is not None}
    last = facts[-1] if facts else None
    if len(leads) < 2 or last is None or last.lead is not None or last.fills:
        return False
    begins = len(facts) > 1 and facts[-2].segment.sentence != last.segment.sentence
    return begins and last.words.lower().startswith(_BINDS_ALL)


def _bind_before(parts: Sequence[Group], fact: Facts) -> None:
    """What all the bodies are told binds each directive up to it that has no deadline of its own."""
    for part in parts:
        if part.segments[0].start <= fact.segment.start:
            part.deadlines = part.deadlines or list(fact.deadlines)


def _by_lead(facts: Sequence[Facts], *, told_above: bool) -> list[Group]:
    groups: list[Group] = []
    ordered = bound = False
    for fact in facts:
        current = groups[-1] if groups else None
        if fact.lead is not None and not _same(current, fact):
            if current is not None and current.lead is None and (fact.fills or not (told_above and ordered)):
                current.lead, current.lead_segment = fact.lead, fact.segment
                current.opens = None if ordered or bound or fact.fills else fact.segment
            else:
                groups.append(Group(fact.lead, lead_segment=fact.segment))
        elif current is None:
            groups.append(Group(None))
        groups[-1].segments.append(fact.segment)
        ordered, bound = ordered or fact.directs, bound or bool(fact.deadlines)
    return groups


def _same(current: Group | None, fact: Facts) -> bool:
    """Whether a sentence only repeats the leads of the directive it stands in."""
    if current is None or current.lead is None or fact.lead is None:
        return False
    return set(current.lead.mentions) == set(fact.lead.mentions)


def _by_deadline(whole: Group, facts: Sequence[Facts]) -> list[Group]:
    """Cut after each segment with a deadline of its own, unless the last sentence binds the whole clause."""
    own = set(whole.segments)
    chosen = [fact for fact in facts if fact.segment in own]
    last_order = max((n for n, fact in enumerate(chosen) if fact.directs and not fact.fills), default=-1)
    parts: list[Group] = []
    open_part = Group(whole.lead, lead_segment=whole.lead_segment, opens=whole.opens)
    for number, fact in enumerate(chosen):
        open_part.segments.append(fact.segment)
        open_part.deadlines.extend(fact.deadlines)
        following = chosen[number + 1] if last_order > number else None
        if fact.deadlines and following is not None and not _continues(following):
            parts.append(open_part)
            open_part = Group(whole.lead, lead_segment=whole.lead_segment, opens=whole.opens)
    if open_part.segments:
        parts.append(open_part)
    if len(parts) > 1 and _binds_all(parts, chosen):
        return _bound(parts)
    return parts


def _continues(fact: Facts) -> bool:
    """A segment that names no task of its own goes on with the one before."""
    return not fact.directs and not fact.deadlines


def _binds_all(parts: list[Group], chosen: Sequence[Facts]) -> bool:
    last = next(fact for fact in chosen if fact.segment is parts[-1].segments[-1])
    return len(parts[-1].segments) == 1 and bool(last.deadlines) and last.words.lower().startswith(_BINDS_ALL)


def _bound(parts: list[Group]) -> list[Group]:
    """The last sentence's deadline belongs to the directive before it."""
    *kept, before, last = parts
    before.segments.extend(last.segments)
    before.deadlines.extend(last.deadlines)
    return [*kept, before]
