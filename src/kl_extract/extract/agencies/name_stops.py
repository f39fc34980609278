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
    return table


def is_function_word(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word that no name has stands at ``index``."""
    return _any_at(tokens, index, _forms("words")) > 0


def is_object(tokens: Sequence[Token], index: int) -> bool:
    """Whether what is done something to stands at ``index`` ("kế hoạch", "các")."""
    return _any_at(tokens, index, _forms("objects")) > 0


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
        return 0 if length == 1 and _in_whole_word(tokens, index) else length
    length = _any_at(tokens, index, _forms("ambiguous"))
    after = index + length
    if not length or is_object(tokens, after):
        return length
    if _any_at(tokens, after - 1, _stops()) > 1:
        return 0  # "hành chính công | bố trí"
    if _any_at(tokens, index, _forms("taking")) and after < len(tokens) and tokens[after].text.islower():
        return 0 if tokens[after].key in units() or tokens[after].key in LINKS else length
    listed = after + 1 < len(tokens) and tokens[after].key == "," and not tokens[after + 1].capital
    return length if listed and _any_at(tokens, after + 1, _stops()) else 0


def _in_whole_word(tokens: Sequence[Token], index: int) -> bool:
    """Whether the syllable at ``index`` is the first or the last of a word that is no verb."""
    return bool(_any_at(tokens, index, _forms("whole_words"))) or (
        index > 0 and bool(_any_at(tokens, index - 1, _forms("whole_words")))
    )


def _any_at(tokens: Sequence[Token], index: int, table: dict[str, list[tuple[str, ...]]]) -> int:
    if index >= len(tokens):
        return 0
    for parts in table.get(tokens[index].key, ()):
        if tuple(token.key for token in tokens[index : index + len(parts)]) == parts:
            return len(parts)
    return 0
