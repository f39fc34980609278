"""Tables whose lines are drawn in the picture of a page: strokes are found, and cells between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from kl_extract.model import Box
from kl_extract.read.tables import Table

if TYPE_CHECKING:
    from PIL.Image import Image

_DARK = 140
# Shorter strokes are underlines, letters and pieces of stamps: points. A row of one line is some 20 points high.
_LONG, _HIGH = 60.0, 16.0
# A stroke may be broken by dirt for a hundredth of its length, and be this many points thick.
_UNBROKEN, _THICK = 0.97, 4.0
# How far from the middle of a stroke the paint reaches: half of a thick line and its blur.
_PAINTED = 1.8
# Ends of strokes meet within this many points.
_MEET = 5.0
# A stroke stands for an edge of a cell if it covers this share of it.
_COVERS = 0.6
_MIN_ROWS, _MIN_COLUMNS = 2, 3


@dataclass(frozen=True, slots=True)
class _Stroke:
    """A straight stroke: ``at`` across its direction, ``start`` to ``end`` along it, in points."""

    at: float
    start: float
    end: float


def drawn_tables(image: "Image", scale: float) -> tuple[Table, ...]:
    """Tables ruled in an 8-bit grey ``image`` made straight; ``scale`` is points for each pixel."""
    import numpy as np  # noqa: PLC0415

    ink = _halved(np.asarray(image) < _DARK)
    flat = _strokes(ink, _LONG / scale / 2, scale * 2)
    if len(flat) <= _MIN_ROWS:
        return ()
    upright = _strokes(ink.T, _HIGH / scale / 2, scale * 2)
    found = (_table(flat, group) for group in _groups(upright))
    return tuple(sorted((table for table in found if table is not None), key=lambda table: table.top))


def without_rulings(image: "Image", tables: Sequence[Table], scale: float) -> "Image":
    """``image`` with the edges of all cells painted white: Tesseract reads letters into lines that it sees."""
    from PIL import ImageDraw  # noqa: PLC0415

    bare = image.copy()
    pen = ImageDraw.Draw(bare)
    width = max(1, round(2 * _PAINTED / scale))
    for cell in (cell for table in tables for row in table.rows for cell in row):
        x0, top, x1, bottom = (side / scale for side in (cell.x0, cell.top, cell.x1, cell.bottom))
        pen.line([(x0, top), (x1, top), (x1, bottom), (x0, bottom), (x0, top)], fill=255, width=width)
    return bare


def _halved(ink: Any) -> Any:
    """Half as many rows and columns: ink where any of four pixels is."""
    height, width = ink.shape[0] // 2 * 2, ink.shape[1] // 2 * 2
    even, odd = ink[:height:2, :width], ink[1:height:2, :width]
    rows = even | odd
    return rows[:, ::2] | rows[:, 1::2]


def _strokes(ink: Any, length: float, scale: float) -> list[_Stroke]:
    """Strokes along the rows of ``ink`` of at least ``length`` pixels."""
    import numpy as np  # noqa: PLC0415

    size = int(length)
    if size < 2 or ink.shape[1] <= size:
        return []
    sums = np.cumsum(ink, axis=1, dtype=np.int32)
    full = sums[:, size:] - sums[:, :-size] >= _UNBROKEN * size
    pieces: list[_Stroke] = []
    for y in np.flatnonzero(full.any(axis=1)):
        places = np.flatnonzero(full[y])
        cuts = np.flatnonzero(np.diff(places) > size)
        starts, ends = places[np.r_[0, cuts + 1]], places[np.r_[cuts, len(places) - 1]]
        ranges = zip(starts.tolist(), ends.tolist(), strict=True)
        pieces += [_Stroke(int(y) * scale, a * scale, (b + size) * scale) for a, b in ranges]
    return _joined(pieces)


def _joined(pieces: Sequence[_Stroke]) -> list[_Stroke]:
    """Rows of pixels of one stroke put together; a black field is none."""
    open_: list[tuple[float, _Stroke]] = []
    done: list[tuple[float, _Stroke]] = []
    for piece in pieces:
        done += [pair for pair in open_ if piece.at - pair[1].at > _MEET / 2]
        open_ = [pair for pair in open_ if piece.at - pair[1].at <= _MEET / 2]
        near = next(
            (n for n, (_, one) in enumerate(open_) if one.start < piece.end and piece.start < one.end), None
        )
        if near is None:
            open_.append((piece.at, piece))
        else:
            first, one = open_[near]
            open_[near] = (first, _Stroke(piece.at, min(one.start, piece.start), max(one.end, piece.end)))
    return [
        _Stroke((first + one.at) / 2, one.start, one.end)
        for first, one in [*done, *open_]
        if one.at - first <= _THICK
    ]


def _groups(upright: Sequence[_Stroke]) -> list[list[_Stroke]]:
    """Upright strokes by the tables they belong to: those that share a height."""
    groups: list[list[_Stroke]] = []
    for stroke in sorted(upright, key=lambda stroke: stroke.start):
        low = max((one.end for one in groups[-1]), default=0.0) if groups else -1.0
        if groups and stroke.start < low + _MEET:
            groups[-1].append(stroke)
        else:
            groups.append([stroke])
    return groups


def _table(flat: Sequence[_Stroke], upright: Sequence[_Stroke]) -> Table | None:
    """The cells between the strokes of one table; one whose upper stroke is missing goes on from the cell above."""
    top, bottom = min(one.start for one in upright) - _MEET, max(one.end for one in upright) + _MEET
    left, right = min(one.at for one in upright) - _MEET, max(one.at for one in upright) + _MEET
    inside = [one for one in flat if top <= one.at <= bottom and one.end > left and one.start < right]
    xs, ys = _places(upright), _places(inside)
    if len(ys) <= _MIN_ROWS or len(xs) <= _MIN_COLUMNS:
        return None
    rows: list[list[Box]] = []
    for above, below in pairwise(ys):
        sides = [
            x for x in xs if _covered([one for one in upright if abs(one.at - x) <= _MEET], above, below)
        ]
        cells = [Box(x0, above, x1, below) for x0, x1 in pairwise(sides)]
        ruled = [one for one in inside if abs(one.at - above) <= _MEET]
        begun = [cell for cell in cells if not rows or _covered(ruled, cell.x0, cell.x1)]
        for cell in cells:
            if cell not in begun:
                _grow(rows, cell)
        if begun:
            rows.append(begun)
    return Table(tuple(tuple(row) for row in rows)) if len(rows) >= _MIN_ROWS else None


def _places(strokes: Sequence[_Stroke]) -> list[float]:
    """Where strokes lie across their direction, each place once."""
    places: list[float] = []
    for at in sorted(one.at for one in strokes):
        if not places or at - places[-1] > _MEET:
            places.append(at)
    return places


def _covered(strokes: Sequence[_Stroke], start: float, end: float) -> bool:
    covered = sum(max(0.0, min(one.end, end) - max(one.start, start)) for one in strokes)
    return covered >= _COVERS * (end - start)


def _grow(rows: list[list[Box]], part: Box) -> None:
    """Lengthen the lowest cell above ``part`` by it."""
    for row in reversed(rows):
        for place, cell in enumerate(row):
            if abs(cell.bottom - part.top) <= _MEET and cell.x0 < part.x1 and part.x0 < cell.x1:
                row[place] = Box(cell.x0, cell.top, cell.x1, part.bottom)
                return
