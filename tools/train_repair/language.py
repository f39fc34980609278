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
}
# A word that is no syllable must be this frequent; a syllable need only occur.
_LEAST_OTHER, _LEAST_SYLLABLE = 60.0, 1.5
_MOST_WORDS = 12_000
_MOST_BIGRAMS, _MOST_TRIGRAMS = 700_000, 2_500_000


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
    twos, threes, ones = [], [], np.zeros(len(words))
    for corpus in corpora:
        kept, dropped = without_copies(corpus, copies, numbering.number[BOUNDARY])
        print(f"{corpus.name}: {len(kept):,} tokens, {dropped:,} left out as copies", flush=True)
        tokens = table[kept]
        weight = WEIGHTS[corpus.name]
        ones += np.bincount(tokens, minlength=len(words)) * weight
        twos.append((ngrams.count(tokens, 2, known[BOUNDARY]), weight))
        threes.append((ngrams.count(tokens, 3, known[BOUNDARY]), weight))
    return ngrams.estimate(ones, ngrams.merge(twos), ngrams.merge(threes, 1.0), _MOST_BIGRAMS, _MOST_TRIGRAMS)


def write(path: Path, model: ngrams.Backoff, words: list[str], capitals: ngrams.Weights) -> None:
    """Store ``model`` in bytes, sixteenths of a natural unit."""
    place = np.searchsorted(model.bigrams, model.trigrams >> ngrams.BITS)
    mask = (1 << ngrams.BITS) - 1
    parts: dict[str, storage.Part] = {
        "unigram": _bytes(model.unigram),
        "unigram_backoff": _bytes(model.unigram_backoff - language.HEADROOM),
        "capital": np.round(np.clip(capitals, 0.0, 1.0) * 255).astype(np.uint8),
        "fan": np.bincount(model.bigrams >> ngrams.BITS, minlength=len(words)).astype(np.uint16),
        "second": (model.bigrams & mask).astype(np.uint16),
        "bigram": _bytes(model.bigram),
        "bigram_backoff": _bytes(model.bigram_backoff - language.HEADROOM),
        "fan3": np.bincount(place, minlength=len(model.bigrams)).astype(np.uint16),
        "third": (model.trigrams & mask).astype(np.uint16),
        "trigram": _bytes(model.trigram),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    storage.save(path, parts, words)
    path.with_suffix(".version").write_text(version.digest(path) + "\n", encoding="ascii")


def _bytes(logs: ngrams.Weights) -> storage.Part:
    packed: storage.Part = np.clip(np.round(-logs * language.STEP), 0, 255).astype(np.uint8)
    return packed


__all__ = ["PATH", "WEIGHTS", "capital_shares", "choose_words", "train", "write"]
