"""Every box, drawn on its page, covers the words it stands for."""

import random
import shutil
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pdfplumber
import pypdfium2
import pytest

from kl_extract.model import Box, Document, Page
from kl_extract.read.ocr import restorer
from sample_kit.source import load

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


@pytest.mark.ocr
@pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")
@pytest.mark.parametrize("pdf", PDFS, ids=lambda path: path.stem)
def test_words_of_a_scan_lie_where_the_typed_ones_do(pdf: Path, document: Callable[[Path], Document]) -> None:
    """Left, right and middle within three points; one word in a hundred may be cut otherwise by Tesseract.

    Above and below, a typed box holds the height of its font and one of OCR the ink: it lies within.
    """
    skew = load(ROOT / "samples" / "source" / f"{pdf.stem}.txt").layout.skew
    scan = pdf.with_name(f"{pdf.stem}-scan.pdf")
    far: list[str] = []
    count = 0
    for number, (typed, scanned) in enumerate(zip(document(pdf).pages, document(scan).pages, strict=True)):
        turn = skew + random.Random(f"{pdf.stem} {number}").uniform(-0.12, 0.12)  # as sample_kit.scan does
        lean = restorer(-turn, typed.width or 0.0, typed.height or 0.0)
        for text, one, other in _same_words(typed, scanned):
            count += 1
            if not _agree(lean(one), other):
                far.append(f"page {number + 1}, {text}: {lean(one)} {other}")
    assert count > 250
    assert len(far) <= count / 100, far


def _same_words(typed: Page, scanned: Page) -> Iterator[tuple[str, Box, Box]]:
    ones, others = ([word for line in page.lines for word in line.words] for page in (typed, scanned))
    alike = SequenceMatcher(
        None, [word.text for word in ones], [word.text for word in others], autojunk=False
    )
    for block in alike.get_matching_blocks():
        for one, other in zip(ones[block.a :][: block.size], others[block.b :][: block.size], strict=True):
            assert one.box and other.box
            yield one.text, one.box, other.box


def _agree(typed: Box, scanned: Box) -> bool:
    sides = (typed.x0 - scanned.x0, typed.x1 - scanned.x1)
    middle = (typed.top + typed.bottom - scanned.top - scanned.bottom) / 2
    out = max(typed.top - scanned.top, scanned.bottom - typed.bottom)
    return max(*map(abs, sides), abs(middle), out) <= 3
