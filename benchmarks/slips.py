"""Measures repair after the Vietnamese OCR: errors before and after, changes that are right, pages made worse.

Run from the repository root: ``PYTHONPATH=tools python benchmarks/slips.py SCANS [--part test]``; SCANS is a table of
``python -m train_repair.scans``, of whose pages only those are used that nothing was learned from. With
``--sound CORPUS_FOLDER`` also what it does to held-out text that the OCR read without a mistake and was sure of.
"""

import argparse
from itertools import groupby
from pathlib import Path
from random import Random

from kl_extract.repair import mend, repair_lines, trust
from kl_extract.repair.changes import apply
from kl_extract.repair.judge import Damage
from train_repair import calibrate, corpus, pairs, scans, sightings

_SYLLABLES, _TOGETHER = 200_000, 40
_SURE = 0.96


def main() -> None:
    """Print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scans", type=Path)
    parser.add_argument("--part", choices=["dev", "test"], default="test")
    parser.add_argument("--sound", type=Path, help="folder of *.txt.xz, a paragraph a line")
    asked = parser.parse_args()
    report_pages(scans.read(asked.scans, [asked.part]))
    if asked.sound:
        report_sound(asked.sound)


def report_pages(lines: list[scans.Sighting]) -> None:
    """Words wrong before and after for each wear, and the confidence of the changes."""
    counts: dict[str, list[int]] = {}
    worse = 0
    grades: dict[bool, list[bool]] = {True: [], False: []}
    for _, group in groupby(lines, key=lambda line: line.page):
        page = list(group)
        changes = mend.mend([line.seen for line in page], Damage.SLIPS, sightings.doubts_of(page))
        before = after = 0
        for line, made in zip(page, changes, strict=True):
            true = pairs.words(line.true)
            before += pairs.distance(true, pairs.words(line.seen))
            after += pairs.distance(true, pairs.words(apply(line.seen, made).text))
            truth = calibrate.truth_of(pairs.LinePair(line.true, line.seen, line.wear))
            for change in made if truth else ():
                grades[change.confidence >= 0.95].append(calibrate.is_right(change, truth))
        worse += after > before
        for name in (page[0].wear, "all"):
            row = counts.setdefault(name, [0, 0, 0])
            for place, count in enumerate((sum(len(pairs.words(line.true)) for line in page), before, after)):
                row[place] += count
    for name, (words, before, after) in sorted(counts.items()):
        print(
            f"{name:8} {words:6} words  {100 * before / words:5.2f} % -> {100 * after / words:5.2f} % wrong"
        )
    print(f"pages made worse: {worse}")
    for sure, right in grades.items():
        print(f"changes given {'0.95 and more' if sure else 'less'}: {sum(right)} of {len(right)} right")


def report_sound(folder: Path) -> None:
    """Changes to held-out text as if the OCR had read it so, each with its place, for a person to judge."""
    held = sorted(
        text
        for path in sorted(folder.glob("*.txt.xz"))
        for text in corpus.paragraphs(path)
        if corpus.is_held_out(text)
    )
    Random(1).shuffle(held)
    texts, count = [], 0
    for text in held:
        texts.append(text)
        count += len(text.split())
        if count > _SYLLABLES:
            break
    changes = 0
    for start in range(0, len(texts), _TOGETHER):
        part = texts[start : start + _TOGETHER]
        doubts = {
            (number, at): doubt
            for number, text in enumerate(part)
            for at, doubt in trust.doubts([(text, 0, _SURE)])
        }
        for line in repair_lines(part, [True] * len(part), doubts):
            for change, (low, high) in zip(line.changes, line.places, strict=True):
                changes += 1
                print(f"  {change.before} -> {line.text[max(0, low - 25) : high + 25]}")
    print(f"sound text: {changes} changes in {count} syllables")


if __name__ == "__main__":
    main()
