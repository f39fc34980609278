"""Trains the language model and writes it into the package."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from kl_extract.repair import language, storage, version
from kl_extract.repair.language import PATH
from kl_extract.repair.syllables import legal_syllables
from kl_extract.repair.vocabulary import BOUNDARY, CLASSES
from train_repair import ngrams
from train_repair.corpus import Encoded, Numbering, windows, without_copies

# Nearness to a directive of a provincial office decides how much a corpus counts.
WEIGHTS = {
    "laocai_admin": 8.0,
    "news_misc": 2.0,
    "vbpl": 1.5,
    "tthc": 1.0,
    "law_misc": 1.0,
    "phapdien": 1.0,
    "hddtvn_finance_news": 0.6,
    "vietnews": 0.35,
    "viwiki": 0.3,
    "agencies": 8.0,
    "provinces": 15.0,
    "people": 1.5,
    "pairs": 8.0,
}
# A word that is no syllable must be this frequent; a syllable need only occur.
_LEAST_OTHER, _LEAST_SYLLABLE = 60.0, 1.5
_MOST_WORDS = 12_000
# How many rows of two, three and four words are kept, and what the latter two must weigh to be looked at.
_MOST = (680_000, 1_800_000, 1_300_000)
_LEAST_WEIGHT = (0.0, 1.0, 1.0)


def choose_words(corpora: Sequence[Encoded], numbering: Numbering) -> list[str]:
    """The vocabulary: classes, then words by weight."""
    totals = np.zeros(len(numbering.number))
    for corpus in corpora:
        totals += np.bincount(corpus.tokens, minlength=len(totals)) * WEIGHTS[corpus.name]
    legal = legal_syllables()
    weights = Counter({word: float(totals[number]) for word, number in numbering.number.items()})
    chosen = {
        word: weight
        for word, weight in weights.items()
        if weight >= (_LEAST_SYLLABLE if word in legal else _LEAST_OTHER) and word not in CLASSES
    }
    ranked = sorted(chosen, key=lambda word: (-chosen[word], word))
    return [*CLASSES, *ranked][:_MOST_WORDS]


def capital_shares(corpora: Sequence[Encoded], numbering: Numbering, words: list[str]) -> ngrams.Weights:
    """How often each word opens with a capital inside a sentence, smoothed towards one in ten."""
    size = len(numbering.number)
    seen, capital = np.zeros(size), np.zeros(size)
    for corpus in corpora:
        seen += np.bincount(corpus.tokens, minlength=size) * WEIGHTS[corpus.name]
        capital += np.bincount(corpus.tokens[corpus.capital], minlength=size) * WEIGHTS[corpus.name]
    places = [numbering.number.get(word, 0) for word in words]
    return np.asarray((capital[places] + 1.0) / (seen[places] + 10.0), dtype=np.float64)


def train(
    corpora: Sequence[Encoded], numbering: Numbering, words: list[str], excluded: Sequence[list[str]]
) -> ngrams.Backoff:
    """The model over ``words``; sentences with a passage of ``excluded`` are not counted."""
    known = {word: number for number, word in enumerate(words)}
    table = np.zeros(len(numbering.number), dtype=np.int32)
    for word, number in numbering.number.items():
        table[number] = known.get(word, 0)
    passages = [windows(np.array(numbering.encode(text), np.int32)) for text in excluded]
    table = np.append(table, np.zeros(len(numbering.number) - len(table), np.int32))
    copies = np.unique(np.concatenate([np.empty(0, np.uint64), *passages]))
    ones = np.zeros(len(words))
    parts: list[list[tuple[ngrams.Grams, float]]] = [[] for _ in _MOST]
    for corpus in corpora:
        kept, dropped = without_copies(corpus, copies, numbering.number[BOUNDARY])
        print(f"{corpus.name}: {len(kept):,} tokens, {dropped:,} left out as copies", flush=True)
        tokens = table[kept]
        weight = WEIGHTS[corpus.name]
        ones += np.bincount(tokens, minlength=len(words)) * weight
        for order, part in enumerate(parts, 2):
            part.append((ngrams.count(tokens, order, known[BOUNDARY]), weight))
    merged = [ngrams.merge(part, least) for part, least in zip(parts, _LEAST_WEIGHT, strict=True)]
    return ngrams.estimate(ones, merged, _MOST)


def write(path: Path, model: ngrams.Backoff, words: list[str], capitals: ngrams.Weights) -> None:
    """Store ``model`` in bytes, the last words of longer n-grams as ``language.load`` wants them."""
    bigrams, trigrams, fourgrams = model.orders
    fan4 = _fan(trigrams.keys, fourgrams.keys)
    parts: dict[str, storage.Part] = {
        "unigram": _bytes(model.unigram),
        "unigram_backoff": _bytes(model.unigram_backoff - language.HEADROOM),
        "capital": np.round(np.clip(capitals, 0.0, 1.0) * 255).astype(np.uint8),
        "fan": np.bincount(bigrams.keys >> ngrams.BITS, minlength=len(words)).astype(np.uint16),
        "second": (bigrams.keys & language.WORD).astype(np.uint16),
        "bigram": _bytes(bigrams.logs),
        "bigram_backoff": _bytes(bigrams.backoff - language.HEADROOM),
        "fan3": _fan(bigrams.keys, trigrams.keys),
        "third": _ranks(bigrams.keys, trigrams.keys & ngrams.last(2)),
        "trigram": _bytes(trigrams.logs),
        "trigram_backoff": _bytes(trigrams.backoff[fan4 > 0] - language.HEADROOM),
        "fan4": fan4,
        "fourth": _ranks(trigrams.keys, fourgrams.keys & ngrams.last(3)),
        "fourgram": _bytes(fourgrams.logs),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    storage.save(path, parts, words)
    path.with_suffix(".version").write_text(version.digest(path) + "\n", encoding="ascii")


def _fan(contexts: ngrams.Keys, longer: ngrams.Keys) -> storage.Part:
    """How many of ``longer`` each context opens."""
    places = np.searchsorted(contexts, longer >> ngrams.BITS)
    return np.bincount(places, minlength=len(contexts)).astype(np.uint16)


def _ranks(keys: ngrams.Keys, wanted: ngrams.Keys) -> storage.Part:
    """For each of ``wanted`` its rank among the ``keys`` that differ from it in the last word alone."""
    first = np.searchsorted(keys, wanted >> ngrams.BITS << ngrams.BITS)
    return (np.searchsorted(keys, wanted) - first).astype(np.uint16)


def _bytes(logs: ngrams.Weights) -> storage.Part:
    packed: storage.Part = np.clip(np.round(-logs * language.STEP), 0, 255).astype(np.uint8)
    return packed


__all__ = ["PATH", "WEIGHTS", "capital_shares", "choose_words", "train", "write"]
