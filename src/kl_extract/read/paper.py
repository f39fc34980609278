"""How light the paper of a page is, and how dark its ink."""

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

# Of the dots of a page so many are ink at the least.
_INK = 0.01


def shade_of_paper(image: "Image") -> int:
    """The grey level of most of an 8-bit grey page: what is painted over must not stand out from it."""
    return _shades(image, 0.5)[0]


def shades_of_paper_and_ink(image: "Image") -> tuple[int, int]:
    """The same, and the grey level of its darkest hundredth."""
    paper, ink = _shades(image, 0.5, _INK)
    return paper, ink


def _shades(image: "Image", *shares: float) -> list[int]:
    """For each share what so many of the dots, of which each is the mean of four, are darker than."""
    counts = list(accumulate(image.reduce(2).histogram()))
    return [min(255, bisect_right(counts, share * counts[-1])) for share in shares]
