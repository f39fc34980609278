"""How one clause was read: every span found, the rule behind it, and the readings passed over."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kl_extract.account import Account, FoundKind, FoundSpan, Given, PassedOver
from kl_extract.contract import Clause
from kl_extract.extract.assignments import Found
from kl_extract.extract.assignments.clause import Reading
from kl_extract.extract.assignments.context import Context
from kl_extract.extract.assignments.groups import Facts
from kl_extract.extract.assignments.passed import passed_leads
from kl_extract.extract.assignments.roles import dictionary_of, find_bodies, first_act
from kl_extract.extract.assignments.skeleton import Skeleton
from kl_extract.extract.assignments.task import product_ranges
from kl_extract.extract.clauses import contract_clauses
from kl_extract.extract.deadlines import find_urgency
from kl_extract.extract.findings import how_assigned
from kl_extract.model import AnnexRow, Outline, Text

_KINDS: tuple[tuple[str, FoundKind], ...] = (("coordinators", "coordinator"), ("reports_to", "recipient"))


class Rule(NamedTuple):
    """An entry of a file of ``dictionaries/``."""

    name: str
    dictionary: str


_DATE = re.compile(r"(?<![\d/.])\d{1,2}[/.]\d{1,2}(?:[/.]\d{4})?(?![\d/])")


def clause_ids(text: Text, outline: Outline) -> list[str]:
    """Ids of all clauses in reading order."""
    return [clause.id for clause in _all(contract_clauses(text, outline))]


def explain(text: Text, outline: Outline, clause_id: str, dictionaries: tuple[str, ...] = ()) -> Account:
    """The account of the clause ``clause_id``; KeyError where the notice has none of that name."""
    clause = next((one for one in _all(contract_clauses(text, outline)) if one.id == clause_id), None)
    if clause is None:
        raise KeyError(clause_id)
    context, found = how_assigned(text, outline, dictionaries)
    readings = [reading for reading in found.readings if reading.clause == clause_id]
    row = next((row for row in outline.rows if row.id == clause_id), None)
    spans = [span for reading in readings for span in _of_reading(context, reading)]
    spans += _of_row(context, row) if row is not None else []
    spans += _cited(context, clause)
    inherited = [ref.name for reading in readings[:1] for ref in reading.inherited.leads]
    return Account(
        clause=clause.id,
        label=clause.label,
        text=clause.text,
        span=clause.span,
        inherited=inherited,
        assignments=_given(found, clause_id),
        found=sorted(spans, key=lambda one: (one.span.start, one.span.end, one.kind)),
        passed_over=[one for reading in readings for one in _passed(context, reading, spans)],
    )


def _all(clauses: Sequence[Clause]) -> Iterator[Clause]:
    for clause in clauses:
        yield clause
        yield from _all(clause.children)


def _given(found: Found, clause_id: str) -> list[Given]:
    return [
        Given(assignment=one.assignment, rule=one.rule or None, signs=sorted(one.signs))
        for one in found.judged
        if one.assignment.clause == clause_id
    ]


def _of_reading(context: Context, reading: Reading) -> Iterator[FoundSpan]:
    """What the segments of one stretch hold."""
    skeleton = reading.skeleton
    for fact in reading.facts:
        lead, low, high = fact.lead, fact.segment.start, fact.segment.end
        for number in lead.mentions if lead is not None else ():
            yield _body(context, number, "lead", lead.rule if lead is not None else "")
        for role, kind in _KINDS:
            for naming in find_bodies(skeleton, fact.segment, role):
                for number in naming.mentions:
                    yield _body(context, number, kind, naming.rule)
        verb = first_act(skeleton, fact.segment, lead.end if lead is not None else low)
        if verb is not None:
            yield _words(context, _place(skeleton, *verb), "verb", None, Rule("acts", "verbs.toml"))
        for product in product_ranges(skeleton, low, high):
            rule = Rule("products", "assignments.toml")
            yield _words(context, _place(skeleton, *product), "product", None, rule)
        yield from _times(context, fact, *_place(skeleton, low, high))


def _times(context: Context, fact: Facts, start: int, end: int) -> Iterator[FoundSpan]:
    """Deadlines of a segment, and urgency without a date."""
    for one in fact.deadlines:
        means = one.rrule or (one.due.isoformat() if one.due else one.kind)
        yield _words(context, (one.start, one.end), "deadline", means, Rule(one.rule, "deadlines.toml"))
    for low, high, phrase in find_urgency(context.text.value, start, end):
        yield _words(context, (low, high), "urgency", phrase, Rule("urgency", "deadlines.toml"))


def _place(skeleton: Skeleton, low: int, high: int) -> tuple[int, int]:
    return skeleton.offset(low), skeleton.offset(high)


def _body(context: Context, number: int, kind: FoundKind, rule: str) -> FoundSpan:
    ref = context.registry.ref(number)
    place = ref.span.start, ref.span.end
    return _words(context, place, kind, ref.name, Rule(rule, dictionary_of(rule)))


def _words(
    context: Context, place: tuple[int, int], kind: FoundKind, means: str | None, rule: Rule | None
) -> FoundSpan:
    return FoundSpan(
        kind=kind,
        text=context.text.value[slice(*place)],
        means=means,
        rule=rule.name if rule else None,
        dictionary=rule.dictionary if rule else None,
        span=context.text.span(*place),
    )


def _of_row(context: Context, row: AnnexRow) -> list[FoundSpan]:
    return [
        _words(context, (part.start, part.end), "cell", role, Rule(f"columns/{role}", "annex.toml"))
        for role, part in row.cells
    ]


def _cited(context: Context, clause: Clause) -> Iterator[FoundSpan]:
    for citation in context.citations:
        for span in citation.spans:
            if clause.span.start <= span.start and span.end <= clause.span.end:
                yield _words(
                    context, (span.start, span.end), "citation", citation.number or citation.title, None
                )


def _passed(context: Context, reading: Reading, found: Sequence[FoundSpan]) -> Iterator[PassedOver]:
    """Leads that other rules would have named, bodies and dates that have no part in the assignment."""
    text, skeleton = context.text, reading.skeleton
    for fact in reading.facts:
        for one in passed_leads(skeleton, fact.segment, fact.lead, context):
            start, end = skeleton.offset(one.start), skeleton.offset(one.end)
            yield PassedOver(
                text=text.value[start:end], reading=one.rule, reason=one.reason, span=text.span(start, end)
            )
        low, high = skeleton.offset(fact.segment.start), skeleton.offset(fact.segment.end)
        for match in _DATE.finditer(text.value, low, high):
            taken = any(one.span.start <= match.start() and match.end() <= one.span.end for one in found)
            if not taken:
                reason = "không có từ chỉ thời hạn đi cùng"
                yield PassedOver(
                    text=match[0],
                    reading="deadline",
                    reason=reason,
                    span=text.span(match.start(), match.end()),
                )
