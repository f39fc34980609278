"""Assignments from the rows of annex tables: each column says what its cells are."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from kl_extract.contract import AgencyRef, Assignment, LeadSource, NoticeWarning
from kl_extract.extract.agencies import unique
from kl_extract.extract.assignments.confidence import Judged, judged
from kl_extract.extract.assignments.context import Context
from kl_extract.extract.assignments.deadlines import contract_deadlines, deadline_warnings
from kl_extract.extract.assignments.roles import find_bodies
from kl_extract.extract.assignments.segments import Segment
from kl_extract.extract.assignments.signs import ROW
from kl_extract.extract.assignments.skeleton import build_skeleton
from kl_extract.extract.deadlines import FoundDeadline, find_deadlines, find_urgency
from kl_extract.model import AnnexRow, Range
from kl_extract.resources import read_toml

# A cell names a day or a period alone ("20/02/2026", "Quý III/2026"); in a sentence it would follow these words.
_BEFORE_A_CELL = ("hoàn thành trong ", "hoàn thành chậm nhất ngày ", "hoàn thành ", "báo cáo ")


@dataclass(frozen=True, slots=True)
class _Bodies:
    """Who leads and who helps, and how the leads were come by."""

    leads: list[AgencyRef]
    helpers: list[AgencyRef]
    source: LeadSource = "explicit"


def row_assignment(context: Context, row: AnnexRow) -> tuple[Judged, list[NoticeWarning]] | None:
    """The assignment of a row, with its warnings; None where the row names no task."""
    tasks = row.parts("task")
    if not tasks:
        return None
    text = context.text
    bodies = _bodies(context, row)
    found = _deadlines(context, row)
    urgent = [phrase for task in tasks for _, _, phrase in find_urgency(text.value, task.start, task.end)]
    draft = Assignment(
        id=f"{row.id}/1",
        clause=row.id,
        leads=bodies.leads,
        lead_source=bodies.source,
        coordinators=bodies.helpers,
        task=" ".join(text.value[task.start : task.end] for task in tasks),
        deadlines=contract_deadlines(text, found),
        urgency=urgent[0] if urgent else None,
        reports_to=unique([*_reports_to(context, tasks), *_named(context, row.parts("reports_to"))]),
        products=[text.value[part.start : part.end] for part in row.parts("product")],
        citations=context.cited(row.start, row.end),
        confidence=0.0,
        needs_review=False,
        span=text.span(row.start, row.end),
    )
    made = judged(context, draft, found, ROW)
    warnings = deadline_warnings(text, made.assignment, found)
    return made, [*warnings, *_warnings(context, row, made.assignment)]


def _bodies(context: Context, row: AnnexRow) -> _Bodies:
    """Leads of the row's own cell, else of one merged with it, else of the section; helpers of both columns."""
    pairs = [_leads_and_helpers(context, part) for part in row.parts("lead", "bodies")]
    helpers = [ref for _, found in pairs for ref in found] + _named(context, row.parts("coordinators"))
    source: LeadSource = "explicit"
    leads = [ref for found, _ in pairs for ref in found]
    if not leads and row.merged_lead is not None:
        merged, more = _leads_and_helpers(context, row.merged_lead)
        leads, helpers, source = merged, helpers or more, "inherited"
    if not leads and row.section is not None:
        leads, source = _named(context, [row.section]), "heading"
    leads = unique(leads)
    kept = [ref for ref in unique(helpers) if ref.id not in {lead.id for lead in leads}]
    return _Bodies(leads, kept, source)


def _leads_and_helpers(context: Context, cell: Range) -> tuple[list[AgencyRef], list[AgencyRef]]:
    """The bodies of a cell; those after "phối hợp" help."""
    helping = set(_role(context, cell, "coordinators"))
    numbers = [number for number, _ in context.registry.within(cell.start, cell.end)]
    leads = [number for number in numbers if number not in helping]
    return [context.registry.ref(n) for n in leads], [
        context.registry.ref(n) for n in numbers if n in helping
    ]


def _named(context: Context, cells: Sequence[Range]) -> list[AgencyRef]:
    return unique(ref for cell in cells for ref in context.registry.refs(cell.start, cell.end))


def _role(context: Context, cell: Range, role: str) -> list[int]:
    skeleton = build_skeleton(context.text.value, cell.start, cell.end, context.registry)
    whole = Segment(0, len(skeleton.value), 0)
    return [number for found in find_bodies(skeleton, whole, role) for number in found.mentions]


def _reports_to(context: Context, tasks: Sequence[Range]) -> list[AgencyRef]:
    return unique(context.registry.ref(n) for task in tasks for n in _role(context, task, "reports_to"))


def _deadlines(context: Context, row: AnnexRow) -> list[FoundDeadline]:
    """Deadlines of the cells of that column; where the table has none, those that the task tells."""
    cells = row.parts("deadline")
    found = [one for cell in cells for one in _of_cell(context, cell)]
    if found or cells:
        return found
    text = context.text.value
    return [
        one
        for task in row.parts("task")
        for one in find_deadlines(text, task.start, task.end, context.reference, directed=True)
    ]


def _of_cell(context: Context, cell: Range) -> Sequence[FoundDeadline]:
    text, reference = context.text.value, context.reference
    found = find_deadlines(text, cell.start, cell.end, reference, directed=True)
    words = text[cell.start : cell.end]
    for opening in () if found else _BEFORE_A_CELL:
        sentence = opening + words[:1].lower() + words[1:]
        shift = cell.start - len(opening)
        found = [
            replace(one, start=max(cell.start, one.start + shift), end=one.end + shift)
            for one in find_deadlines(sentence, 0, len(sentence), reference, directed=True)
        ]
        if found:
            break
    return found


def _warnings(context: Context, row: AnnexRow, made: Assignment) -> list[NoticeWarning]:
    """What the row leaves open: nobody leads, or a deadline that was not understood."""
    warnings = []
    if not made.leads:
        message = "a task is given, but no body is named for it here or above"
        warnings.append(NoticeWarning(code="lead-missing", message=message, clause=row.id, span=made.span))
    text = context.text
    for cell in row.parts("deadline"):
        words = text.value[cell.start : cell.end]
        if not made.deadlines and not _sets_no_day().match(words):
            message = f"“{words}” gives no date that can be told from the notice alone"
            span = text.span(cell.start, cell.end)
            warnings.append(
                NoticeWarning(code="deadline-unresolved", message=message, clause=row.id, span=span)
            )
    return warnings


@cache
def _sets_no_day() -> re.Pattern[str]:
    return re.compile(read_toml("annex.toml")["no_deadline"]["pattern"])
