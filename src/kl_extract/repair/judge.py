"""Decides which lines to touch at all, and what kind of damage they have.

The measure counts, among words that could be Vietnamese, those that are legal syllables, those with letters
only Vietnamese writes, and those that a syllable without marks would look like (stages share no code, so *read*
measures pages in its own way).
"""

from bisect import bisect_left
from collections.abc import Sequence
from enum import Enum
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from kl_extract.repair.folding import fold, strip_marks
from kl_extract.repair.syllables import is_skeleton, is_syllable
from kl_extract.repair.telex import untyped
from kl_extract.repair.tokens import Kind, chunk_tokens, is_shouted


class Damage(Enum):
    """What is wrong with a line."""

    NONE = "none"
    ENGLISH = "english"
    STRIPPED = "stripped"
    HALF = "half"
    SLIPS = "slips"


_OWN_LETTERS = frozenset("đơưă")
# Shares over windows of 100 words: sound text has 0.44–0.76 own letters and 0.98 legal syllables, English-OCR damage
# and stripped text 0.00 own. Skeletons are 0.75 and more of damaged Vietnamese, and below 0.45 of other languages.
_SOUND_OWN, _DAMAGED_OWN = 0.33, 0.08
_VIETNAMESE = 0.55
_STRIPPED_SKELETONS = 0.93
# Without an own letter among this many words, a line is damaged: 0.4 to the eighth is 7 in 10,000.
_ENOUGH_FOR_LINE, _ENOUGH_FOR_TEXT = 8, 5
_WINDOW = 60
# Sound pages of law and news have 0.002 such words, half-stripped ones 0.05 and more.
_MANY_SLIPS = 0.03
_LEAST_OF_TWO, _MOST_OF_TWO = 5, 14
_NO_MARKS = (Damage.STRIPPED, Damage.ENGLISH)
_MOST_LEGAL = 0.75


class Measure(NamedTuple):
    """Counts over some words."""

    words: int = 0
    legal: int = 0
    own: int = 0
    marked: int = 0
    skeletons: int = 0
    slips: int = 0
    """Small words that look Vietnamese and are no syllables."""
    run_on: int = 0
    """Small words that are Telex keys, or two syllables without a space."""

    def damage(self, enough: int) -> Damage:
        """What is wrong with these words; too few of them prove nothing."""
        if self.words < enough or self.skeletons < _VIETNAMESE * self.words:
            return Damage.NONE
        own = self.own / self.words
        if own > _SOUND_OWN:
            if self.slips > _MANY_SLIPS * self.words:
                return Damage.HALF
            return Damage.SLIPS if self.slips or self.run_on else Damage.NONE
        if own > _DAMAGED_OWN:
            return Damage.HALF if self.words >= _WINDOW or self.slips or self.run_on else Damage.NONE
        plain = self.marked <= 0.03 * self.words
        return (
            Damage.STRIPPED
            if plain and self.skeletons >= _STRIPPED_SKELETONS * self.words
            else Damage.ENGLISH
        )


def judge(lines: Sequence[str]) -> list[Damage]:
    """The damage of each line, in the light of the lines around it."""
    measures = [_measured(line) for line in lines]
    before = list(accumulate(measures, initial=0))
    text = _unpacked(before[-1])
    if text.words <= _WINDOW:
        return [text.damage(_ENOUGH_FOR_TEXT)] * len(lines)
    words = [counts & _FIELD for counts in before]
    return [
        _of_line(_unpacked(packed), _unpacked(_window(before, words, number)))
        for number, packed in enumerate(measures)
    ]


def _of_line(line: Measure, window: Measure) -> Damage:
    around, alone = window.damage(_ENOUGH_FOR_LINE), line.damage(_ENOUGH_FOR_LINE)
    if around in _NO_MARKS or alone not in _NO_MARKS:
        return around
    # Sound pages have lines of names without an own letter; damage shows in other ways, too.
    sound = line.marked and line.legal > _MOST_LEGAL * line.words
    return around if sound else alone


def _window(before: Sequence[int], words: Sequence[int], number: int) -> int:
    """The counts of the line and of as many around it as make a judgement; ``before`` counts what stands before each
    line, ``words`` its words alone."""
    count = len(before) - 1

    def held(around: int) -> int:
        return words[min(count, number + around + 1)] - words[max(0, number - around)]

    around = bisect_left(range(count), _WINDOW, key=held)
    return before[min(count, number + around + 1)] - before[max(0, number - around)]


def measure(line: str) -> Measure:
    """The counts of one line."""
    return _unpacked(_measured(line))


# The counts of a stretch are one whole number of seven fields, so that counting on is one addition.
_BITS = 32
_FIELD = (1 << _BITS) - 1


def _unpacked(counts: int) -> Measure:
    return Measure._make(counts >> _BITS * field & _FIELD for field in range(len(Measure._fields)))


def _measured(line: str) -> int:
    shouted = is_shouted(line)
    return sum([_of_chunk(chunk, shouted) for chunk in line.split()])


@lru_cache(maxsize=1 << 15)
def _of_chunk(chunk: str, shouted: bool) -> int:
    """The counts of what stands between two blanks."""
    return sum(
        count << _BITS * field
        for token in chunk_tokens(chunk, 0, 0, shouted, opens=False)
        if token.kind is Kind.WORD and len(token.text) > 1
        for field, count in enumerate(_counts(token.text))
    )


@lru_cache(maxsize=1 << 15)
def _counts(word: str) -> tuple[int, ...]:
    lower = fold(word)
    bare = strip_marks(lower)
    legal = is_syllable(lower)
    own = any(letter in _OWN_LETTERS or "\u1ea0" <= letter <= "\u1ef9" for letter in lower)
    skeleton = is_skeleton(bare)
    strange = word == lower and not legal
    slip = strange and skeleton and len(lower) > 2
    run_on = strange and not skeleton and (untyped(lower) is not None or _is_two(lower))
    return 1, int(legal), int(own and legal), int(bare != lower), int(skeleton), int(slip), int(run_on)


def _is_two(word: str) -> bool:
    """Whether a marked word is two syllables without a space."""
    if not _LEAST_OF_TWO <= len(word) <= _MOST_OF_TWO or strip_marks(word) == word:
        return False
    return any(is_syllable(word[:cut]) and is_syllable(word[cut:]) for cut in range(2, len(word) - 1))
