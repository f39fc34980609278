"""Finds the likeliest words behind a row of tokens: a beam over arcs, judged by channel and language model."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kl_extract.repair.language import BITS, Ids, LanguageModel
from kl_extract.repair.lattice import Arc
from kl_extract.repair.tokens import Token

BEAM = 32
"""Histories kept after each token; 64 mend no more of the development pairs."""
# Histories worse than the best by this much (natural log) are dropped.
_WORSE = 14.0

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _States:
    """Histories that end at one place: their last two words, score, the history and the arc before."""

    first: Ids
    second: Ids
    score: Floats
    before: Ids
    arc: Ids


@dataclass(frozen=True, slots=True)
class Step:
    """One arc of the best path and the token it opens with."""

    token: int
    arc: Arc


class Decoder:
    """Decodes any number of texts with one language model."""

    def __init__(self, model: LanguageModel, language_weight: float = 1.0, beam: int = BEAM) -> None:
        self._model = model
        self._weight = language_weight
        self._beam = beam

    def decode(self, tokens: Sequence[Token], lattice: Sequence[Sequence[Arc]]) -> list[Step]:
        """The best path through the arcs; some path always exists, since each token may stay as it is."""
        pending: list[list[_States]] = [[] for _ in range(len(tokens) + 3)]
        pending[0].append(self._start())
        before: list[Ids] = []
        chosen: list[Ids] = []
        kept = arc_base = 0
        for at, token in enumerate(tokens):
            states = self._pruned(pending[at])
            pending[at] = []
            before.append(states.before)
            chosen.append(states.arc)
            numbers = np.arange(kept, kept + len(states.score), dtype=np.int64)
            kept += len(numbers)
            history = self._opened(states, numbers) if token.opens else _renumbered(states, numbers)
            for length, found in self._expand(tokens, at, lattice[at], history, arc_base):
                pending[at + length].append(found)
            arc_base += len(lattice[at])
        last = self._pruned(pending[len(tokens)])
        return _traced(
            last, np.concatenate([*before, last.before]), np.concatenate([*chosen, last.arc]), kept, lattice
        )

    def _start(self) -> _States:
        boundary = np.full(1, self._model.boundary, dtype=np.int64)
        none = np.full(1, -1, dtype=np.int64)
        return _States(boundary, boundary, np.zeros(1), none, none)

    def _opened(self, states: _States, numbers: Ids) -> _States:
        boundary = np.full_like(states.second, self._model.boundary)
        return _States(states.second, boundary, states.score, numbers, states.arc)

    def _expand(
        self, tokens: Sequence[Token], at: int, arcs: Sequence[Arc], states: _States, arc_base: int
    ) -> list[tuple[int, _States]]:
        """The histories one arc further, by the number of tokens the arc takes."""
        groups: dict[tuple[int, int], list[int]] = {}
        for place, arc in enumerate(arcs):
            groups.setdefault((arc.length, len(arc.words)), []).append(place)
        found = []
        for (length, count), places in groups.items():
            words = np.array([arcs[place].words for place in places], dtype=np.int64).reshape(
                len(places), count
            )
            scores = np.array([arcs[place].score for place in places])
            ends = tokens[at + length - 1].ends
            first, second, score = self._follow(states, words, scores, ends)
            found.append(
                (
                    length,
                    _States(
                        first.ravel(),
                        second.ravel(),
                        score.ravel(),
                        np.repeat(states.before, len(places)),
                        np.tile(np.array(places, dtype=np.int64) + arc_base, len(states.score)),
                    ),
                )
            )
        return found

    def _follow(self, states: _States, words: Ids, scores: Floats, ends: bool) -> tuple[Ids, Ids, Floats]:
        """Last two words and scores of ``[state, arc]`` after the words of each arc."""
        shape = (len(states.score), len(words))
        first = np.broadcast_to(states.first[:, None], shape)
        second = np.broadcast_to(states.second[:, None], shape)
        total = states.score[:, None] + scores[None, :]
        for column in range(words.shape[1]):
            word = np.broadcast_to(words[None, :, column], shape)
            if column:
                found = self._model.score(first, second, word)
            else:
                found = self._model.after(states.first, states.second, words[:, 0])
            total = total + self._weight * found
            first, second = second, word
        if ends:
            boundary = np.full(shape, self._model.boundary, dtype=np.int64)
            total = total + self._weight * self._model.score(first, second, boundary)
            first, second = second, boundary
        return first, second, total

    def _pruned(self, parts: Sequence[_States]) -> _States:
        """The best histories, one for each pair of last words."""
        first = np.concatenate([part.first for part in parts])
        second = np.concatenate([part.second for part in parts])
        score = np.concatenate([part.score for part in parts])
        order = np.flatnonzero(score >= score.max() - _WORSE)
        order = order[np.argsort(-score[order], kind="stable")][: self._beam * 8]
        _, firsts = np.unique((first[order] << BITS) | second[order], return_index=True)
        order = order[np.sort(firsts)[: self._beam]]
        before = np.concatenate([part.before for part in parts])
        arc = np.concatenate([part.arc for part in parts])
        return _States(first[order], second[order], score[order], before[order], arc[order])


def _renumbered(states: _States, numbers: Ids) -> _States:
    return _States(states.first, states.second, states.score, numbers, states.arc)


def _traced(
    last: _States, before: Ids, chosen: Ids, kept: int, lattice: Sequence[Sequence[Arc]]
) -> list[Step]:
    """The path that ends in the best of the ``last`` histories, which stand after ``kept`` others."""
    owners = [token for token, arcs in enumerate(lattice) for _ in arcs]
    flat = [arc for arcs in lattice for arc in arcs]
    path = []
    at = kept + int(np.argmax(last.score))
    while chosen[at] >= 0:
        path.append(Step(owners[chosen[at]], flat[chosen[at]]))
        at = int(before[at])
    return path[::-1]
