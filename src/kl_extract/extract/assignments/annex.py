"""Assignments from the rows of annex tables: each column says what its cells are."""

from collections.abc import Sequence
from dataclasses import replace

from kl_extract.contract import AgencyRef, Assignment, NoticeWarning
from kl_extract.extract.agencies import unique
from kl_extract.extract.assignments.confidence import confidence, needs_review
from kl_extract.extract.assignments.context import Context
from kl_extract.extract.assignments.deadlines import contract_deadlines, deadline_warnings
from kl_extract.extract.assignments.roles import find_bodies
from kl_extract.extract.assignments.segments import Segment
from kl_extract.extract.assignments.skeleton import build_skeleton
from kl_extract.extract.deadlines import FoundDeadline, find_deadlines, find_urgency
from kl_extract.model import AnnexRow, Range

# A cell names a period alone ("Quý III/2026"); in a sentence it would follow these words.
_BEFORE_A_PERIOD = "hoàn thành trong "


def row_assignment(context: Context, row: AnnexRow) -> tuple[Assignment, list[NoticeWarning]] | None:
    """The assignment of a row, with its warnings; None where the row names no task."""
    task = row.cell("task")
    if task is None:
        return None
    text = context.text
    leads = _bodies(context, row.cell("lead"))
    found = _deadlines(context, row.cell("deadline"))
    product = row.cell("product")
    urgent = find_urgency(text.value, task.start, task.end)
    draft = Assignment(
        id=f"{row.id}/1",
        clause=row.id,
        leads=leads,
        lead_source="explicit",
        coordinators=[ref for ref in _bodies(context, row.cell("coordinators")) if ref not in leads],
        task=text.value[task.start : task.end],
        deadlines=contract_deadlines(text, found),
        urgency=urgent[0][2] if urgent else None,
        reports_to=_reports_to(context, task),
        products=[text.value[product.start : product.end]] if product else [],
        citations=context.cited(row.start, row.end),
        confidence=0.0,
        needs_review=False,
        span=text.span(row.start, row.end),
    )
    score = confidence(draft, found)
    made = draft.model_copy(update={"confidence": score, "needs_review": needs_review(score)})
    return made, deadline_warnings(text, made, found)


def _bodies(context: Context, cell: Range | None) -> list[AgencyRef]:
    return unique(context.registry.refs(cell.start, cell.end)) if cell else []


def _reports_to(context: Context, task: Range) -> list[AgencyRef]:
    skeleton = build_skeleton(context.text.value, task.start, task.end, context.registry)
    whole = Segment(0, len(skeleton.value), 0)
    numbers = [number for _, _, mentions in find_bodies(skeleton, whole, "reports_to") for number in mentions]
    return unique(context.registry.ref(number) for number in numbers)


def _deadlines(context: Context, cell: Range | None) -> Sequence[FoundDeadline]:
    if cell is None:
        return []
    text, reference = context.text.value, context.reference
    found = find_deadlines(text, cell.start, cell.end, reference, directed=True)
    if found:
        return found
    words = text[cell.start : cell.end]
    sentence = _BEFORE_A_PERIOD + words[:1].lower() + words[1:]
    shift = cell.start - len(_BEFORE_A_PERIOD)
    return [
        replace(one, start=max(cell.start, one.start + shift), end=one.end + shift)
        for one in find_deadlines(sentence, 0, len(sentence), reference, directed=True)
    ]
