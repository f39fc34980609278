"""Figures that must not get worse: pinned in a TOML file, raised freely, lowered only on purpose.

``KL_FLOORS=raise`` writes figures that got better; ``KL_FLOORS=lower`` writes all of them, and the commit message says
why a figure may fall. Without it figures below their floor are an error.
"""

import math
import os
import tomllib
from collections.abc import Collection, Hashable, Mapping
from pathlib import Path

# Floors have three digits, rounded down, so that a figure never falls below its own floor.
_DIGITS = 1000


def f1(found: Collection[Hashable], wanted: Collection[Hashable]) -> float:
    """F1 of what was found against what was wanted; 1.0 where both are empty."""
    if not found and not wanted:
        return 1.0
    hits = len(set(found) & set(wanted))
    return 2 * hits / (len(set(found)) + len(set(wanted)))


def hold(path: Path, measured: Mapping[str, float]) -> None:
    """Compare ``measured`` with the floors in ``path``; raises AssertionError naming each figure below its floor."""
    floors: dict[str, float] = tomllib.loads(path.read_text("utf-8"))
    wish = os.environ.get("KL_FLOORS")
    if wish in {"raise", "lower"}:
        _write(path, measured, {} if wish == "lower" else floors)
        return
    assert set(floors) == set(measured), (
        f"{path.name} has floors for {sorted(floors)}, not {sorted(measured)}"
    )
    low = {
        name: (round(measured[name], 3), floor) for name, floor in floors.items() if measured[name] < floor
    }
    assert not low, f"below the floor (figure, floor): {low}"


def _write(path: Path, measured: Mapping[str, float], kept: Mapping[str, float]) -> None:
    lines = [line for line in path.read_text("utf-8").splitlines() if line.startswith("#")]
    lines += [f"{name} = {_floor(max(value, kept.get(name, 0.0)))}" for name, value in measured.items()]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def _floor(value: float) -> float:
    return math.floor(value * _DIGITS + 1e-9) / _DIGITS
