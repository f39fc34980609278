"""Which words are Vietnamese syllables, by the rules of spelling in ``dictionaries/syllables.toml``."""

import unicodedata
from functools import cache

from kl_extract import resources

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_VOWELS = frozenset("aeiouy")
_STOP_TONES = frozenset({"", "\u0301", "\u0323"})
# Letters that no Western European alphabet has; U+1EA0–1EF9 are told by their range.
_OWN_LETTERS = frozenset("đơưăĐƠƯĂ")


@cache
def toneless() -> frozenset[str]:
    """All legal syllables without their tone, in lower case, NFC."""
    found: set[str] = set()
    for group in resources.read_toml("syllables.toml")["class"]:
        onsets = [onset.replace("_", "") for onset in group["onsets"].split()]
        found.update(onset + rime for onset in onsets for rime in group["rimes"].split())
    return frozenset(found)


@cache
def _stop_codas() -> tuple[str, ...]:
    return tuple(resources.read_toml("syllables.toml")["stop_codas"])


@cache
def is_legal(word: str) -> bool:
    """Whether ``word`` (any case) is a legal syllable; which of its vowels bears the tone is not judged."""
    bare, tones = _without_tones(word)
    if len(tones) > 1 or bare not in toneless():
        return False
    return not bare.endswith(_stop_codas()) or tones in _STOP_TONES


def _without_tones(word: str) -> tuple[str, str]:
    """``word`` in lower case, NFC, without the tone marks of its vowels; and those marks."""
    kept, tones, letter = "", "", ""
    for mark in unicodedata.normalize("NFD", word.lower()):
        letter = letter if unicodedata.combining(mark) else mark
        if mark in _TONES and letter in _VOWELS:
            tones += mark
        else:
            kept += mark
    return unicodedata.normalize("NFC", kept), tones


def has_own_letter(word: str) -> bool:
    """Whether ``word`` has a letter that only Vietnamese writes (đ ơ ư ă or a letter with two marks or a dot)."""
    return any(letter in _OWN_LETTERS or "\u1ea0" <= letter <= "\u1ef9" for letter in word)
