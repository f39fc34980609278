"""The tables of the citation extractor, read once."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any

from kl_extract.resources import read_toml, read_tsv


@dataclass(frozen=True, slots=True)
class Issuer:
    """What the letters of an issuer in a symbol stand for; ``words``: one must stand in its name as written."""

    name: str
    words: tuple[str, ...]
    derive: bool


def bare(words: str) -> str:
    """Letters without marks or case, single spaces: how names are compared here."""
    marked = unicodedata.normalize("NFD", words.lower().replace("đ", "d"))
    letters = "".join(c if c.isalnum() else " " for c in marked if not unicodedata.combining(c))
    return " ".join(letters.split())


@cache
def table() -> dict[str, Any]:
    """``citations.toml``."""
    return read_toml("citations.toml")


@cache
def kinds() -> dict[str, tuple[str, ...]]:
    """Letters of kind → nouns that may stand before them."""
    return {row["abbr"]: tuple(row["heads"].split("|")) for row in read_tsv("doc_kinds.tsv")}


@cache
def party_kinds() -> tuple[str, ...]:
    """Letters of kind in Party symbols, the longer first."""
    found = [row["abbr"] for row in read_tsv("doc_kinds.tsv") if "party" in row["family"]]
    return tuple(sorted(found, key=lambda abbr: (-len(abbr), abbr)))


@cache
def issuers() -> dict[str, Issuer]:
    """Letters of issuer → what they stand for."""
    return {
        code: Issuer(row["name"], tuple(row["words"]), row.get("derive", False))
        for code, row in table()["issuers"].items()
    }


@cache
def heads() -> tuple[str, ...]:
    """Nouns that may stand before a symbol, the longer first."""
    named = {head for each in kinds().values() for head in each}
    named.update(table()["letters"], table()["other_heads"])
    return tuple(sorted(named, key=lambda head: (-len(head), head)))


@cache
def old_heads() -> frozenset[str]:
    """Folded nouns of which a number with nothing but its issuer was a full symbol ("64/CP")."""
    return frozenset(bare(head) for head in table()["old_heads"])


@cache
def head_pattern() -> str:
    """An alternation of all nouns."""
    return "|".join(re.escape(head).replace(r"\ ", r"\s+") for head in heads())


@cache
def role_cues() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each role with the words that tell of it."""
    return tuple((role, re.compile(rf"(?<!\w)(?:{words})(?!\w)")) for role, words in table()["roles"].items())
