"""Paragraphs of a corpus as arrays of token numbers: read once, each paragraph counted once."""

import lzma
import unicodedata
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt

from kl_extract.repair.vocabulary import BOUNDARY, counted_token, raw_tokens

Tokens = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]
# Every fiftieth paragraph of each corpus is kept out of training, to measure on.
_HELD_OUT = 50
# A passage is taken for a copy of an excluded one when it shares this many tokens in a row.
_SAME = 16


class Numbering:
    """Numbers words in the order they are first met."""

    def __init__(self) -> None:
        self.number: dict[str, int] = {}

    def encode(self, words: list[str]) -> list[int]:
        """The numbers of ``words``, new ones for new words."""
        return [self.number.setdefault(word, len(self.number)) for word in words]


def paragraphs(path: Path) -> Iterator[str]:
    """The paragraphs of one file packed by xz, NFC, each of them once."""
    seen: set[int] = set()
    with lzma.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            text = unicodedata.normalize("NFC", line.strip())
            key = hash_of(text)
            if text and key not in seen:
                seen.add(key)
                yield text


def hash_of(text: str) -> int:
    """A number for ``text`` that is the same in every run."""
    data = text.encode()
    return crc32(data) << 32 | crc32(data[::-1])


def is_held_out(text: str) -> bool:
    """Whether a paragraph is kept for measuring."""
    return crc32(text.encode()) % _HELD_OUT == 0


@dataclass(frozen=True, slots=True)
class Encoded:
    """One file: all tokens in a row, each paragraph opened by a boundary; ``capital`` marks "Xxx" inside sentences."""

    name: str
    tokens: Tokens
    capital: Flags


def encode(path: Path, numbering: Numbering) -> Encoded:
    """The paragraphs of ``path`` that are not held out."""
    kept = (text for text in paragraphs(path) if not is_held_out(text))
    return encode_all(path.name.split(".")[0], kept, numbering)


def encode_all(name: str, texts: Iterable[str], numbering: Numbering) -> Encoded:
    """Paragraphs as one corpus called ``name``."""
    boundary = numbering.encode([BOUNDARY])[0]
    tokens, capital = array("i"), array("b")
    for text in texts:
        raw = raw_tokens(text)
        tokens.append(boundary)
        tokens.extend(numbering.encode([counted_token(token) for token in raw]))
        capital.append(0)
        capital.extend(token[0].isupper() and not token[1:].isupper() for token in raw)
    whole = np.array(tokens, dtype=np.int32)
    after_boundary = np.concatenate(([False], whole[:-1] == boundary))
    return Encoded(name, whole, np.array(capital, dtype=bool) & ~after_boundary)


def windows(tokens: Tokens) -> npt.NDArray[np.uint64]:
    """A hash of the ``_SAME`` tokens that open at each place (fewer places than tokens)."""
    if len(tokens) < _SAME:
        return np.empty(0, dtype=np.uint64)
    wide = tokens.astype(np.uint64)
    mixed = np.zeros(len(tokens) - _SAME + 1, dtype=np.uint64)
    for offset in range(_SAME):
        mixed = mixed * np.uint64(0x9E3779B97F4A7C15) + wide[offset : len(tokens) - _SAME + 1 + offset]
    return mixed


def without_copies(corpus: Encoded, excluded: npt.NDArray[np.uint64], boundary: int) -> tuple[Tokens, int]:
    """The tokens of the sentences that share no window with ``excluded``, and how many tokens were left out."""
    hits = np.flatnonzero(np.isin(windows(corpus.tokens), excluded))
    hits = np.concatenate((hits, hits + _SAME - 1))
    starts = np.flatnonzero(corpus.tokens == boundary)
    keep = np.ones(len(corpus.tokens), dtype=bool)
    bounds = np.append(starts, len(corpus.tokens))
    for number in np.unique(np.searchsorted(starts, hits, side="right") - 1):
        keep[bounds[number] : bounds[number + 1]] = False
    return corpus.tokens[keep], int(len(corpus.tokens) - keep.sum())
