"""Changes to one line, and the line after them."""

from collections.abc import Sequence
from dataclasses import dataclass

from kl_extract.contract import RepairReason


@dataclass(frozen=True, slots=True)
class Change:
    """Characters ``[start, end)`` of the line as it was become ``after``."""

    start: int
    end: int
    before: str
    after: str
    reason: RepairReason
    confidence: float
    share: float = 1.0
    """The share of its reading among all readings of the token, from which the confidence comes."""


@dataclass(frozen=True, slots=True)
class RepairedLine:
    """A line after its changes; ``places`` are the offsets of each change's ``after`` in ``text``."""

    text: str
    changes: tuple[Change, ...] = ()
    places: tuple[tuple[int, int], ...] = ()


def apply(line: str, changes: Sequence[Change]) -> RepairedLine:
    """``line`` with ``changes``, which are in order and do not overlap."""
    pieces, places, at, length = [], [], 0, 0
    for change in changes:
        pieces += [line[at : change.start], change.after]
        length += change.start - at
        places.append((length, length + len(change.after)))
        length += len(change.after)
        at = change.end
    return RepairedLine("".join([*pieces, line[at:]]), tuple(changes), tuple(places))
