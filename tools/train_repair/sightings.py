"""What the Vietnamese OCR makes of words, counted from a table of ``train_repair.scans``."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from math import log
from pathlib import Path

from kl_extract.repair import mend, trust
from kl_extract.repair.judge import Damage
from kl_extract.repair.slips import kind_of
from kl_extract.repair.syllables import parts
from train_repair import calibrate, channel
from train_repair.pairs import LinePair, aligned, words
from train_repair.scans import Sighting

Aligned = tuple[tuple[str, ...], tuple[str, ...], float]
# Grades of confidence begin here; Tesseract gives sound words 0.95–0.97.
GRADES = (0.0, 0.1, 0.25, 0.4, 0.55, 0.7, 0.8, 0.86, 0.9, 0.91, 0.92, 0.93, 0.94, 0.95, 0.96, 0.97)


def sightings(lines: Sequence[Sighting]) -> Iterator[Aligned]:
    """True words, what they were read as, and the least confidence of what was read."""
    for line in lines:
        read = [
            (word, sure)
            for piece, sure in zip(line.seen.split(), line.confidence, strict=True)
            for word in words(piece)
        ]
        at = 0
        seen = [word for word, _ in read]
        for true, shown in aligned(words(line.true), seen):
            while tuple(seen[at : at + len(shown)]) != shown:
                at += 1
            yield true, shown, min(sure for _, sure in read[at : at + len(shown)])
            at += len(shown)


def learn(lines: Sequence[Sighting]) -> channel.Channel:
    """Onsets, rimes and segments of the syllables that were read one for one."""
    counts: Counter[tuple[str, str]] = Counter()
    for true, shown, _ in sightings(lines):
        if len(true) == len(shown) == 1 and true[0] in parts():
            counts[true[0], shown[0]] += 1
    return channel.learn(counts)


def doubts(lines: Sequence[Sighting]) -> list[tuple[float, float, int]]:
    """For each grade of confidence the log odds that a syllable is misread against those of all, never rising."""
    right: Counter[float] = Counter()
    wrong: Counter[float] = Counter()
    for true, shown, sure in sightings(lines):
        if len(shown) == 1 and shown[0] in parts():
            grade = max(low for low in GRADES if low <= sure)
            if true == shown:
                right[grade] += 1
            else:
                wrong[grade] += 1
    overall = log(sum(wrong.values()) / sum(right.values()))
    rows, most = [], 99.0
    for low in GRADES:
        odds = log((wrong[low] + 0.5) / (right[low] + 0.5)) - overall
        most = min(most, odds)
        rows.append((low, round(most, 2), right[low] + wrong[low]))
    return rows


def kinds(lines: Sequence[Sighting]) -> list[tuple[str, float]]:
    """The share of all syllables with each kind of mistake."""
    found: Counter[str] = Counter()
    total = 0
    for true, shown, _ in sightings(lines):
        if len(true) == len(shown) == 1 and true[0] in parts():
            total += 1
            if true != shown:
                found[kind_of(true[0], shown[0])] += 1
    return [(kind, round(count / total, 5)) for kind, count in sorted(found.items())]


def judged(lines: Sequence[Sighting]) -> calibrate.Judged:
    """The share of each change of each page, and whether it is right; lines that are no pair tell nothing."""
    found: calibrate.Judged = []
    for _, group in groupby(lines, key=lambda line: line.page):
        page = list(group)
        changes = mend.mend([line.seen for line in page], Damage.SLIPS, doubts_of(page))
        for line, made in zip(page, changes, strict=True):
            if truth := calibrate.truth_of(LinePair(line.true, line.seen, line.wear)):
                found += [(change.share, calibrate.is_right(change, truth)) for change in made]
    return found


def doubts_of(page: Sequence[Sighting]) -> dict[tuple[int, int], float]:
    """How doubtful each word of a page is, by line number and offset."""
    return {
        (number, start): doubt
        for number, line in enumerate(page)
        for start, doubt in trust.doubts(_placed(line))
    }


def _placed(line: Sighting) -> list[tuple[str, int, float]]:
    found = re.finditer(r"\S+", line.seen)
    return [(word[0], word.start(), sure) for word, sure in zip(found, line.confidence, strict=True)]


def write_all(folder: Path, lines: Sequence[Sighting]) -> None:
    """Learn from ``lines`` and write the tables of the channel, of the doubts and of the kinds."""
    note = "What parts of Vietnamese syllables look like after OCR with a Vietnamese model"
    channel.write_all(folder, "vietnamese", note, learn(lines))
    _write(folder / "slips_confidence.tsv", doubts(lines))
    _write_kinds(folder / "slips_kinds.tsv", kinds(lines))


def _write_kinds(path: Path, rows: list[tuple[str, float]]) -> None:
    path.write_text(
        "# The share of all syllables that have a mistake of each kind: letters; marks of letters (shape); a tone\n"
        "# lost, taken for another, or added. Counted on rendered and worn pages; written by tools/train_repair.\n"
        "kind\tshare\n" + "".join(f"{kind}\t{share}\n" for kind, share in rows),
        encoding="utf-8",
    )


def _write(path: Path, rows: list[tuple[float, float, int]]) -> None:
    path.write_text(
        "# How much likelier than others a syllable is misread, by the confidence of Tesseract (natural log of odds).\n"
        "# Counted on rendered and worn pages of known text; written by tools/train_repair.\n"
        "confidence_from\tlog_odds\twords\n"
        + "".join(f"{low}\t{odds}\t{count}\n" for low, odds, count in rows),
        encoding="utf-8",
    )
