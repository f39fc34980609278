"""Tells pages on which something may be written in light letters on dark ground: the heading of a table."""

from typing import TYPE_CHECKING

from kl_extract.read.prepare import paper_of

if TYPE_CHECKING:
    from PIL.Image import Image

# Against the paper: filled cells have 0.0–0.7; letters are closed away, however bold.
_DARK = 0.75
# The least such ground, in inches each way: half a row of a table.
_HIGH, _WIDE = 0.1, 0.5


def has_dark_ground(image: "Image", dpi: float) -> bool:
    """Whether an 8-bit grey image has dark ground large enough to be written on; a sheet's edge may pass for it."""
    import numpy as np  # noqa: PLC0415

    paper, dots = paper_of(image, dpi)
    dark = np.pad(paper < _DARK * np.median(paper), ((1, 0), (1, 0)))
    high, wide = max(1, round(_HIGH * dots)), max(1, round(_WIDE * dots))
    sums = dark.cumsum(axis=0, dtype=np.int32).cumsum(axis=1, dtype=np.int32)
    whole = sums[high:, wide:] - sums[:-high, wide:] - sums[high:, :-wide] + sums[:-high, :-wide]
    return bool((whole == high * wide).any())
