"""The held-out notices: each answer made by hand is whole, and grounded in the words of its notice."""

import json
import re
import unicodedata
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
NAMES = sorted(path.stem for path in HERE.glob("*.json"))
ROLES = ("leads", "coordinators", "reports_to")
LABEL = re.compile(r"(?:[IVX]+[.-]|\d+[./-]|\d+\.\d+\.|[a-zđ][.)]|[-*•]) ")
FOOT = re.compile(r"^Nơi nhận:", re.MULTILINE)
OPENING = re.compile(r"(?:như sau|kết luận|nội dung sau):$", re.MULTILINE)


def answer(name: str) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads((HERE / f"{name}.json").read_text("utf-8"))
    return gold


def text(name: str) -> str:
    return (HERE / f"{name}.txt").read_text("utf-8")


def body_of(name: str) -> str:
    """What lies between the sentence that opens the conclusions and "Nơi nhận"."""
    whole = text(name)
    foot, opening = FOOT.search(whole), OPENING.search(whole)
    assert foot and opening
    return whole[opening.end() : foot.start()]


def words(value: str) -> set[str]:
    return set(re.findall(r"\w+", value.lower()))


def squeezed(value: str) -> str:
    return re.sub(r"\s+", "", value).lower()


def test_there_are_eight_notices_each_with_its_answer() -> None:
    assert len(NAMES) == 8
    assert sorted(path.stem for path in HERE.glob("*.txt")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_notice_is_composed_and_an_answer_names_its_file(name: str) -> None:
    assert unicodedata.is_normalized("NFC", text(name))
    assert answer(name)["file"] == f"{name}.txt"


@pytest.mark.parametrize("name", NAMES)
def test_tuples_refer_to_clauses_named_once(name: str) -> None:
    gold = answer(name)
    clauses = gold["clauses"]
    assert len(clauses) == len(set(clauses))
    for kind in (*ROLES, "deadlines"):
        rows = [tuple(row) for row in gold[kind]]
        assert len(rows) == len(set(rows)), kind
        assert {label for label, _ in rows} <= set(clauses), kind
        free = {label for label, _ in gold["optional"].get(kind, ())}
        assert free <= {*clauses, "intro"}, kind


@pytest.mark.parametrize("name", NAMES)
def test_there_is_a_clause_for_each_label(name: str) -> None:
    labels = sum(bool(LABEL.match(line.strip())) for line in body_of(name).splitlines())
    plain = {"intro", "closing"} | {
        label for label in answer(name)["clauses"] if re.fullmatch(r"p\d+", label)
    }
    assert len(set(answer(name)["clauses"]) - plain) == labels


@pytest.mark.parametrize("name", NAMES)
def test_every_body_is_named_in_the_text(name: str) -> None:
    """Word by word: "các Sở: A, B" names Sở B without writing it so."""
    gold, seen = answer(name), words(text(name))
    named = [body for kind in ROLES for _, body in gold[kind]] + gold["attendees"]
    assert [body for body in named if not words(body) <= seen] == []


@pytest.mark.parametrize("name", NAMES)
def test_numbers_names_and_products_are_verbatim(name: str) -> None:
    gold, whole = answer(name), squeezed(text(name))
    fields = [gold["fields"][key] for key in ("number", "place", "kind", "chair", "signer")]
    cited = [number for number, _, _ in gold["citations"]]
    for value in [*fields, *cited, *(product for _, product in gold["products"])]:
        assert squeezed(value) in whole, value


@pytest.mark.parametrize("name", NAMES)
def test_dates_are_dates_and_due_dates_belong_to_a_lead(name: str) -> None:
    gold = answer(name)
    for value in [due for _, due in gold["deadlines"]] + [gold["fields"]["issued_on"]]:
        assert value.startswith("FREQ=") or date.fromisoformat(value)
    owed = {(body, due) for label, body in gold["leads"] for at, due in gold["deadlines"] if at == label}
    assert {tuple(pair) for pair in gold["lead_due"]} <= owed
    assert {due for _, due in gold["lead_due"]} == {due for _, due in gold["deadlines"]}


@pytest.mark.parametrize("name", NAMES)
def test_a_heading_stands_before_what_it_holds(name: str) -> None:
    clauses = [label for label in answer(name)["clauses"] if label not in {"intro", "closing"}]
    for before, after in pairwise(clauses):
        parent = after.rpartition(".")[0]
        assert parent in {"", *clauses[: clauses.index(after)]}, (before, after)
