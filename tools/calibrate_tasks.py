"""Fits the weights of ``dictionaries/confidence.toml`` to the answers made by hand, or tells how well they hold.

Usage: python tools/calibrate_tasks.py [--fit]

An assignment is right when its leads, helpers, recipients and deadlines are those of the answer. The answers are
those of tests/cases/assignments, samples/gold and tests/notices (not the third set, which stays unseen). Without
``--fit`` a table is printed: for each band of confidence how many assignments, and how many of them are right. With
it, a logistic regression (ridge around the priors, weights never below 0) prints base and weights to be put into
the dictionary. The rules have met these texts, so that unseen ones do worse: what counts in the fit are the verdicts
of ``first_sight.tsv``, which the fourth and sixth sets gave before any rule had met them; the others count a tenth. How
well it holds is told by cross-validation by notice over those; by it the ridge was chosen.
"""

import argparse
import csv
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from kl_extract.extract import how_assigned
from kl_extract.extract.assignments.confidence import Judged, confidence, table
from kl_extract.normalise import normalise
from kl_extract.options import Options
from kl_extract.read import read_bytes
from kl_extract.repair import repair
from kl_extract.split import split
from sample_kit import facts
from sample_kit.tasks import read_cases, right_rows

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests" / "cases" / "assignments"
SETS = (".", "unseen", "fourth", "sixth")
FRESH = frozenset({"fourth", "sixth"})
"""The sets whose verdicts at first sight are in ``first_sight.tsv``."""
FIFTH = "fifth"
"""A set of cases that is only ever measured: nothing is fitted to it."""
BANDS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01)
_KINDS = ("leads", "coordinators", "reports_to", "deadlines")
_RIDGE, _HELD, _STEP, _ROUNDS = 15.0, 30.0, 0.02, 8000
# What an assignment that the rules have met counts beside one seen for the first time; the parts of a cross-validation.
_MET, _FOLDS = 0.1, 6


@dataclass(frozen=True, slots=True)
class Verdict:
    """One assignment: where it is from, the signs seen, its confidence, and whether it is right."""

    source: str
    signs: frozenset[str]
    confidence: float
    right: bool
    fresh: bool = False


def verdicts() -> list[Verdict]:
    """All assignments found in the texts with answers."""
    return [*_of_cases(), *_of_notices()]


def _found(data: bytes) -> list[Judged]:
    options = Options()
    text = normalise(repair(read_bytes(data, "notice.txt", options.read), options))
    return how_assigned(text, split(text))[1].judged


def _of_cases() -> Iterator[Verdict]:
    for folder in SETS:
        yield from verdicts_of(folder)


def verdicts_of(folder: str) -> Iterator[Verdict]:
    """All assignments found in one set of cases."""
    for case in read_cases(CASES / folder):
        found = _found(case.text.encode())
        right = right_rows(case, [one.assignment.model_dump(mode="json") for one in found])
        for one, good in zip(found, right, strict=True):
            where = f"{case.office} / {case.name} / {one.assignment.id}"
            yield Verdict(where, one.signs, one.assignment.confidence, good, folder in FRESH)


def _of_notices() -> Iterator[Verdict]:
    pairs = [
        (path, ROOT / "samples" / f"{path.stem}.txt")
        for path in sorted((ROOT / "samples/gold").glob("*.json"))
    ]
    for folder in ("notices", "notices/second"):
        golds = sorted((ROOT / "tests" / folder).glob("*.json"))
        pairs += [(path, path.with_suffix(".txt")) for path in golds]
    for gold, text in pairs:
        answer = json.loads(gold.read_text("utf-8"))
        wanted = facts.of_gold(answer)
        free = facts.of_gold(answer.get("optional", {}))
        found = _found(text.read_bytes())
        tasks = [one.assignment.model_dump(mode="json") for one in found]
        wrong = {kind: _wrong(tasks, kind, wanted[kind], free[kind], answer) for kind in _KINDS}
        for place, one in enumerate(found):
            good = not any(place in wrong[kind] for kind in _KINDS)
            yield Verdict(f"{gold.stem} / {one.assignment.id}", one.signs, one.assignment.confidence, good)


def _wrong(
    tasks: Sequence[Mapping[str, Any]],
    kind: str,
    wanted: set[tuple[str, ...]],
    free: set[tuple[str, ...]],
    answer: Mapping[str, Any],
) -> set[int]:
    """Places of the tasks with something in excess, or in whose clause something was missed by all of its tasks."""
    own = [_one_name(_of_task(task, kind), answer) for task in tasks]
    asked, allowed = _one_name(wanted, answer), _one_name(wanted | free, answer)
    missed = {where for where, _ in asked - set().union(*own)}
    return {
        place
        for place, task in enumerate(tasks)
        if own[place] - allowed or facts.clause(task["clause"]) in missed
    }


