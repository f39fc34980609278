"""Counts rows of two to four words over weighted corpora and keeps those that matter most."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Keys = npt.NDArray[np.int64]
Weights = npt.NDArray[np.float64]
BITS = 14
# Absolute discounting; one figure serves all orders (0.7 is slightly worse on the development pairs).
_DISCOUNT = 0.85
Table = tuple[Keys, Weights]
"""Sorted keys and what belongs to each."""


@dataclass(frozen=True, slots=True)
class Grams:
    """Sorted keys (``BITS`` bits a word, the last word lowest) and what they weigh."""

    keys: Keys
    weights: Weights


@dataclass(frozen=True, slots=True)
class Merged:
    """N-grams of all corpora: what they weigh, and what is left of that after discounting."""

    keys: Keys
    weights: Weights
    reduced: Weights


@dataclass(frozen=True, slots=True)
class Order:
    """N-grams of one length that were kept, sorted, with their log probabilities.

    ``backoff`` is the log weight of the lower order for each of them as a context; none for the longest.
    """

    keys: Keys
    logs: Weights
    backoff: Weights


@dataclass(frozen=True, slots=True)
class Backoff:
    """Log probabilities of words, of the n-grams kept from two words on, and the weights of lower orders."""

    unigram: Weights
    unigram_backoff: Weights
    orders: tuple[Order, ...]


def count(tokens: npt.NDArray[np.int32], order: int, boundary: int) -> Grams:
    """N-grams of ``tokens``; one with a boundary in its middle tells nothing and is left out."""
    wide = tokens.astype(np.int64)
    length = len(tokens) - order + 1
    keys = wide[:length].copy()
    inside = np.ones(length, dtype=bool)
    for offset in range(1, order):
        keys = (keys << BITS) | wide[offset : offset + length]
        if offset < order - 1:
            inside &= wide[offset : offset + length] != boundary
    found, counts = np.unique(keys[inside], return_counts=True)
    return Grams(found, counts.astype(np.float64))


def merge(parts: Sequence[tuple[Grams, float]], least: float = 0.0) -> Merged:
    """The sum of ``parts``, each times its weight; what weighs less than ``least`` is dropped.

    Counts are discounted before they are weighted: what a near corpus has once it has once.
    """
    keys = np.concatenate([grams.keys for grams, _ in parts])
    weights = np.concatenate([grams.weights * factor for grams, factor in parts])
    reduced = np.concatenate([np.maximum(grams.weights - _DISCOUNT, 0.0) * factor for grams, factor in parts])
    order = np.argsort(keys, kind="stable")
    keys, weights, reduced = keys[order], weights[order], reduced[order]
    firsts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    totals = np.add.reduceat(weights, firsts)
    keep = totals >= least
    return Merged(keys[firsts][keep], totals[keep], np.add.reduceat(reduced, firsts)[keep])


def discounted(grams: Merged) -> tuple[Weights, Weights]:
    """For each n-gram the discounted share of its context, and the mass its context keeps back."""
    contexts = grams.keys >> BITS
    firsts = np.flatnonzero(np.concatenate(([True], contexts[1:] != contexts[:-1])))
    totals = np.add.reduceat(grams.weights, firsts)
    lengths = np.diff(np.append(firsts, len(contexts)))
    kept = np.add.reduceat(grams.reduced, firsts)
    return grams.reduced / np.repeat(totals, lengths), np.repeat(1.0 - kept / totals, lengths)


def estimate(unigrams: Weights, grams: Sequence[Merged], keep: Sequence[int]) -> Backoff:
    """Interpolated absolute discounting, pruned by weighted difference and written as a back-off model.

    ``grams`` are those of two words and on, ``keep`` says how many of each to keep. An n-gram is kept only if
    the one without its first word and the one without its last are. (To keep those that best tell apart words
    that are alike made a third more mistakes: an n-gram speaks for the words of its context, too.)
    """
    floor = 0.5
    p1 = np.asarray((unigrams + floor) / (unigrams + floor).sum(), dtype=np.float64)
    whole = [(np.arange(len(p1), dtype=np.int64), p1)]
    kept = list(whole)
    backoffs: list[Weights] = []
    for order, (merged, most) in enumerate(zip(grams, keep, strict=True), 2):
        share, mass = discounted(merged)
        suffixes = merged.keys & last(order - 1)
        lower = mass * _lookup(whole, suffixes)
        p = share + lower
        gain = merged.weights * np.log(p / (lower + 1e-12))
        shorter, shorter_p = kept[-1]
        gain[~(np.isin(merged.keys >> BITS, shorter) & np.isin(suffixes, shorter))] = -1.0
        chosen = _heaviest(gain, most)
        below = shorter_p[np.searchsorted(shorter, suffixes[chosen])]
        context = np.searchsorted(shorter, merged.keys[chosen] >> BITS)
        backoffs.append(np.log(_backoff(context, p[chosen], below, len(shorter))))
        whole.append((merged.keys, p))
        kept.append((merged.keys[chosen], p[chosen]))
    orders = zip(kept[1:], [*backoffs[1:], np.empty(0)], strict=True)
    return Backoff(np.log(p1), backoffs[0], tuple(Order(keys, np.log(p), back) for (keys, p), back in orders))


def last(words: int) -> int:
    """The bits of the last ``words`` of a key."""
    return (1 << words * BITS) - 1


def _heaviest(gain: Weights, most: int) -> npt.NDArray[np.bool_]:
    """The ``most`` entries of greatest gain, none without gain."""
    if len(gain) <= most:
        return gain > 0
    least = np.partition(gain, len(gain) - most)[len(gain) - most]
    return gain > max(float(least), 0.0)


def _backoff(contexts: Keys, kept: Weights, lower: Weights, size: int) -> Weights:
    """The weight of the lower order that makes each context's probabilities sum to one."""
    left = 1.0 - np.bincount(contexts, kept, size)
    free = 1.0 - np.bincount(contexts, lower, size)
    return np.asarray(np.clip(left, 1e-3, 1.0) / np.clip(free, 1e-3, 1.0), dtype=np.float64)


def _lookup(orders: Sequence[Table], wanted: Keys) -> Weights:
    """Probabilities of ``wanted`` in the longest of ``orders``; what was dropped for its weight has less."""
    *shorter, (keys, values) = orders
    place = np.clip(np.searchsorted(keys, wanted), 0, len(keys) - 1)
    found = values[place]
    lost = np.flatnonzero(keys[place] != wanted)
    if shorter and len(lost):
        found[lost] = 0.3 * _lookup(shorter, wanted[lost] & last(len(shorter)))
    return found
