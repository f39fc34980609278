"""One spelling for what may be spelt two ways: the place of the tone mark in an open ``oa``, ``oe``, ``uy``.

Schoolbooks write hoà, thuý (Quyết định 1989/QĐ-BGDĐT, Điều 8), statutes and most offices hòa, thúy.
"""

import unicodedata
from functools import lru_cache

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_STROKES = {"đ": "d", "Đ": "D"}


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


_OLD_STYLE = {
    pair[0] + _nfc(pair[1] + tone): _nfc(pair[0] + tone) + pair[1]
    for pair in ("oa", "oe", "uy")
    for tone in _TONES
}


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """``word`` in lower case with the tone on the first vowel of an open ``oa``, ``oe``, ``uy``.

    >>> fold("Hoà"), fold("quý")
    ('hòa', 'quý')
    """
    lower = word.lower()
    old = _OLD_STYLE.get(lower[-2:])
    if old is None or (old[1] == "y" and lower[-3:-2] == "q"):
        return lower
    return lower[:-2] + old


@lru_cache(maxsize=1 << 16)
def strip_marks(text: str) -> str:
    """``text`` without any marks, đ as d.

    >>> strip_marks("Đồng chí")
    'Dong chi'
    """
    return text if text.isascii() else "".join(map(_bare, text))


@lru_cache(maxsize=1 << 12)
def _bare(letter: str) -> str:
    parts = unicodedata.normalize("NFD", _STROKES.get(letter, letter))
    return "".join([part for part in parts if not unicodedata.combining(part)])


@lru_cache(maxsize=1 << 12)
def toneless(letter: str) -> str:
    """``letter`` without its tone: ế as ê.

    >>> toneless("ế")
    'ê'
    """
    kept = "".join(mark for mark in unicodedata.normalize("NFD", letter) if mark not in _TONES)
    return _nfc(kept)
