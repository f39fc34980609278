"""Repairs of characters that are exact: the true text follows from the seen one without guessing."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from kl_extract import resources
from kl_extract.repair.judge import Measure, sum_of

# Every Vietnamese letter above U+00FF starts, in UTF-8 read as Windows-1252, with one of these pairs.
_TELLTALE = re.compile("á[º»][\u0080-\uffff]|Ä[\u0080-\uffff]|Æ[°¡¯ ]|Ã[\u0080-\u00bf]")
_WORD = re.compile(r"[^\s\d,;:()\[\]/\"“”!-]+")
_VIQR = re.compile(
    r"[aeo]\^|[aou][(+](?=[a-z~'`?.^]|$)|[aeiouy][\^(+]?[`'?~](?=[a-z])|\bd[d]|D[dD]", re.IGNORECASE
)
_CP1258 = re.compile("[ÌÒÞìò]|[õý](?=[a-z])|ð")
# Shares of a converted line: enough words must be sound, and more than before.
_LEAST_OWN, _MOST_OWN_BEFORE = 0.15, 0.1


def undo(line: str) -> str | None:
    """The line as it was before it was read in the wrong character set, or None where it was not."""
    if line.isascii() and not _VIQR.search(line):
        return None
    for way in (undo_mojibake, undo_legacy):
        if (mended := way(line)) is not None:
            return mended
    return None


def undo_mojibake(line: str) -> str | None:
    """The line as it was before its UTF-8 bytes were read as Windows-1252, or None if they were not.

    >>> undo_mojibake("á»¦y ban nhÃ¢n dÃ¢n tá»‰nh")
    'Ủy ban nhân dân tỉnh'
    """
    if len(_TELLTALE.findall(line)) < 2:
        return None
    try:
        mended = bytes(_byte(character) for character in line).decode("utf-8")
    except (UnicodeDecodeError, ValueError):
        return None
    return unicodedata.normalize("NFC", mended)


def _byte(character: str) -> int:
    """The byte that Windows-1252 shows as ``character``; the five it leaves undefined stand for themselves."""
    try:
        return character.encode("cp1252")[0]
    except UnicodeEncodeError:
        if ord(character) <= 0xFF:
            return ord(character)
        raise ValueError(character) from None


def undo_legacy(line: str) -> str | None:
    """The line in Unicode where it was written in TCVN3, VNI, VIQR or Windows-1258, else None.

    >>> undo_legacy("ñy ban nh©n d©n tØnh")
    'ủy ban nhân dân tỉnh'
    """
    before = _measure(line)
    if before.words == 0 or before.own > _MOST_OWN_BEFORE * before.words:
        return None
    best: tuple[float, str] | None = None
    for charset in charsets():
        if not charset.telltale.search(line):
            continue
        text = unicodedata.normalize("NFC", charset.decode(line))
        after = _measure(text)
        share = after.own / max(1, after.words)
        if share >= _LEAST_OWN and after.legal > before.legal and after.legal >= 0.8 * after.words:
            gain = after.legal + after.own
            if best is None or gain > best[0]:
                best = (gain, text)
    return best[1] if best else None


def _measure(text: str) -> Measure:
    return sum_of(word.strip(".'`?^+~") for word in _WORD.findall(text) if len(word) > 1)


@dataclass(frozen=True, slots=True)
class Charset:
    """A character set from before Unicode and the signs that betray it."""

    name: str
    telltale: re.Pattern[str]
    decode: Callable[[str], str]


@cache
def charsets() -> tuple[Charset, ...]:
    """All of them: those of ``dictionaries/legacy_charsets.toml``, VIQR (RFC 1456) and Windows-1258."""
    found = [_tabled(table) for table in resources.read_toml("legacy_charsets.toml").values()]
    viqr = _viqr()
    return (*found, Charset("VIQR", _VIQR, viqr), Charset("Windows-1258", _CP1258, _from_cp1258))


def _tabled(table: dict[str, str]) -> Charset:
    letters = dict(zip(table["seen"].split(), table["unicode"].split(), strict=True))
    pattern = re.compile("|".join(map(re.escape, sorted(letters, key=lambda seen: (-len(seen), seen)))))
    return Charset(table["name"], pattern, lambda text: pattern.sub(lambda found: letters[found[0]], text))


_VIQR_SHAPES = {"a^": "â", "e^": "ê", "o^": "ô", "a(": "ă", "o+": "ơ", "u+": "ư", "dd": "đ"}
_VIQR_TONES = {"`": "\u0300", "'": "\u0301", "?": "\u0309", "~": "\u0303", ".": "\u0323"}


def _viqr() -> Callable[[str], str]:
    """VIQR by RFC 1456: a shape sign, then a tone sign after the vowel; a full stop ends a word only."""
    spelt: dict[str, str] = dict(_VIQR_SHAPES)
    for base in [*"aeiouy", *(seen for seen in _VIQR_SHAPES if seen != "dd")]:
        for sign, tone in _VIQR_TONES.items():
            spelt[base + sign] = unicodedata.normalize("NFC", _VIQR_SHAPES.get(base, base) + tone)
    for seen, letter in list(spelt.items()):
        spelt[seen[0].upper() + seen[1:]] = letter.upper()
    spelt["DD"] = "Đ"
    longest_first = sorted(spelt, key=lambda seen: (-len(seen), seen))
    signs = [
        re.escape(seen) + (r"(?=[a-zA-Z])" if seen[-1] == "." and len(seen) == 2 else "")
        for seen in longest_first
    ]
    pattern = re.compile("|".join(signs))
    return lambda text: pattern.sub(lambda found: spelt[found[0]], text)


def _from_cp1258(line: str) -> str:
    """Bytes of Windows-1258 that were shown as Windows-1252."""
    try:
        return bytes(_byte(character) for character in line).decode("cp1258")
    except (UnicodeDecodeError, ValueError):
        return line
