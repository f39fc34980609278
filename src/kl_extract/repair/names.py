"""One name, one spelling: two capitalised words seen again and again are read the same way each time."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from kl_extract.repair.decoder import Step
from kl_extract.repair.lattice import Arc
from kl_extract.repair.places import is_pair
from kl_extract.repair.tokens import Token

# Two sightings that differ prove nothing.
_ENOUGH = 3


def agreed(tokens: Sequence[Token], lattice: Sequence[Sequence[Arc]], path: Sequence[Step]) -> list[Step]:
    """``path`` where each pair of capitalised words takes the reading that most of its like have."""
    path = _word_by_word(lattice, path)
    mended = list(path)
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place in range(1, len(path)):
        first, second = tokens[path[place - 1].token], tokens[path[place].token]
        if is_pair(first, second) and all(_simple(path[at].arc) for at in (place - 1, place)):
            groups[first.text, second.text].append(place)
    for places in groups.values():
        if len(places) >= _ENOUGH:
            for shift in (-1, 0):
                _agree([place + shift for place in places], lattice, mended)
    return mended


def _word_by_word(lattice: Sequence[Sequence[Arc]], path: Sequence[Step]) -> list[Step]:
    """``path`` with the arcs over a whole name taken apart, so that names are compared however they were read."""
    steps: list[Step] = []
    for step in path:
        if step.arc.length == 2 and step.arc.text and len(step.arc.text) == 2:
            steps += [
                Step(at, _arc(lattice[at], (word,))) for at, word in enumerate(step.arc.text, step.token)
            ]
        else:
            steps.append(step)
    return steps


def _arc(arcs: Sequence[Arc], text: tuple[str, ...]) -> Arc:
    """The arc over one token that reads ``text``."""
    return next(arc for arc in arcs if arc.text == text and arc.length == 1)


def _simple(arc: Arc) -> bool:
    return arc.length == len(arc.words) == 1


def _agree(places: Sequence[int], lattice: Sequence[Sequence[Arc]], path: list[Step]) -> None:
    """Give the word at each of ``places`` the reading of most of them."""
    (best, count), *others = Counter(path[place].arc.text for place in places).most_common()
    if not others or count <= len(places) // 2 or best is None:
        return
    for place in places:
        arcs = (arc for arc in lattice[path[place].token] if arc.text == best and arc.length == 1)
        arc = next(arcs, None)
        if arc is not None and path[place].arc.text != best:
            path[place] = replace(path[place], arc=arc)
