"""Runs the clauses of ``tests/cases/agencies`` and counts; pins the counts as floors.

``python tools/agency_cases.py`` prints what differs and the counts; with ``--pin`` it writes them into ``floors.toml``,
which ``--lower`` alone may lower.
"""

import argparse
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kl_extract.contract import AgencyRef
from kl_extract.extract.agencies import Registry, build_registry
from kl_extract.model import Outline, Paragraph, Range, Text

FOLDER = Path(__file__).parents[1] / "tests" / "cases" / "agencies"
DAY = "2026-03-12"
Case = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one case gave: bodies found, expected, and both; and what else differs, in words."""

    found: int
    expected: int
    shared: int
    faults: tuple[str, ...]


def cases() -> list[Case]:
    """All cases, in the order of the file."""
    read: list[Case] = tomllib.loads((FOLDER / "cases.toml").read_text("utf-8"))["cases"]
    return read


def floors() -> dict[str, float]:
    """What must not get worse: ``whole`` cases wholly right, ``f1`` over all bodies."""
    read: dict[str, float] = tomllib.loads((FOLDER / "floors.toml").read_text("utf-8"))
    return read


def registry(case: Case) -> Registry:
    """The bodies of a case, whose head stands above its text, a paragraph for each line."""
    lines = [*case["head"], *case["text"].splitlines()]
    starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines))]
    ranges = [Range(start, start + len(line)) for start, line in zip(starts, lines, strict=True)]
    head, body = tuple(ranges[: len(case["head"])]), tuple(ranges[len(case["head"]) :])
    text = Text("\n".join(lines), (), (), tuple(Paragraph(part.start, part.end, 1) for part in ranges))
    recipients = body if case.get("recipients") else ()
    return build_registry(text, Outline(head=head, issuer=head, recipients=recipients), case.get("day", DAY))


def named(ref: AgencyRef) -> str:
    """A body as the cases write it: "?" before one that is unknown, "*" before a group."""
    mark = "* " if ref.collective else "" if ref.known else "? "
    return f"{mark}{ref.name}"


def outcome(case: Case) -> Outcome:
    """How a case went."""
    found = registry(case)
    refs = [found.ref(number) for number in range(len(found.mentions))]
    names = [named(ref) for ref in refs]
    shared = sum((Counter(names) & Counter(case["bodies"])).values())
    faults = [] if names == case["bodies"] else [f"bodies {names}"]
    posts = {ref.name: ref.post for ref in refs if ref.name in case.get("posts", {})}
    if posts != case.get("posts", {}):
        faults.append(f"posts {posts}")
    warnings = [warning.code for warning in found.warnings if warning.code != "agency-unknown"]
    if warnings != case.get("warnings", []):
        faults.append(f"warnings {warnings}")
    members = [member for ref in refs for member in getattr(ref, "members", [])]
    if members != case.get("members", []):
        faults.append(f"members {members}")
    return Outcome(len(names), len(case["bodies"]), shared, tuple(faults))


def counts(outcomes: list[Outcome]) -> dict[str, float]:
    """``whole`` cases wholly right, and ``f1`` over all bodies, rounded down to three places."""
    shared = sum(each.shared for each in outcomes)
    total = sum(each.found + each.expected for each in outcomes)
    return {"whole": sum(not each.faults for each in outcomes), "f1": int(2000 * shared / total) / 1000}


def main() -> int:
    """Prints the faults and the counts; pins them where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pin", action="store_true", help="write the counts into floors.toml")
    parser.add_argument("--lower", action="store_true", help="let --pin lower a floor")
    options = parser.parse_args()
    results = [(case["id"], outcome(case)) for case in cases()]
    for name, result in results:
        for fault in result.faults:
            print(f"{name}: {fault}")
    reached = counts([result for _, result in results])
    print(f"{reached['whole']} of {len(results)} whole, F1 {reached['f1']}")
    if options.pin:
        lowered = {key for key, floor in floors().items() if reached[key] < floor}
        if lowered and not options.lower:
            print(f"{', '.join(sorted(lowered))}: below the floor; --lower lowers it", file=sys.stderr)
            return 1
        _write(reached)
    return 0


def _write(reached: dict[str, float]) -> None:
    path = FOLDER / "floors.toml"
    comments = [line for line in path.read_text("utf-8").splitlines() if line.startswith("#")]
    lines = [*comments, *(f"{key} = {value}" for key, value in reached.items())]
    path.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
