"""Cuts long texts where sentences begin: what is decoded at once is held at once, some kilobytes a word."""

from collections.abc import Iterator, Sequence

from kl_extract.repair.tokens import Token


def stretches(tokens: Sequence[Token], size: int) -> Iterator[Sequence[Token]]:
    """``tokens`` in stretches.

    Each ends before the first that opens a sentence after ``size`` of them, or after twice as many.
    """
    start = 0
    while start < len(tokens):
        latest = min(len(tokens), start + 2 * size)
        end = next((at for at in range(start + size, latest) if tokens[at].opens), latest)
        yield tokens[start:end]
        start = end
