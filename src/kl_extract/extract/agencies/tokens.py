"""Words as they are compared: small letters, one style of tone marks, long forms contracted."""

import re
import unicodedata
from collections.abc import Callable, Iterator
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
    places = [match.span() for match in _TOKEN.finditer(text, start, len(text) if end is None else end)]
    words = [text[low:high] for low, high in places]
    tokens = []
    for index, count, key in _contracted([_compared(word) for word in words]):
        low, high = places[index][0], places[index + count - 1][1]
        tokens.append(_token((key, text[low:high], low, high, words[index][0].isupper())))
    return tokens


@lru_cache(maxsize=1 << 16)
def _compared(word: str) -> str:
    """A word as it is compared; all dashes and all apostrophes ("M'Drắk") are alike."""
    return "-" if word in _DASHES else "'" if word in _APOSTROPHES else fold(word)


@lru_cache(maxsize=1 << 14)
def keys(name: str) -> tuple[str, ...]:
    """A name as it is compared."""
    return tuple(key for _, _, key in _contracted([_compared(word) for word in _TOKEN.findall(name)]))


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


def _contracted(words: list[str]) -> Iterator[tuple[int, int, str]]:
    """The first word, the number of words, and what is compared, for each word or long form of ``words``."""
    contractions = _contractions()
    done = 0
    for index, word in enumerate(words):
        if index < done:
            continue
        count = 1
        if word in contractions:
            count, word = _long_form_at(contractions[word], words, index)  # noqa: PLW2901
        yield index, count, word
        done = index + count


def _long_form_at(forms: list[tuple[tuple[str, ...], str]], words: list[str], index: int) -> tuple[int, str]:
    for form, short in forms:
        if tuple(words[index : index + len(form)]) == form:
            return len(form), short
    return 1, words[index]
