"""Dictionaries of bodies that an office brings.

The format is that of ``dictionaries/agencies.tsv``: UTF-8, columns parted by tabs, a heading row with their names,
``#`` opens a comment line. Only ``name`` must be there; the others are:

``id``           letters a-z, digits, hyphens; made from the name where there is none; one that the project's own list
                 has takes the place of that entry
``level``        such as "tỉnh", "xã", "trung ương"
``aliases``      other ways of writing the name, parted by "|"; one word with two capitals or more is an abbreviation,
                 which counts among the recipients, and elsewhere from four letters on
``codes``        letters that stand for the body in symbols of documents, parted by "|"
``head``         the post of whoever leads it
``valid_from``   first day and last day under this name, as 2025-07-01
``valid_until``
``successor``    the id of the body that took over
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kl_extract.extract.agencies.dictionary import Dictionary, Row, default_dictionary
from kl_extract.extract.agencies.entry import slug
from kl_extract.extract.agencies.tokens import keys
from kl_extract.resources import read_tsv

COLUMNS = ("id", "name", "level", "aliases", "codes", "head", "valid_from", "valid_until", "successor")
_ID = re.compile(r"[a-z0-9]++(?:-[a-z0-9]++)*+")
_DATES = ("valid_from", "valid_until")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a line (counted from 1), and what to do; ``note`` marks what is only worth knowing."""

    line: int
    trouble: str
    remedy: str = ""
    note: bool = False

    def __str__(self) -> str:
        return f"{self.trouble}; {self.remedy}" if self.remedy else self.trouble


def parse(text: str) -> tuple[list[Row], list[Fault]]:
    """The rows of a dictionary, every column filled in, and what is wrong with it, in the order of its lines."""
    lines = [
        (number, line)
        for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1)
        if line.strip() and not line.startswith("#")
    ]
    if not lines:
        return [], [Fault(1, "the dictionary is empty", "give it a heading row and a row for each body")]
    number, heading = lines[0]
    columns = [cell.strip() for cell in heading.split("\t")]
    faults = list(_heading_faults(number, columns))
    if faults:
        return [], faults
    rows: list[tuple[int, Row]] = []
    for number, line in lines[1:]:
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) > len(columns):
            faults.append(Fault(number, f"{len(cells)} cells in {len(columns)} columns", "check the tabs"))
            continue
        row = dict.fromkeys(COLUMNS, "") | dict(zip(columns, cells, strict=False))
        row["id"] = row["id"] or slug(row["name"])
        rows.append((number, row))
        faults.extend(_row_faults(number, row))
    faults.extend(_faults_between(rows))
    return [row for _, row in rows], sorted(faults, key=lambda fault: fault.line)


def _heading_faults(line: int, columns: Sequence[str]) -> Iterable[Fault]:
    if len(columns) == 1 and columns[0] != "name":
        yield Fault(line, "the heading row has one column", "part columns by tabs, not by commas or spaces")
        return
    for column in columns:
        if column not in COLUMNS:
            yield Fault(line, f"there is no column {column!r}", f"the columns are {', '.join(COLUMNS)}")
    if len(set(columns)) < len(columns):
        yield Fault(line, "a column stands twice in the heading row", "leave one of them out")
    if "name" not in columns:
        yield Fault(line, "the column 'name' is missing", "add it to the heading row")


def _row_faults(line: int, row: Row) -> Iterable[Fault]:
    if not keys(row["name"]):
        yield Fault(line, "the name is missing", "give each body its full name")
        return
    if not row["name"][0].isupper():
        yield Fault(
            line, f"the name {row['name']!r} opens with a small letter", "bodies are found by capitals"
        )
    if not _ID.fullmatch(row["id"]):
        yield Fault(line, f"{row['id']!r} is no id", "use letters a-z, digits and hyphens, or leave it out")
    for column in _DATES:
        if row[column] and not _is_date(row[column]):
            yield Fault(line, f"{row[column]!r} is no date ({column})", "write it as 2025-07-01")
    if all(_is_date(row[column]) for column in _DATES) and row["valid_from"] > row["valid_until"]:
        yield Fault(line, "valid_from is later than valid_until", "swap them")
    for form in row["aliases"].split("|") if row["aliases"] else ():
        if not keys(form):
            yield Fault(line, "an alias is empty", "part aliases by one | each")


def _is_date(text: str) -> bool:
    try:
        return len(text) == len("2025-07-01") and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _faults_between(rows: Sequence[tuple[int, Row]]) -> Iterable[Fault]:
    """What is wrong between rows, and what they change in the project's own list."""
    listed = default_dictionary()
    own = {row["id"] for _, row in rows}
    ids: dict[str, int] = {}
    forms: dict[tuple[str, ...], tuple[int, str]] = {}
    for line, row in rows:
        if row["id"] in ids:
            yield Fault(
                line, f"the id {row['id']!r} stands in line {ids[row['id']]} too", "give each body its own"
            )
        ids.setdefault(row["id"], line)
        if row["successor"] and row["successor"] not in own and row["successor"] not in listed.entries:
            yield Fault(line, f"no body has the id {row['successor']!r} (successor)", "see dictionary find")
        if row["id"] in listed.entries:
            yield Fault(line, f"takes the place of {listed.entries[row['id']].name!r} in the list", note=True)
        for form in filter(None, [row["name"], *row["aliases"].split("|")]):
            earlier, agency_id = forms.setdefault(keys(form), (line, row["id"]))
            if agency_id != row["id"]:
                trouble = f"{form!r} is what line {earlier} calls another body too"
                yield Fault(line, trouble, "it is told apart by context, or reported as doubtful", note=True)
            others = {each.entry.id: each.entry.name for each in listed.forms_of(form)}
            others.pop(row["id"], None)
            if others:
                named = ", ".join(repr(name) for name in others.values())
                yield Fault(line, f"{form!r} no longer means {named}", note=True)


@lru_cache(maxsize=4)
def dictionary_with(texts: tuple[str, ...]) -> Dictionary:
    """The project's list with the dictionaries of ``texts``, each free of faults; of two entries with one id the later
    counts."""
    if not texts:
        return default_dictionary()
    rows = {row["id"]: row for text in texts for row in parse(text)[0]}
    return Dictionary(read_tsv("agencies.tsv"), list(rows.values()))
