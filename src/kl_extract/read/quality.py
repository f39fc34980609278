"""Judges how far the text of a page can be trusted as Vietnamese, from its words alone."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from kl_extract import syllables

_EDGES = "".join(map(chr, range(0x21, 0x30))) + ":;<=>?@[\\]^_`{|}~“”‘’«»…–—•·§°"
_JOINTS = re.compile(r"[-–—/.,;:()]+")
# Some PDF fonts name ư and đ wrongly; whoever repairs the text knows, and it is no sign of a damaged layer.
_READABLE = str.maketrans("ƣƢð", "ưƯđ")
_VIETNAMESE = re.compile(r"[A-Za-zÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ'’]*")
_ACRONYM = re.compile(r"[A-ZĐÂÊÔƠƯĂ]{1,8}s?$")

# Windows of 120 words of sound official text (1,100 lines of law, three notices): legal 0.92–1.00, median 0.99;
# own letters 0.44–0.76, median 0.61; odd at most 0.02. Damaged windows: English OCR 0.54–0.82 legal and 0.00 own,
# marks stripped 0.74–0.93 and 0.00, U+1EA0–1EF9 missing 0.37–0.80 and 0.01–0.23, TCVN3 and VNI 0.08–0.35 and
# 0.00 with 0.33–0.73 odd. ``benchmarks/quality.py`` prints these figures again.
_USUAL_OWN = 0.45
# A few words prove little: they are judged together with this many sound ones.
_PRIOR_WORDS = 8
_WITHOUT_MARKS = 0.4


@dataclass(frozen=True, slots=True)
class Measure:
    """Judged words, and the shares of legal syllables, of words only Vietnamese writes, of odd characters."""

    words: int
    valid: float
    own: float
    odd: float

    @property
    def quality(self) -> float:
        """0.0–1.0: near 1.0 for text as sound as an official notice, below 0.6 for damaged or foreign text."""
        weight = self.words / (self.words + _PRIOR_WORDS)
        valid = 1.0 + (self.valid - 1.0) * weight
        marks = min(1.0, 1.0 + (self.own / _USUAL_OWN - 1.0) * weight)
        sound = (1.0 - self.odd * weight) ** 2
        return round(valid * (_WITHOUT_MARKS + (1.0 - _WITHOUT_MARKS) * marks) * sound, 3)


def measure(words: Iterable[str]) -> Measure:
    """Judges ``words``; numbers, symbols with digits and acronyms say nothing and are left out."""
    judged = valid = own = odd = 0
    for word in words:
        for part_valid, part_own, part_odd in _verdicts(word):
            judged += 1
            valid += part_valid
            own += part_own
            odd += part_odd
    if not judged:
        return Measure(0, 1.0, 1.0, 0.0)
    return Measure(judged, valid / judged, own / judged, odd / judged)


@lru_cache(maxsize=1 << 14)
def _verdicts(word: str) -> tuple[tuple[bool, bool, bool], ...]:
    """For each judged part of ``word``: whether it is a legal syllable, one only Vietnamese writes, or odd."""
    verdicts = []
    for part in _parts(word):
        if not _VIETNAMESE.fullmatch(part):
            verdicts.append((False, False, True))
        elif syllables.is_legal(part):
            verdicts.append((True, syllables.has_own_letter(part), False))
        elif not _ACRONYM.match(part):
            verdicts.append((False, False, False))
    return tuple(verdicts)


def _parts(word: str) -> Iterator[str]:
    """The parts of a word joined by hyphens and slashes, without punctuation around them."""
    for part in _JOINTS.split(word.translate(_READABLE)):
        bare = part.strip(_EDGES)
        if bare and not any(letter.isdigit() for letter in bare):
            yield bare
