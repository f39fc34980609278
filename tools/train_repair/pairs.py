"""Pairs of a true and a seen word, from lines of which both the true and the seen text are known."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from kl_extract.repair.folding import fold, strip_marks
from kl_extract.repair.syllables import parts

# Lines stand in the order of their pages, so blocks of lines keep pages apart.
_BLOCK, _BLOCKS, _DEV_BLOCK = 100, 20, 7
# Signs that end a word; others (& ? ! ' €) may stand for letters.
_OPENING = '([{“"«*•-–—+_|.,;:=~'
_CLOSING = '.,;:)]}”"»…|_*-–—=~'
_JOINTS = re.compile(r"(?<=[^\W\d])[-–—/](?=[^\W\d])|\s+")
_GAP = 0.9
# One letter is often seen as another sign altogether (ở as 6, @ or &).
_SHORT = 0.5
# Lines that are less alike than this are no pair (stamps, pictures, lines lost).
_WORST = 0.6


@dataclass(frozen=True, slots=True)
class LinePair:
    """One line as it is and as it was read; ``kind`` is the kind of damage."""

    true: str
    seen: str
    kind: str


def read(path: Path) -> list[LinePair]:
    """All lines of a table of pairs with a heading row."""
    with path.open(encoding="utf-8") as stream:
        next(stream)
        rows = (line.rstrip("\n").split("\t") for line in stream)
        return [LinePair(*row) for row in rows if len(row) == 3]


def split(lines: list[LinePair]) -> tuple[list[LinePair], list[LinePair]]:
    """Lines to learn from, and lines to tune on."""
    learn = [pair for number, pair in enumerate(lines) if number // _BLOCK % _BLOCKS != _DEV_BLOCK]
    tune = [pair for number, pair in enumerate(lines) if number // _BLOCK % _BLOCKS == _DEV_BLOCK]
    return learn, tune


def true_texts(lines: list[LinePair]) -> Iterator[str]:
    """What is truly written, page after page, each line once; truths that an OCR read are left out."""
    met: set[str] = set()
    for kind, page in groupby(lines, key=lambda pair: pair.kind):
        fresh = [pair.true for pair in page if pair.true not in met]
        met.update(fresh)
        if fresh and not kind.startswith("real"):
            yield " ".join(fresh)


def words(line: str) -> list[str]:
    """The words of a line in lower case, without punctuation around them."""
    bare = (piece.lstrip(_OPENING).rstrip(_CLOSING) for piece in _JOINTS.split(line))
    return [fold(word) for word in bare if word]


def pairs(lines: list[LinePair]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], str]]:
    """Aligned words: one to one, one to two, or two to one, with the kind of the line."""
    for line in lines:
        for true, seen in aligned(words(line.true), words(line.seen)):
            yield true, seen, line.kind


def aligned(true: list[str], seen: list[str]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The cheapest alignment of two lists of words; empty where the lists are not alike."""
    best: dict[tuple[int, int], tuple[float, tuple[int, int] | None]] = {(0, 0): (0.0, None)}
    for i in range(len(true) + 1):
        for j in range(max(0, i - 4), min(len(seen), i + 4) + 1):
            if (i, j) not in best:
                continue
            held = best[i, j][0]
            for di, dj in ((1, 1), (1, 2), (2, 1), (1, 0), (0, 1), (3, 1)):
                if i + di > len(true) or j + dj > len(seen):
                    continue
                cost = (
                    held + _cost("".join(true[i : i + di]), "".join(seen[j : j + dj])) + 0.15 * abs(di - dj)
                )
                if cost < best.get((i + di, j + dj), (9e9, None))[0]:
                    best[i + di, j + dj] = (cost, (i, j))
    end = (len(true), len(seen))
    if end not in best or best[end][0] > _WORST * len(true):
        return []
    return _traced(best, true, seen)


def _traced(
    best: dict[tuple[int, int], tuple[float, tuple[int, int] | None]], true: list[str], seen: list[str]
) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    steps = []
    at: tuple[int, int] = (len(true), len(seen))
    while (before := best[at][1]) is not None:
        steps.append((tuple(true[before[0] : at[0]]), tuple(seen[before[1] : at[1]])))
        at = before
    return [step for step in reversed(steps) if step[0] and step[1]]


@lru_cache(maxsize=1 << 18)
def _cost(true: str, seen: str) -> float:
    """0.0 for equal words, about 1.0 for words without a common letter."""
    if not true or not seen:
        return _GAP
    if true == seen:
        return 0.0
    if len(true) == 1 and len(seen) <= 2:
        return _SHORT
    apart = distance(strip_marks(true), strip_marks(seen))
    return 0.2 + 0.8 * apart / max(len(true), len(seen))


def distance(one: Sequence[str], two: Sequence[str]) -> int:
    """How many letters, or words, must change."""
    row: list[int] = [*range(len(two) + 1)]
    for number, letter in enumerate(one, 1):
        before, row = row, [int(number)]
        for place, other in enumerate(two):
            row.append(min(before[place + 1] + 1, row[place] + 1, before[place] + int(letter != other)))
    return row[-1]


def syllable_pairs(lines: list[LinePair], weights: dict[str, int]) -> Counter[tuple[str, str]]:
    """How often each legal syllable was seen as what, weighted by the kind of damage."""
    counts: Counter[tuple[str, str]] = Counter()
    for true, seen, kind in pairs(lines):
        if len(true) == len(seen) == 1 and true[0] in parts():
            counts[true[0], seen[0]] += weights.get(kind, 1)
    return counts
