"""Ruled tables of a born-digital page: their rows are read cell by cell, not line by line."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kl_extract.model import Box
from kl_extract.read.drawing import Point, Rect
from kl_extract.read.tokens import Row, Token, rows_of

# A grid of two rows and two columns has six strokes; with fewer there is nothing to look for.
MIN_STROKES = 6
_MIN_ROWS, _MIN_COLUMNS = 2, 2
# Edges of cells drawn one by one agree within a stroke or two.
_SAME_EDGE = 3.0
# What single floats may make of a level line.
_LEVEL = 0.001

_Placed = tuple[float, float, Token]
"""A word after the middle of its box, x and y."""


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table: the boxes of its cells, row by row, in points from the top left of the page.

    A cell that spans columns or rows stands where it begins.
    """

    rows: tuple[tuple[Box, ...], ...]

    @property
    def top(self) -> float:
        """The upper edge."""
        return min(cell.top for row in self.rows for cell in row)

    def columns(self) -> tuple[float, ...]:
        """The left edges of the columns."""
        edges: list[float] = []
        for x in sorted(cell.x0 for row in self.rows for cell in row):
            if not edges or x - edges[-1] > _SAME_EDGE:
                edges.append(x)
        return tuple(edges)


def ruled_tables(page: Any, origin: Box) -> tuple[Table, ...]:
    """The tables that lines on a pdfplumber page rule, from top to bottom; ``origin`` is the visible area."""
    if len(page.lines) + len(page.rects) + len(page.curves) < MIN_STROKES:
        return ()
    return _grids(page.find_tables(), origin)


def tables_between(pieces: Iterable[tuple[Point, Point]], area: Rect) -> tuple[Table, ...]:
    """The same from straight pieces of lines on a page of which ``area`` is visible, both counted as PDF does."""
    from pdfplumber.table import TableFinder  # noqa: PLC0415

    page: Any = _Ruled([edge for one, other in pieces if (edge := _edge(one, other, area))])
    return _grids(TableFinder(page).tables, Box(0.0, 0.0, 0.0, 0.0))


@dataclass(frozen=True, slots=True)
class _Ruled:
    """All that pdfplumber's finder of tables asks of a page."""

    edges: list[dict[str, Any]]


def _edge(one: Point, other: Point, area: Rect) -> dict[str, Any] | None:
    """A piece that lies flat or stands upright, as pdfplumber describes it."""
    x0, x1 = sorted((one[0] - area[0], other[0] - area[0]))
    top, bottom = sorted((area[3] - one[1], area[3] - other[1]))
    if min(x1 - x0, bottom - top) > _LEVEL:
        return None
    upright = x1 - x0 <= _LEVEL
    return {
        "object_type": "line",
        "orientation": "v" if upright else "h",
        "x0": x0,
        "x1": x0 if upright else x1,
        "top": top,
        "bottom": bottom if upright else top,
        "width": 0.0 if upright else x1 - x0,
        "height": bottom - top if upright else 0.0,
    }


def _grids(found: Iterable[Any], origin: Box) -> tuple[Table, ...]:
    """pdfplumber's tables as ours, those with rows and columns."""
    tables = (
        Table(tuple(tuple(_box(cell, origin) for cell in row.cells if cell) for row in table.rows))
        for table in found
    )
    kept = (table for table in tables if _is_grid(table))
    return tuple(sorted(kept, key=lambda table: table.top))


def _box(cell: tuple[float, float, float, float], origin: Box) -> Box:
    x0, top, x1, bottom = map(float, cell)
    return Box(x0 - origin.x0, top - origin.top, x1 - origin.x0, bottom - origin.top)


def _is_grid(table: Table) -> bool:
    return len(table.rows) >= _MIN_ROWS and max(map(len, table.rows)) >= _MIN_COLUMNS


def part_tables(
    tokens: Sequence[Token], tables: Sequence[Table]
) -> tuple[list[Token], list[tuple[float, list[Row]]]]:
    """The words outside tables; and for each table its upper edge and a row of words for each of its rows."""
    rest = list(map(_placed, tokens))
    parted: list[tuple[float, list[Row]]] = []
    for table in tables:
        rows: list[Row] = []
        edges = table.columns()
        for number, cells in enumerate(table.rows, 1):
            words: list[Token] = []
            places: list[int] = []
            for cell in cells:
                place = bisect_right(edges, cell.x0 + _SAME_EDGE) - 1
                inside, rest = _divided(cell, rest)
                words += [token for line in rows_of(inside) for token in line.tokens]
                places += [place] * (len(words) - len(places))
            if words:
                rows.append(Row(tuple(words), table_row=number, cells=tuple(places)))
        parted.append((table.top, rows))
    return [token for _, _, token in rest], parted


def _placed(token: Token) -> _Placed:
    return (token.box.x0 + token.box.x1) / 2, (token.box.top + token.box.bottom) / 2, token


def _divided(cell: Box, placed: list[_Placed]) -> tuple[list[Token], list[_Placed]]:
    """The words inside ``cell``, and the others."""
    x0, top, x1, bottom = cell.x0, cell.top, cell.x1, cell.bottom
    inside = [token for x, y, token in placed if x0 <= x <= x1 and top <= y <= bottom]
    if not inside:
        return inside, placed
    return inside, [one for one in placed if not (x0 <= one[0] <= x1 and top <= one[1] <= bottom)]


def insert_tables(rows: Sequence[Row], tables: Sequence[tuple[float, list[Row]]]) -> tuple[Row, ...]:
    """``rows`` with each table's rows before the first row that stands below the table's upper edge."""
    placed = list(rows)
    for top, table in tables:
        below = (index for index, row in enumerate(placed) if row.table_row is None and row.baseline > top)
        index = next(below, len(placed))
        placed[index:index] = table
    return tuple(placed)
