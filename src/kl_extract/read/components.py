"""Connected things of a mask: dots that touch, also at their corners, found from runs of dots in its rows."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Components:
    """Boxes of connected things, arrays with an element for each (``right`` and ``bottom`` are beyond their dots).

    The runs of dots they are made of, with a thing for each: ``row``, ``start``, ``end``, ``of``.
    """

    shape: tuple[int, int]
    top: Any
    bottom: Any
    left: Any
    right: Any
    row: Any
    start: Any
    end: Any
    of: Any

    def mask(self, chosen: Any) -> Any:
        """The dots of the things that ``chosen`` (a boolean for each) names."""
        import numpy as np  # noqa: PLC0415

        runs = chosen[self.of]
        steps = np.zeros((self.shape[0], self.shape[1] + 1), np.int8)
        steps[self.row[runs], self.start[runs]] += 1
        steps[self.row[runs], self.end[runs]] -= 1
        return np.cumsum(steps, axis=1, dtype=np.int8)[:, :-1] > 0

    def within(self, chosen: Any) -> Any:
        """For each thing whether its middle lies in the box of one of the ``chosen``."""
        import numpy as np  # noqa: PLC0415

        x, y = (self.left + self.right) / 2, (self.top + self.bottom) / 2
        inside = np.zeros(len(x), bool)
        for one in np.flatnonzero(chosen):
            across = (self.left[one] <= x) & (x < self.right[one])
            inside |= across & (self.top[one] <= y) & (y < self.bottom[one])
        return inside

    def touching(self, mask: Any) -> Any:
        """For each thing whether it has a dot in ``mask``."""
        import numpy as np  # noqa: PLC0415

        sums = np.cumsum(np.pad(mask, ((0, 0), (1, 0))), axis=1, dtype=np.int32)
        runs = sums[self.row, self.end] > sums[self.row, self.start]
        found = np.zeros(len(self.top), bool)
        found[self.of[runs]] = True
        return found


def components(mask: Any) -> Components:
    """The connected things of a two-dimensional boolean array."""
    import numpy as np  # noqa: PLC0415

    steps = np.diff(np.pad(mask, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    row, start = np.nonzero(steps == 1)
    end = np.nonzero(steps == -1)[1]
    _, of = np.unique(_labels(row, start, end, mask.shape[1]), return_inverse=True)
    count = int(of.max()) + 1 if len(of) else 0
    top, left = np.full(count, mask.shape[0]), np.full(count, mask.shape[1])
    bottom, right = np.zeros(count, int), np.zeros(count, int)
    np.minimum.at(top, of, row)
    np.minimum.at(left, of, start)
    np.maximum.at(bottom, of, row + 1)
    np.maximum.at(right, of, end)
    return Components(mask.shape, top, bottom, left, right, row, start, end, of)


def _labels(row: Any, start: Any, end: Any, width: int) -> Any:
    """A number for each run, the same for runs that touch, directly or by others."""
    import numpy as np  # noqa: PLC0415

    wide = width + 2
    # Of the row below: from the first run that ends where this one starts or later, to the last that starts by its end.
    first = np.searchsorted(row * wide + end, (row + 1) * wide + start)
    last = np.searchsorted(row * wide + start, (row + 1) * wide + end, side="right")
    counts = np.maximum(0, last - first)
    upper = np.repeat(np.arange(len(row)), counts)
    lower = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts) + np.repeat(first, counts)
    labels = np.arange(len(row))
    while True:
        before = labels.copy()
        least = np.minimum(labels[upper], labels[lower])
        np.minimum.at(labels, upper, least)
        np.minimum.at(labels, lower, least)
        labels = labels[labels]
        if (labels == before).all():
            return labels
