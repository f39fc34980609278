"""Finds the spans that a stretch of text touches without looking at all of them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate


class Overlaps:
    """Spans, each with a number of the caller's, ordered by where they start; they may lie in each other."""

    def __init__(self, spans: Iterable[tuple[int, int, int]]) -> None:
        self._spans = sorted(spans)
        self._reach = list(accumulate((end for _, end, _ in self._spans), max))

    def touching(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """The spans ``(start, end, number)`` that share a character with ``[start, end)``."""
        first = bisect_right(self._reach, start)
        last = bisect_left(self._spans, (end,))
        return [span for span in self._spans[first:last] if span[1] > start]
