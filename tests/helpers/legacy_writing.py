"""Writes Vietnamese in legacy charsets, as a reader of today sees it: the other way round from what is tested."""

import unicodedata
from functools import cache

from kl_extract import resources

_VIQR_MARKS = {
    "\u0302": "^", "\u0306": "(", "\u031b": "+", "\u0300": "`", "\u0301": "'", "\u0309": "?", "\u0303": "~",
    "\u0323": ".",
}  # fmt: skip
_CP1258_WHOLE = frozenset("ÂÊÔĂƠƯâêôăơưĐđÀÁÈÉÍÓÙÚàáèéíóùú")


@cache
def _table(key: str) -> dict[str, str]:
    table = resources.read_toml("legacy_charsets.toml")[key]
    letters = dict(zip(table["unicode"].split(" "), table["seen"].split(" "), strict=True))
    if key == "tcvn3":
        letters = {letter.upper(): seen for letter, seen in letters.items() if letter.islower()} | letters
    return letters


def write(key: str, text: str) -> str:
    """``text`` in the charset ``key``; TCVN3 has small letters only where a mark is set."""
    text = unicodedata.normalize("NFC", text)
    if key == "viqr":
        return "".join(map(_viqr, text))
    if key == "cp1258":
        return "".join(map(_cp1258, text)).encode("cp1258").decode("latin-1")
    if key == "utf8":
        return _misread(text)
    if key == "utf8-twice":
        return _misread(_misread(text))
    return "".join(_table(key).get(letter, letter) for letter in text)


def _viqr(letter: str) -> str:
    marks = unicodedata.normalize("NFD", letter.replace("đ", "d").replace("Đ", "D"))
    if letter in "đĐ":
        return marks * 2
    shapes_first = sorted(marks[1:], key="\u0302\u0306\u031b\u0300\u0301\u0309\u0303\u0323".index)
    return marks[0] + "".join(_VIQR_MARKS[mark] for mark in shapes_first)


def _cp1258(letter: str) -> str:
    """The letter with its shape, then its tone as a mark that combines, where cp1258 has it not whole."""
    if letter.isascii() or letter in _CP1258_WHOLE:
        return letter
    base, *marks = unicodedata.normalize("NFD", letter)
    tones = [mark for mark in marks if mark in "\u0300\u0301\u0309\u0303\u0323"]
    shape = [mark for mark in marks if mark not in tones]
    return unicodedata.normalize("NFC", base + "".join(shape)) + "".join(tones)


def _misread(text: str) -> str:
    return "".join(
        bytes([byte]).decode("cp1252") if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(byte)
        for byte in text.encode()
    )
