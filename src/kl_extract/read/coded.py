"""A line put together from pieces of which some had to be decoded, and the account of those."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kl_extract.legacy.runs import edits
from kl_extract.model import Decoded
from kl_extract.read.letters import clean

Piece = tuple[str, str | None]
"""Text, and what was written in its place where it had to be decoded."""


@dataclass(frozen=True, slots=True)
class Coded:
    """A clean text and what in it was decoded."""

    text: str
    decoded: tuple[Decoded, ...] = ()

    def stripped(self, blanks: str | None = None) -> "Coded":
        """Without blanks around it, or only those among ``blanks``."""
        return moved(self, self.text.strip(blanks), len(self.text.lstrip(blanks)) - len(self.text))


def moved(coded: Coded, text: str, by: int) -> Coded:
    """``coded`` as part of ``text``, ``by`` characters further on."""
    parts = (
        replace(part, start=max(0, part.start + by), end=min(len(text), part.end + by))
        for part in coded.decoded
    )
    return Coded(text, tuple(part for part in parts if part.start < part.end))


def glued(parts: Iterable[tuple[str, Coded]]) -> Coded:
    """Clean texts one after another, each behind what parts it from the one before."""
    text, decoded = "", list[Decoded]()
    for blank, part in parts:
        text += blank
        decoded += moved(part, text + part.text, len(text)).decoded
        text += part.text
    return Coded(text, tuple(decoded))


def joined(pieces: Iterable[Piece]) -> Coded:
    """The pieces one after another, each of them cleaned."""
    text, decoded = [], []
    length = 0
    for piece, before in pieces:
        shown = clean(piece)
        if before is not None:
            decoded.append(Decoded(length, length + len(shown), before))
        text.append(shown)
        length += len(shown)
    return Coded("".join(text), tuple(decoded))


def read_runs(lines: Sequence[str]) -> list[Coded]:
    """Each line cleaned, its runs of legacy charsets in Unicode.

    Before the lines are cleaned: signs that stand for letters there (a soft hyphen is TCVN3's ư) are lost after.
    """
    return [
        joined(_pieces(line, [(edit.start, edit.end, edit.after) for edit in found]))
        for line, found in zip(lines, edits(lines), strict=True)
    ]


def _pieces(line: str, found: Sequence[tuple[int, int, str]]) -> Iterable[Piece]:
    at = 0
    for start, end, after in found:
        yield line[at:start], None
        # Marks that are only composed are no other letters.
        yield after, line[start:end] if after != clean(line[start:end]) else None
        at = end
    yield line[at:], None
