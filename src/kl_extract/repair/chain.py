"""Two rounds of changes told as one: letters decoded first, then words mended."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from kl_extract.model import Decoded
from kl_extract.repair.changes import Change, RepairedLine

Place = tuple[int, int]


def decoded_line(line: str, decoded: Sequence[Decoded]) -> RepairedLine:
    """``line`` as the outcome of what *read* decoded in it."""
    changes: list[Change] = []
    shift = 0
    for part in decoded:
        start, after = part.start + shift, line[part.start : part.end]
        changes.append(Change(start, start + len(part.before), part.before, after, "charset", 1.0))
        shift += len(part.before) - len(after)
    return RepairedLine(line, tuple(changes), tuple((part.start, part.end) for part in decoded))


def chained(first: RepairedLine, second: RepairedLine) -> RepairedLine:
    """What became of the line before ``first``, where ``second`` was made of the text of ``first``.

    Changes that touch the same characters become one, named after the first of them.
    """
    if not first.changes:
        return second
    if not second.changes:
        return RepairedLine(second.text, first.changes, first.places)
    touched = [(change.start, change.end) for change in second.changes]
    back = _Shift(first.places, [(change.start, change.end) for change in first.changes])
    on = _Shift(touched, second.places)
    changes: list[Change] = []
    places: list[Place] = []
    for low, high in _merged([*first.places, *touched]):
        earlier, later = back.inside(low, high), on.inside(low, high)
        parts = [*first.changes[earlier.start : earlier.stop], *second.changes[later.start : later.stop]]
        place = on.moved(low), on.moved(high)
        changes.append(
            replace(
                parts[0],
                start=back.moved(low),
                end=back.moved(high),
                before=_before(first, low, high, earlier),
                after=second.text[place[0] : place[1]],
                confidence=min(part.confidence for part in parts),
            )
        )
        places.append(place)
    return RepairedLine(second.text, tuple(changes), tuple(places))


class _Shift:
    """Offsets on one side of some changes, whose places are in order there, and on the other side."""

    def __init__(self, here: Sequence[Place], there: Sequence[Place]) -> None:
        self._starts = [start for start, _ in here]
        self._ends = [end for _, end in here]
        grown = ((b[1] - b[0]) - (a[1] - a[0]) for a, b in zip(here, there, strict=True))
        self._shifts = [0, *accumulate(grown)]

    def moved(self, at: int) -> int:
        """Where offset ``at`` lies on the other side; it is inside no change."""
        return at + self._shifts[bisect_right(self._ends, at)]

    def inside(self, low: int, high: int) -> range:
        """The numbers of the changes in ``[low, high)``."""
        return range(bisect_left(self._starts, low), bisect_left(self._starts, high))


def _merged(places: Sequence[Place]) -> list[Place]:
    """The places in order, those that overlap as one."""
    found: list[Place] = []
    for low, high in sorted(places):
        if found and low < found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], high)
        else:
            found.append((low, high))
    return found


def _before(first: RepairedLine, low: int, high: int, inside: range) -> str:
    """What stood where ``[low, high)`` of the text of ``first`` is, with its changes number ``inside``."""
    pieces, at = [], low
    for number in inside:
        start, end = first.places[number]
        pieces += [first.text[at:start], first.changes[number].before]
        at = end
    return "".join([*pieces, first.text[at:high]])
