"""How far a scanned page leans, from the sharpness of its rows of ink; about 0.02 s a page."""

from math import radians, tan
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

# Enough to tell a tenth of a degree: one pixel over the width of the page.
_WIDTH = 700
# A page of A4 turned by more would lose words at its corners.
_LARGEST = 8.0
_COARSE, _FINE = 0.5, 0.1
# Below this Tesseract reads as well without turning, and turning blurs.
_WORTHWHILE = 0.2
# Pixels across a strip of the page: leaning by the largest angle, a line rises by less than two within it.
_STRIP = 12


def skew_of(image: "Image") -> float:
    """Degrees clockwise by which the lines of an 8-bit grey page lean; 0.0 when it is too little to mend."""
    strips = _strips(image.reduce(max(1, image.width // _WIDTH)))
    coarse = _sharpest(strips, [step * _COARSE for step in _outwards(int(_LARGEST / _COARSE))])
    angle = _sharpest(strips, [coarse + step * _FINE for step in _outwards(int(_COARSE / _FINE) - 1)])
    return round(angle, 1) if abs(angle) >= _WORTHWHILE else 0.0


def _outwards(last: int) -> list[int]:
    """0, 1, -1, 2, -2 …: of equally sharp angles the smallest wins."""
    return [0, *(step * sign for step in range(1, last + 1) for sign in (1, -1))]


def _strips(image: "Image") -> Any:
    """The ink in each row of each upright strip of the page: strips by rows."""
    import numpy as np  # noqa: PLC0415

    count = max(1, image.width // _STRIP)
    ink = 255 - np.asarray(image)[:, : count * _STRIP]
    wider = ink.shape[1] % count
    widths = np.full(count, ink.shape[1] // count)
    widths[:wider] += 1
    sums = np.add.reduceat(ink, np.cumsum(widths) - widths, axis=1, dtype=np.uint32)
    return np.ascontiguousarray((sums / widths.astype(np.float32)).T, dtype=np.float32)


def _sharpest(strips: Any, angles: list[float]) -> float:
    return max(angles, key=lambda angle: (_sharpness(strips, angle), -abs(angle)))


def _sharpness(strips: Any, angle: float) -> float:
    """The sum of squared differences between neighbouring rows of ink: highest when lines lie level.

    The strips are moved up and down instead of turning the page; what leaves it is lost, as in turning.
    """
    import numpy as np  # noqa: PLC0415

    count, height = strips.shape
    rows = np.zeros(height, np.float32)
    for number, strip in enumerate(strips):
        rise = round(tan(radians(angle)) * (number - (count - 1) / 2) * _STRIP)
        if rise >= 0:
            rows[: max(0, height - rise)] += strip[rise:]
        else:
            rows[-rise:] += strip[:rise]
    return float((np.diff(rows) ** 2).sum())
