"""Character sets from before Unicode, and Unicode read in the wrong one: how each is decoded, exactly."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from kl_extract import resources


@dataclass(frozen=True, slots=True)
class Charset:
    """One way in which Vietnamese may have been written, and how text in it is read.

    ``decode`` takes what a reader saw (bytes shown as Latin-1 or Windows-1252) and leaves alone what the
    charset does not define. ``letters`` are the characters it spells Vietnamese letters with, other than ASCII.
    """

    key: str
    name: str
    decode: Callable[[str], str]
    letters: frozenset[str] = frozenset()


@cache
def charsets() -> dict[str, Charset]:
    """All of them by key: the tables of ``dictionaries/legacy_charsets.toml``, and those that rules describe."""
    tables = resources.read_toml("legacy_charsets.toml")
    found = [_tabled(key, table) for key, table in tables.items()]
    found += [
        Charset("viqr", "VIQR", _viqr()),
        Charset("cp1258", "Windows-1258", _from_cp1258, _CP1258_LETTERS),
        Charset("utf8", "UTF-8 read as Windows-1252", _from_utf8),
        Charset("utf8-twice", "UTF-8 read as Windows-1252 twice", lambda text: _from_utf8(_from_utf8(text))),
    ]
    return {charset.key: charset for charset in found}


def _tabled(key: str, table: dict[str, str]) -> Charset:
    letters = dict(zip(table["seen"].split(" "), table["unicode"].split(" "), strict=True))
    letters |= {letter: letter for letter in table.get("same", "")}
    for seen, letter in list(letters.items()):
        letters[_in_windows(seen)] = letter
    pattern = re.compile("|".join(map(re.escape, sorted(letters, key=lambda seen: (-len(seen), seen)))))
    return Charset(
        key,
        table["name"],
        lambda text: pattern.sub(lambda found: letters[found[0]], text),
        frozenset(letter for seen in letters for letter in seen if not letter.isascii()),
    )


def _in_windows(seen: str) -> str:
    """``seen`` as Windows shows it, which has letters and quotes where Latin-1 has control characters."""
    return "".join(_WINDOWS[ord(letter)] for letter in seen)


def windows_view(data: bytes) -> str:
    """``data`` as Windows-1252 shows it; the five bytes that it leaves undefined stand for themselves."""
    return "".join(_WINDOWS[byte] for byte in data)


_WINDOWS = [
    chr(byte) if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else bytes([byte]).decode("cp1252")
    for byte in range(256)
]
_BYTES = {character: byte for byte, character in enumerate(_WINDOWS)} | {
    chr(byte): byte for byte in range(256)
}


_VIQR_SHAPES = {"a^": "â", "e^": "ê", "o^": "ô", "a(": "ă", "o+": "ơ", "u+": "ư", "dd": "đ"}
_VIQR_TONES = {"`": "\u0300", "'": "\u0301", "?": "\u0309", "~": "\u0303", ".": "\u0323"}
_VIQR_HORNS = "*"


def _viqr() -> Callable[[str], str]:
    """VIQR by RFC 1456: a shape sign, then a tone sign after the vowel."""
    spelt: dict[str, str] = dict(_VIQR_SHAPES)
    spelt |= {seen.replace("+", _VIQR_HORNS): letter for seen, letter in _VIQR_SHAPES.items()}
    for base in [*"aeiouy", *(seen for seen in spelt if seen != "dd")]:
        for sign, tone in _VIQR_TONES.items():
            spelt[base + sign] = unicodedata.normalize("NFC", spelt.get(base, base) + tone)
    for seen, letter in list(spelt.items()):
        spelt[seen[0].upper() + seen[1:]] = letter.upper()
    spelt |= {"DD": "Đ", "Dd": "Đ", "dD": "Đ"}
    longest_first = sorted(spelt, key=lambda seen: (-len(seen), seen))
    signs = [_viqr_pattern(seen) for seen in longest_first]
    pattern = re.compile("|".join(signs))
    return lambda text: pattern.sub(lambda found: spelt[found[0]], text)


def _viqr_pattern(seen: str) -> str:
    """A full stop after a bare vowel is a tone only where the word or the sentence goes on."""
    goes_on = r"(?=[a-zA-Z,;:)]| +[a-z(])"
    return re.escape(seen) + (goes_on if seen[-1] == "." and len(seen) == 2 else "")


_CP1258_MARKS = {0xCC: "\u0300", 0xD2: "\u0309", 0xDE: "\u0303", 0xEC: "\u0301", 0xF2: "\u0323"}


def _from_cp1258(text: str) -> str:
    """Windows-1258 shown as Windows-1252: letters with marks that combine, made whole."""
    shown = "".join(_CP1258.get(letter, letter) for letter in text)
    return unicodedata.normalize("NFC", shown)


_CP1258 = {
    _WINDOWS[byte]: _CP1258_MARKS.get(byte, bytes([byte]).decode("cp1258"))
    for byte in range(0xC0, 0x100)
    if bytes([byte]).decode("cp1258", errors="replace") != _WINDOWS[byte]
}

_CP1258_LETTERS = frozenset("ÀÁÂÈÉÊÍÓÔÙÚàáâèéêíóôùú") | frozenset(_CP1258)

_HIGH = "".join(re.escape(_WINDOWS[byte]) for byte in range(0x80, 0xC0)) + "\u0080-\u009f"
_UTF8 = re.compile(rf"[\u00c2-\u00c6\u00cb\u00cc][{_HIGH}]|[\u00e1\u00e2][{_HIGH}][{_HIGH}]|\u00c3$")


def _from_utf8(text: str) -> str:
    """UTF-8 shown as Windows-1252, character by character: what is no UTF-8 stays.

    A final "Ã" has lost the no-break space that made it "à".
    """
    return unicodedata.normalize("NFC", _UTF8.sub(_character, text))


def _character(found: re.Match[str]) -> str:
    if found[0] == "Ã":
        return "à"
    try:
        return bytes(_BYTES[letter] for letter in found[0]).decode("utf-8")
    except UnicodeDecodeError:
        return found[0]
