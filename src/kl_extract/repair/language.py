"""The language model: how likely a syllable is after the two before it."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kl_extract.repair import storage
from kl_extract.repair.vocabulary import BOUNDARY, UNKNOWN

Ids = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float32]

BITS = 14
"""Bits for one word in an n-gram's key."""
STEP = 16.0
"""Steps of stored log probabilities in one natural unit: a byte reaches down to -15.9."""
HEADROOM = 2.0
"""The largest log back-off weight that can be stored."""
PATH = Path(__file__).parent / "data" / "language.bin"


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """A back-off trigram model over numbered words; ``score`` works on arrays of any shape."""

    words: list[str]
    number: dict[str, int]
    unigram: Scores
    unigram_backoff: Scores
    capital: Scores
    bigrams: Ids
    bigram: Scores
    bigram_backoff: Scores
    trigrams: Ids
    trigram: npt.NDArray[np.uint8]

    @property
    def unknown(self) -> int:
        """The number that stands for words outside the vocabulary."""
        return self.number[UNKNOWN]

    @property
    def boundary(self) -> int:
        """The number of the token between sentences."""
        return self.number[BOUNDARY]

    def bigram_scores(self, before: Ids, word: Ids) -> Scores:
        """Natural log P(word | before)."""
        keys = (before << BITS) | word
        place = np.minimum(np.searchsorted(self.bigrams, keys), len(self.bigrams) - 1)
        backed = self.unigram_backoff[before] + self.unigram[word]
        return np.where(self.bigrams[place] == keys, self.bigram[place], backed)

    def contexts(self, first: Ids, second: Ids) -> Ids:
        """The place of each pair among the bigrams, or -1: what ``trigram_scores`` wants."""
        keys = (first << BITS) | second
        place = np.minimum(np.searchsorted(self.bigrams, keys), len(self.bigrams) - 1)
        return np.where(self.bigrams[place] == keys, place, -1)

    def trigram_scores(self, context: Ids, word: Ids, lower: Scores) -> Scores:
        """Natural log P(word | context), where ``lower`` is its score after the context's last word alone."""
        keys = (context << BITS) | word
        place = np.minimum(np.searchsorted(self.trigrams, keys), len(self.trigrams) - 1)
        backed = np.where(context < 0, 0.0, self.bigram_backoff[context]) + lower
        return np.where(self.trigrams[place] == keys, self.trigram[place] * np.float32(-1 / STEP), backed)

    def after(self, first: Ids, second: Ids, words: Ids) -> Scores:
        """Natural log P(word | first, second) as ``[history, word]``, for histories and words of one dimension.

        Pairs of words recur among histories, and few histories open a trigram: each is looked up once.
        """
        seconds, place = np.unique(second, return_inverse=True)
        lower = self.bigram_scores(seconds[:, None], words[None, :])[place]
        contexts = self.contexts(first, second)
        known = np.flatnonzero(contexts >= 0)
        lower[known] = self.trigram_scores(contexts[known, None], words[None, :], lower[known])
        return lower

    def score(self, first: Ids, second: Ids, word: Ids) -> Scores:
        """Natural log P(word | first, second)."""
        return self.trigram_scores(self.contexts(first, second), word, self.bigram_scores(second, word))


@cache
def load(path: Path = PATH) -> LanguageModel:
    """The model that comes with the package."""
    parts, words = storage.load(path)
    fan = parts["fan"].astype(np.int64)
    seconds = parts["second"].astype(np.int64)
    bigrams = (np.repeat(np.arange(len(fan), dtype=np.int64), fan) << BITS) | seconds
    fan3 = parts["fan3"].astype(np.int64)
    thirds = parts["third"].astype(np.int64)
    trigrams = (np.repeat(np.arange(len(fan3), dtype=np.int64), fan3) << BITS) | thirds
    return LanguageModel(
        words=words,
        number={word: number for number, word in enumerate(words)},
        unigram=_logs(parts["unigram"]),
        unigram_backoff=_logs(parts["unigram_backoff"]) + np.float32(HEADROOM),
        capital=parts["capital"].astype(np.float32) / np.float32(255),
        bigrams=bigrams,
        bigram=_logs(parts["bigram"]),
        bigram_backoff=_logs(parts["bigram_backoff"]) + np.float32(HEADROOM),
        trigrams=trigrams,
        trigram=parts["trigram"].astype(np.uint8),
    )


def _logs(part: storage.Part) -> Scores:
    return part.astype(np.float32) * np.float32(-1 / STEP)
