"""One notice in every form: text, born-digital PDF, Word file, scan, scan with a text layer that lies."""

import json
import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sample_kit.facts import Facts, of_output
from score import Count

ROOT = Path(__file__).parents[2]
TEXTS = sorted((ROOT / "samples").glob("*.txt"))
FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text("utf-8"))["scans"]
ANNEX_FLOOR = 0.95
Result = Callable[[Path], dict[str, Any]]
needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")


def shape(notice: dict[str, Any]) -> list[dict[str, Any]]:
    """The assignments without their places, which differ from form to form."""

    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: bare(part) for key, part in value.items() if key not in {"span", "spans"}}
        return [bare(part) for part in value] if isinstance(value, list) else value

    found: list[dict[str, Any]] = bare(notice["assignments"])
    return found


@pytest.mark.parametrize("suffix", [".pdf", ".docx"])
@pytest.mark.parametrize("text", TEXTS, ids=lambda path: path.stem)
def test_every_form_gives_the_same_assignments(text: Path, suffix: str, result: Result) -> None:
    assert shape(result(text.with_suffix(suffix))) == shape(result(text))


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: path.stem)
def test_golden(text: Path, result: Result) -> None:
    """The born-digital file's JSON is the golden one; ``python tools/make_golden.py`` writes it anew."""
    golden = json.loads((ROOT / "samples" / "golden" / f"{text.stem}.pdf.json").read_text("utf-8"))
    found = result(text.with_suffix(".pdf"))
    for notice in (golden, found):
        del notice["source"]["versions"]
    assert found == golden


def _tally(found: Facts, wanted: Facts, kind: str) -> Count:
    def numbered(facts: Facts) -> set[Any]:
        return {row for row in facts[kind] if not str(row[0]).startswith("phu-luc")}

    mine, true = numbered(found), numbered(wanted)
    return Count(len(mine & true), len(mine - true), len(true - mine))


@pytest.mark.ocr
@needs_tesseract
def test_scans_against_their_originals(result: Result) -> None:
    totals = dict.fromkeys(FLOORS, Count())
    for text in TEXTS:
        scan = of_output(result(text.with_name(f"{text.stem}-scan.pdf")))
        original = of_output(result(text))
        for kind in totals:
            totals[kind] += _tally(scan, original, kind)
    low = {kind: round(totals[kind].f1, 3) for kind in FLOORS if totals[kind].f1 < FLOORS[kind]}
    assert not low, f"below the floor: {low}"


@pytest.mark.ocr
@needs_tesseract
def test_annex_tables_in_scans(result: Result) -> None:
    total = Count()
    for text in TEXTS:
        rows = [
            {row for row in of_output(result(path))["leads"] if str(row[0]).startswith("phu-luc")}
            for path in (text.with_name(f"{text.stem}-scan.pdf"), text)
        ]
        total += Count(len(rows[0] & rows[1]), len(rows[0] - rows[1]), len(rows[1] - rows[0]))
    assert total.right + total.missed >= 20
    assert total.f1 >= ANNEX_FLOOR


@pytest.mark.ocr
@needs_tesseract
def test_a_text_layer_that_lies_is_not_trusted(result: Result) -> None:
    name = TEXTS[0].stem
    lying = result(ROOT / "samples" / f"{name}-english-ocr.pdf")
    assert {page["reader"] for page in lying["source"]["pages"]} == {"ocr"}
    assert shape(lying) == shape(result(ROOT / "samples" / f"{name}-scan.pdf"))
