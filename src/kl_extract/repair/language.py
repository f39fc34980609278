"""The language model: how likely a syllable is after the three before it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kl_extract.repair import storage
from kl_extract.repair.vocabulary import BOUNDARY, UNKNOWN

Ids = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int32]
Steps = npt.NDArray[np.uint8]

BITS = 14
"""Bits for one word in a row's key."""
WORD = (1 << BITS) - 1
"""The part of a key that is the word."""
_HISTORY = (1 << 3 * BITS) - 1
STEP = 8.0
"""Steps of stored log probabilities in one natural unit: a byte reaches down to -31.9."""
HEADROOM = 2.0
"""The largest log back-off weight that can be stored."""
_LOGS = np.arange(256, dtype=np.float32) * np.float32(-1 / STEP)
_BACKOFFS = _LOGS + np.float32(HEADROOM)
_NO_COST = round(HEADROOM * STEP)
NONE = -1
"""The number of no row, and the context of nothing known."""
# For fewer contexts, finding out which endings they share takes longer than looking them up again.
_MANY = 6
PATH = Path(__file__).parent / "data" / "language.bin"


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """A back-off model of four words over numbered words.

    Each row of words that it knows has a number: single words first, then rows of two, three and four. A context is the
    number of the longest row, of three words at most, with which what was said so far ends: all that matters of it.
    A row is kept only where the row without its first word and the row without its last word are.
    """

    words: list[str]
    number: dict[str, int]
    capital: Scores
    keys: Ids
    """For each row, in order: the number of the row without its last word (-1 for single words), then that word."""
    logs: Steps
    """For each row the natural log P(last word | words before), in steps below zero: a quarter of what floats take."""
    backoffs: Steps
    """For each context what it costs to do without its first word, in steps below HEADROOM; then that of no context."""
    shorter: Numbers
    """For each context its row without its first word, -1 for single words; then -1, for no context."""

    @property
    def unknown(self) -> int:
        """The number that stands for words outside the vocabulary."""
        return self.number[UNKNOWN]

    @property
    def boundary(self) -> int:
        """The number of the token between sentences."""
        return self.number[BOUNDARY]

    @property
    def start(self) -> Ids:
        """The context of a text's first word, as ``[1]``."""
        return self.contexts(np.full(3, self.boundary, dtype=np.int64))[-1:]

    def contexts(self, text: Ids) -> Ids:
        """The context after each word of ``text``, given as numbers; two words before its first one are not known."""
        found = text
        for _ in range(2):
            found = np.append(text[:1], self.score(found[:-1], text[1:])[1])
        return found

    def rows(self, numbers: Ids | Sequence[int]) -> Scores:
        """The natural log P(last word | words before) of the rows with these numbers; of single words it is P(word)."""
        return _LOGS.take(self.logs.take(numbers))

    def costs(self, contexts: Ids) -> Scores:
        """What it costs, as a natural log, to do without the first words of ``contexts``: nothing for no context."""
        return _BACKOFFS.take(self.backoffs.take(contexts))

    def after(self, contexts: Ids, words: Ids) -> tuple[Scores, Ids]:
        """Natural log P(word | context) as ``[context, word]``, and the contexts after that, of one dimension each.

        Contexts have endings in common: where there are many, each is looked up once.
        """
        chain = self._chain(contexts)
        if len(contexts) < _MANY:
            found = self._find(chain[:, :, None], words)
        else:
            asked, places = distinct(chain.ravel())
            found = self._find(asked[:, None], words)[places].reshape(*chain.shape, len(words))
        return self._judged(chain[:, :, None], found, words)

    def score(self, contexts: Ids, words: Ids) -> tuple[Scores, Ids]:
        """Natural log P(word | context) and the context after that, for arrays of any shapes that go together."""
        chain = self._chain(contexts)
        return self._judged(chain, self._find(chain, words), words)

    def _chain(self, contexts: Ids) -> Ids:
        """The contexts, those of one word less, and those of two words less."""
        second = self.shorter.take(contexts)
        return np.array([contexts, second, self.shorter.take(second)])

    def _find(self, contexts: Ids, words: Ids) -> Ids:
        """The numbers of the rows, or -1."""
        wanted = (contexts << BITS) | words
        place = self.keys.searchsorted(wanted)
        place[self.keys.take(place, mode="clip") != wanted] = NONE
        return place

    def _judged(self, chain: Ids, found: Ids, words: Ids) -> tuple[Scores, Ids]:
        """Scores and contexts from the rows that each of ``chain`` opens with the word: the longest tells."""
        longest = np.maximum(found.max(axis=0), words)
        missed = ((found == NONE) * self.costs(chain)).sum(axis=0)
        # What is found behind three words has no number as a context, but is found behind two of them as well.
        context = np.where(longest < len(self.backoffs) - 1, longest, found[1])
        return self.rows(longest) + missed, context


