"""Contract values as the short texts that stand in the cells of the table."""

import re
from collections.abc import Sequence

from kl_extract.contract import AgencyRef, Assignment, Deadline
from kl_extract.emit import labels
from kl_extract.errors import one_line

_PADDING = re.compile(r"\b0(?=\d)")


def printable(text: str) -> str:
    """``text`` on one line and without control characters."""
    return one_line(" ".join(text.split()))


def agencies(refs: Sequence[AgencyRef]) -> str:
    """Names, each once; the post where a person was named by it ("Giám đốc Sở Ngoại vụ")."""
    names = (f"{ref.post} {ref.name}" if ref.post else ref.name for ref in refs)
    return printable("; ".join(dict.fromkeys(names)))


def deadlines(assignment: Assignment) -> str:
    """The notice's own words, with the date they come to; the urgency where there is no deadline."""
    if not assignment.deadlines:
        return printable(assignment.urgency or "")
    return printable("; ".join(_deadline(deadline) for deadline in assignment.deadlines))


def _deadline(deadline: Deadline) -> str:
    """ "trước ngày 15/7 (15/07/2025, suy ra)": a date that had to be inferred says so."""
    if deadline.due is None:
        return deadline.text
    due = labels.date(deadline.due)
    if deadline.assumed:
        return f"{deadline.text} ({due}, suy ra)"
    return deadline.text if _unpadded(due) in _unpadded(deadline.text) else f"{deadline.text} ({due})"


def _unpadded(date: str) -> str:
    """``05/03/2024`` as ``5/3/2024``: notices write both."""
    return _PADDING.sub("", date)
