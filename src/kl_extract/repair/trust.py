"""How far Tesseract's words are trusted: ``slips_confidence.tsv``, counted on pages of known text."""

from bisect import bisect_right
from functools import cache

from kl_extract import resources


def doubt(confidence: float) -> float:
    """How much likelier than others a word of this confidence (0–1) is misread: natural log of the odds' ratio."""
    lows, odds = _table()
    return odds[max(0, bisect_right(lows, confidence) - 1)]


@cache
def _table() -> tuple[list[float], list[float]]:
    rows = resources.read_tsv("slips_confidence.tsv")
    return [float(row["confidence_from"]) for row in rows], [float(row["log_odds"]) for row in rows]
