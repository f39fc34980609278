"""How sure an assignment is, from what can be seen of it.

The figures are a first ordering by judgment, not yet calibrated: a lead named in the sentence is surer than one
handed down, and everything unresolved takes something off.
"""

from collections.abc import Sequence

from kl_extract.contract import Assignment
from kl_extract.extract.deadlines import FoundDeadline

_BY_SOURCE = {"explicit": 0.95, "heading": 0.9, "inherited": 0.8}
_NO_LEAD = 0.4
_UNKNOWN_BODY = 0.1
_DOUBTFUL_DEADLINE = 0.2
_ASSUMED = 0.05
_REVIEW_BELOW = 0.75


def confidence(assignment: Assignment, deadlines: Sequence[FoundDeadline]) -> float:
    """A figure between 0 and 1, rounded to hundredths."""
    score = _BY_SOURCE[assignment.lead_source] if assignment.leads else _NO_LEAD
    bodies = [*assignment.leads, *assignment.coordinators, *assignment.reports_to]
    score -= _UNKNOWN_BODY * any(not body.known for body in bodies)
    score -= _DOUBTFUL_DEADLINE * any(deadline.problem is not None for deadline in deadlines)
    score -= _ASSUMED * any(deadline.assumed is not None for deadline in deadlines)
    return round(max(0.0, score), 2)


def needs_review(score: float) -> bool:
    """Whether a person should look at the assignment before it is used."""
    return score < _REVIEW_BELOW
