"""Lines that bend, as of a bound file pressed on the glass: followed from strip to strip, and made straight.

15 ms a page. Strongest book tilt, three pages: 39 % of syllables wrong without, 2.6 % with it.
"""

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

from kl_extract.model import Box
from kl_extract.read.shifts import moved

if TYPE_CHECKING:
    from PIL.Image import Image

_POINTS = 72.0
_COARSE_DPI = 100
# Upright strips side by side; lines are compared from one to the next, where they may lie this much higher or lower.
_STRIPS = 24
_STEEPEST = 6.0
# Two strips of the same lines of text correlate by 0.7–1.0, margins and whatever else by less.
_ALIKE = 0.6
# Paper lighter than this is no ink; a strip with less ink than this share of the usual one is a margin.
_PAPER, _LITTLE = 195, 0.25
# Points between the highest and the lowest place of a line before it is worth moving: Tesseract follows less by
# itself. Of 72 pages of sample and real scans 70 measure at most 1.3, one 1.8, one 2.7.
_WORTHWHILE = 2.0


@dataclass(frozen=True, slots=True)
class Bend:
    """How far below a straight line, in points, the lines of a page lie ``at`` these places from its left edge."""

    at: tuple[float, ...]
    below: tuple[float, ...]

    def straightened(self, image: "Image", dpi: float) -> "Image":
        """The 8-bit grey page with each column of dots moved up or down."""
        import numpy as np  # noqa: PLC0415
        from PIL import Image  # noqa: PLC0415

        below = self._below(np.arange(image.width) * _POINTS / dpi) * dpi / _POINTS
        return Image.fromarray(moved(np.asarray(image), np.rint(below).astype(int)))

    def restored(self, box: Box) -> Box:
        """Where ``box`` of the straightened page lies on the bent one."""
        places = [box.x0, *(x for x in self.at if box.x0 < x < box.x1), box.x1]
        shifts = self._below(places).tolist()
        return Box(box.x0, box.top + min(shifts), box.x1, box.bottom + max(shifts))

    def _below(self, places: Any) -> Any:
        import numpy as np  # noqa: PLC0415

        return np.interp(places, self.at, self.below)


def bend_of(image: "Image", dpi: float) -> Bend | None:
    """How the lines of a page (8-bit grey, not askew) bend; None where they are straight, or cannot be followed."""
    import numpy as np  # noqa: PLC0415

    small = image.reduce(max(1, int(dpi / _COARSE_DPI)))
    scale = _POINTS * image.width / small.width / dpi
    reach = round(_STEEPEST / scale)
    if small.width < 4 * _STRIPS or small.height < 4 * reach:
        return None
    strips = _strips(small)
    found = _steps(strips, reach)
    ink = strips.sum(axis=1)
    inked = ink > _LITTLE * median(ink.tolist())
    good = np.flatnonzero([alike > _ALIKE for _, alike in found] & inked[1:] & inked[:-1])
    if len(good) < _STRIPS // 2:
        return None
    steps = np.interp(range(len(found)), good, [found[at][0] * scale for at in good], left=0.0, right=0.0)
    below = np.concatenate([[0.0], np.cumsum(steps)])
    below -= median(below.tolist())
    text = slice(good[0], good[-1] + 2)
    at = np.arange(_STRIPS)
    line = np.polyval(np.polyfit(at[text], below[text], 1), at)
    if np.ptp((below - line)[text]) < _WORTHWHILE:
        return None
    middles = (at + 0.5) * (small.width // _STRIPS) * scale
    return Bend(tuple(middles.tolist()), tuple(below.tolist()))


def _strips(small: "Image") -> Any:
    """The ink of each row, strip by strip, a little blurred."""
    import numpy as np  # noqa: PLC0415

    ink = 255 - np.asarray(small).astype(np.float32)
    ink[ink < 255 - _PAPER] = 0
    width = ink.shape[1] // _STRIPS
    rows = [ink[:, at * width : (at + 1) * width].mean(axis=1) for at in range(_STRIPS)]
    soft = np.array([1, 2, 3, 2, 1], np.float32) / 9
    return np.stack([np.convolve(row, soft, "same") for row in rows])


def _steps(strips: Any, reach: int) -> list[tuple[float, float]]:
    """By how many rows the lines of each strip lie lower than those of the one before, and how alike they then are."""
    import numpy as np  # noqa: PLC0415

    height = strips.shape[1]
    alike = []
    for shift in range(-reach, reach + 1):
        above = strips[:-1, max(0, -shift) : height - max(0, shift)]
        below = strips[1:, max(0, shift) : height - max(0, -shift)]
        above = above - above.mean(axis=1, keepdims=True)
        below = below - below.mean(axis=1, keepdims=True)
        norm = np.sqrt((above**2).sum(axis=1) * (below**2).sum(axis=1)).astype(np.float64)
        products = (above * below).sum(axis=1).astype(np.float64)
        alike.append(np.divide(products, norm, out=np.zeros_like(norm), where=norm > 0))
    found = []
    for column in np.stack(alike, axis=1).tolist():
        best = max(range(len(column)), key=lambda at: column[at])
        found.append((best - reach + _summit(column, best), column[best]))
    return found


def _summit(alike: list[float], best: int) -> float:
    """How far beside its highest value the parabola through three values is highest."""
    if not 0 < best < len(alike) - 1:
        return 0.0
    before, here, after = alike[best - 1 : best + 2]
    curve = before - 2 * here + after
    return 0.5 * (before - after) / curve if curve else 0.0
