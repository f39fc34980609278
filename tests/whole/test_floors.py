"""What was measured must not get worse: F1 against answers made by hand."""

import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sample_kit.facts import KINDS
from score import Count, compare

ROOT = Path(__file__).parents[2]
FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text("utf-8"))
Result = Callable[[Path], dict[str, Any]]


def counts(pairs: list[tuple[Path, Path]], result: Result) -> dict[str, Count]:
    total = dict.fromkeys(KINDS, Count())
    for gold, text in pairs:
        for kind, count in compare(json.loads(gold.read_text("utf-8")), result(text)).items():
            total[kind] += count
    return total


def assert_floors(found: dict[str, Count], floors: dict[str, float]) -> None:
    low = {kind: round(found[kind].f1, 3) for kind, floor in floors.items() if found[kind].f1 < floor}
    assert not low, f"below the floor: {low}"


def test_samples(result: Result) -> None:
    golds = sorted((ROOT / "samples" / "gold").glob("*.json"))
    assert len(golds) >= 5
    assert_floors(counts([(g, ROOT / "samples" / f"{g.stem}.txt") for g in golds], result), FLOORS["samples"])


@pytest.mark.parametrize(
    ("folder", "floors"), [("notices", "notices"), ("notices/second", "second"), ("notices/third", "third")]
)
def test_notices(folder: str, floors: str, result: Result) -> None:
    golds = sorted((ROOT / "tests" / folder).glob("*.json"))
    assert len(golds) >= 6
    assert_floors(counts([(g, g.with_suffix(".txt")) for g in golds], result), FLOORS[floors])


@pytest.mark.parametrize(("name", "floor"), [("notice-a", 0.95), ("notice-c", 0.90)])
def test_shared_seeds(name: str, floor: float, result: Result) -> None:
    seed = ROOT.parent / "shared" / "seeds" / f"{name}.txt"
    if not seed.is_file():
        pytest.skip("the shared seeds are not beside the project")
    gold = json.loads((seed.parents[1] / "gold" / f"{name}.json").read_text("utf-8"))
    found = compare(gold, result(seed))
    seen = [count.f1 for count in found.values() if count != Count()]
    assert sum(seen) / len(seen) >= floor
    assert found["clauses"].f1 == 1.0
