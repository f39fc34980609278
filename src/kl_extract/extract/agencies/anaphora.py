"""Words that a notice puts for a body it has named: "Văn phòng", "đơn vị này", "các đơn vị nêu trên", "Thành phố"."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from kl_extract.extract.agencies.tokens import Token, keys
from kl_extract.resources import read_toml

# The longest cue, with the space behind it.
_REACH = 16


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = read_toml("agency_patterns.toml")["anaphora"]
    return table


@cache
def own_posts() -> tuple[tuple[str, ...], ...]:
    """Posts that, without a body, mean the issuing body's own."""
    return _forms(tuple(read_toml("agency_patterns.toml")["own_posts"]))


@cache
def anaphors() -> tuple[tuple[str, ...], ...]:
    """Heads that alone mean the last body so named."""
    return _forms(tuple(_table()["heads"]))


def words_at(tokens: Sequence[Token], index: int, kind: str) -> int:
    """How many tokens at ``index`` are one of the words of ``kind`` that stand for a body."""
    for words in _forms(tuple(_table()[kind])):
        if tuple(token.key for token in tokens[index : index + len(words)]) == words:
            return len(words)
    return 0


@cache
def _forms(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted((keys(word) for word in words), key=len, reverse=True))


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
