"""One stretch of a clause's own words: what it tells whom to do, and what it hands down to the clauses below."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kl_extract.contract import AgencyRef as Ref
from kl_extract.contract import Assignment, LeadSource, NoticeWarning
from kl_extract.extract.agencies import unique
from kl_extract.extract.assignments.confidence import Judged, judged
from kl_extract.extract.assignments.context import Context
from kl_extract.extract.assignments.deadlines import contract_deadlines, deadline_warnings
from kl_extract.extract.assignments.groups import Facts, Group, closes_for_several, group
from kl_extract.extract.assignments.roles import find_bodies, find_lead, is_imperative, table
from kl_extract.extract.assignments.segments import Segment, segments
from kl_extract.extract.assignments.skeleton import Skeleton, build_skeleton, frame
from kl_extract.extract.assignments.task import product_ranges, task_range
from kl_extract.extract.deadlines import find_deadlines, find_urgency
from kl_extract.model import Node, Range


@dataclass(frozen=True, slots=True)
class Inherited:
    """What a clause takes from above it when it says nothing itself."""

    leads: tuple[Ref, ...] = ()
    source: LeadSource = "inherited"
    coordinators: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """How one stretch of a clause's own words was read: ``facts`` one for each segment, and what came from above."""

    clause: str
    skeleton: Skeleton
    facts: tuple[Facts, ...]
    inherited: Inherited


@dataclass(slots=True)
class Found:
    """The assignments in reading order, the warnings they gave rise to, and how each clause was read."""

    judged: list[Judged] = field(default_factory=list)
    warnings: list[NoticeWarning] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)

    @property
    def assignments(self) -> list[Assignment]:
        """The assignments alone."""
        return [one.assignment for one in self.judged]


