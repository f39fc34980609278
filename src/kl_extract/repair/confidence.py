"""How sure a change is: its share among the readings of its token, brought in line with how often such are right."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

import numpy as np

from kl_extract import resources
from kl_extract.repair.decoder import Step
from kl_extract.repair.folding import fold
from kl_extract.repair.language import BITS, WORD, LanguageModel, distinct
from kl_extract.repair.lattice import Arc
from kl_extract.repair.tokens import Token

# A path that splits or joins tokens is not compared with others.
_RESHAPED = -1.0


def shares(
    model: LanguageModel,
    tokens: Sequence[Token],
    lattice: Sequence[Sequence[Arc]],
    path: Sequence[Step],
    asked: Sequence[int],
) -> list[tuple[float, float]]:
    """For each step ``asked`` for (by its place) the share of its arc among all arcs of its token, with the words
    around it held fixed.

    With it comes the share of the token as it was read. Steps that split or join tokens have shares below zero.
    """
    words, places = _words(model, tokens, path)
    groups: list[tuple[int, list[Arc]]] = []
    for number in asked:
        step = path[number]
        rivals = [arc for arc in lattice[step.token] if arc.length == 1 and len(arc.words) == 1]
        simple = step.arc.length == 1 and len(step.arc.words) == 1
        groups.append((places[number], rivals if simple else []))
    scores = _scores(model, words, groups)
    found, at = [], 0
    for number, (_, rivals) in zip(asked, groups, strict=True):
        step = path[number]
        if not rivals:
            found.append((_RESHAPED, _RESHAPED))
            continue
        own = scores[at : at + len(rivals)]
        odds = np.exp(own - own.max())
        weights = (odds / odds.sum()).tolist()
        seen = (fold(tokens[step.token].text),)
        pairs = list(zip(rivals, weights, strict=True))
        same = sum(weight for arc, weight in pairs if arc.words == step.arc.words)
        read = sum(weight for arc, weight in pairs if arc.text is None or arc.text == seen)
        found.append((same, read))
        at += len(rivals)
    return found


def _words(
    model: LanguageModel, tokens: Sequence[Token], path: Sequence[Step]
) -> tuple[list[int], list[int]]:
    """All words of the path with boundaries between sentences, and where each step's words begin."""
    words, places = [model.boundary] * 3, []
    for step in path:
        if tokens[step.token].opens:
            words.append(model.boundary)
        places.append(len(words))
        words.extend(step.arc.words)
        if step.arc.ends(tokens[step.token + step.arc.length - 1]):
            words.append(model.boundary)
    return [*words, *[model.boundary] * 3], places


def _scores(
    model: LanguageModel, words: list[int], groups: Sequence[tuple[int, list[Arc]]]
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Channel and language model for each rival, all n-grams that it takes part in together."""
    flat = [(place, arc) for place, rivals in groups for arc in rivals]
    if not flat:
        return np.zeros(0)
    text = np.array(words, dtype=np.int64)
    at = np.array([place for place, _ in flat], dtype=np.int64)
    word = np.array([arc.words[0] for _, arc in flat], dtype=np.int64)
    found = np.array([arc.score for _, arc in flat])
    context = model.contexts(text)[at - 1]
    for following in (word, text[at + 1], text[at + 2], text[at + 3]):
        asked, places = distinct((context << BITS) | following)
        score, context = model.score(asked >> BITS, asked & WORD)
        found += score[places]
        context = context[places]
    return found


def calibrated(kind: str, share: float) -> float:
    """The share of right changes among those whose reading had about this ``share``."""
    bounds, right = _table().get(kind, ([0.0], [0.5]))
    return right[max(0, bisect_right(bounds, share) - 1)]


@cache
def _table() -> dict[str, tuple[list[float], list[float]]]:
    """For each kind of damage: lower bounds of shares in order, and how often such changes were right."""
    found: dict[str, tuple[list[float], list[float]]] = {}
    for row in resources.read_tsv("repair_confidence.tsv"):
        bounds, right = found.setdefault(row["kind"], ([], []))
        bounds.append(float(row["share_from"]))
        right.append(float(row["right"]))
    return found