def distinct(values: Ids) -> tuple[Ids, Ids]:
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
    """Histories, each its last three words as one number with the last lowest, one word further."""
    return ((histories << BITS) | words) & _HISTORY


@cache
def load(path: Path = PATH) -> LanguageModel:
    """The model that comes with the package.

    Of a row of three or four words the last is stored as its rank among the words that follow the row without its
    first word: what a model knows of a long context it knows of a short one.
    """
    parts, words = storage.load(path)
    edges = _edges(len(words), [parts["fan"], parts["fan3"], parts["fan4"]])
    keys, shorter = _rows(len(words), edges, parts)
    return LanguageModel(
        words=words,
        number={word: number for number, word in enumerate(words)},
        capital=parts["capital"].astype(np.float32) / np.float32(255),
        keys=keys,
        logs=np.concatenate(
            [parts["unigram"], parts["bigram"], parts["trigram"], parts["fourgram"]], dtype=np.uint8
        ),
        backoffs=_backoffs(parts),
        shorter=shorter,
    )


def _edges(first: int, fans: Sequence[storage.Part]) -> Numbers:
    """Where the rows that each context opens begin, the first of them at ``first``; then where the last ones end."""
    edges = np.empty(sum(map(len, fans)) + 1, dtype=np.int32)
    edges[0] = first
    np.concatenate(fans).cumsum(out=edges[1:])
    edges[1:] += first
    return edges


def _rows(words: int, edges: Numbers, parts: Mapping[str, storage.Part]) -> tuple[Ids, Numbers]:
    """``keys`` and ``shorter`` of the model; made in place, for fresh memory is half of what loading takes."""
    keys = _openers(edges)
    keys[:words] = NONE << BITS
    keys[:words] |= np.arange(words)
    shorter = np.full(len(edges), NONE, dtype=np.int32)
    start, last = words, parts["second"]
    shorter[words : words + len(last)] = last
    _close(keys[words : words + len(last)], last)
    for ranks in (parts["third"], parts["fourth"]):
        row = start + len(last)
        openers = keys[row : row + len(ranks)]
        found = edges.take(shorter.take(openers))
        found += ranks
        kept = shorter[row:-1][: len(ranks)]
        kept[:] = found[: len(kept)]
        found -= start
        start, last = row, last.take(found)
        _close(openers, last)
    return keys, shorter


def _openers(edges: Numbers) -> Ids:
    """For each row the context that opens it; 0 for single words."""
    openers = np.zeros(edges[-1], dtype=np.int64)
    contexts = np.flatnonzero(edges[1:] != edges[:-1])
    openers[edges.take(contexts)] = np.diff(contexts, prepend=0)
    return openers.cumsum(out=openers)


def _close(openers: Ids, last: storage.Part) -> None:
    """Makes keys of rows from the contexts that open them and their last words."""
    openers <<= BITS
    openers |= last


def _backoffs(parts: Mapping[str, storage.Part]) -> Steps:
    """Of rows of three words only those that open one of four have a cost; no context has none."""
    opens = parts["fan4"] > 0
    long = np.full(len(opens) + 1, _NO_COST, dtype=np.uint8)
    long[:-1][opens] = parts["trigram_backoff"]
    return np.concatenate([parts["unigram_backoff"], parts["bigram_backoff"], long], dtype=np.uint8)
