"""Leaves out of the decoding what can only stay as it was read: in a text that is nearly right, nine words of ten."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from kl_extract.repair.decoder import Decoder, Step
from kl_extract.repair.folding import fold
from kl_extract.repair.language import Ids, LanguageModel
from kl_extract.repair.lattice import Arc
from kl_extract.repair.rivals import Floats, scores_at, words_of
from kl_extract.repair.tokens import Token

# A reading that is less likely by this much (natural log) than the word as it was read, all words around it as they
# were read, is not looked at: to be taken it must be the likelier one by 1.4 at least.
_HOPELESS = 10.0
# Tokens on either side that tell of a doubtful one: as many words as the model looks back, and a sign.
_AROUND = 4

Lattice = Sequence[Sequence[Arc]]


def decoded(model: LanguageModel, decoder: Decoder, tokens: Sequence[Token], lattice: Lattice) -> list[Step]:
    """The best path through the arcs, decoded around doubtful tokens only; all else stays as it was read."""
    kept = [_as_read(token, arcs) for token, arcs in zip(tokens, lattice, strict=True)]
    path: list[Step] = []
    doubtful = _doubtful(model, tokens, lattice, kept)
    places = [place for place, doubt in enumerate(doubtful) if doubt]
    for first, last in _islands(places, len(tokens)):
        path += [Step(at, kept[at]) for at in range(_end_of(path), first)]
        arcs = [lattice[at] if doubtful[at] else [kept[at]] for at in range(first, last)]
        steps = decoder.decode(tokens[first:last], arcs)
        path += [Step(step.token + first, step.arc) for step in steps]
    return path + [Step(at, kept[at]) for at in range(_end_of(path), len(tokens))]


def _as_read(token: Token, arcs: Sequence[Arc]) -> Arc:
    """The arc that leaves the token as it is."""
    seen = (fold(token.text),)
    return next(arc for arc in arcs if arc.text is None or arc.text == seen)


def _doubtful(
    model: LanguageModel, tokens: Sequence[Token], lattice: Lattice, kept: Sequence[Arc]
) -> list[bool]:
    """For each token whether another of its arcs has a chance; arcs of other than one word always have."""
    words, places = words_of(model, tokens, [Step(at, arc) for at, arc in enumerate(kept)])
    known: dict[int, _Choice | None] = {}  # many tokens share their arcs
    for arc, arcs in zip(kept, lattice, strict=True):
        if id(arcs) not in known:
            known[id(arcs)] = _choice(arc, arcs)
    choices = [known[id(arcs)] for arcs in lattice]
    doubtful = [choice is None for choice in choices]
    asked = [
        (at, choice) for at, choice in enumerate(choices) if choice is not None and len(choice.words) > 1
    ]
    if not asked:
        return doubtful
    counts = [len(choice.words) for _, choice in asked]
    scores = scores_at(
        model,
        words,
        np.repeat([places[at] for at, _ in asked], counts),
        np.concatenate([choice.words for _, choice in asked]),
        np.concatenate([choice.scores for _, choice in asked]),
    )
    firsts = np.cumsum([0, *counts[:-1]])
    least = scores[firsts] - _HOPELESS
    scores[firsts] = -np.inf
    for (at, _), chance in zip(asked, (np.maximum.reduceat(scores, firsts) > least).tolist(), strict=True):
        doubtful[at] = chance
    return doubtful


class _Choice(NamedTuple):
    """Arcs of one word each, the one that leaves the token as it is first: their words and scores."""

    words: Ids
    scores: Floats


def _choice(kept: Arc, arcs: Sequence[Arc]) -> _Choice | None:
    """None where an arc is not of one word, and there is another."""
    if any(not arc.length == len(arc.words) == 1 for arc in arcs):
        return None if len(arcs) > 1 else _Choice(np.zeros(1, np.int64), np.zeros(1))
    ordered = [kept, *(arc for arc in arcs if arc is not kept)]
    words = np.array([arc.words[0] for arc in ordered], dtype=np.int64)
    return _Choice(words, np.array([arc.score for arc in ordered]))


def _islands(places: Sequence[int], count: int) -> list[tuple[int, int]]:
    """Ranges of tokens, of ``count`` in all, that hold ``places`` and what is around them; none overlap."""
    if not places:
        return []
    cuts = [(one, other) for one, other in pairwise(places) if other - one > 2 * _AROUND]
    firsts = [places[0], *(other for _, other in cuts)]
    lasts = [*(one for one, _ in cuts), places[-1]]
    return [
        (max(0, first - _AROUND), min(count, last + _AROUND + 1))
        for first, last in zip(firsts, lasts, strict=True)
    ]


def _end_of(path: Sequence[Step]) -> int:
    """The first token behind the path."""
    return path[-1].token + path[-1].arc.length if path else 0
