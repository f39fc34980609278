"""Deadlines: the table of forms against the shared facts, and sentences without any."""

import csv
from datetime import date
from pathlib import Path

import pytest

from kl_extract.extract.deadlines import FoundDeadline, Reference, find_deadlines, find_urgency

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared" / "domain" / "deadlines.tsv"
DAY = Reference(date(2025, 9, 12))


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as stream:
        lines = [line for line in stream if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def found_in(text: str, reference: Reference = DAY) -> list[FoundDeadline]:
    return find_deadlines(text, 0, len(text), reference)


def form(text: str, reference: Reference) -> str:
    found = found_in(text, reference)
    if found:
        return " | ".join(f"{f.kind} {f.due or '-'} {f.starts or '-'} {f.rrule or '-'}" for f in found)
    whole = [phrase for _, _, phrase in find_urgency(text, 0, len(text))] == [text]
    return "urgency" if whole else "none"


@pytest.mark.parametrize("row", rows("test_deadlines_forms.tsv"), ids=lambda row: row["text"])
def test_form(row: dict[str, str]) -> None:
    assert form(row["text"], Reference(date.fromisoformat(row["notice"]))) == row["form"]


@pytest.mark.parametrize("row", rows("test_deadlines_none.tsv"), ids=lambda row: row["text"])
def test_no_deadline(row: dict[str, str]) -> None:
    assert found_in(row["text"]) == []


def test_sentences_without_deadline_are_many() -> None:
    assert len(rows("test_deadlines_none.tsv")) >= 80


# Facts that give another form here, by row, and why.
OTHERWISE = {
    44: "a reporting period sets no time",
    45: "likewise",
    47: "likewise",
    49: "a plan horizon",
    50: "a term of years",
    52: "a term of office",
    68: "the time of a meeting",
    94: "a condition",
    95: "sets no time",
    96: "the order of two steps",
    99: "the time stands in another document",
    120: "effectivity",
    124: "without a cue a number is no deadline",
    126: "a start is stated, so no due",
}
NOTHING = {"past", "reference", "recurring-vague", "invalid"}
OPERATORS = {
    "before": {"before", "by", "recurring", "event"},
    "by": {"by", "before", "within", "period", "recurring", "event"},
    "on": {"on", "recurring"},
    "in": {"period"},
    "each": {"recurring"},
    "from": {"period"},
    "after": {"event"},
    "at": {"event"},
}
ROUNDS = {"6M": "FREQ=MONTHLY;INTERVAL=6", "YEARLY": "FREQ=YEARLY"}


def values(fact: dict[str, str]) -> list[str]:
    """What must stand in the form: rules, the days named, or, where a period is named, its last day.

    The contract's due is the day named; the facts' ``due_inclusive`` is the day before for "trước".
    """
    if fact["recurrence"]:
        return [ROUNDS.get(rule, rule) for rule in fact["recurrence"].split(" + ")]
    stated = [part for listed in fact["stated_value"].split(";") for part in listed.split("..")]
    full = [part for part in stated if len(part) == len("2025-09-30")]
    return full or [fact["due_inclusive"]] * bool(fact["due_inclusive"])


def agrees(fact: dict[str, str], form: str) -> bool:
    """Whether a row of the table of forms gives what the fact says."""
    if fact["kind"] == "urgency":
        return form == "urgency"
    kinds = {part.split()[0] for part in form.split(" | ")}
    if fact["kind"] in NOTHING:
        return kinds == {"none"} or (fact["kind"] == "invalid" and form == "before - - -")
    return kinds <= OPERATORS[fact["operator"]] and all(value in form for value in values(fact))


def test_facts_agree_with_the_table_of_forms() -> None:
    if not SHARED.is_file():
        pytest.skip(f"no shared facts at {SHARED}")
    with SHARED.open(encoding="utf-8", newline="") as stream:
        facts = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    table = {int(row["fact"]): row for row in rows("test_deadlines_forms.tsv") if row["fact"]}
    assert sorted(table) == list(range(1, len(facts) + 1))
    for number, fact in enumerate(facts, 1):
        row = table[number]
        assert row["notice"] == fact["notice_date"]
        if number not in OTHERWISE:
            assert agrees(fact, row["form"]), (number, fact["expression"], row["form"])
