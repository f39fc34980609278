"""Finds agencies, citations, deadlines and assignments in a notice whose parts are known."""

from kl_extract.extract.explain import clause_ids, explain
from kl_extract.extract.findings import Findings, extract, how_assigned

__all__ = ["Findings", "clause_ids", "explain", "extract", "how_assigned"]
