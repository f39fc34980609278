"""The language model: how likely a syllable is after the three before it."""

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
WORD = (1 << BITS) - 1
PAIR = (1 << 2 * BITS) - 1
HISTORY = (1 << 3 * BITS) - 1
"""A history is one number: its last three words, the last lowest."""
STEP = 8.0
"""Steps of stored log probabilities in one natural unit: a byte reaches down to -31.9."""
HEADROOM = 2.0
"""The largest log back-off weight that can be stored."""
PATH = Path(__file__).parent / "data" / "language.bin"


@dataclass(frozen=True, slots=True)
class Order:
    """The n-grams of one length, sorted by key: the place of the n-gram without its last word, then that word."""

    keys: Ids
    scores: Scores
    backoff: Scores
    """For each n-gram as a context; empty for the longest."""

    def find(self, keys: Ids) -> Ids:
        """The place of each key, or -1."""
        place = self.keys.searchsorted(keys)
        place[self.keys.take(place, mode="clip") != keys] = -1
        return place

    def raised(self, places: Ids, words: Ids, lower: Scores, backoff: Scores) -> Scores:
        """Natural log P(word | context), where ``lower`` is its score after a shorter context.

        ``places`` are those of the contexts (-1 for one that is not kept), ``backoff`` holds the weight of each
        kept context.
        """
        found = self.find((places << BITS) | words)
        weights = backoff.take(places)
        weights[places < 0] = 0.0
        return np.where(found < 0, weights + lower, self.scores.take(found))


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """A back-off model of four words over numbered words; ``score`` works on arrays of any shape."""

    words: list[str]
    number: dict[str, int]
    unigram: Scores
    unigram_backoff: Scores
    capital: Scores
    bigrams: Order
    trigrams: Order
    fourgrams: Order

    @property
    def unknown(self) -> int:
        """The number that stands for words outside the vocabulary."""
        return self.number[UNKNOWN]

    @property
    def boundary(self) -> int:
        """The number of the token between sentences."""
        return self.number[BOUNDARY]

    @property
    def start(self) -> int:
        """The history of a text's first word."""
        return (self.boundary << 2 * BITS) | (self.boundary << BITS) | self.boundary

    def after(self, histories: Ids, words: Ids) -> Scores:
        """Natural log P(word | history) as ``[history, word]``, for histories and words of one dimension.

        Last words recur among histories, and few histories open a longer n-gram: each is looked up once.
        """
        pairs, of_pair = _distinct(histories & PAIR)
        last, of_last = _distinct(pairs & WORD)
        found: Scores = self._bigram_scores(last[:, None], words)[of_last]
        contexts = self.bigrams.find(pairs)
        known = np.flatnonzero(contexts >= 0)
        found[known] = self.trigrams.raised(contexts[known, None], words, found[known], self.bigrams.backoff)
        found = found[of_pair]
        contexts = self._triples(histories)
        known = np.flatnonzero(contexts >= 0)
        found[known] = self.fourgrams.raised(
            contexts[known, None], words, found[known], self.trigrams.backoff
        )
        return found

    def score(self, histories: Ids, words: Ids) -> Scores:
        """Natural log P(word | history)."""
        found = self._bigram_scores(histories & WORD, words)
        found = self.trigrams.raised(self.bigrams.find(histories & PAIR), words, found, self.bigrams.backoff)
        return self.fourgrams.raised(self._triples(histories), words, found, self.trigrams.backoff)

    def _bigram_scores(self, before: Ids, words: Ids) -> Scores:
        return self.bigrams.raised(before, words, self.unigram[words], self.unigram_backoff)

    def _triples(self, histories: Ids) -> Ids:
        """The place of each history among the trigrams, or -1."""
        pairs = self.bigrams.find(histories >> BITS)
        found = self.trigrams.find((pairs << BITS) | (histories & WORD))
        return np.where(pairs < 0, -1, found)


def _distinct(values: Ids) -> tuple[Ids, Ids]:
    """The distinct values in order, and for each value the place of its like among them.

    As numpy's ``unique``, which takes thrice the time for so few.
    """
    order = values.argsort(kind="stable")
    ordered = values[order]
    news = np.empty(len(values), dtype=np.bool_)
    news[:1] = True
    np.not_equal(ordered[1:], ordered[:-1], out=news[1:])
    places = np.empty(len(values), dtype=np.int64)
    places[order] = news.cumsum() - 1
    return ordered[news], places


def extended(histories: Ids, words: Ids) -> Ids:
    """The histories one word further."""
    return ((histories << BITS) | words) & HISTORY


@cache
def load(path: Path = PATH) -> LanguageModel:
    """The model that comes with the package.

    A trigram's last word is stored as its rank among the words that follow the one before it, a fourgram's as its
    rank among those that follow the two before it: what a model knows of a long context it knows of a short one.
    """
    parts, words = storage.load(path)
    second = parts["second"].astype(np.int64)
    bigrams = (_owners(parts["fan"]) << BITS) | second
    context = _owners(parts["fan3"])
    suffix = _opens(parts["fan"])[second[context]] + parts["third"]
    trigrams = (context << BITS) | second[suffix]
    fan4 = parts["fan4"]
    longest = _owners(fan4)
    place = _opens(parts["fan3"])[suffix[longest]] + parts["fourth"]
    fourgrams = (longest << BITS) | (trigrams[place] & WORD)
    backoff = np.zeros(len(trigrams), dtype=np.float32)
    backoff[fan4 > 0] = _logs(parts["trigram_backoff"]) + np.float32(HEADROOM)
    return LanguageModel(
        words=words,
        number={word: number for number, word in enumerate(words)},
        unigram=_logs(parts["unigram"]),
        unigram_backoff=_logs(parts["unigram_backoff"]) + np.float32(HEADROOM),
        capital=parts["capital"].astype(np.float32) / np.float32(255),
        bigrams=Order(bigrams, _logs(parts["bigram"]), _logs(parts["bigram_backoff"]) + np.float32(HEADROOM)),
        trigrams=Order(trigrams, _logs(parts["trigram"]), backoff),
        fourgrams=Order(fourgrams, _logs(parts["fourgram"]), np.empty(0, np.float32)),
    )


def _owners(fan: storage.Part) -> Ids:
    """For each n-gram the place of its context, from how many each context opens."""
    return np.repeat(np.arange(len(fan), dtype=np.int64), fan)


def _opens(fan: storage.Part) -> Ids:
    """The place of the first n-gram that each context opens."""
    return np.cumsum(fan, dtype=np.int64) - fan


def _logs(part: storage.Part) -> Scores:
    return part.astype(np.float32) * np.float32(-1 / STEP)
