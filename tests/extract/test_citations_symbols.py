"""Symbols: the project's table, the shared table, and every kind of document."""

import csv
from datetime import date
from pathlib import Path

import pytest

from kl_extract.extract.citations import FoundCitation, find_citations
from kl_extract.extract.citations.tables import bare, kinds
from kl_extract.resources import read_tsv

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared" / "domain" / "symbols_examples.tsv"


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as stream:
        lines = [line for line in stream if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def one(text: str) -> FoundCitation:
    (found,) = find_citations(text)
    return found


@pytest.mark.parametrize("row", rows("test_citations_symbols.tsv"), ids=lambda row: row["text"])
def test_symbol(row: dict[str, str]) -> None:
    found = find_citations(row["text"])
    assert [c.number for c in found] == ([] if row["number"] == "-" else [row["number"]])
    assert [c.mended for c in found] == [row["mended"] == "yes"] * len(found)


@pytest.mark.parametrize("row", read_tsv("doc_kinds.tsv"), ids=lambda row: row["abbr"])
def test_every_kind_is_found_by_its_example_under_each_of_its_nouns(row: dict[str, str]) -> None:
    for head in row["heads"].split("|"):
        found = one(f"Căn cứ {head} số {row['example']} ngày 05/3/2025;")
        assert (found.type, found.number, found.issued_on) == (head, row["example"], date(2025, 3, 5))
        assert found.mismatch is None


def test_kinds_are_letters() -> None:
    assert all(bare(abbr) and abbr[0].isupper() for abbr in kinds())


def shared_number(row: dict[str, str]) -> str | None:
    """What a row of the shared table says: number and code put together; None where there is no symbol."""
    if row["expect"] == "no match":
        return None
    if row["family"] == "repair":
        return row["code_or_org"].removeprefix("số ")
    code = row["code_or_org"].replace(" - ", "-").replace("\u2011", "-")
    if row["family"] == "party":
        return f"{row['number']}-{row['year_or_type']}{'-' if row['year_or_type'] == 'VBHN' else '/'}{code}"
    return "/".join(part for part in (row["number"], row["year_or_type"], code) if part)


def test_shared_symbols() -> None:
    if not SHARED.is_file():
        pytest.skip(f"no shared table at {SHARED}")
    with SHARED.open(encoding="utf-8", newline="") as stream:
        table = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    wrong = []
    for row in table:
        wanted = shared_number(row)
        found = [one.number for one in find_citations(row["text"].removesuffix(" (U+2011)"))]
        if found != ([wanted] if wanted else []):
            wrong.append((row["text"], wanted, found))
    assert wrong == []
    assert len(table) == 74
