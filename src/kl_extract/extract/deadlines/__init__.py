"""Deadlines: rules as data, productions in code; offsets index the text that was given."""

from kl_extract.extract.deadlines.dates import find_dates
from kl_extract.extract.deadlines.found import FoundDeadline, Reference
from kl_extract.extract.deadlines.scan import find_deadlines, find_urgency

__all__ = ["FoundDeadline", "Reference", "find_dates", "find_deadlines", "find_urgency"]
