"""Mends lines of one kind of damage: tokens, lattice, best path, and what changed."""

from collections.abc import Sequence
from functools import cache

from kl_extract.repair import channel, language
from kl_extract.repair.casing import recased
from kl_extract.repair.changes import Change
from kl_extract.repair.decoder import Decoder, Step
from kl_extract.repair.folding import fold
from kl_extract.repair.lattice import Builder
from kl_extract.repair.tokens import Token, boundaries, is_shouted, tokens_of


@cache
def _builder(name: str) -> Builder:
    return Builder(channel.load(name), language.load())


def mend(lines: Sequence[str], kind: str) -> list[list[Change]]:
    """For each line the changes that make it whole, judged in the context of all lines."""
    builder = _builder(kind)
    return mend_with(lines, builder, Decoder(builder.model))


def mend_with(lines: Sequence[str], builder: Builder, decoder: Decoder) -> list[list[Change]]:
    """The same with a builder and a decoder of one's own."""
    tokens = [
        token
        for number, (line, opens) in enumerate(zip(lines, boundaries(lines), strict=True))
        for token in tokens_of(line, number, opens)
    ]
    changes: list[list[Change]] = [[] for _ in lines]
    if tokens:
        lattice = [builder.arcs(tokens, at) for at in range(len(tokens))]
        for step in decoder.decode(tokens, lattice):
            change = _change(lines, tokens, step)
            if change is not None:
                changes[tokens[step.token].line].append(change)
    return changes


def _change(lines: Sequence[str], tokens: Sequence[Token], step: Step) -> Change | None:
    """What the step does to the line, or nothing where the token stays."""
    if step.arc.text is None:
        return None
    token, last = tokens[step.token], tokens[step.token + step.arc.length - 1]
    line = lines[token.line]
    start = token.start - len(token.head) * step.arc.head
    end = last.end + len(token.tail) * step.arc.tail
    before = line[start:end]
    if fold(before) == " ".join(step.arc.text):
        return None
    after = recased(step.arc.text, before, is_shouted(line))
    return Change(start, end, before, after, "language-model", 1.0)
