"""Pictures made straight by moving their columns and rows by whole dots: thirty times as fast as turning them."""

from itertools import pairwise
from math import radians, sin, tan
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

_WHITE = 255
# Beyond this many degrees two shears are no longer a turn: boxes would lie up to a quarter of a point beside.
_LITTLE = 2.0


def levelled(image: "Image", skew: float) -> "Image":
    """The 8-bit grey page, which leans by ``skew`` degrees clockwise, turned back around its middle.

    Syllables wrong of 27 pages, 9 of them real: turned by bicubic blending 3.2 %, so 3.3 %; repaired 1.7 and 1.6 %.
    """
    import numpy as np  # noqa: PLC0415
    from PIL import Image  # noqa: PLC0415

    if abs(skew) > _LITTLE:
        return image.rotate(skew, Image.Resampling.BILINEAR, fillcolor=_WHITE)
    across, down = (np.arange(side) - (side - 1) / 2 for side in image.size)
    columns = moved(np.asarray(image), np.rint(across * tan(radians(skew))).astype(int))
    rows = moved(columns.T, np.rint(-down * sin(radians(skew))).astype(int)).T
    return Image.fromarray(rows)


def moved(dots: Any, up: Any) -> Any:
    """``dots`` with each column moved up by so many, or down where they are below zero; white comes in."""
    import numpy as np  # noqa: PLC0415

    height, width = dots.shape
    found = np.full_like(dots, _WHITE)
    edges = [0, *(np.flatnonzero(np.diff(up)) + 1).tolist(), width]
    for left, right in pairwise(edges):
        shift = int(up[left])
        rows = height - abs(shift)
        if rows > 0:
            above, below = max(0, -shift), max(0, shift)
            found[above : above + rows, left:right] = dots[below : below + rows, left:right]
    return found
