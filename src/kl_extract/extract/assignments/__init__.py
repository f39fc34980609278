"""Assignments: who is told to do what, by when, with whom and for whom."""

from kl_extract.extract.assignments.build import find_assignments
from kl_extract.extract.assignments.clause import Found

__all__ = ["Found", "find_assignments"]
