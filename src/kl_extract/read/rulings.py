"""Tables whose lines are drawn in the picture of a page: strokes are found, and cells between them."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from kl_extract.model import Box
from kl_extract.read.paper import shade_of_paper
from kl_extract.read.strokes import DARK, Stroke, strokes
from kl_extract.read.tables import Table

if TYPE_CHECKING:
    from PIL.Image import Image

# How far from the middle of a stroke the paint reaches: half of a thick line and its blur.
_PAINTED = 1.8
# Letters stand farther than this from the lines of their cell, in points, but in some of its rows of dots: of the edges
# of true tables in at most 0.02 of them, of one or more that stamps and the back of the sheet make in 0.07 to 0.33.
_CLEAR, _OVER = 4.0, 0.05
# So many of the rows of dots of a stroke made of their stems have letters on both sides; of a true one at most 0.09.
_STEM = 0.2
# Ends of strokes meet within this many points.
_MEET = 5.0
# A stroke stands for an edge of a cell if it covers this share of it.
_COVERS = 0.6
_MIN_ROWS, _MIN_COLUMNS = 2, 3
# Lines above and below a row of some cells that go on by so many points beyond its last edge, to the same place, hold
# one more: its side is not drawn, or lies off the page. The narrowest columns, of numbers, are some 25 points wide.
_OPEN, _SAME_END = 20.0, 10.0


def drawn_tables(image: "Image", scale: float) -> tuple[Table, ...]:
    """Tables ruled in an 8-bit grey ``image`` made straight; ``scale`` is points for each pixel.

    Pale and broken lines count, too. Where stamps and the back of the sheet are not gone, ``stands_free`` tells.
    """
    ink = _ink(image)
    upright = [one for one in strokes(image, scale, upright=True) if not _is_stem(ink, one, scale)]
    groups = [group for group in _groups(upright) if len(_places(group)) >= _MIN_COLUMNS]
    if not groups:  # as on most pages, whose lines nobody need look for
        return ()
    flat = strokes(image, scale, upright=False)
    found = (_table(flat, group) for group in groups)
    return tuple(sorted((table for table in found if table is not None), key=lambda table: table.top))


def without_rulings(image: "Image", tables: Sequence[Table], scale: float) -> "Image":
    """``image`` with the edges of all cells painted over: Tesseract reads letters into lines that it sees."""
    from PIL import ImageDraw  # noqa: PLC0415

    paper = shade_of_paper(image)
    bare = image.copy()
    pen = ImageDraw.Draw(bare)
    width = max(1, round(2 * _PAINTED / scale))
    for cell in (cell for table in tables for row in table.rows for cell in row):
        x0, top, x1, bottom = (side / scale for side in (cell.x0, cell.top, cell.x1, cell.bottom))
        pen.line([(x0, top), (x1, top), (x1, bottom), (x0, bottom), (x0, top)], fill=paper, width=width)
    return bare


def stands_free(table: Table, image: "Image", scale: float) -> bool:
    """Whether no letters run over the upright edges of ``table`` in an 8-bit grey ``image`` of the same page."""
    ink = _ink(image)
    over: Counter[float] = Counter()
    rows: Counter[float] = Counter()
    for cell in (cell for row in table.rows for cell in row[1:]):
        found, of = _run_over(ink, Stroke(cell.x0, cell.top, cell.bottom), scale)
        over[cell.x0] += found
        rows[cell.x0] += of
    return all(over[x] <= _OVER * rows[x] for x in rows)


def _ink(image: "Image") -> Any:
    import numpy as np  # noqa: PLC0415

    return np.asarray(image) < DARK


def _run_over(ink: Any, stroke: Stroke, scale: float) -> tuple[int, int]:
    """Of how many rows of dots of an upright stroke, of how many in all, there is ink close to it on both sides."""
    x, top, bottom = (round(side / scale) for side in (stroke.at, stroke.start, stroke.end))
    near, far = round(_PAINTED / scale), round(_CLEAR / scale)
    left = ink[top:bottom, max(0, x - far) : max(0, x - near)].any(axis=1)
    right = ink[top:bottom, x + near + 1 : x + far + 1].any(axis=1)
    return int((left & right).sum()), len(left)


def _is_stem(ink: Any, stroke: Stroke, scale: float) -> bool:
    """Whether an upright stroke is made of letters one below the other; over a true one run the lines that meet it."""
    over, rows = _run_over(ink, stroke, scale)
    return over > _STEM * rows


def _groups(upright: Sequence[Stroke]) -> list[list[Stroke]]:
    """Upright strokes by the tables they belong to: those that share a height."""
    groups: list[list[Stroke]] = []
    for stroke in sorted(upright, key=lambda stroke: stroke.start):
        low = max((one.end for one in groups[-1]), default=0.0) if groups else -1.0
        if groups and stroke.start < low + _MEET:
            groups[-1].append(stroke)
        else:
            groups.append([stroke])
    return groups


def _table(flat: Sequence[Stroke], upright: Sequence[Stroke]) -> Table | None:
    """The cells between the strokes of one table; one whose upper stroke is missing goes on from the cell above."""
    top, bottom = min(one.start for one in upright) - _MEET, max(one.end for one in upright) + _MEET
    left, right = min(one.at for one in upright) - _MEET, max(one.at for one in upright) + _MEET
    xs = _places(upright)
    inside = [
        one
        for one in flat
        if top <= one.at <= bottom
        and one.end > left
        and one.start < right
        and (not one.faint or any(one.start < x - _MEET and x + _MEET < one.end for x in xs))
    ]
    ys = _places(inside)
    if len(ys) <= _MIN_ROWS:
        return None
    rows: list[list[Box]] = []
    for above, below in pairwise(ys):
        sides = [x for x in xs if _covered(_near(upright, x), above, below)]
        ruled = _near(inside, above)
        cells = [
            Box(x0, above, x1, below) for x0, x1 in pairwise(_closed(sides, ruled, _near(inside, below)))
        ]
        begun = [cell for cell in cells if not rows or _covered(ruled, cell.x0, cell.x1)]
        for cell in cells:
            if cell not in begun:
                _grow(rows, cell)
        if begun:
            rows.append(begun)
    return Table(tuple(tuple(row) for row in rows)) if _has_columns(rows) else None


def _has_columns(rows: Sequence[Sequence[Box]]) -> bool:
    """Whether most rows are of several cells: frames with lines to write on, as on stamps, are not."""
    several = sum(len(row) > 1 for row in rows)
    most = max(map(len, rows), default=0)
    return len(rows) >= _MIN_ROWS and most >= _MIN_COLUMNS and 2 * several > len(rows)


def _closed(sides: Sequence[float], above: Sequence[Stroke], below: Sequence[Stroke]) -> list[float]:
    """``sides``, and the ends of the lines above and below where both go on beyond them."""
    if len(sides) < _MIN_COLUMNS or not above or not below:
        return list(sides)
    firsts = sorted(min(one.start for one in lines) for lines in (above, below))
    lasts = sorted(max(one.end for one in lines) for lines in (above, below))
    return [
        *(firsts[1:] if sides[0] - firsts[1] >= _OPEN and firsts[1] - firsts[0] <= _SAME_END else []),
        *sides,
        *(lasts[:1] if lasts[0] - sides[-1] >= _OPEN and lasts[1] - lasts[0] <= _SAME_END else []),
    ]


def _near(strokes: Sequence[Stroke], at: float) -> list[Stroke]:
    return [one for one in strokes if abs(one.at - at) <= _MEET]


def _places(strokes: Sequence[Stroke]) -> list[float]:
    """Where strokes lie across their direction, each place once."""
    places: list[float] = []
    for at in sorted(one.at for one in strokes):
        if not places or at - places[-1] > _MEET:
            places.append(at)
    return places


def _covered(strokes: Sequence[Stroke], start: float, end: float) -> bool:
    covered = sum(max(0.0, min(one.end, end) - max(one.start, start)) for one in strokes)
    return covered >= _COVERS * (end - start)


def _grow(rows: list[list[Box]], part: Box) -> None:
    """Lengthen the lowest cell above ``part`` by it."""
    for row in reversed(rows):
        for place, cell in enumerate(row):
            if abs(cell.bottom - part.top) <= _MEET and cell.x0 < part.x1 and part.x0 < cell.x1:
                row[place] = Box(cell.x0, cell.top, cell.x1, part.bottom)
                return
