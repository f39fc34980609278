"""Citations over a corpus of our own; the figures are pinned in floors.toml."""

import csv
import tomllib
from pathlib import Path
from typing import Any

from floors import f1, hold
from kl_extract.extract.citations import CitedDocument, find_citations, group
from kl_extract.extract.citations.tables import bare

HERE = Path(__file__).parent
CASES: list[dict[str, Any]] = [
    case
    for name in ("cases.toml", "second.toml", "third.toml")
    for case in tomllib.loads((HERE / name).read_text("utf-8"))["cases"]
]
FIELDS = ("documents", "types", "issuers", "roles", "parts", "titles", "mentions", "mismatches")


def role_sentences() -> list[tuple[str, str]]:
    with (HERE / "roles.tsv").open(encoding="utf-8", newline="") as stream:
        lines = [line for line in stream if not line.startswith("#")]
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return [(row["roles"], row["text"]) for row in rows]


def stated(document: dict[str, Any]) -> dict[str, Any]:
    """The answer, field by field; titles count only where the answer gives one."""
    name = document.get("number") or bare(document["title"])
    return {
        "documents": (name, str(document.get("date"))),
        "types": (name, document["type"]),
        "issuers": (name, document.get("issuer")),
        "roles": (name, document["role"]),
        "parts": (name, tuple(document.get("parts", ()))),
        "titles": (name, document["title"]) if "title" in document else None,
        "mentions": (name, document.get("mentions", 1)),
        "mismatches": (name, document.get("mismatch", False)),
    }


def seen(document: CitedDocument, text: str, titled: set[str]) -> dict[str, Any]:
    """The same of a document that was found."""
    title = text[slice(*document.title)] if document.title else None
    name = document.number or bare(title or "")
    return {
        "documents": (name, str(document.issued_on)),
        "types": (name, document.type),
        "issuers": (name, text[slice(*document.issuer)] if document.issuer else document.issuer_name),
        "roles": (name, document.role),
        "parts": (name, document.parts),
        "titles": (name, title) if name in titled else None,
        "mentions": (name, len(document.mentions)),
        "mismatches": (name, bool(document.mismatches)),
    }


def measured() -> dict[str, float]:
    found: dict[str, list[Any]] = {name: [] for name in FIELDS}
    wanted: dict[str, list[Any]] = {name: [] for name in FIELDS}
    for number, case in enumerate(CASES):
        answers = [stated(document) for document in case["documents"]]
        titled = {answer["titles"][0] for answer in answers if answer["titles"]}
        results = [seen(document, case["text"], titled) for document in group(find_citations(case["text"]))]
        for name in FIELDS:
            wanted[name] += [(number, answer[name]) for answer in answers if answer[name]]
            found[name] += [(number, result[name]) for result in results if result[name]]
    right = [roles(text) == wish for wish, text in role_sentences()]
    return {name: f1(found[name], wanted[name]) for name in FIELDS} | {
        "role_sentences": sum(right) / len(right)
    }


def roles(text: str) -> str:
    return "|".join(mention.role for mention in find_citations(text))


def test_the_corpus_is_as_large_as_promised() -> None:
    assert len(CASES) >= 40
    assert len(role_sentences()) >= 40


def test_figures_hold() -> None:
    hold(HERE / "floors.toml", measured())
