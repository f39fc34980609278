"""What speaks for each reading of a word where the words around it are held fixed."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from kl_extract.repair.decoder import Step
from kl_extract.repair.language import BITS, WORD, Ids, LanguageModel, distinct
from kl_extract.repair.lattice import Arc
from kl_extract.repair.tokens import Token

Floats = npt.NDArray[np.float64]


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


def scores_of(model: LanguageModel, words: list[int], groups: Sequence[tuple[int, list[Arc]]]) -> Floats:
    """Channel and language model for each rival, all n-grams that it takes part in together."""
    flat = [(place, arc) for place, rivals in groups for arc in rivals]
    at = np.array([place for place, _ in flat], dtype=np.int64)
    word = np.array([arc.words[0] for _, arc in flat], dtype=np.int64)
    return scores_at(model, words, at, word, np.array([arc.score for _, arc in flat]))


def scores_at(model: LanguageModel, words: list[int], at: Ids, word: Ids, scores: Floats) -> Floats:
    """The same for rivals of one word each: their places among ``words``, their numbers, and what the channel says."""
    if not len(at):
        return np.zeros(0)
    text, found = np.array(words, dtype=np.int64), scores.copy()
    context = model.contexts(text)[at - 1]
    for following in (word, text[at + 1], text[at + 2], text[at + 3]):
        asked, places = distinct((context << BITS) | following)
        score, context = model.score(asked >> BITS, asked & WORD)
        found += score[places]
        context = context[places]
    return found
