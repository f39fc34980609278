"""Finds the likeliest words behind a row of tokens: a beam over arcs, judged by channel and language model."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kl_extract.repair.language import Ids, LanguageModel, extended
from kl_extract.repair.lattice import Arc
from kl_extract.repair.tokens import Kind, Token

BEAM = 48
"""Histories kept after each token; 64 mend no more."""
# Histories worse than the best by this much (natural log) are dropped.
_WORSE = 14.0

# Lines that are headings, cells or torn from their page end no sentence with a sign: what it costs to begin one
# with a line (natural log), and with one that opens with a capital, a number or a label.
_BREAK, _BREAK_AT_CAPITAL = -5.0, -1.0

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _States:
    """Histories that end at one place: their last words, score, the history and the arc before."""

    words: Ids
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
            if token.opens:
                history = self._opened(states, numbers)
            elif at and token.line != tokens[at - 1].line:
                history = self._perhaps_opened(states, numbers, token)
            else:
                history = _renumbered(states, numbers)
            for length, found in self._expand(tokens, at, lattice[at], history, arc_base):
                pending[at + length].append(found)
            arc_base += len(lattice[at])
        last = self._pruned(pending[len(tokens)])
        return _traced(
            last, np.concatenate([*before, last.before]), np.concatenate([*chosen, last.arc]), kept, lattice
        )

    def _start(self) -> _States:
        none = np.full(1, -1, dtype=np.int64)
        return _States(np.full(1, self._model.start, dtype=np.int64), np.zeros(1), none, none)

    def _opened(self, states: _States, numbers: Ids) -> _States:
        words = extended(states.words, np.full_like(states.words, self._model.boundary))
        return _States(words, states.score, numbers, states.arc)

    def _perhaps_opened(self, states: _States, numbers: Ids, token: Token) -> _States:
        """The histories, and the best of them as if a sentence began with ``token``, the first of its line."""
        best = int(np.argmax(states.score))
        cost = _BREAK if token.text[0].islower() and token.kind is Kind.WORD else _BREAK_AT_CAPITAL
        return _States(
            np.append(states.words, self._model.start),
            np.append(states.score, states.score[best] + cost),
            np.append(numbers, numbers[best]),
            np.append(states.arc, states.arc[best]),
        )

    def _expand(
        self, tokens: Sequence[Token], at: int, arcs: Sequence[Arc], states: _States, arc_base: int
    ) -> list[tuple[int, _States]]:
        """The histories one arc further, by the number of tokens the arc takes."""
        groups: dict[tuple[int, int, bool], list[int]] = {}
        for place, arc in enumerate(arcs):
            ends = arc.ends(tokens[at + arc.length - 1])
            groups.setdefault((arc.length, len(arc.words), ends), []).append(place)
        found = []
        for (length, count, ends), places in groups.items():
            words = np.array([arcs[place].words for place in places], dtype=np.int64).reshape(
                len(places), count
            )
            scores = np.array([arcs[place].score for place in places])
            last, score = self._follow(states, words, scores, ends)
            found.append(
                (
                    length,
                    _States(
                        last.ravel(),
                        score.ravel(),
                        np.repeat(states.before, len(places)),
                        np.tile(np.array(places, dtype=np.int64) + arc_base, len(states.score)),
                    ),
                )
            )
        return found

    def _follow(self, states: _States, words: Ids, scores: Floats, ends: bool) -> tuple[Ids, Floats]:
        """Last words and scores of ``[state, arc]`` after the words of each arc."""
        last = np.broadcast_to(states.words[:, None], (len(states.score), len(words)))
        total = states.score[:, None] + scores[None, :]
        for column in range(words.shape[1]):
            word = words[:, column]
            found = self._model.score(last, word[None, :]) if column else self._model.after(last[:, 0], word)
            total = total + self._weight * found
            last = extended(last, word[None, :])
        if ends:
            boundary = np.full((1, 1), self._model.boundary, dtype=np.int64)
            total = total + self._weight * self._model.score(last, boundary)
            last = extended(last, boundary)
        return last, total

    def _pruned(self, parts: Sequence[_States]) -> _States:
        """The best histories, one for each row of last words."""
        words = np.concatenate([part.words for part in parts])
        score = np.concatenate([part.score for part in parts])
        order = np.flatnonzero(score >= score.max() - _WORSE)
        order = order[np.argsort(-score[order], kind="stable")][: self._beam * 8]
        _, firsts = np.unique(words[order], return_index=True)
        order = order[np.sort(firsts)[: self._beam]]
        before = np.concatenate([part.before for part in parts])
        arc = np.concatenate([part.arc for part in parts])
        return _States(words[order], score[order], before[order], arc[order])


def _renumbered(states: _States, numbers: Ids) -> _States:
    return _States(states.words, states.score, numbers, states.arc)


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
