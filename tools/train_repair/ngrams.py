"""Counts trigrams over weighted corpora and keeps those that matter most."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Keys = npt.NDArray[np.int64]
Weights = npt.NDArray[np.float64]
BITS = 14
_MASK = (1 << BITS) - 1
# Absolute discounting; one figure serves both orders (0.7 is slightly worse on the development pairs).
_DISCOUNT = 0.85


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
class Backoff:
    """Log probabilities of the n-grams kept, and for each context the log weight of the lower order."""

    unigram: Weights
    unigram_backoff: Weights
    bigrams: Keys
    bigram: Weights
    bigram_backoff: Weights
    trigrams: Keys
    trigram: Weights


def count(tokens: npt.NDArray[np.int32], order: int, boundary: int) -> Grams:
    """N-grams of ``tokens``; a trigram with a boundary in its middle tells nothing and is left out."""
    wide = tokens.astype(np.int64)
    length = len(tokens) - order + 1
    keys = wide[:length].copy()
    for offset in range(1, order):
        keys = (keys << BITS) | wide[offset : offset + length]
    if order == 3:
        keys = keys[wide[1 : length + 1] != boundary]
    found, counts = np.unique(keys, return_counts=True)
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


def estimate(
    unigrams: Weights, bigrams: Merged, trigrams: Merged, keep_bigrams: int, keep_trigrams: int
) -> Backoff:
    """Interpolated absolute discounting, pruned by weighted difference and written as a back-off model."""
    floor = 0.5
    p1 = (unigrams + floor) / (unigrams + floor).sum()
    share, mass = discounted(bigrams)
    p2 = share + mass * p1[bigrams.keys & _MASK]
    keep = _heaviest(bigrams.weights * np.log(p2 / (mass * p1[bigrams.keys & _MASK] + 1e-12)), keep_bigrams)
    p2_all, keys2_all = p2, bigrams.keys
    keys2, p2 = bigrams.keys[keep], p2[keep]
    back1 = _backoff(keys2 >> BITS, p2, p1[keys2 & _MASK], len(p1))

    share, mass = discounted(trigrams)
    lower = _lookup(keys2_all, p2_all, trigrams.keys & ((1 << 2 * BITS) - 1), p1)
    p3 = share + mass * lower
    gain = trigrams.weights * np.log(p3 / (mass * lower + 1e-12))
    gain[~np.isin(trigrams.keys >> BITS, keys2)] = -1.0
    keep = _heaviest(gain, keep_trigrams)
    keys3, p3 = trigrams.keys[keep], p3[keep]
    seen = keys3 & ((1 << 2 * BITS) - 1)
    place = np.clip(np.searchsorted(keys2, seen), 0, len(keys2) - 1)
    lower = np.where(keys2[place] == seen, p2[place], back1[seen >> BITS] * p1[seen & _MASK])
    back2 = _backoff(np.searchsorted(keys2, keys3 >> BITS), p3, lower, len(keys2))
    return Backoff(np.log(p1), np.log(back1), keys2, np.log(p2), np.log(back2), keys3, np.log(p3))


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


def _lookup(keys: Keys, values: Weights, wanted: Keys, p1: Weights) -> Weights:
    """Bigram probabilities of ``wanted``; all of them were counted, save those dropped for their weight."""
    place = np.clip(np.searchsorted(keys, wanted), 0, len(keys) - 1)
    return np.where(keys[place] == wanted, values[place], 0.3 * p1[wanted & _MASK])
