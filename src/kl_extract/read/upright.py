"""How a scanned page lies: sideways, upside down or askew, told from its rows of ink in 0.04 s.

Tesseract's own detection of orientation costs as much as reading. What is told here is a first guess; the reading
shows whether it was right.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kl_extract.read.level import levelled
from kl_extract.read.skew import skew_of

if TYPE_CHECKING:
    from PIL.Image import Image

_LONG_SIDE = 1000
# Rows are looked at in so many strips side by side: a page askew still shows them.
_STRIPS = 8
# How much sharper rows are than columns: 50 upright real pages 1.3–13, most above 2.5; sideways ones 0.25.
_CLEARLY_LEVEL = 2.0
# The foot of a line of letters is sharper than its head, where capitals, ascenders and marks rise. As a balance of
# cubes: upright pages -0.37 to +0.04, upside down +0.15 to +0.25.
_UPSIDE_DOWN = 0.1


@dataclass(frozen=True, slots=True)
class Lie:
    """``turn`` degrees clockwise make the page upright; then its lines lean by ``skew`` degrees clockwise.

    ``sure_of_axis`` tells that only ``turn`` and its opposite are possible.
    """

    turn: int
    skew: float
    sure_of_axis: bool


def lie_of(image: "Image") -> Lie:
    """How the lines of an 8-bit grey page probably lie."""

    small = image.reduce(max(1, max(image.size) // _LONG_SIDE))
    if min(small.size) < _STRIPS:
        return Lie(0, 0.0, False)
    turn, level = 0, _level(small)
    skew, straight = _straightened(small)
    if level < _CLEARLY_LEVEL:
        # Lines askew are sharp in neither direction: the other one is made straight as well.
        other_skew, other = _straightened(turned(small, 90))
        level = _energy(straight) / max(1e-6, _energy(other))
        if level < 1.0:
            turn, skew, straight = 90, other_skew, other
    if _balance(straight) > _UPSIDE_DOWN:
        turn += 180
    return Lie(turn, skew, not 1 / _CLEARLY_LEVEL < level < _CLEARLY_LEVEL)


def turned(image: "Image", degrees_clockwise: int) -> "Image":
    """``image`` turned by a multiple of 90 degrees."""
    from PIL import Image  # noqa: PLC0415

    turns = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
    return image.transpose(turns[degrees_clockwise]) if degrees_clockwise else image


def _straightened(small: "Image") -> tuple[float, "Image"]:
    skew = skew_of(small)
    return skew, levelled(small, skew)


def _level(image: "Image") -> float:
    """How much sharper rows are than columns."""
    from PIL import Image  # noqa: PLC0415

    return _energy(image) / max(1e-6, _energy(image.transpose(Image.Transpose.TRANSPOSE)))


def _energy(image: "Image") -> float:
    return float((_edges(image) ** 2).sum())


def _balance(image: "Image") -> float:
    cubes = _edges(image) ** 3
    return float(cubes.sum() / max(1e-6, float(abs(cubes).sum())))


def _edges(image: "Image") -> Any:
    """How the ink of each strip grows from row to row."""
    import numpy as np  # noqa: PLC0415

    ink = 255 - np.asarray(image).astype(np.float32)
    width = ink.shape[1] // _STRIPS
    return np.diff([ink[:, at : at + width].mean(axis=1) for at in range(0, width * _STRIPS, width)], axis=1)
