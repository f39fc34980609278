"""What a token costs as sound text, and what in each charset: the evidence by which runs are found."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache, partial

from kl_extract.legacy import glyphs
from kl_extract.legacy.charsets import Charset, charsets
from kl_extract.syllables import is_legal

# No word is longer, nor three that lost their spaces.
LONGEST = 60
# What parts the words of a token, and what only stands beside words.
_PARTS = re.compile(r"[\s!-@\[-`{-~\u00a0“”‘’…–—•]+")
_BEFORE, _AFTER = "«»·°§©®™", "«»·°©®™"
# Signs that stand for letters in some charset and never inside a word of any language.
_SIGN = re.compile("[¡-©«-´¶-¹»-¿×÷\u0080-\u009f\u0002\u0005\u0006\u0014\u0019\u001e€‚ƒ„…†‡ˆ‰‹Œ‘’“”•–—˜™›œ]")
_INSIDE = re.compile(rf"(?<=[^\W\d_]){_SIGN.pattern}+(?=[^\W\d_])")
_CASE_TURNS = re.compile(r"[a-zß-ÿ][A-ZÀ-ÖØ-Þ]")
_VNI_PAIR = re.compile(
    r"[aeo][ùøûõïâáàåãä]|a[êéèúüë]|[uyôö][ùøûõ]|[uôö]ï"
    r"|[AEO][ÙØÛÕÏÂÁÀÅÃÄ]|A[ÊÉÈÚÜË]|[UYÔÖ][ÙØÛÕ]|[UÔÖ]Ï"
)
_CP1258_PAIR = re.compile("[âêôãõý][ìò]|ð[aeiouyâêôãõý]")
_VIQR = re.compile(
    r"[aeo]\^|a\([a-z'`?~.]|[ou][+*](?=[a-z'`?~.^]|$)|[aeiouy][`~?.'](?=[a-z])|\bdd[aeiou]|\bD[dD][aeiouAEIOU]",
    re.IGNORECASE,
)
_VIQR_SURE = re.compile(r"[aeo]\^|a\([a-z'`?~]|[ou][+*]|\bdd[aeiouy]|[aeiouy][`~?](?=[a-z])", re.IGNORECASE)
# Units and fractions in which a sign is what it is.
_UNIT = re.compile("[cdkm]?m[²³]|µ[gmls]|[¼½¾]")
# Signs beside a digit are no letters.
_FIGURE = re.compile(rf"\d{_SIGN.pattern}|{_SIGN.pattern}\d")
# Greek and Cyrillic: what glyph numbers of Vietnamese letters look like; and such a letter beside another kind.
_FOREIGN = re.compile("[\u0370-\u052f]")
_MIXED = re.compile(
    r"[\w#$%&*+<=>@/](?<![\u0370-\u052f])[\u0370-\u052f]|[\u0370-\u052f](?![\u0370-\u052f])[\w#$%&*+<=>@/]"
)
STOPS = ".,;:!?)"

# The letters of UTF-8 read as Windows-1252; "XÃ”" may be a word in capitals before a quote.
_MISREAD = re.compile(
    r"á[º»][^\W\d_\s]?[\u0080-\u00bf\u0152-\u2122]|Ä[\u0090\u0083ƒ]|Ä‘|Æ[°¡¯]|Ã[¡-¿\u0080-\u009f]|Ã[“”‘’][A-Za-z]|[ÃÄ][ƒ‚][Â„†]"
)

# In units of natural logarithm, roughly: a letter of another language, a pair or a sign at the edge of a word
# that hardly any language has, a sign inside a word that none has.
ODD, STRANGE, IMPOSSIBLE = 1.5, 5.0, 10.5
WRONG = 4.0
"""The cost of a token that a charset makes no word of, or that it cannot have written."""
_APART = 0.01
"""The cost of a word whose marks are apart (NFD): composed, it is sound."""
_EITHER = 0.4
"""The cost of a word of the charset that is a word as it stands, too."""
_RARE = 2.0
"""What rarer charsets cost more to enter."""


@dataclass(frozen=True, slots=True)
class State:
    """A charset, and what more than usual it costs to enter."""

    charset: Charset
    rare: float


@cache
def states() -> tuple[State, ...]:
    """All charsets, then glyph numbers at the usual places."""
    rare = {"viscii", "cp1258", "utf8-twice"}
    found = [State(charset, _RARE * (charset.key in rare)) for charset in charsets().values()]
    numbers = [
        Charset(f"glyphs-{block}", "glyph numbers", partial(_from_glyphs, block))
        for block in glyphs.usual_blocks()
    ]
    return (*found, *(State(charset, 0.0) for charset in numbers))


@lru_cache(maxsize=1 << 16)
def costs_of(token: str) -> tuple[float, ...]:
    """What ``token`` costs as it stands, then in each charset."""
    if len(token) > LONGEST:
        return (0.0,) * (len(states()) + 1)
    composed = unicodedata.normalize("NFC", token)
    return (oddity(token), *(_charset_cost(composed, state.charset) for state in states()))


@lru_cache(maxsize=1 << 16)
def oddity(token: str) -> float:
    """What ``token`` costs as it stands; more than nothing, too, where it has yet to be composed."""
    if len(token) > LONGEST:
        return 0.0
    composed = unicodedata.normalize("NFC", token)
    return _sound_cost(composed) or _APART * (composed != token)


def _sound_cost(token: str) -> float:
    if token.isascii():
        return STRANGE if _VIQR_SURE.search(token) else ODD if _VIQR.search(token) else 0.0
    if _FOREIGN.search(token):
        return _foreign_cost(token)
    if _MISREAD.search(token):
        return IMPOSSIBLE
    return max((_part_cost(part.lstrip(_BEFORE).rstrip(_AFTER)) for part in _PARTS.split(token)), default=0.0)


def _foreign_cost(token: str) -> float:
    """Greek and Cyrillic letters stand among others of their kind, or they are glyph numbers."""
    if _MIXED.search(token):
        return IMPOSSIBLE
    return STRANGE if not token.rstrip(STOPS).lstrip("(").isalpha() else ODD


def _part_cost(part: str) -> float:
    if _is_word(part) or _UNIT.fullmatch(part):
        return 0.0
    if _INSIDE.search(part):
        return IMPOSSIBLE
    strange = (
        _SIGN.search(part) or _CASE_TURNS.search(part) or _VNI_PAIR.search(part) or _CP1258_PAIR.search(part)
    )
    return STRANGE if strange and len(part) > 1 else ODD


def _charset_cost(token: str, charset: Charset) -> float:
    decoded = read_word(token, charset)
    if decoded == token and token.isascii():
        return _sound_cost(token)
    if decoded == token:
        own = all(
            letter.isascii() or letter in charset.letters for part in _PARTS.split(token) for letter in part
        )
        return _sound_cost(token) + (0.0 if own else WRONG)
    before = set(_PARTS.split(token))
    changed = [part for part in _PARTS.split(decoded) if part and part not in before]
    if not changed or _FIGURE.search(token) or not all(map(_is_word, changed)):
        return WRONG + _sound_cost(token)
    return 0.0 if _sound_cost(token) else _EITHER


def _is_word(part: str) -> bool:
    """Whether ``part`` is ASCII, an acronym such as NĐ, or a legal syllable in one case."""
    if part.replace("Đ", "D").isascii():
        return part.isascii() or part.isupper() or is_legal(part)
    return is_legal(part) and (part.islower() or part.istitle() or part.isupper())


def _from_glyphs(block: int, token: str) -> str:
    """A token in which some or all letters are glyph numbers, whichever makes a word of it."""
    if not _FOREIGN.search(token):
        return token
    some = [ord(letter) if letter >= "\u00ff" else letter for letter in token]
    for word in ([ord(letter) for letter in token], some):
        text = glyphs.decode(word, block)
        if text is not None and " " not in text and all(map(_is_word, _PARTS.split(text))):
            return text
    return token


def read_word(word: str, charset: Charset) -> str:
    """``word`` decoded; TCVN3 has no marked capitals, so words of ASCII capitals were drawn by a font of capitals."""
    decoded = charset.decode(word)
    return decoded.upper() if charset.key == "tcvn3" and _is_shouted(word) else decoded


def _is_shouted(word: str) -> bool:
    ascii_letters = [letter for letter in word if letter.isascii() and letter.isalpha()]
    return len(ascii_letters) > 1 and all(map(str.isupper, ascii_letters))
