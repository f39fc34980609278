"""What follows the reading of a scan is loaded meanwhile, and only then."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kl_extract import pipeline
from kl_extract.model import Document
from kl_extract.options import Options, ReadOptions
from kl_extract.warming import warming

SAMPLES = Path(__file__).parents[2] / "samples"
PARALLEL = Options(read=ReadOptions(jobs=2))


@pytest.fixture
def warmed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Document]]:
    """The documents that are worked on: in advance, and then."""
    seen: list[Document] = []
    process = pipeline.process_document

    def noted(document: Document, options: Options) -> Any:
        seen.append(document)
        return process(document, options)

    monkeypatch.setattr(pipeline, "process_document", noted)
    yield seen


def test_one_page_of_one_sentence_is_worked_on() -> None:
    seen: list[Document] = []
    with warming(seen.append, wanted=True) as on_scan:
        on_scan()
        on_scan()
    assert len(seen) == 1
    notice = pipeline.process_document(seen[0], Options())
    assert notice.agencies and notice.citations and notice.assignments


def test_nothing_is_done_where_nothing_is_scanned() -> None:
    seen: list[Document] = []
    with warming(seen.append, wanted=True):
        pass
    with warming(seen.append, wanted=False) as on_scan:
        on_scan()
    assert seen == []


def test_its_errors_are_those_of_the_document() -> None:
    def fails(sample: Document) -> None:
        raise ValueError

    with warming(fails, wanted=True) as on_scan:
        on_scan()


@pytest.mark.ocr
@pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")
def test_a_scan_is_the_same_with_and_without(warmed: list[Document]) -> None:
    path = SAMPLES / "party-ward-scan.pdf"
    cold = pipeline.process_file(path, Options())
    assert len(warmed) == 1
    assert pipeline.process_file(path, PARALLEL) == cold
    assert len(warmed) == 3


def test_nothing_is_loaded_for_a_text_layer(warmed: list[Document]) -> None:
    pipeline.process_file(SAMPLES / "party-ward.pdf", PARALLEL)
    assert len(warmed) == 1
