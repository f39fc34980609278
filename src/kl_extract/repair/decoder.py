"""Finds the likeliest words behind a row of tokens: a beam over arcs, judged by channel and language model."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

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


class _States(NamedTuple):
    """Histories that end at one place: their last words, what the model knows of them, score, the history and the arc
    before."""

    words: Ids
    context: Ids
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

    def __init__(self, model: LanguageModel, beam: int = BEAM) -> None:
        self._model = model
        self._beam = beam
        self._boundary = np.full(1, model.boundary, dtype=np.int64)
        self._text_start = model.start

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
                history = states._replace(before=numbers)
            for length, found in self._expand(tokens, at, lattice[at], history, arc_base):
                pending[at + length].append(found)
            arc_base += len(lattice[at])
        last = self._pruned(pending[len(tokens)])
        return _traced(
            last, np.concatenate([*before, last.before]), np.concatenate([*chosen, last.arc]), kept, lattice
        )

    def _start(self) -> _States:
        none = np.full(1, -1, dtype=np.int64)
        words = extended(extended(self._boundary, self._boundary), self._boundary)
        return _States(words, self._text_start, np.zeros(1), none, none)

    def _opened(self, states: _States, numbers: Ids) -> _States:
        _, context = self._model.score(states.context, self._boundary)
        words = extended(states.words, self._boundary)
        return states._replace(words=words, context=context, before=numbers)

    def _perhaps_opened(self, states: _States, numbers: Ids, token: Token) -> _States:
        """The histories, and the best of them as if a sentence began with ``token``, the first of its line."""
        start, best = self._start(), int(states.score.argmax())
        cost = _BREAK if token.text[0].islower() and token.kind is Kind.WORD else _BREAK_AT_CAPITAL
        return _States(
            np.append(states.words, start.words),
            np.append(states.context, start.context),
            np.append(states.score, states.score[best] + cost),
            np.append(numbers, numbers[best]),
            np.append(states.arc, states.arc[best]),
        )

    def _expand(
        self, tokens: Sequence[Token], at: int, arcs: Sequence[Arc], states: _States, arc_base: int
    ) -> list[tuple[int, _States]]:
        """The histories one arc further, by the number of tokens the arc takes."""
        shapes = [(arc.length, len(arc.words), arc.ends(tokens[at + arc.length - 1])) for arc in arcs]
        found = []
        for shape in dict.fromkeys(shapes):
            places = [place for place, other in enumerate(shapes) if other == shape]
            words = np.array([arcs[place].words for place in places], dtype=np.int64)
            scores = np.array([arcs[place].score for place in places])
            last, context, score = self._follow(states, words, scores, ends=shape[2])
            chosen = np.array([places], dtype=np.int64) + arc_base
            before, arc = states.before.repeat(len(places)), chosen.repeat(len(states.score), axis=0)
            columns = (last.ravel(), context.ravel(), score.ravel(), before, arc.ravel())
            found.append((shape[0], _States(*columns)))
        return found

    def _follow(self, states: _States, words: Ids, scores: Floats, ends: bool) -> tuple[Ids, Ids, Floats]:
        """Last words, contexts and scores of ``[state, arc]`` after the words of each arc."""
        total = states.score[:, None] + scores
        last, context = states.words[:, None], states.context[:, None]
        for column, word in enumerate(words.T):
            if column:
                found, context = self._model.score(context, word)
            else:
                found, context = self._model.after(states.context, word)
            total += found
            last = extended(last, word)
        if not words.shape[1]:
            last, context = last.repeat(len(words), axis=1), context.repeat(len(words), axis=1)
        if ends:
            found, context = self._model.score(context, self._boundary)
            total += found
            last = extended(last, self._boundary)
        return last, context, total

    def _pruned(self, parts: Sequence[_States]) -> _States:
        """The best histories, one for each row of last words."""
        states = parts[0] if len(parts) == 1 else _States(*map(np.concatenate, zip(*parts, strict=True)))
        order = (states.score >= states.score.max() - _WORSE).nonzero()[0]
        order = order[(-states.score[order]).argsort(kind="stable")][: self._beam * 8]
        firsts: dict[int, int] = {}
        for place, words in zip(order.tolist(), states.words[order].tolist(), strict=True):
            firsts.setdefault(words, place)
        order = np.array(list(firsts.values())[: self._beam], dtype=np.int64)
        return _States(*(column[order] for column in states))


def _traced(
    last: _States, before: Ids, chosen: Ids, kept: int, lattice: Sequence[Sequence[Arc]]
) -> list[Step]:
    """The path that ends in the best of the ``last`` histories, which stand after ``kept`` others."""
    owners = [token for token, arcs in enumerate(lattice) for _ in arcs]
    flat = [arc for arcs in lattice for arc in arcs]
    path = []
    at = kept + int(last.score.argmax())
    while chosen[at] >= 0:
        path.append(Step(owners[chosen[at]], flat[chosen[at]]))
        at = int(before[at])
    return path[::-1]
