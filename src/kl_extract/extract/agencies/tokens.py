"""Words as they are compared: small letters, one style of tone marks, long forms contracted."""

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from kl_extract.resources import read_toml

_TOKEN = re.compile(r"\w+(?:&\w+)*|[^\w\s]")
_DASHES = frozenset("-–—−\u2010\u2011")
_APOSTROPHES = frozenset("'’‘`´ʼ")
_OPEN_RIMES = ("oa", "oe", "uy")
_TONES = "\u0300\u0301\u0303\u0309\u0323"


class Token(NamedTuple):
    """A word or mark of the text: ``key`` is what is compared, ``text`` what is written.

    ``capital`` tells whether it starts with a capital. (A tuple, for there is one for each word.)
    """

    key: str
    text: str
    start: int
    end: int
    capital: bool


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """A word in small letters, with its tone on the first vowel of an open oa, oe, uy ("hoà" is "hòa").

    Both styles are in use, often in one file; the older one is that of the statutes.
    """
    word = unicodedata.normalize("NFC", word).lower()
    plain = unicodedata.normalize(
        "NFC", "".join(c for c in unicodedata.normalize("NFD", word) if c not in _TONES)
    )
    if plain[-2:] not in _OPEN_RIMES or plain[-3:] == "quy" or plain == word:
        return word
    tone = next(c for c in unicodedata.normalize("NFD", word) if c in _TONES)
    return unicodedata.normalize("NFC", plain[:-1] + tone + plain[-1])


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of ``text[start:end]``, long forms contracted to one token each."""
    tokens = []
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        word = match[0]
        low, high = match.span()
        tokens.append(Token(_compared(word), word, low, high, word[0].isupper()))
    return _contract(text, tokens)


@lru_cache(maxsize=1 << 16)
def _compared(word: str) -> str:
    """A word as it is compared; all dashes and all apostrophes ("M'Drắk") are alike."""
    return "-" if word in _DASHES else "'" if word in _APOSTROPHES else fold(word)


@lru_cache(maxsize=1 << 14)
def keys(name: str) -> tuple[str, ...]:
    """A name as it is compared."""
    return tuple(token.key for token in tokenize(name))


@cache
def _contractions() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """By first word: the words that are contracted, longest first, and what they become."""
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for short, *long_forms in read_toml("agency_patterns.toml")["contractions"]:
        for form in long_forms:
            words = tuple(fold(word) for word in _TOKEN.findall(form))
            table.setdefault(words[0], []).append((words, short))
    for forms in table.values():
        forms.sort(key=lambda entry: -len(entry[0]))
    return table


def _contract(text: str, tokens: list[Token]) -> list[Token]:
    contractions = _contractions()
    out: list[Token] = []
    done = 0
    for index, token in enumerate(tokens):
        if index < done:
            continue
        forms = contractions.get(token.key)
        words, short = _long_form_at(forms, tokens, index) if forms else (0, "")
        if words:
            start, end = token.start, tokens[index + words - 1].end
            out.append(Token(short, text[start:end], start, end, token.capital))
            done = index + words
        else:
            out.append(token)
    return out


def _long_form_at(
    forms: list[tuple[tuple[str, ...], str]], tokens: list[Token], index: int
) -> tuple[int, str]:
    for words, short in forms:
        if tuple(token.key for token in tokens[index : index + len(words)]) == words:
            return len(words), short
    return 0, ""
