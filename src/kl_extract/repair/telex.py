"""Syllables left as they were typed: Telex keys that no input method turned into marks."""

import re
import unicodedata
from functools import lru_cache

from kl_extract.repair.folding import fold
from kl_extract.repair.syllables import is_syllable

_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_SHAPES = (
    ("uow", "ươ"),
    ("aw", "ă"),
    ("ow", "ơ"),
    ("uw", "ư"),
    ("aa", "â"),
    ("ee", "ê"),
    ("oo", "ô"),
    ("dd", "đ"),
)
_LATIN = re.compile(r"[a-z]{3,9}$")


@lru_cache(maxsize=1 << 12)
def untyped(word: str) -> str | None:
    """The syllable that ``word`` (lower case) types in Telex, or None where it types none.

    >>> untyped("ddieefu"), untyped("dduowcj"), untyped("quyeets")
    ('điều', 'được', 'quyết')
    """
    if not _LATIN.match(word) or is_syllable(word):
        return None
    tones = [at for at, key in enumerate(word) if key in _TONES and at > 0]
    for at in [None, *reversed(tones)]:
        bare = word if at is None else word[:at] + word[at + 1 :]
        shaped = _shaped(bare)
        for syllable in (shaped,) if at is None else _toned(shaped, _TONES[word[at]]):
            if is_syllable(syllable) and syllable != word:
                return syllable
    return None


def _shaped(word: str) -> str:
    for keys, letter in _SHAPES:
        word = word.replace(keys, letter)
    return re.sub("([aeo])([^aeiouy]*)\\1", lambda m: {"a": "â", "e": "ê", "o": "ô"}[m[1]] + m[2], word)


def _toned(word: str, tone: str) -> list[str]:
    """``word`` with ``tone`` on each of its letters in turn, in the style of ``fold``."""
    return [
        fold(unicodedata.normalize("NFC", word[: at + 1] + tone + word[at + 1 :]))
        for at in range(len(word) - 1, -1, -1)
    ]
