"""Scores kl-extract's JSON against answers made by hand (``samples/gold``).

Usage: python tools/score.py GOLD OUTPUT [--show]

GOLD and OUTPUT are two JSON files, or two folders: then each ``NAME.json`` of GOLD is compared with the
one of OUTPUT, and the counts are added up. Both sides become sets of tuples (kind by kind: see
``sample_kit/facts.py``);
precision, recall and F1 are those of the sets. What a gold file lists under ``optional`` counts neither
way; ``same`` lists wordings that name one body in that notice. ``--show`` prints each tuple missed or
found in excess. Exit code 1 where an output is missing.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sample_kit.facts import KINDS, Facts, body, of_gold, of_output


def _unified(facts: Facts, same: Sequence[Sequence[str]]) -> Facts:
    """Each wording in ``same`` becomes the first of its row."""
    first = {body(name): body(row[0]) for row in same for name in row}
    return {
        kind: {tuple(first.get(part, part) for part in row) for row in rows} for kind, rows in facts.items()
    }


@dataclass(frozen=True, slots=True)
class Count:
    """Right, in excess and missed tuples of one kind."""

    right: int = 0
    excess: int = 0
    missed: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.right + other.right, self.excess + other.excess, self.missed + other.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1.0 where there was nothing to find and nothing found."""
        total = 2 * self.right + self.excess + self.missed
        return 2 * self.right / total if total else 1.0


def compare(gold: Mapping[str, Any], output: Mapping[str, Any], show: str | None = None) -> dict[str, Count]:
    """Counts by kind; prints the differences, each after the words ``show``, where these are given."""
    same = gold.get("same", ())
    wanted, free, found = (
        _unified(facts, same)
        for facts in (of_gold(gold), of_gold(gold.get("optional", {})), of_output(output))
    )
    counts = {}
    for kind in KINDS:
        excess, missed = found[kind] - wanted[kind] - free[kind], wanted[kind] - found[kind]
        counts[kind] = Count(len(found[kind] & wanted[kind]), len(excess), len(missed))
        for verdict, rows in (("missed", missed), ("excess", excess)) if show is not None else ():
            for row in sorted(rows):
                print(f"{show}{kind}: {verdict} {' | '.join(row)}")
    return counts


def report(counts: Mapping[str, Count]) -> float:
    """Prints one line a kind; returns the mean F1 of the kinds that occur."""
    seen = {kind: count for kind, count in counts.items() if count != Count()}
    for kind, count in seen.items():
        print(
            f"{kind:17} F1 {count.f1:.3f}  right {count.right}  excess {count.excess}  missed {count.missed}"
        )
    mean = sum(count.f1 for count in seen.values()) / max(1, len(seen))
    print(f"{'mean':17} F1 {mean:.3f}")
    return mean


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; returns the exit code."""
    parser = argparse.ArgumentParser(description="Scores kl-extract's JSON against answers made by hand.")
    parser.add_argument("gold", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--show", action="store_true", help="print what was missed or found in excess")
    chosen = parser.parse_args(arguments)
    folder = chosen.gold.is_dir()
    pairs = [(g, chosen.output / g.name) for g in sorted(chosen.gold.glob("*.json"))] if folder else []
    total, missing = dict.fromkeys(KINDS, Count()), 0
    for gold, output in pairs or [(chosen.gold, chosen.output)]:
        if not output.is_file():
            print(f"{output}: missing", file=sys.stderr)
            missing += 1
            continue
        answer, given = (json.loads(path.read_text("utf-8")) for path in (gold, output))
        for kind, count in compare(answer, given, f"{gold.stem} " if chosen.show else None).items():
            total[kind] += count
    report(total)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
