"""What follows the reading of a scan is loaded meanwhile, and only then."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from kl_extract import pipeline
from kl_extract.model import Document
from kl_extract.options import Options, ReadOptions
from kl_extract.warming import Errands, warming

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


class Done:
    """Errands that note what they are asked for."""

    def __init__(self) -> None:
        self.notices: list[Document] = []
        self.pages: list[list[str]] = []
        self.lasts: list[int] = []
        self.errands = Errands(
            self.notices.append,
            lambda lines: self.pages.append(list(lines)),
            lambda: self.lasts.append(len(self.pages)),
        )


def test_a_short_notice_is_worked_on() -> None:
    done = Done()
    with warming(done.errands, 2) as on_scan:
        on_scan(9, ())
        on_scan(8, ["Thông báo"])
    assert len(done.notices) == 1 and len(done.pages) == 2
    notice = pipeline.process_document(done.notices[0], Options())
    assert notice.agencies and notice.citations and len(notice.assignments) >= 3


def test_pages_are_prepared_as_they_are_read_and_the_last_of_them_being_read_are_told() -> None:
    done = Done()
    with warming(done.errands, 2) as on_scan:
        on_scan(4, ())
        for left in (3, 2, 1, 0):
            on_scan(left, [f"{left} to come"])
    assert done.pages[1:] == [["3 to come"], ["2 to come"], ["1 to come"], ["0 to come"]]
    assert done.lasts == [3]


def test_nothing_is_begun_before_the_first_of_many_pages_is_read() -> None:
    done = Done()
    with warming(done.errands, 2) as on_scan:
        on_scan(9, ())
        on_scan(9, ())
    assert done.notices == []


def test_long_documents_hold_enough_without() -> None:
    done = Done()
    with warming(done.errands, 2) as on_scan:
        for left in range(99, -1, -1):
            on_scan(left, ["Thông báo"])
    assert len(done.pages) == 101 and done.lasts == []


def test_a_scan_of_few_pages_has_but_last_ones() -> None:
    done = Done()
    with warming(done.errands, 2) as on_scan:
        on_scan(2, ())
    assert done.lasts == [1]


def test_nothing_is_done_where_nothing_is_scanned() -> None:
    done = Done()
    with warming(done.errands, 2):
        pass
    with warming(done.errands, 1) as on_scan:
        on_scan(1, ())
    assert (done.notices, done.pages, done.lasts) == ([], [], [])


def test_its_errors_are_those_of_the_document() -> None:
    def fails(*asked: object) -> None:
        raise ValueError

    with warming(Errands(fails, fails, fails), 2) as on_scan:
        on_scan(1, ())


def test_nobody_waits_for_it_where_reading_fails() -> None:
    held, ended = Event(), []
    errands = Errands(lambda sample: held.wait(), lambda lines: None, lambda: ended.append(True))
    with pytest.raises(ValueError, match="broken"), warming(errands, 2) as on_scan:
        on_scan(1, ())
        raise ValueError("broken")
    assert not ended
    held.set()


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
