"""Straight strokes in the picture of a page: solid ones, and those that noise, fax or a thin pen left pale."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kl_extract.read.paper import shades_of_paper_and_ink

if TYPE_CHECKING:
    from PIL.Image import Image

DARK = 140
"""What is darker is ink, whatever is around."""
# Shorter strokes are underlines, letters and pieces of stamps: points. A row of one line is some 20 points high.
_LONG, _HIGH = 60.0, 16.0
# A stroke may be broken by dirt for a hundredth of its length, and be this many points thick.
_UNBROKEN, _THICK = 0.97, 4.0
# Of its least length the part that tells where it ends.
_SHORT = 8
# Pieces of one stroke lie within this many points of each other.
_APART = 2.5
# Pale and broken strokes are told by the means of twice so many dots along them, which evens noise and gaps.
_ALONG = 4
# They are darker than what lies so many points beside them, on both sides, by half of what they must be dark; rows of
# letters are not.
_BESIDE, _SET_OFF = 2.1, 0.5
# Ink is darker than paper by so many grey levels at the least.
_LEAST_CONTRAST = 40


@dataclass(frozen=True, slots=True)
class _Pale:
    """A stroke of at least ``length`` points, as dark as this share of ink over this share of its length."""

    length: float
    dark: float
    unbroken: float


# Six pages, three of them with tables, in eleven damages at three severities, and 22 others in the strongest: cells
# found as on the clean page 438 times of 440 with these, 420 without them. Short ones of 0.2 and 0.85 are text as well.
_PALE_FLAT = (_Pale(_LONG, 0.3, 0.93), _Pale(200.0, 0.15, 0.8))
_PALE_UPRIGHT = (_Pale(_HIGH, 0.3, 0.93), _Pale(60.0, 0.15, 0.8))


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight stroke: ``at`` across its direction, ``start`` to ``end`` along it, in points.

    What is ``faint`` may also be the foot of a long line of letters.
    """

    at: float
    start: float
    end: float
    faint: bool = False


def strokes(image: "Image", scale: float, *, upright: bool) -> list[Stroke]:
    """Strokes across the lines of an 8-bit grey page, or along them; ``scale`` is points for each of its dots.

    Pale ones, too, such as stamps and the back of the sheet leave.
    """
    import numpy as np  # noqa: PLC0415

    ink = _halved(np.asarray(image) < DARK)
    solid = _found(ink.T if upright else ink, _HIGH if upright else _LONG, 2 * scale, 2 * scale, _UNBROKEN)
    paper, ink_shade = shades_of_paper_and_ink(image)
    contrast = max(_LEAST_CONTRAST, paper - ink_shade)
    single, double = _darkness(image, paper, turned=upright)
    short, long = _PALE_UPRIGHT if upright else _PALE_FLAT
    faint = [replace(one, faint=True) for one in _pale(double, contrast, scale, long)]
    return solid + _pale(single, contrast, scale, short) + faint


def _halved(ink: Any) -> Any:
    """Half as many rows and columns: ink where any of four pixels is."""
    height, width = ink.shape[0] // 2 * 2, ink.shape[1] // 2 * 2
    even, odd = ink[:height:2, :width], ink[1:height:2, :width]
    rows = even | odd
    return rows[:, ::2] | rows[:, 1::2]


def _darkness(image: "Image", paper: int, *, turned: bool) -> tuple[Any, Any]:
    """How much darker than paper, doubled: ``2 * _ALONG`` dots along a stroke; the darker of two dots across it, and
    the sum of two, which is the same wherever between them a thin stroke lies."""
    import numpy as np  # noqa: PLC0415

    means = image.reduce((1, _ALONG) if turned else (_ALONG, 1))
    dark = np.int16(paper) - np.asarray(means, np.int16)
    dark = dark.T if turned else dark
    wide = dark[:, :-1] + dark[:, 1:]
    height = (len(wide) - 1) // 2 * 2
    even, odd, next_ = wide[:height:2], wide[1 : height + 1 : 2], wide[2 : height + 2 : 2]
    return np.maximum(even, odd), np.maximum(even, next_) + odd


def _pale(dark: Any, contrast: int, scale: float, kind: _Pale) -> list[Stroke]:
    """Strokes along the rows of ``_darkness``."""
    marked = _set_off(dark, 2 * kind.dark * contrast, scale)
    return _found(marked, kind.length, _ALONG * scale, 2 * scale, kind.unbroken)


def _set_off(dark: Any, least: float, scale: float) -> Any:
    """Where it is dark enough for a stroke, and darker than on both sides."""
    import numpy as np  # noqa: PLC0415

    beside = max(1, round(_BESIDE / scale / 2))
    found = np.zeros(dark.shape, np.bool_)
    if len(dark) > 2 * beside:
        middle = dark[beside:-beside]
        around = np.maximum(dark[: -2 * beside], dark[2 * beside :])
        found[beside:-beside] = (middle >= least) & (middle - around >= _SET_OFF * least)
    return found


def _found(ink: Any, length: float, along: float, across: float, unbroken: float) -> list[Stroke]:
    """Strokes along the rows of ``ink`` of at least ``length`` points, of which a dot is ``along`` by ``across``."""
    import numpy as np  # noqa: PLC0415

    size = int(length / along)
    if size < 2 or ink.shape[1] <= size:
        return []
    sums = np.cumsum(ink, axis=1, dtype=np.int16)  # may wrap around: differences do not
    full = sums[:, size:] - sums[:, :-size] >= unbroken * size
    pieces: list[Stroke] = []
    for y in np.flatnonzero(full.any(axis=1)):
        places = np.flatnonzero(full[y])
        cuts = np.flatnonzero(np.diff(places) > size)
        starts, ends = places[np.r_[0, cuts + 1]], places[np.r_[cuts, len(places) - 1]] + size
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
            first, last = _inked(ink[y, start + 1 : end + 1], max(2, size // _SHORT))
            pieces.append(Stroke(int(y) * across, (start + 1 + first) * along, (start + 1 + last) * along))
    return _joined(pieces)


def _inked(row: Any, size: int) -> tuple[int, int]:
    """From where to where ``row`` is ink: single dots at its ends, with more gaps than ink around, are not of it."""
    import numpy as np  # noqa: PLC0415

    dense = np.flatnonzero(np.convolve(row, np.ones(size), "valid") > size / 2)
    if not len(dense):
        return 0, len(row)
    inked = np.flatnonzero(row[dense[0] : dense[-1] + size]) + int(dense[0])
    return int(inked[0]), int(inked[-1]) + 1


def _joined(pieces: Sequence[Stroke]) -> list[Stroke]:
    """Rows of pixels of one stroke put together; a black field is none."""
    open_: list[tuple[float, Stroke]] = []
    done: list[tuple[float, Stroke]] = []
    for piece in pieces:
        done += [pair for pair in open_ if piece.at - pair[1].at > _APART]
        open_ = [pair for pair in open_ if piece.at - pair[1].at <= _APART]
        near = next(
            (n for n, (_, one) in enumerate(open_) if one.start < piece.end and piece.start < one.end), None
        )
        if near is None:
            open_.append((piece.at, piece))
        else:
            first, one = open_[near]
            open_[near] = (first, Stroke(piece.at, min(one.start, piece.start), max(one.end, piece.end)))
    return [
        Stroke((first + one.at) / 2, one.start, one.end)
        for first, one in [*done, *open_]
        if one.at - first <= _THICK
    ]
