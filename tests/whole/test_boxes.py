"""Every box, drawn on its page, covers the words it stands for."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pdfplumber
import pypdfium2
import pytest

ROOT = Path(__file__).parents[2]
PDFS = sorted(path.with_suffix(".pdf") for path in (ROOT / "samples").glob("*.txt"))
Result = Callable[[Path], dict[str, Any]]
DARK = 128


def spans(value: Any) -> Iterator[dict[str, Any]]:
    """All spans anywhere in the output."""
    if isinstance(value, dict):
        if {"start", "end", "boxes"} <= value.keys():
            yield value
        else:
            for part in value.values():
                yield from spans(part)
    elif isinstance(value, list):
        for part in value:
            yield from spans(part)


@pytest.mark.parametrize("pdf", PDFS, ids=lambda path: path.stem)
def test_boxes_hold_the_words_of_the_span(pdf: Path, result: Result) -> None:
    notice = result(pdf)
    checked = 0
    with pdfplumber.open(pdf) as document:
        words = {page.page_number: page.extract_words() for page in document.pages}
        for span in spans(notice):
            assert span["boxes"], notice["text"][span["start"] : span["end"]]
            wanted = notice["text"][span["start"] : span["end"]].split()
            held = [
                word["text"] for box in span["boxes"] for word in words[box["page"]] if _inside(word, box)
            ]
            missing = [word for word in wanted if not any(word in other or other in word for other in held)]
            assert not missing, (missing, held)
            checked += 1
    assert checked > 50


def _inside(word: dict[str, Any], box: dict[str, Any]) -> bool:
    slack = 0.6
    return bool(
        word["x0"] >= box["x0"] - slack
        and word["x1"] <= box["x1"] + slack
        and word["top"] >= box["top"] - slack
        and word["bottom"] <= box["bottom"] + slack
    )


@pytest.mark.parametrize("pdf", PDFS[:2], ids=lambda path: path.stem)
def test_boxes_lie_on_ink(pdf: Path, result: Result) -> None:
    document = pypdfium2.PdfDocument(pdf)
    scale = 2
    pictures = [page.render(scale=scale).to_pil().convert("L") for page in document]
    for assignment in result(pdf)["assignments"]:
        for box in assignment["span"]["boxes"]:
            edges = tuple(round(box[side] * scale) for side in ("x0", "top", "x1", "bottom"))
            piece = pictures[box["page"] - 1].crop(edges)
            assert piece.getextrema()[0] < DARK, box


def test_every_span_cut_from_the_text_is_what_it_says(result: Result) -> None:
    for pdf in PDFS:
        notice = result(pdf)
        text = notice["text"]
        for assignment in notice["assignments"]:
            assert assignment["task"] in text[assignment["span"]["start"] : assignment["span"]["end"]]
            for role in ("leads", "coordinators", "reports_to", "deadlines"):
                for part in assignment[role]:
                    assert text[part["span"]["start"] : part["span"]["end"]] == part["text"]
