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
    return _shade(image, 0.5)


def shade_of_ink(image: "Image") -> int:
    """The grey level of its darkest hundredth."""
    return _shade(image, _INK)


def _shade(image: "Image", share: float) -> int:
    """What this share of the dots, of which each is the mean of four, is darker than."""
    counts = list(accumulate(image.reduce(2).histogram()))
    return min(255, bisect_right(counts, share * counts[-1]))
