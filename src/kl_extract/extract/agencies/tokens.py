"""Words as they are compared: small letters, one style of tone marks, long forms contracted."""

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache, partial
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


# A token from its fields: what ``Token`` itself does, without a call of Python code for each word.
_token: Callable[[tuple[str, str, int, int, bool]], Token] = partial(tuple.__new__, Token)


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
    tokens = [
        _token((_compared(word := match[0]), word, match.start(), match.end(), word[0].isupper()))
        for match in _TOKEN.finditer(text, start, len(text) if end is None else end)
    ]
    whole: list[Token] = []
    done = 0
    for index, count, key in _long_forms([token.key for token in tokens]):
        first, last = tokens[index], tokens[index + count - 1]
        whole += tokens[done:index]
        whole.append(_token((key, text[first.start : last.end], first.start, last.end, first.capital)))
        done = index + count
    return whole + tokens[done:]


@lru_cache(maxsize=1 << 16)
def _compared(word: str) -> str:
    """A word as it is compared; all dashes and all apostrophes ("M'Drắk") are alike."""
    return "-" if word in _DASHES else "'" if word in _APOSTROPHES else fold(word)


@lru_cache(maxsize=1 << 14)
def keys(name: str) -> tuple[str, ...]:
    """A name as it is compared."""
    words = [_compared(word) for word in _TOKEN.findall(name)]
    whole: list[str] = []
    done = 0
    for index, count, key in _long_forms(words):
        whole += [*words[done:index], key]
        done = index + count
    return (*whole, *words[done:])


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


def _long_forms(words: list[str]) -> list[tuple[int, int, str]]:
    """The first word, the number of words, and what is compared, for each long form in ``words``."""
    contractions = _contractions()
    found: list[tuple[int, int, str]] = []
    done = 0
    for index in [index for index, word in enumerate(words) if word in contractions]:
        if index < done:
            continue
        for form, short in contractions[words[index]]:
            if tuple(words[index : index + len(form)]) == form:
                found.append((index, len(form), short))
                done = index + len(form)
                break
    return found