class Clause:
    """One stretch of a clause's own words."""

    def __init__(self, context: Context, node: Node, part: Range, inherited: Inherited) -> None:
        self._context = context
        self._node = node
        self._part = part
        self._inherited = inherited
        self._skeleton = build_skeleton(context.text.value, part.start, part.end, context.registry)
        self._facts = [self._fact(segment) for segment in segments(self._skeleton)]
        self._opening = self._opening_fact()

    def _fact(self, segment: Segment) -> Facts:
        context, skeleton = self._context, self._skeleton
        words = skeleton.value[segment.start : segment.end]
        start, end = skeleton.offset(segment.start), skeleton.offset(segment.end)
        passive = frozenset(
            number
            for number in skeleton.mentions(segment.start, segment.end)
            if context.registry.ref(number).id in context.passive
            and not _is_member(context.registry.ref(number))
        )
        lead = find_lead(skeleton, segment, passive)
        orders = lead is not None or is_imperative(words)
        directs = orders or self._inherited.source == "heading" or self._node.level == "inline"
        deadlines = tuple(find_deadlines(context.text.value, start, end, context.reference, directed=directs))
        if lead is None and frame(table()["decided"]["pattern"]).match(words):
            deadlines = ()  # what was agreed to last until a day is no task
        fills = frame(table()["role_line"]["pattern"]).match(words) is not None
        return Facts(segment, words, lead, orders, deadlines, fills)

    def _opening_fact(self) -> Facts | None:
        """The sentence that ends with a colon and so speaks for the clauses below."""
        if not self._facts or not (self._node.children or self._node.id == "intro"):
            return None
        last = self._facts[-1]
        if self._part == self._node.heading:
            return last
        return last if last.words.rstrip().endswith(":") else None

    def handed_down(self, inherited: Inherited) -> Inherited:
        """What the clauses below take from these words."""
        named = [fact for fact in self._facts if fact.lead is not None]
        if self._opening is None:
            leads = self._leads(named[0]) if named else ()
            return (
                replace(inherited, leads=leads, source="inherited", coordinators=()) if leads else inherited
            )
        leads = self._leads(self._opening) or (self._leads(named[-1]) if named else ())
        coordinators = tuple(
            self._bodies([self._opening.segment], "coordinators", exclude={ref.id for ref in leads})
        )
        source: LeadSource = inherited.source
        if leads:
            source = "inherited" if self._node.id == "intro" else "heading"
        return Inherited(leads or inherited.leads, source, coordinators)

    def reading(self) -> Reading:
        """How the words were read."""
        return Reading(self._node.id, self._skeleton, tuple(self._facts), self._inherited)

    def framed_lead(self) -> tuple[Ref, ...]:
        """The leads of a line that fills in a frame."""
        return next((self._leads(fact) for fact in self._facts if fact.fills and fact.lead is not None), ())

    def _leads(self, fact: Facts) -> tuple[Ref, ...]:
        return tuple(unique(self._context.registry.ref(n) for n in fact.lead.mentions)) if fact.lead else ()

    def assignments(self, first: int) -> Found:
        """The assignments of these words, numbered from ``first``."""
        found = Found()
        facts = [fact for fact in self._facts if fact is not self._opening or self._node.id == "intro"]
        told_above = self._inherited.source == "heading" and bool(self._inherited.leads)
        parts = group(facts, told_above=told_above)
        around = frozenset({"closing-sentence"}) if closes_for_several(parts, facts) else frozenset[str]()
        for part in parts:
            leads, source = self._leads_of(part)
            if not self._directs(part, facts, source, bool(leads)):
                continue
            made, warnings = self._assignment(part, leads, source, first + len(found.judged), around)
            found.judged.append(made)
            found.warnings.extend(warnings)
        return found

    def _leads_of(self, part: Group) -> tuple[list[Ref], LeadSource]:
        if part.lead is not None:
            return unique(self._context.registry.ref(number) for number in part.lead.mentions), "explicit"
        return list(self._inherited.leads), self._inherited.source

    def _directs(self, part: Group, facts: Sequence[Facts], source: LeadSource, has_leads: bool) -> bool:
        """Whether the words tell to do something: a body is told, or an order follows what names the bodies."""
        if part.lead is not None:
            return True
        own = set(part.segments)
        chosen = [fact for fact in facts if fact.segment in own]
        principle = frame(table()["principle"]["pattern"])
        if source != "heading" and all(principle.match(fact.words) for fact in chosen):
            return False
        if any(fact.directs or fact.fills for fact in chosen):
            return True
        assessed = frame(table()["assessed"]["pattern"])
        listed = source == "heading" or self._node.level == "inline"
        return listed and has_leads and not assessed.match(chosen[0].words)

    def _assignment(
        self, part: Group, leads: list[Ref], source: LeadSource, number: int, around: frozenset[str]
    ) -> tuple[Judged, list[NoticeWarning]]:
        text, node = self._context.text, self._node
        start, end = self._range(part.segments[0].start, part.segments[-1].end)
        task_start, task_end = self._range(*task_range(self._skeleton, part))
        coordinators = self._bodies(part.segments, "coordinators", exclude={ref.id for ref in leads})
        if part.lead is None:
            coordinators = unique([*coordinators, *self._inherited.coordinators])
        deadlines = contract_deadlines(text, part.deadlines)
        draft = Assignment(
            id=f"{node.id}/{number}",
            clause=node.id,
            leads=leads,
            lead_source=source,
            coordinators=coordinators,
            task=text.value[task_start:task_end],
            deadlines=deadlines,
            urgency=self._urgency(start, end),
            reports_to=self._bodies(part.segments, "reports_to", exclude=set()),
            products=self._products(part),
            citations=self._context.cited(start, end),
            confidence=0.0,
            needs_review=False,
            span=text.span(start, end),
        )
        made = judged(self._context, draft, part.deadlines, part.lead.rule if part.lead else "", around)
        return made, [*_lead_missing(draft), *deadline_warnings(text, draft, part.deadlines)]

    def _range(self, low: int, high: int) -> tuple[int, int]:
        return self._skeleton.offset(low), self._skeleton.offset(high)

    def _bodies(self, parts: Sequence[Segment], role: str, exclude: set[str]) -> list[Ref]:
        numbers = [
            n for part in parts for one in find_bodies(self._skeleton, part, role) for n in one.mentions
        ]
        return [
            ref for ref in unique(self._context.registry.ref(n) for n in numbers) if ref.id not in exclude
        ]

    def _urgency(self, start: int, end: int) -> str | None:
        found = find_urgency(self._context.text.value, start, end)
        return found[0][2] if found else None

    def _products(self, part: Group) -> list[str]:
        low, high = part.segments[0].start, part.segments[-1].end
        ranges = [self._range(*found) for found in product_ranges(self._skeleton, low, high)]
        return list(dict.fromkeys(self._context.text.value[start:end] for start, end in ranges))


def _is_member(ref: Ref) -> bool:
    """Whether members of the body are meant ("Ủy viên Ban Thường vụ"): they may be told what the body concludes."""
    return ref.text.lower().startswith(("ủy viên", "uỷ viên", "thành viên"))


def _lead_missing(draft: Assignment) -> list[NoticeWarning]:
    if draft.leads:
        return []
    message = "a task is given, but no body is named for it here or above"
    return [NoticeWarning(code="lead-missing", message=message, clause=draft.clause, span=draft.span)]
