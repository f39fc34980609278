"""Finds agencies, citations, deadlines and assignments in a notice whose parts are known."""

from kl_extract.extract.findings import Findings, extract, how_assigned

__all__ = ["Findings", "extract", "how_assigned"]
