"""Where lines stand between the margins of the body: indent, fill, gaps, centred lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import compress, pairwise
from statistics import median

from kl_extract.model import Box, Decoded, Line, Page, Word
from kl_extract.read.tokens import Row, Sheet

# Left edges of justified lines agree within a point or two; scans wander by one more.
_SAME_EDGE = 4.0
_MIN_LINES = 2
# Nghị định 30/2020 sets paragraphs at least 6 points apart: a quarter of a line and more.
_CLEAR_STEP = 1.22
_USUAL_QUANTILE = 0.3
# A centred line keeps its distance from both margins, equal to within a hundredth and a half of the width.
_CENTRED_SLACK, _CENTRED_EVEN = 0.1, 0.02


@dataclass(frozen=True, slots=True)
class _Body:
    """The margins of a page's body, and its usual distance from baseline to baseline."""

    left: float
    right: float
    step: float

    @property
    def width(self) -> float:
        return max(1.0, self.right - self.left)


def page_of(sheet: Sheet) -> Page:
    """The page with its lines measured, their boxes where the words really are."""
    parts = _columns(sheet.rows)
    lines: list[Line] = []
    for part in parts:
        body = _body(part if part[0].column else _running_rows(sheet.rows) or part)
        lines += _lines(part, body, sheet)
    return Page(
        number=sheet.number,
        lines=tuple(lines),
        reader=sheet.reader,
        width=round(sheet.width, 2),
        height=round(sheet.height, 2),
        quality=round(sheet.quality, 3),
        rotated=sheet.rotated,
    )


def _running_rows(rows: Sequence[Row]) -> list[Row]:
    """The rows that run between the margins of the body."""
    return [row for row in rows if not row.column and row.table_row is None]


def _columns(rows: Sequence[Row]) -> list[list[Row]]:
    """Runs of rows of the same column."""
    runs: list[list[Row]] = []
    for row in rows:
        if runs and runs[-1][-1].column == row.column:
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _body(rows: Sequence[Row]) -> _Body:
    left = _common(sorted(row.x0 for row in rows))
    right = -_common(sorted(-row.x1 for row in rows))
    sizes = median(row.size for row in rows)
    steps = sorted(
        below.baseline - above.baseline
        for above, below in pairwise(rows)
        if 0.8 * sizes < below.baseline - above.baseline
    )
    step = steps[int((len(steps) - 1) * _USUAL_QUANTILE)] if steps else 0.0
    return _Body(left, right, step)


def _common(edges: Sequence[float]) -> float:
    """The outermost edge that at least two lines share; the outermost of all where none do."""
    for number, edge in enumerate(edges):
        near = [other for other in edges[number:] if other - edge <= _SAME_EDGE]
        if len(near) >= _MIN_LINES:
            return median(near)
    return edges[0]


def _lines(rows: Sequence[Row], body: _Body, sheet: Sheet) -> list[Line]:
    lines: list[Line] = []
    above: Row | None = None
    for row in rows:
        gap = above is not None and body.step > 0 and row.baseline - above.baseline > _CLEAR_STEP * body.step
        lines.append(_line(row, body, gap, sheet))
        above = row
    return lines


def _line(row: Row, body: _Body, gap: bool, sheet: Sheet) -> Line:
    words = tuple(_words(row, sheet))
    sizes = [len(word.text) for word in words]
    half = sum(sizes) / 2
    return Line(
        text=row.text,
        page=sheet.number,
        words=words,
        box=Box.around([word.box for word in words]),
        origin=next((token.origin for token in row.tokens if token.origin), sheet.reader),
        confidence=round(sum([word.confidence * len(word.text) for word in words]) / sum(sizes), 3),
        column=row.column,
        indent=round(row.x0 - body.left, 2),
        fill=round(min(1.0, max(0.0, (row.x1 - body.left) / body.width)), 3),
        gap=gap,
        bold=sum(compress(sizes, [word.bold for word in words])) > half,
        italic=sum(compress(sizes, [word.italic for word in words])) > half,
        centred=row.table_row is None and _is_centred(row, body),
        row=row.table_row,
        decoded=tuple(
            Decoded(word.start, word.end, token.before)
            for word, token in zip(words, row.tokens, strict=True)
            if token.before is not None
        ),
    )


def _words(row: Row, sheet: Sheet) -> Iterator[Word]:
    start = 0
    for index, token in enumerate(row.tokens):
        start += len(row.gap(index))
        size = round(token.size, 2) if sheet.reader == "text-layer" else None
        box = sheet.restore(token.box)
        yield Word(token.text, start, box, token.confidence, size, token.bold, token.italic)
        start += len(token.text)


def _is_centred(row: Row, body: _Body) -> bool:
    indent, slack = row.x0 - body.left, body.right - row.x1
    even = abs(indent - slack) <= 2 * _CENTRED_EVEN * body.width
    return even and min(indent, slack) >= _CENTRED_SLACK * body.width
