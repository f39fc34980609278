"""Assignments: who is told to do what, by when, with whom and for whom."""

from kl_extract.extract.assignments.build import Found, find_assignments

__all__ = ["Found", "find_assignments"]
