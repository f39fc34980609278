"""What follows the reading of a scan is loaded meanwhile, and only then."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kl_extract import pipeline
from kl_extract.model import Document
from kl_extract.options import Options, ReadOptions
from kl_extract.repair import repair
from kl_extract.warming import warming

SAMPLES = Path(__file__).parents[2] / "samples"
PARALLEL = Options(read=ReadOptions(jobs=2))


@pytest.fixture
def warmed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Document]]:
    """The documents that were worked on in advance."""
    seen: list[Document] = []
    processed = pipeline._processed

    def noted(document: Document, options: Options) -> Any:
        seen.append(document)
        return processed(document, options)

    monkeypatch.setattr(pipeline, "_processed", noted)
    yield seen


def test_one_line_is_taken_for_read_by_ocr() -> None:
    seen: list[Document] = []
    with warming(lambda sample: seen.append(repair(sample)), wanted=True) as on_scan:
        on_scan()
        on_scan()
    (document,) = seen
    (line,) = document.lines()
    assert line.origin == "ocr"
    assert [line.text[word.start : word.end] for word in line.words] == line.text.split()


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
    assert warmed == []
    assert pipeline.process_file(path, PARALLEL) == cold
    assert len(warmed) == 1


def test_nothing_is_loaded_for_a_text_layer(warmed: list[Document]) -> None:
    pipeline.process_file(SAMPLES / "party-ward.pdf", PARALLEL)
    assert warmed == []
