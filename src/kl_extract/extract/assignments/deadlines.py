"""Found deadlines as the contract writes them, and what they warn of."""

from collections.abc import Sequence

from kl_extract.contract import Assignment, Deadline, NoticeWarning
from kl_extract.extract.deadlines import FoundDeadline
from kl_extract.model import Text

_MESSAGES = {
    "deadline-impossible": "names a day that no calendar has",
    "deadline-unresolved": "gives no date that can be told from the notice alone",
    "deadline-past": "lies before the notice itself",
}


def contract_deadlines(text: Text, found: Sequence[FoundDeadline]) -> list[Deadline]:
    """The contract's form of each deadline, in order."""
    return [
        Deadline(
            text=text.value[deadline.start : deadline.end],
            kind=deadline.kind,
            due=deadline.due.isoformat() if deadline.due else None,
            starts=deadline.starts.isoformat() if deadline.starts else None,
            rrule=deadline.rrule,
            assumed=deadline.assumed,
            span=text.span(deadline.start, deadline.end),
        )
        for deadline in found
    ]


def deadline_warnings(
    text: Text, assignment: Assignment, found: Sequence[FoundDeadline]
) -> list[NoticeWarning]:
    """A warning for each deadline that is impossible, past or not to be resolved."""
    return [
        NoticeWarning(
            code=deadline.problem,
            message=f"“{text.value[deadline.start : deadline.end]}” {_MESSAGES.get(deadline.problem, 'is doubtful')}",
            clause=assignment.clause,
            span=text.span(deadline.start, deadline.end),
        )
        for deadline in found
        if deadline.problem is not None
    ]
