"""Cases of assignments (``tests/cases/assignments``): reading them, and comparing what was found with the answers.

A file holds ``head`` and ``foot`` of one office's notices, or those of several as ``[offices.NAME]``, and its
``[[case]]`` tables: ``office`` (of several), ``name``, ``text``, ``answers`` (one row for each assignment) and ``free``
(what careful readers may differ on: kind to ``[clause, value]`` rows, which count neither way). A row:
``clause``, ``leads``, ``with`` (coordinators), ``to`` (reports_to), ``due`` (days or RRULEs), ``source`` (explicit
where absent), and, only where the case is about them, ``products`` and ``urgency``.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sample_kit.facts import body, clause, fold

ROLES = {"leads": "leads", "with": "coordinators", "to": "reports_to"}
KINDS = (*ROLES, "due", "source", "products", "urgency", "rows")
"""``rows`` counts assignments that are right as a whole: clause, leads, coordinators, recipients and deadlines."""
Row = tuple[str, frozenset[str], frozenset[str], frozenset[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Case:
    """One short notice with its answer."""

    office: str
    name: str
    text: str
    answers: Sequence[Mapping[str, Any]]
    free: Mapping[str, Sequence[Sequence[str]]] = field(default_factory=dict)


def read_cases(folder: Path) -> Iterator[Case]:
    """All cases below ``folder``, in order of file name and place."""
    for path in sorted(folder.glob("*.toml")):
        data = tomllib.loads(path.read_text("utf-8"))
        for case in data.get("case", ()):
            office = data["offices"][case["office"]] if "office" in case else data
            text = "\n".join(part.strip("\n") for part in (office["head"], case["text"], office["foot"]))
            answers = [*data.get("shared", ()), *case["answers"]]
            yield Case(path.stem, case["name"], text.strip("\n") + "\n", answers, case.get("free", {}))


Facts = dict[str, set[tuple[str, str]]]


def of_answer(rows: Sequence[Mapping[str, Any]]) -> Facts:
    """The tuples of an answer, kind by kind; sources are compared for rows that have leads."""
    facts: Facts = {kind: set() for kind in KINDS if kind != "rows"}
    for row in rows:
        where = clause(row["clause"])
        for kind in ROLES:
            facts[kind] |= {(where, body(name)) for name in row.get(kind, ())}
        facts["due"] |= {(where, value) for value in row.get("due", ())}
        facts["products"] |= {(where, fold(value)) for value in row.get("products", ())}
        if row.get("leads"):
            facts["source"].add((where, row.get("source", "explicit")))
        if "urgency" in row:
            facts["urgency"].add((where, row["urgency"]))
    return facts


def of_output(assignments: Sequence[Mapping[str, Any]]) -> Facts:
    """The same of an output's assignments."""
    return of_answer([as_row(task) for task in assignments])


def as_row(task: Mapping[str, Any]) -> dict[str, Any]:
    """An assignment of the output in the form of an answer's row."""
    row: dict[str, Any] = {kind: [ref["name"] for ref in task[name]] for kind, name in ROLES.items()}
    row |= {"clause": task["clause"], "source": task["lead_source"], "products": task["products"]}
    row["due"] = [value for one in task["deadlines"] if (value := one["rrule"] or one["due"])]
    return row | ({"urgency": task["urgency"]} if task["urgency"] else {})


def key(row: Mapping[str, Any], free: Mapping[str, set[tuple[str, str]]]) -> Row:
    """What makes two rows the same, without what is free."""
    where = clause(row["clause"])
    sets = [
        frozenset(v for v in map(body, row.get(kind, ())) if (where, v) not in free.get(kind, set()))
        for kind in ROLES
    ]
    due = frozenset(v for v in row.get("due", ()) if (where, v) not in free.get("due", set()))
    return (where, sets[0], sets[1], sets[2], due)


def free_of(case: Case) -> dict[str, set[tuple[str, str]]]:
    """The optional tuples of a case."""
    made: dict[str, set[tuple[str, str]]] = {}
    for kind, rows in case.free.items():
        shape = body if kind in ROLES else fold if kind == "products" else str
        made[kind] = {(clause(where), shape(value)) for where, value in rows}
    return made


def right_rows(case: Case, assignments: Sequence[Mapping[str, Any]]) -> list[bool]:
    """For each assignment found, whether it is right as a whole; each row of the answer serves once.

    What says no more than is free (no lead, helper, recipient or deadline besides) is right too.
    """
    free = free_of(case)
    wanted = [key(row, free) for row in case.answers]
    verdicts = []
    for task in assignments:
        found = key(as_row(task), free)
        if found in wanted:
            wanted.remove(found)
            verdicts.append(True)
        else:
            verdicts.append(bool(task["leads"]) and not any(found[1:]))
    return verdicts
