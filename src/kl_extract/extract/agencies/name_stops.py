"""Where the name of an unlisted body ends: at words of doing and at small words that no name has."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from kl_extract.extract.agencies.tokens import Token, keys
from kl_extract.extract.agencies.units import units
from kl_extract.resources import read_toml

Forms = dict[str, list[tuple[str, ...]]]
LINKS = frozenset({"và", ",", "-"})
"""Words and marks by which a name may go on."""


# "Khoa Ngoại tổng hợp | đã …": these follow no word of doing.
_OF_A_STATE = frozenset({"đã", "đang", "sẽ", "được", "chưa", "cần", "phải"})


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = read_toml("agency_patterns.toml")["name_stops"]
    return table


@cache
def _stops() -> Forms:
    table, acts = _table(), read_toml("verbs.toml")["acts"]
    kept = {*table["ambiguous"], *table["within_names"]}
    return _by_first([*table["words"], *(word for word in acts if word not in kept)])


@cache
def _forms(name: str) -> Forms:
    return _by_first(_table()[name])


def _by_first(words: list[str]) -> Forms:
    table: Forms = {}
    for word in words:
        parts = keys(word)
        table.setdefault(parts[0], []).append(parts)
    for forms in table.values():
        forms.sort(key=len, reverse=True)
    return table


def is_function_word(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word that no name has stands at ``index``."""
    return _any_at(tokens, index, _forms("words")) > 0


def is_object(tokens: Sequence[Token], index: int) -> bool:
    """Whether what is done something to stands at ``index`` ("kế hoạch", "các")."""
    return _any_at(tokens, index, _forms("objects")) > 0


def may_stop(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word of doing that also occurs inside names stands at ``index``; one syllable alone is none
    ("Quốc | phòng")."""
    return _any_at(tokens, index, _forms("ambiguous")) > 0 or _any_at(tokens, index, _acts()) > 1


@cache
def _acts() -> Forms:
    return _by_first(read_toml("verbs.toml")["acts"])


def stops_at(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word that ends a name stands at ``index``."""
    return stop_length(tokens, index) > 0


def stop_length(tokens: Sequence[Token], index: int) -> int:
    """How many tokens at ``index`` are a word that ends a name; 0 where none is.

    A syllable of a longer word is none ("Công | trình", "giao | thông"). A word of doing that also occurs inside names
    ends them before an object or where another word of doing follows ("X tổng hợp, báo cáo …").
    """
    length = _any_at(tokens, index, _stops())
    if length:
        return 0 if _in_whole_word(tokens, index, length) or _is_managed(tokens, index) else length
    length = _any_at(tokens, index, _forms("ambiguous"))
    after = index + length
    if not length or is_object(tokens, after):
        return length
    if _any_at(tokens, after - 1, _stops()) > 1:
        return 0  # "hành chính công | bố trí"
    if _any_at(tokens, index, _forms("taking")) and after < len(tokens) and tokens[after].text.islower():
        following = tokens[after].key
        goes_on = (
            following in units()
            or following in LINKS
            or following in _OF_A_STATE
            or _any_at(tokens, after, _stops()) > 1
        )
        return 0 if goes_on else length
    listed = after + 1 < len(tokens) and tokens[after].key == "," and not tokens[after + 1].capital
    return length if listed and _any_at(tokens, after + 1, _stops()) else 0


def _in_whole_word(tokens: Sequence[Token], index: int, length: int) -> bool:
    """Whether what stands at ``index`` is a syllable of a longer word that is no verb, or ends within one."""
    for back in range(3):
        whole = _any_at(tokens, index - back, _forms("whole_words")) if index >= back else 0
        if whole > back and (back or whole > length):
            return True
    return False


def _is_managed(tokens: Sequence[Token], index: int) -> bool:
    """Whether "Quản lý" stands before ``index``: no body is called that alone."""
    return index > 1 and tokens[index - 1].key == "lý" and tokens[index - 2].text == "Quản"


def opens_group(tokens: Sequence[Token], index: int) -> bool:
    """Whether a noun that groups of bodies are called by stands at ``index`` in small letters."""
    if index >= len(tokens) or tokens[index].capital:
        return False
    return tokens[index].key in {"các", "những", "một", "từng"} or _any_at(tokens, index, _group_nouns()) > 0


@cache
def _group_nouns() -> Forms:
    return _by_first(read_toml("agency_patterns.toml")["collective"]["nouns"])


def is_no_head(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word stands at ``index`` that only looks like the head of a name ("Khoa | học")."""
    return _any_at(tokens, index, _forms("no_heads")) > 0


def _any_at(tokens: Sequence[Token], index: int, table: dict[str, list[tuple[str, ...]]]) -> int:
    if index >= len(tokens):
        return 0
    for parts in table.get(tokens[index].key, ()):
        if tuple(token.key for token in tokens[index : index + len(parts)]) == parts:
            return len(parts)
    return 0
