"""Measures how often changes of each share are right, and writes the table that confidences come from."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random

from kl_extract.repair import mend
from kl_extract.repair.changes import Change
from kl_extract.repair.folding import fold, strip_marks
from kl_extract.repair.judge import Damage
from train_repair.pairs import LinePair, aligned, words

# Shares are told apart this finely; each grade must hold so many changes.
BOUNDS = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999, 0.9995, 0.9999)
_LEAST = 30
_STRIPPED = 0.4

Judged = list[tuple[float, bool]]


def judged(blocks: Iterable[Sequence[LinePair]], kind: Damage) -> Judged:
    """The share of each change, and whether its outcome stands in the true line where it was seen."""
    found: Judged = []
    for block in blocks:
        lines = mend.mend([pair.seen for pair in block], kind)
        for pair, changes in zip(block, lines, strict=True):
            truth = truth_of(pair)
            found += [(change.share, is_right(change, truth)) for change in changes]
    return found


def truth_of(pair: LinePair) -> dict[str, set[str]]:
    """What each seen word of the line truly is."""
    truth: dict[str, set[str]] = defaultdict(set)
    for true, seen in aligned(words(pair.true), words(pair.seen)):
        truth[_bare(" ".join(seen))].add(" ".join(true))
    return truth


def _bare(text: str) -> str:
    return fold(text).strip("?!'’‘`([{")


def is_right(change: Change, truth: dict[str, set[str]]) -> bool:
    """Whether the outcome of ``change`` stands in the true line where it was seen."""
    before, after = change.before.split(), fold(change.after).split()
    if len(before) == len(after):
        return all(_stands(seen, true, truth) for seen, true in zip(before, after, strict=True))
    return _stands(change.before, " ".join(after), truth)


def _stands(seen: str, true: str, truth: dict[str, set[str]]) -> bool:
    """Whether the line truly has ``true`` where ``seen`` was seen."""
    return true in {fold(word) for word in truth.get(_bare(seen), ())}


def stripped(lines: Iterable[str]) -> list[LinePair]:
    """Sound lines and what is left of them without marks."""
    return [LinePair(line, strip_marks(line), "stripped") for line in lines]


def half_stripped(lines: Iterable[str], rng: Random) -> list[LinePair]:
    """Sound lines that lost the marks of some words."""
    return [
        LinePair(
            line,
            " ".join(strip_marks(word) if rng.random() < _STRIPPED else word for word in line.split()),
            "half",
        )
        for line in lines
    ]


def table(found: Judged) -> list[tuple[float, float, int]]:
    """Lower bound, share of right changes (never falling) and number of changes of each grade.

    The grade below zero holds changes that split or joined tokens, whose readings are not compared.
    """
    reshaped = [right for share, right in found if share < 0.0]
    rows = [(-1.0, round((sum(reshaped) + 1) / (len(reshaped) + 2), 3), len(reshaped))]
    best, low, grade = 0.0, BOUNDS[0], list[bool]()
    for start, end in zip(BOUNDS, [*BOUNDS[1:], 1.01], strict=True):
        grade += [right for share, right in found if start <= share < end]
        if len(grade) >= _LEAST or end > 1.0:
            best = max(best, round((sum(grade) + 1) / (len(grade) + 2), 3))
            rows.append((low, best, len(grade)))
            low, grade = end, []
    return rows


def write(path: Path, tables: dict[str, list[tuple[float, float, int]]]) -> None:
    """The table of all kinds of damage."""
    rows = [
        f"{kind}\t{low}\t{right}\t{count}\n" for kind, rows in tables.items() for low, right, count in rows
    ]
    path.write_text(
        "# How often a change was right, by the kind of damage and its reading's share of all readings of the token.\n"
        "# Measured on lines that nothing was learned from (column changes: how many); written by tools/train_repair.\n"
        "kind\tshare_from\tright\tchanges\n" + "".join(rows),
        encoding="utf-8",
    )
