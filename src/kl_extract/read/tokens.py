"""Words as drawn, before lines and columns are known: what text layers and OCR have in common."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate
from math import inf
from statistics import median

from kl_extract.contract import Reader
from kl_extract.model import Box

# Baselines of one line differ by less than this share of the size (superscripts, jitter of OCR).
_SAME_LINE = 0.45


@dataclass(frozen=True, slots=True)
class Token:
    """One word: ``baseline`` is how far down its line stands, ``size`` its type size, both in points.

    ``before`` is what the text layer says, where that had to be decoded. ``origin`` tells how the word was read,
    where that is not how its page was.
    """

    text: str
    box: Box
    baseline: float
    size: float
    confidence: float = 1.0
    bold: bool = False
    italic: bool = False
    before: str | None = None
    origin: Reader | None = None


@dataclass(frozen=True)
class Row:
    """Words side by side on one line, from left to right; ``column`` and ``table_row`` as in ``model.Line``.

    In a row of a table ``cells`` holds for each word the number of its column, counted from 0.
    What is asked of a row time and again is worked out once.
    """

    tokens: tuple[Token, ...]
    column: int = 0
    table_row: int | None = None
    cells: tuple[int, ...] = ()

    @cached_property
    def text(self) -> str:
        """The words, a space between each two, a tab for each column that begins before them."""
        return "".join(self.gap(index) + token.text for index, token in enumerate(self.tokens))

    def gap(self, index: int) -> str:
        """What stands before word number ``index``."""
        if index == 0:
            return "\t" * self.cells[0] if self.cells else ""
        return "\t" * (self.cells[index] - self.cells[index - 1]) or " " if self.cells else " "

    @cached_property
    def baseline(self) -> float:
        """How far down the row stands."""
        return median(token.baseline for token in self.tokens)

    @cached_property
    def size(self) -> float:
        """The usual type size of the row."""
        return median(token.size for token in self.tokens)

    @cached_property
    def x0(self) -> float:
        """The left edge."""
        return self.tokens[0].box.x0

    @cached_property
    def x1(self) -> float:
        """The right edge."""
        return max(token.box.x1 for token in self.tokens)

    def sides(self, x: float) -> tuple[float, float]:
        """Where the words left of ``x`` end and those right of it begin, by their middles; infinite where are none."""
        middles, ends, starts = self._sides
        place = bisect_left(middles, 2 * x)
        return ends[place], starts[place]

    @cached_property
    def _sides(self) -> tuple[list[float], list[float], list[float]]:
        """Twice the middles of the words in order; how far those before each place reach, and from where the others."""
        boxes = sorted((token.box for token in self.tokens), key=lambda box: box.x0 + box.x1)
        ends = accumulate((box.x1 for box in boxes), max, initial=-inf)
        starts = accumulate((box.x0 for box in reversed(boxes)), min, initial=inf)
        return [box.x0 + box.x1 for box in boxes], list(ends), list(starts)[::-1]


def _same(box: Box) -> Box:
    return box


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as rows in reading order, before running heads are dropped and margins measured.

    Rows lie on a sheet made straight; ``restore`` leads a box back to the upright page as it is.
    """

    number: int
    rows: tuple[Row, ...]
    reader: Reader
    width: float
    height: float
    quality: float
    rotated: int = 0
    restore: Callable[[Box], Box] = _same

    def with_rows(self, rows: Sequence[Row]) -> "Sheet":
        """The same sheet with other rows."""
        return replace(self, rows=tuple(rows))


def rows_of(tokens: Sequence[Token], column: int = 0) -> list[Row]:
    """Groups ``tokens`` by their baselines, from top to bottom and left to right."""
    groups: list[list[Token]] = []
    level = 0.0
    for token in sorted(tokens, key=lambda token: (token.baseline, token.box.x0)):
        if groups and token.baseline - level <= _SAME_LINE * min(token.size, groups[-1][-1].size):
            groups[-1].append(token)
            level += (token.baseline - level) / len(groups[-1])
        else:
            groups.append([token])
            level = token.baseline
    return [
        Row(tuple(sorted(group, key=lambda token: (token.box.x0, token.box.x1))), column) for group in groups
    ]
