"""Words that a notice puts for a body it has named: "Văn phòng", "đơn vị này", "các đơn vị nêu trên", "Thành phố"."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from kl_extract.extract.agencies.name_stops import is_no_head
from kl_extract.extract.agencies.tokens import Token, keys
from kl_extract.resources import read_toml

QUANTIFIERS = frozenset({"các", "những"})
"""Words, as they are compared, that tell of several bodies."""
_Forms = dict[str, list[tuple[str, ...]]]
# What opens a sentence: a line, a number or a dash, or the end of the one before.
_OPENS = re.compile(r"(?:^|\n)[ \t]{0,4}(?:[\w.()]{1,6}[.)/][ \t]{1,4}|[-+*•–][ \t]{0,4})?$|[.;][ \t]{1,4}$")
_TOLD = re.compile(
    r"(?:\s*+,)?\s++(?:phải|cần(?!\s+(?:có|thiết))|"
    r"(?:có trách nhiệm|chịu trách nhiệm|khẩn trương|chủ động|chủ trì|chỉ đạo)(?!\w))"
)
# The longest cue, with the space behind it.
_REACH = 16


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = read_toml("agency_patterns.toml")["anaphora"]
    return table


def own_post_at(tokens: Sequence[Token], index: int) -> int:
    """How many tokens at ``index`` are a post that, without a body, means the issuing body's own."""
    return _length(_own_posts(), tokens, index) if tokens[index].capital else 0


def head_at(tokens: Sequence[Token], index: int) -> int:
    """How many tokens at ``index`` are a head that alone means the last body so named."""
    if not tokens[index].capital or is_no_head(tokens, index):
        return 0
    return _length(_heads(), tokens, index)


def is_head(words: str) -> bool:
    """Whether ``words`` are such a head, whole."""
    parts = keys(words)
    return parts in _heads().get(parts[0], ())


def back_at(tokens: Sequence[Token], index: int) -> int:
    """How many tokens at ``index`` only point back to a body ("đơn vị này")."""
    return _length(_back(), tokens, index)


def _length(forms: _Forms, tokens: Sequence[Token], index: int) -> int:
    for words in forms.get(tokens[index].key, ()):
        if tuple(token.key for token in tokens[index : index + len(words)]) == words:
            return len(words)
    return 0


@cache
def _own_posts() -> _Forms:
    return _by_first(read_toml("agency_patterns.toml")["own_posts"])


@cache
def _heads() -> _Forms:
    return _by_first(_table()["heads"])


@cache
def _back() -> _Forms:
    return _by_first(_table()["back"])


def _by_first(words: list[str]) -> _Forms:
    forms: _Forms = {}
    for parts in sorted((keys(word) for word in words), key=len, reverse=True):
        forms.setdefault(parts[0], []).append(parts)
    return forms


@cache
def openings() -> frozenset[str]:
    """First words, as they are compared, of what may stand for a body though it is written in small letters."""
    return QUANTIFIERS | frozenset(_back())


@cache
def first_words() -> frozenset[str]:
    """First words, as they are compared, of all that may stand for a body, in capitals or not."""
    return openings() | frozenset(_own_posts()) | frozenset(_heads())


@cache
def tails() -> tuple[str, ...]:
    """How a group ends that was named before ("các đơn vị | nêu trên")."""
    return tuple(f" {word}" for word in _table()["tails"])


@cache
def _cue() -> re.Pattern[str]:
    words = "|".join(sorted(_table()["cues"], key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?i:{words})\s+$")


def acts_here(text: str, token: Token, *, named: bool) -> bool:
    """Whether a unit is told something, or is told to do something: one that is ``named``, or "Thành phố", "Tỉnh"."""
    if not named and token.text not in {"Thành phố", "Tỉnh"}:
        return False
    return bool(_cue().search(text, max(0, token.start - _REACH), token.start))


def is_told(text: str, start: int, end: int) -> bool:
    """Whether a unit that opens a sentence is told to do something right away ("Huyện Bắc Sơn cần: …")."""
    return bool(_OPENS.search(text, max(0, start - _REACH), start) and _TOLD.match(text, end))