def _of_task(task: Mapping[str, Any], kind: str) -> set[tuple[str, ...]]:
    where = facts.clause(task["clause"])
    if kind == "deadlines":
        return {(where, value) for one in task["deadlines"] if (value := one["rrule"] or one["due"])}
    return {(where, facts.body(ref["name"])) for ref in task[kind]}


def _one_name(rows: set[tuple[str, ...]], answer: Mapping[str, Any]) -> set[tuple[str, ...]]:
    """Tuples with each wording that names one body in that notice replaced by the first."""
    first = {facts.body(name): facts.body(row[0]) for row in answer.get("same", ()) for name in row}
    return {(where, first.get(value, value)) for where, value in rows}


def report(found: Sequence[Verdict]) -> None:
    """Prints how many assignments of each band are right, and what was wrong though sure."""
    for low, high in pairwise(BANDS):
        band = [one for one in found if low <= one.confidence < high]
        right = sum(one.right for one in band)
        share = f"{right / len(band):.3f}" if band else "-"
        print(
            f"{low:.2f} ≤ confidence < {min(high, 1):.2f}  {len(band):4} assignments  {right:4} right  {share}"
        )
    sure = [one for one in found if one.confidence >= 0.9]
    print(
        f"≥ 0.90: {len(sure)} of {len(found)}, right {sum(one.right for one in sure) / max(1, len(sure)):.3f}"
    )
    for one in sure:
        if not one.right:
            print(f"  sure but wrong: {one.source} {sorted(one.signs)}")
    for name in sorted({name for one in found for name in one.signs}):
        with_sign = [one for one in found if name in one.signs]
        print(
            f"{name:18} {len(with_sign):4} right {sum(one.right for one in with_sign) / len(with_sign):.3f}"
        )


def first_sight() -> list[Verdict]:
    """The verdicts of ``first_sight.tsv``: those of notices that the rules had not met."""
    with (CASES / "first_sight.tsv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader((line for line in lines if line[0] != "#"), delimiter="\t"))
    found = []
    for row in rows:
        signs = frozenset(row["signs"].split())
        found.append(Verdict(row["notice"], signs, confidence(signs), row["right"] == "1"))
    return found


def fit(met: Sequence[Verdict], fresh: Sequence[Verdict]) -> tuple[float, dict[str, float]]:
    """Base and weights of the logistic regression: notices met before count little beside the fresh ones."""
    names = [sign["name"] for sign in table()["sign"]]
    both = [*met, *fresh]
    marks = np.array([[float(name in one.signs) for name in names] for one in both])
    right = np.array([float(one.right) for one in both])
    share = np.array([_MET] * len(met) + [1.0] * len(fresh))
    prior = np.array([sign["prior"] for sign in table()["sign"]])
    base, weights, size = table()["prior"], prior.copy(), max(1.0, float(share.sum()) / 50)
    for _ in range(_ROUNDS):
        gap = (1 / (1 + np.exp(-(base - marks @ weights))) - right) * share
        base -= _STEP * (float(gap.sum()) + _HELD * (base - table()["prior"])) / size
        weights = np.maximum(0.0, weights - _STEP * (-(marks.T @ gap) + _RIDGE * (weights - prior)) / size)
    return float(base), {name: float(weight) for name, weight in zip(names, weights, strict=True)}


def left_out(met: Sequence[Verdict], fresh: Sequence[Verdict]) -> tuple[int, int]:
    """Of the fresh notices' assignments, how many are sure by weights fitted without their notices, and how many of
    those are right."""
    notices = sorted({one.source for one in fresh})
    sure = right = 0
    for fold in range(_FOLDS):
        tested = {notice for place, notice in enumerate(notices) if place % _FOLDS == fold}
        base, weights = fit(met, [one for one in fresh if one.source not in tested])
        for one in fresh:
            left = base - sum(weights.get(name, 0.0) for name in one.signs)
            if one.source in tested and round(1 / (1 + math.exp(-left)), 2) >= table()["review_below"]:
                sure, right = sure + 1, right + one.right
    return sure, right


def print_fit(met: Sequence[Verdict], fresh: Sequence[Verdict]) -> None:
    """Prints base and weights, and how well such a fit holds for notices that it leaves out."""
    base, weights = fit(met, fresh)
    print(f"base = {base:.2f}")
    for name, weight in weights.items():
        print(f"{name:18} {weight:.2f}")
    sure, right = left_out(met, fresh)
    print(
        f"left out by notice, at first sight: {sure} of {len(fresh)} sure, right {right / max(1, sure):.3f}"
    )


def main() -> None:
    """Runs the command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--fit", action="store_true", help="print fitted weights")
    chosen = parser.parse_args()
    found = verdicts()
    report(found)
    if chosen.fit:
        print_fit([one for one in found if not one.fresh], first_sight())


if __name__ == "__main__":
    main()
