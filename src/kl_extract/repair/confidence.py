"""How sure a change is: its share among the readings of its token, brought in line with how often such are right."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

import numpy as np

from kl_extract import resources
from kl_extract.repair.decoder import Step
from kl_extract.repair.folding import fold
from kl_extract.repair.language import LanguageModel
from kl_extract.repair.lattice import Arc
from kl_extract.repair.rivals import scores_of, words_of
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
    words, places = words_of(model, tokens, path)
    groups: list[tuple[int, list[Arc]]] = []
    for number in asked:
        step = path[number]
        rivals = [arc for arc in lattice[step.token] if arc.length == 1 and len(arc.words) == 1]
        simple = step.arc.length == 1 and len(step.arc.words) == 1
        groups.append((places[number], rivals if simple else []))
    scores = scores_of(model, words, groups)
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
