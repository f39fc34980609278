"""Scores the assignments that kl-extract finds in the cases of ``tests/cases/assignments``.

Usage: python tools/score_tasks.py [FOLDER] [--show] [--write-floors [--lower]]

Prints right, excess, missed and F1 for each kind of fact. ``--write-floors`` pins what was reached in ``floors.json``
beside the cases; a floor is lowered only with ``--lower``.
"""

import argparse
import json
import math
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kl_extract.options import Options
from kl_extract.pipeline import process_bytes
from sample_kit.tasks import KINDS, Case, free_of, of_answer, of_output, read_cases, right_rows
from score import Count

FOLDER = Path(__file__).parents[1] / "tests" / "cases" / "assignments"
# Answers give these only where a case is about them: what else is found counts neither way.
_RECALL_ONLY = frozenset({"products", "urgency"})


def found_in(case: Case) -> list[dict[str, Any]]:
    """The assignments of the case's notice, as JSON values."""
    notice = process_bytes(case.text.encode(), "notice.txt", Options(repair=False))
    return [task.model_dump(mode="json") for task in notice.assignments]


def compare(case: Case, tasks: Sequence[Mapping[str, Any]], *, show: bool = False) -> dict[str, Count]:
    """Counts by kind for one case; prints what differs if asked to."""
    wanted, found, free = of_answer(case.answers), of_output(tasks), free_of(case)
    counts = {}
    for kind in KINDS[:-1]:
        excess = set() if kind in _RECALL_ONLY else found[kind] - wanted[kind] - free.get(kind, set())
        if kind == "source":
            named = {where for where, _ in wanted["leads"]}
            excess = {pair for pair in excess if pair[0] in named}
        missed = {pair for pair in wanted[kind] if not _has(kind, pair, found[kind])}
        counts[kind] = Count(len(wanted[kind]) - len(missed), len(excess), len(missed))
        for verdict, pairs in (("missed", missed), ("excess", excess)) if show else ():
            for pair in sorted(pairs):
                print(f"{case.office} / {case.name}: {kind}: {verdict} {' | '.join(pair)}")
    right = right_rows(case, tasks)
    answered = sum(right)
    counts["rows"] = Count(answered, len(right) - answered, max(0, len(case.answers) - answered))
    if show and (counts["rows"].excess or counts["rows"].missed):
        print(f"{case.office} / {case.name}: rows: {answered} of {len(case.answers)}, {len(right)} found")
    return counts


def _has(kind: str, pair: tuple[str, str], found: set[tuple[str, str]]) -> bool:
    """A product's answer is the shortest wording that names it."""
    if kind != "products":
        return pair in found
    return any(where == pair[0] and words.startswith(pair[1]) for where, words in found)


def total_of(cases: Sequence[Case], *, show: bool = False) -> dict[str, Count]:
    """The counts of all cases added up."""
    total = dict.fromkeys(KINDS, Count())
    for case in cases:
        for kind, count in compare(case, found_in(case), show=show).items():
            total[kind] += count
    return total


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", default=FOLDER)
    parser.add_argument("--show", action="store_true", help="print what was missed or found in excess")
    parser.add_argument("--write-floors", action="store_true", help="pin what was reached")
    parser.add_argument("--lower", action="store_true", help="let a floor fall")
    chosen = parser.parse_args(arguments)
    cases = list(read_cases(chosen.folder))
    total = total_of(cases, show=chosen.show)
    for kind, count in total.items():
        print(
            f"{kind:9} F1 {count.f1:.3f}  right {count.right}  excess {count.excess}  missed {count.missed}"
        )
    print(f"{len(cases)} cases")
    return _write(chosen.folder / "floors.json", total, lower=chosen.lower) if chosen.write_floors else 0


def _write(path: Path, total: Mapping[str, Count], *, lower: bool) -> int:
    old: dict[str, float] = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    new = {kind: math.floor(count.f1 * 1000) / 1000 for kind, count in total.items()}
    fallen = [kind for kind, floor in old.items() if new.get(kind, 0.0) < floor]
    if fallen and not lower:
        print(f"below the floor: {', '.join(fallen)}; --lower lets them fall", file=sys.stderr)
        return 1
    path.write_text(json.dumps(new, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
