"""Names of two syllables that a repairer should not take apart: the provinces."""

from collections.abc import Sequence
from functools import cache

from kl_extract import resources
from kl_extract.repair.folding import fold
from kl_extract.repair.lattice import Arc
from kl_extract.repair.tokens import Kind, Token

# What speaks for a name where two words with capitals may be read as one (natural log).
_BONUS = 3.0


@cache
def _names() -> dict[str, frozenset[str]]:
    """The second syllables of names by their first."""
    found: dict[str, set[str]] = {}
    for row in resources.read_tsv("provinces.tsv"):
        if len(words := fold(row["name"]).split()) == 2:
            found.setdefault(words[0], set()).add(words[1])
    return {first: frozenset(seconds) for first, seconds in found.items()}


def is_pair(token: Token, following: Token) -> bool:
    """Whether two tokens side by side both open with a capital."""
    return (
        token.kind is following.kind is Kind.WORD
        and token.line == following.line
        and following.start - token.end == 1
        and token.text[0].isupper()
        and following.text[0].isupper()
    )


def named(firsts: Sequence[Arc], seconds: Sequence[Arc]) -> list[Arc]:
    """Arcs over both tokens for each name that their readings make."""
    words = {arc.text[0]: arc for arc in seconds if arc.text and arc.length == len(arc.text) == 1}
    found = []
    for first in firsts:
        if not first.text or first.length != 1:
            continue
        for second in sorted(_names().get(first.text[0], frozenset()) & words.keys()):
            other = words[second]
            score = first.score + other.score + _BONUS
            found.append(Arc(first.words + other.words, score, 2, (first.text[0], second)))
    return found
