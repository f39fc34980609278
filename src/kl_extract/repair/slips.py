"""What an OCR with a Vietnamese model mistakes, in general and on one page.

Learned from pages of known text (``tools/train_repair/scans.py``): ``channel_vietnamese_*.tsv`` say what syllables
are read as, ``slips_kinds.tsv`` how usual each kind of mistake is.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from math import log

import numpy as np

from kl_extract import resources
from kl_extract.repair import channel
from kl_extract.repair.channel import LEAST, Channel, Places
from kl_extract.repair.folding import fold, strip_marks, toneless
from kl_extract.repair.marks import MarkChannel, Scored
from kl_extract.repair.syllables import parts, skeletons
from kl_extract.repair.tokens import Kind, Token

# A page shows its own habits once it has some hundred words: so many words of others weigh as much as its own.
_OTHERS = 300.0
# A habit that is seen on one page may not change the odds by more than this (natural log).
_MOST = 2.0


# Words that are no syllables are taken for sound when they stand in the text so many times.
_SOUND = 2
# Natural log of the least probability of a lost and of a mistaken mark.
LOST, MISTAKEN = -4.5, -5.0
# Keys left of Telex typing ("cas" for "cá") are looked for where no OCR gave its confidence.
TYPED, NEVER = -3.0, -99.0

# What this channel is worth against the language model: its parts are less independent than it takes them for.
WORTH = 0.87
# Tesseract writes a letter twice that it sees in two ways ("thôồng"): natural log of how seldom.
_TWICE = -3.0

# Syllables that explain a word worse than the best by this much (natural log) are not behind it.
_WORSE = 12.0

Habits = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class SlipChannel:
    """P(seen | syllable) where an OCR with a Vietnamese model read the word."""

    learned: Channel
    marks: MarkChannel
    """What is never left out, however seldom it was seen: other fonts and scanners lose other marks."""
    _held: dict[str, Scored] = field(default_factory=dict)

    def candidates(self, seen: str) -> Scored:
        """Syllables that may stand behind ``seen`` (lower case), best first."""
        if seen not in self._held:
            # Letters are trusted in what is a syllable: looking for rimes nobody saw misread costs too much time.
            best = dict(self._learned_candidates(seen))
            for word, cost in self._alike(seen):
                for syllable, score in self.marks.candidates(word):
                    best[syllable] = max(best.get(syllable, score + cost), score + cost)
            found = [(syllable, WORTH * score) for syllable, score in best.items()]
            self._held[seen] = sorted(found, key=lambda item: (-item[1], item[0]))
        return self._held[seen]

    def _alike(self, seen: str) -> list[tuple[str, float]]:
        """``seen``, and what is left of a word that is no syllable where a vowel that stands twice goes once."""
        if seen in parts():
            return [(seen, 0.0)]
        bare = strip_marks(seen)
        # "ii" and "oo" are other words; a vowel that was seen in two ways differs in its marks.
        twice = [
            at
            for at in range(len(seen) - 1)
            if bare[at] == bare[at + 1] and seen[at] != seen[at + 1] and bare[at] in "aeiouy"
        ]
        return [
            (seen, 0.0),
            *((seen[:at] + seen[at + 1 :], _TWICE) for place in twice for at in (place, place + 1)),
        ]

    def _learned_candidates(self, seen: str) -> Scored:
        syllables, places = _all(self.learned)
        scores = self.learned.scores(seen, places, known=seen in parts())
        order = np.flatnonzero(scores > max(float(scores.max()) - _WORSE, LEAST))
        return [(syllables[place], float(scores[place])) for place in order]


@lru_cache(maxsize=1)
def _all(learned: Channel) -> tuple[list[str], tuple[Places, Places]]:
    """All legal syllables, and where ``learned`` has their parts."""
    syllables = sorted(parts())
    return syllables, learned.places(syllables)


@cache
def load(typed: bool) -> SlipChannel:
    """The channel that comes with the package; ``typed`` for text in which keys of Telex may be left."""
    marks = MarkChannel(lost=LOST, mistaken=MISTAKEN, typed=TYPED if typed else NEVER)
    return SlipChannel(channel.load("vietnamese"), marks)


def sound_words(tokens: Iterable[Token]) -> frozenset[str]:
    """Words that look like no syllable and stand in the text more than once: "cas", "virus"."""
    words = Counter(fold(token.text) for token in tokens if token.kind is Kind.WORD)
    return frozenset(
        word for word, count in words.items() if count >= _SOUND and strip_marks(word) not in skeletons()
    )


@lru_cache(maxsize=1 << 15)
def kind_of(true: str, seen: str) -> str:
    """What is mistaken where ``true`` is read as ``seen``.

    >>> kind_of("kiểm", "kiêm"), kind_of("kiểm", "kiếm"), kind_of("thì", "thi"), kind_of("đường", "dương")
    ('tone-lost', 'tone-other', 'tone-lost', 'shape')
    """
    if strip_marks(true) != strip_marks(seen):
        return "letters"
    if toneless(true) != toneless(seen):
        return "shape"
    if _tones(seen) == "":
        return "tone-lost"
    return "tone-added" if _tones(true) == "" else "tone-other"


def _tones(word: str) -> str:
    return "".join(mark for mark in unicodedata.normalize("NFD", word) if mark in _MARKS)


_MARKS = frozenset("\u0300\u0301\u0303\u0309\u0323")


@cache
def _usual() -> dict[str, float]:
    """How many of all words have a mistake of each kind."""
    return {row["kind"]: float(row["share"]) for row in resources.read_tsv("slips_kinds.tsv")}


def habits(words: int, mended: Iterable[tuple[str, str]]) -> dict[str, float]:
    """By kind of mistake, what speaks for it on a page of so many ``words`` (natural log).

    ``mended`` holds what was mended on it already, as (true, seen).
    """
    found = Counter(kind_of(true, seen) for true, seen in mended)
    return {
        kind: max(-_MOST, min(_MOST, log((found[kind] + _OTHERS * usual) / (words + _OTHERS) / usual)))
        for kind, usual in _usual().items()
    }
