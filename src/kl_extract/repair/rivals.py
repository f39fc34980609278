"""What speaks for each reading of a word where the words around it are held fixed."""

from collections.abc import Sequence

import numpy as np

from kl_extract.repair.decoder import Step
from kl_extract.repair.language import BITS, WORD, LanguageModel, distinct
from kl_extract.repair.lattice import Arc
from kl_extract.repair.tokens import Token


def words_of(
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


def scores_of(
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
