"""Brings the extractors together: each reads what the ones before it found."""

from dataclasses import dataclass
from datetime import date

from kl_extract.contract import (
    Agency,
    Assignment,
    Citation,
    Clause,
    Header,
    Meeting,
    NoticeWarning,
    Recipient,
    Signature,
)
from kl_extract.extract.agencies import Registry, build_registry
from kl_extract.extract.agencies.own import dictionary_with
from kl_extract.extract.assignments import Found, find_assignments
from kl_extract.extract.assignments.context import Context
from kl_extract.extract.clauses import contract_clauses
from kl_extract.extract.deadlines import Reference
from kl_extract.extract.documents import cited_documents
from kl_extract.extract.header import build_header, issued_on
from kl_extract.extract.meeting import build_meeting, find_chair
from kl_extract.model import Outline, Text


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found, in the contract's own form; ``warnings`` are in the order of the stages."""

    header: Header
    meeting: Meeting | None
    clauses: list[Clause]
    assignments: list[Assignment]
    agencies: list[Agency]
    citations: list[Citation]
    recipients: list[Recipient]
    signature: Signature | None
    warnings: list[NoticeWarning]


@dataclass(frozen=True, slots=True)
class _Ground:
    """What assignments rest on: who is named, when, and what is cited."""

    header: Header
    meeting: Meeting | None
    context: Context
    mismatches: list[NoticeWarning]


def _ground(text: Text, outline: Outline, dictionaries: tuple[str, ...]) -> _Ground:
    issued = issued_on(text, outline)
    dictionary = dictionary_with(dictionaries)
    registry = build_registry(text, outline, issued, dictionary)
    meeting = build_meeting(text, outline, registry)
    held = meeting.held_on if meeting else None
    if issued is None and held is not None:
        # Which body of several is meant, and whether it still existed, hangs on the date.
        registry = build_registry(text, outline, held, dictionary)
        meeting = build_meeting(text, outline, registry)
    header = build_header(text, outline, registry.issuer)
    citations, mismatches = cited_documents(text, outline, registry)
    reference = Reference(issued_on=_day(issued), held_on=_day(held))
    context = Context(text, registry, reference, citations, _speakers(text, outline, registry))
    return _Ground(header, meeting, context, mismatches)


def how_assigned(text: Text, outline: Outline, dictionaries: tuple[str, ...] = ()) -> tuple[Context, Found]:
    """The assignments with how they were found, and what they rest on."""
    ground = _ground(text, outline, dictionaries)
    return ground.context, find_assignments(ground.context, outline)


def extract(text: Text, outline: Outline, dictionaries: tuple[str, ...] = ()) -> Findings:
    """Everything the notice says, each value with its place; ``dictionaries`` are texts of lists of bodies that come
    before the project's own."""
    ground = _ground(text, outline, dictionaries)
    registry, found = ground.context.registry, find_assignments(ground.context, outline)
    return Findings(
        header=ground.header,
        meeting=ground.meeting,
        clauses=contract_clauses(text, outline),
        assignments=found.assignments,
        agencies=registry.agencies(),
        citations=list(ground.context.citations),
        recipients=_recipients(text, outline, registry),
        signature=_signature(text, outline),
        warnings=[*outline.warnings, *registry.warnings, *ground.mismatches, *found.warnings],
    )


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


# Offices issue a notice on behalf of the chair and are told to act in it; these speak for themselves.
_GOVERNING = (
    "ubnd",
    "hdnd",
    "bo-",
    "chinh-phu",
    "tinh-uy",
    "thanh-uy",
    "ban-thuong-vu",
    "chu-tich",
    "thuong-truc",
)


def _speakers(text: Text, outline: Outline, registry: Registry) -> frozenset[str]:
    """Ids of the bodies for whom the chair speaks; as a bare subject they decide, and are told nothing."""
    chair = find_chair(text, outline)
    ids = {ref.id for ref in registry.refs(chair[1].start, chair[1].end)} if chair else set()
    if not ids and outline.title is not None:
        ids = {ref.id for ref in registry.refs(outline.title.start, outline.title.end)[:1]}
    if registry.issuer is not None and registry.issuer.id.startswith(_GOVERNING):
        ids.add(registry.issuer.id)
    bodies = {agency_id.removeprefix("pho-").removeprefix("chu-tich-") for agency_id in ids}
    posts = {f"chu-tich-{body}" for body in bodies if body.startswith("ubnd")}
    return frozenset(ids | bodies | posts)


def _recipients(text: Text, outline: Outline, registry: Registry) -> list[Recipient]:
    return [
        Recipient(text=text.value[part.start : part.end], agencies=registry.refs(part.start, part.end))
        for part in outline.recipients
    ]


def _signature(text: Text, outline: Outline) -> Signature | None:
    if not outline.authority and outline.signer is None:
        return None
    signer = outline.signer
    return Signature(
        authority=[" ".join(text.value[part.start : part.end].split()) for part in outline.authority],
        name=text.value[signer.start : signer.end] if signer else None,
    )
