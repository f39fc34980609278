"""How far a scanned page leans, from the sharpness of its rows of ink; Pillow alone, about 0.05 s a page."""

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

# Enough to tell a tenth of a degree: one pixel over the width of the page.
_WIDTH = 700
# A page of A4 turned by more would lose words at its corners.
_LARGEST = 8.0
_COARSE, _FINE = 0.5, 0.1
# Below this Tesseract reads as well without turning, and turning blurs.
_WORTHWHILE = 0.2


def skew_of(image: "Image") -> float:
    """Degrees clockwise by which the lines of an 8-bit grey page lean; 0.0 when it is too little to mend."""
    from PIL import ImageOps  # noqa: PLC0415

    small = ImageOps.invert(image.reduce(max(1, image.width // _WIDTH)))
    coarse = _sharpest(small, [step * _COARSE for step in _outwards(int(_LARGEST / _COARSE))])
    angle = _sharpest(small, [coarse + step * _FINE for step in _outwards(int(_COARSE / _FINE) - 1)])
    return round(angle, 1) if abs(angle) >= _WORTHWHILE else 0.0


def _outwards(last: int) -> list[int]:
    """0, 1, -1, 2, -2 …: of equally sharp angles the smallest wins."""
    return [0, *(step * sign for step in range(1, last + 1) for sign in (1, -1))]


def _sharpest(image: "Image", angles: list[float]) -> float:
    return max(angles, key=lambda angle: (_sharpness(image, angle), -abs(angle)))


def _sharpness(image: "Image", angle: float) -> float:
    """The sum of squared differences between neighbouring rows of ink: highest when lines lie level."""
    from PIL import Image  # noqa: PLC0415

    level = image.rotate(angle, Image.Resampling.NEAREST, fillcolor=0)
    profile = level.resize((1, level.height), Image.Resampling.BOX).tobytes()
    return float(sum((below - above) ** 2 for above, below in pairwise(profile)))
