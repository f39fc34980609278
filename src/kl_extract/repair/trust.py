"""How far Tesseract's words are trusted: ``slips_confidence.tsv``, counted on pages of known text."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from kl_extract import resources

_PART = re.compile(r"\w+")
# In lines that are read worse than this on average, of 17 changes on held-out pages 10 were wrong; above, 1 in 20.
_READABLE = 0.65
_LEFT_ALONE = -99.0


def doubts(words: Sequence[tuple[str, int, float]]) -> Iterator[tuple[int, float]]:
    """For each part of the words of one line its offset and how doubtful it is.

    ``words`` are texts, offsets and confidences (0–1). What cannot be read cannot be mended either: where the whole
    line was hardly read, nothing speaks for a change.
    """
    readable = sum(confidence for _, _, confidence in words) >= _READABLE * len(words)
    for word, start, confidence in words:
        for part in _PART.finditer(word):
            yield start + part.start(), doubt(confidence) if readable else _LEFT_ALONE


def doubt(confidence: float) -> float:
    """How much likelier than others a word of this confidence (0–1) is misread: natural log of the odds' ratio."""
    lows, odds = _table()
    return odds[max(0, bisect_right(lows, confidence) - 1)]


@cache
def _table() -> tuple[list[float], list[float]]:
    rows = resources.read_tsv("slips_confidence.tsv")
    return [float(row["confidence_from"]) for row in rows], [float(row["log_odds"]) for row in rows]
