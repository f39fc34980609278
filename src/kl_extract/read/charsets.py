"""Recognises Vietnamese text in a character set from before Unicode, read as if it were Latin-1."""

import re
from dataclasses import dataclass
from functools import cache

from kl_extract import resources
from kl_extract.read import syllables

_WORD = re.compile(r"[^\s\d.,;:()\[\]/\"'“”!?+-]+")
# Over 65 windows of 200 words of official text written in TCVN3 and in VNI, 0.45–0.71 of the words become legal
# syllables that only Vietnamese writes. Sound Vietnamese is never judged (see _MAX_OWN); stripped of its marks it
# yields 0.00, and read by an English OCR at most 0.22 in windows of 100 words.
_MIN_CONVERTED = 0.35
_MAX_OWN = 0.05
_MIN_WORDS = 3


@dataclass(frozen=True, slots=True)
class Charset:
    """A legacy character set: its name, what iconv calls it (or nothing), and its letters."""

    name: str
    iconv: str
    letters: dict[str, str]
    pattern: re.Pattern[str]

    def decode(self, text: str) -> str:
        """``text`` with the spellings of this set replaced by Unicode letters, longest first."""
        return self.pattern.sub(lambda found: self.letters[found[0]], text)


@cache
def charsets() -> tuple[Charset, ...]:
    """The legacy character sets of ``dictionaries/legacy_charsets.toml``."""
    return tuple(_charset(table) for table in resources.read_toml("legacy_charsets.toml").values())


def _charset(table: dict[str, str]) -> Charset:
    letters = dict(zip(table["seen"].split(), table["unicode"].split(), strict=True))
    longest_first = sorted(letters, key=lambda spelling: (-len(spelling), spelling))
    pattern = re.compile("|".join(map(re.escape, longest_first)))
    return Charset(table["name"], table["iconv"], letters, pattern)


def legacy_charset(text: str) -> Charset | None:
    """The character set in which ``text`` was written, or None for sound text of any language."""
    before = _shares(text)
    if before.own > _MAX_OWN:
        return None
    after = [(_shares(charset.decode(text)), charset) for charset in charsets()]
    best, charset = max(after, key=lambda pair: pair[0].own)
    enough = best.own * best.words >= _MIN_WORDS and best.own >= _MIN_CONVERTED
    return charset if enough and best.legal > before.legal else None


@dataclass(frozen=True, slots=True)
class _Shares:
    """Words of two letters and more; the shares of legal syllables, and of those only Vietnamese writes."""

    words: int
    legal: float
    own: float


def _shares(text: str) -> _Shares:
    words = [word for word in _WORD.findall(text) if len(word) > 1]
    legal = [word for word in words if syllables.is_legal(word)]
    own = sum(map(syllables.has_own_letter, legal))
    count = max(1, len(words))
    return _Shares(len(words), len(legal) / count, own / count)
