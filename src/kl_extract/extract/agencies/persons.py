"""Tells a person's name from the rest of a body's name ("Bộ trưởng Bộ Xây dựng | Trần Văn Mẫu")."""

from collections.abc import Sequence
from functools import cache

from kl_extract.extract.agencies.tokens import Token, fold, keys
from kl_extract.resources import read_toml


@cache
def _family_names() -> frozenset[str]:
    return frozenset(fold(name) for name in read_toml("agency_patterns.toml")["persons"]["family_names"])


def is_person(tokens: Sequence[Token], index: int) -> bool:
    """Whether a family name and at least one more capital stand at ``index``."""
    if index + 1 >= len(tokens) or tokens[index].key not in _family_names():
        return False
    return all(token.capital and not token.text.isupper() for token in tokens[index : index + 2])


def is_full_name(tokens: Sequence[Token], index: int) -> bool:
    """Whether a family name and two more words stand at ``index``, each with a capital: "Đoàn Thị Mẫu" is a person,
    "Đoàn Thanh niên" is none."""
    following = tokens[index + 1 : index + 3]
    return is_person(tokens, index) and len(following) > 1 and following[1].text.istitle()


def has_middle_name(tokens: Sequence[Token], index: int) -> bool:
    """Whether the second word is one that few names of places have ("Trần | Văn | Mẫu")."""
    return index + 1 < len(tokens) and tokens[index + 1].key in {"văn", "thị"}


def is_post(tokens: Sequence[Token], index: int) -> bool:
    """Whether a post stands at ``index`` ("Phó Giám đốc", "Chánh"): what follows is a person, no name of a body."""
    return post_length(tokens, index) > 0


def post_length(tokens: Sequence[Token], index: int) -> int:
    """How many tokens at ``index`` are a post; 0 if none stands there."""
    for post in _posts().get(tokens[index].key, ()):
        if tuple(token.key for token in tokens[index : index + len(post)]) == post:
            return len(post)
    return 0


@cache
def post_openings() -> frozenset[str]:
    """The first words of posts."""
    return frozenset(_posts())


@cache
def _posts() -> dict[str, list[tuple[str, ...]]]:
    """Posts by their first words, longest first."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for words in read_toml("agency_patterns.toml")["posts"]["words"]:
        parts = keys(words)
        table.setdefault(parts[0], []).append(parts)
    for posts in table.values():
        posts.sort(key=len, reverse=True)
    return table
