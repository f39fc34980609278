"""Every rule of ``deadlines.toml`` against its own examples and counter-examples."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kl_extract.extract.deadlines import FoundDeadline, Reference, find_deadlines
from kl_extract.extract.deadlines.productions import PRODUCTIONS
from kl_extract.extract.deadlines.rules import Rule, Sought, masks, rules, signs, table

ROWS: list[dict[str, Any]] = table()["rules"]
EXAMPLES = [
    pytest.param(row["name"], text, day, wanted, id=f"{row['name']}: {text}")
    for row in ROWS
    for text, day, *wanted in row["examples"]
]
COUNTER_EXAMPLES = [
    pytest.param(text, id=f"{row['name']}: {text}") for row in ROWS for text in row["counter_examples"]
]


def form(found: FoundDeadline) -> dict[str, str]:
    """The normal form as the table writes it."""
    fields = {"kind": found.kind, "due": found.due, "starts": found.starts, "rrule": found.rrule}
    return {name: str(value) for name, value in fields.items() if value is not None}


@pytest.mark.parametrize(("name", "text", "day", "wanted"), EXAMPLES)
def test_example(name: str, text: str, day: str, wanted: list[dict[str, str]]) -> None:
    found = find_deadlines(text, 0, len(text), Reference(date.fromisoformat(day)))
    assert [form(one) for one in found] == wanted
    assert {one.rule for one in found} == {name}


@pytest.mark.parametrize("text", COUNTER_EXAMPLES)
def test_counter_example(text: str) -> None:
    assert find_deadlines(text, 0, len(text), Reference(date(2025, 9, 12))) == []


def test_every_rule_is_named_once_and_has_examples_of_both_kinds() -> None:
    names = [row["name"] for row in ROWS]
    assert len(set(names)) == len(names)
    assert all(row["examples"] and row["counter_examples"] for row in ROWS)


def test_every_production_is_used_and_known() -> None:
    assert {rule.production for rule in rules()} == set(PRODUCTIONS)


def test_every_cue_is_used() -> None:
    assert {row["cue"] for row in ROWS if "cue" in row} == set(table()["cues"])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_needs_are_met_by_examples(row: dict[str, Any]) -> None:
    """A rule is tried only where a string of each group of ``needs`` stands: each must be worth its place."""
    gates = [re.sub(r"\d", "0", text.lower()) for text, *_ in row["examples"]]
    assert all(any(need in gate for need in group) for gate in gates for group in row["needs"])


def test_needs_keep_no_rule_from_what_it_matches() -> None:
    root = Path(__file__).parents[1]
    files = [
        *root.glob("cases/deadlines/*"),
        *root.glob("extract/test_deadlines_*.tsv"),
        *root.glob("notices/*.txt"),
    ]
    words = [
        line for path in files if path.is_file() for line in path.read_text("utf-8").lower().splitlines()
    ]
    words += [text.lower() for row in ROWS for text, *_ in row["examples"]]
    lost = [
        (sought.source, line)
        for line in dict.fromkeys(words)
        for sought in (*rules(), *masks())
        if not sought.likely(signs(line, 0, len(line))) and fires(sought, line)
    ]
    assert lost == []


def fires(sought: Sought, line: str) -> bool:
    """Whether the pattern matches, and the words that a rule asks for stand anywhere."""
    cue = sought.cue if isinstance(sought, Rule) else None
    return bool(sought.pattern.search(line)) and (cue is None or bool(cue.search(line)))
