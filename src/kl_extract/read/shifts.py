"""Columns of a picture moved up and down by whole dots."""

from itertools import pairwise
from typing import Any

_WHITE = 255


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
