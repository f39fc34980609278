"""Two ways to run Tesseract, one kind of result; which one is used, and what is said where it is missing."""

import ctypes
import difflib
import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from PIL import Image

from kl_extract import read
from kl_extract.errors import DamagedInputError, MissingProgramError
from kl_extract.model import Document
from kl_extract.options import Engine, ReadOptions
from kl_extract.read import library, tesseract
from kl_extract.read.ahead import in_order
from kl_extract.read.engine import ANY_LAYOUT, ONE_BLOCK, RawWord, words_of
from kl_extract.read.library import Library, data_folder
from kl_extract.read.limit import limited
from kl_extract.read.program import PROGRAM

MakePdf = Callable[..., bytes]
Save = Callable[..., bytes]

HEADING = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
needs_tesserocr = pytest.mark.skipif(
    find_spec("tesserocr") is None, reason="tesserocr is not installed (pip install tesserocr)"
)


def _row(*cells: object) -> str:
    return "\t".join(map(str, cells))


@pytest.mark.parametrize(
    ("row", "word"),
    [
        (_row(5, 1, 2, 1, 3, 4, 10, 20, 30, 40, "96.86", "Sở"), ("Sở", 0.96, (2, 1, 3))),
        (_row(5, 1, 2, 1, 3, 4, 10, 20, 30, 40, 7, '"a'), ('"a', 0.07, (2, 1, 3))),
        (_row(5, 1, 1, 1, 1, 1, 10, 20, 30, 40, "-1", "x"), ("x", 0.0, (1, 1, 1))),
        (_row(5, 1, 1, 1, 1, 1, 10, 20, 30, 40, "95", " "), None),
        (_row(5, 1, 1, 1, 1, 1, 10, 20, 30, 40, "95"), None),
        (_row(4, 1, 1, 1, 1, 0, 10, 20, 30, 40, "-1", ""), None),
    ],
)
@pytest.mark.parametrize("heading", [f"{HEADING}\n", ""])
def test_words_of_a_table(
    row: str, word: tuple[str, float, tuple[int, int, int]] | None, heading: str
) -> None:
    expected = [] if word is None else [RawWord(word[0], 10, 20, 30, 40, word[1], word[2])]
    assert words_of(f"{heading}{row}\n") == [expected]


def test_words_of_several_pictures() -> None:
    rows = [
        _row(5, page, 1, 1, 1, 1, 10, 20, 30, 40, "95", text) for page, text in ((1, "a"), (3, "b"), (3, "c"))
    ]
    assert [[word.text for word in words] for words in words_of("\n".join(rows), 3)] == [
        ["a"],
        [],
        ["b", "c"],
    ]


def test_a_chosen_engine_holds_in_all_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "is_usable", lambda: False)
    meeting = Barrier(2)

    def which() -> object:
        meeting.wait(20)
        return tesseract._recogniser(tesseract._chosen.get())

    with tesseract.using(Engine.TESSEROCR):
        assert list(in_order([which] * 2, 2)) == [library.LIBRARY] * 2
    assert list(in_order([which] * 2, 2)) == [PROGRAM] * 2


@pytest.mark.parametrize("usable", [True, False])
def test_the_library_goes_first_where_it_can_be_used(usable: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "is_usable", lambda: usable)
    assert (tesseract._recogniser(Engine.AUTO) is library.LIBRARY) is usable
    assert tesseract._recogniser(Engine.TESSERACT) is PROGRAM


class _Idle:
    """An instance of Tesseract that only notes its end."""

    ended = 0

    def End(self) -> None:  # noqa: N802 - tesserocr's name
        self.ended += 1


@pytest.mark.parametrize(("jobs", "ended"), [(1, 0), (2, 1)])
def test_what_read_several_pages_at_a_time_rests_after_a_document(
    jobs: int, ended: int, monkeypatch: pytest.MonkeyPatch, make_pdf: MakePdf, notice_page: Any
) -> None:
    shared, idle = Library(), _Idle()
    shared._idle.append(idle)
    monkeypatch.setattr(library, "LIBRARY", shared)
    read.read_bytes(make_pdf([notice_page]), "a.pdf", ReadOptions(jobs=jobs))
    assert idle.ended == ended
    assert len(shared._idle) == 1 - ended


def test_tesserocr_is_missing(monkeypatch: pytest.MonkeyPatch, save_image: Save) -> None:
    monkeypatch.setitem(sys.modules, "tesserocr", None)
    monkeypatch.setattr(library, "LIBRARY", Library())
    page = Image.new("L", (1654, 2339), 255)
    page.paste(0, (100, 100, 900, 300))
    with pytest.raises(MissingProgramError) as caught:
        read.read_bytes(save_image(page), "a.png", ReadOptions(engine=Engine.TESSEROCR))
    assert "pip install tesserocr" in caught.value.remedy


def test_tesserocr_without_language_data(monkeypatch: pytest.MonkeyPatch) -> None:
    class Module:
        @staticmethod
        def tesseract_version() -> str:
            return "tesseract 5.5.4\n leptonica-1.87.0"

    monkeypatch.setitem(sys.modules, "tesserocr", Module)
    monkeypatch.setattr(library, "data_folder", lambda: None)
    with pytest.raises(MissingProgramError, match="tesseract-ocr-vie"):
        Library().version()
    monkeypatch.setattr(library, "data_folder", lambda: Path("somewhere"))
    assert Library().version() == "5.5.4"


def test_language_data_are_where_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(library, "_USUAL", ())
    assert data_folder() is None
    monkeypatch.setattr(library, "_USUAL", (str(tmp_path),))
    (tmp_path / "vie.traineddata").touch()
    assert data_folder() == tmp_path
    (tmp_path / "mine" / "tessdata").mkdir(parents=True)
    (tmp_path / "mine" / "tessdata" / "vie.traineddata").touch()
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path / "mine"))
    assert data_folder() == tmp_path / "mine" / "tessdata"


def test_language_data_are_where_the_program_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = tmp_path / "its own"
    data.mkdir()
    (data / "vie.traineddata").touch()
    program = tmp_path / "tesseract"
    program.write_text(f"#!/bin/sh\necho 'List of available languages in \"{data}/\" (1):'\necho vie\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.delenv("TESSDATA_PREFIX", raising=False)
    monkeypatch.setattr(library, "_USUAL", ())
    assert data_folder() == data


@pytest.fixture(scope="module")
def pages(make_pdf: MakePdf, notice_page: Any, draw_page: Any) -> list[Any]:
    """A notice at three sizes, in grey."""
    pdf = make_pdf([notice_page])
    return [draw_page(pdf, dpi=dpi).convert("L") for dpi in (300, 200, 250)]


@pytest.mark.ocr
@pytest.mark.usefixtures("tesseract")
def test_several_pictures_are_read_as_each_by_itself(pages: list[Any]) -> None:
    parts = [page.crop((0, 0, page.width, page.height // 4)) for page in pages]
    blank = Image.new("L", (80, 60), 255)
    together = PROGRAM.read_words([parts[0], blank, *parts[1:]], 300, ONE_BLOCK)
    assert together == [
        PROGRAM.read_words([part], 300, ONE_BLOCK)[0] for part in (parts[0], blank, *parts[1:])
    ]
    assert [len(words) > 10 for words in together] == [True, False, True, True]


@pytest.mark.ocr
@pytest.mark.usefixtures("tesseract")
@needs_tesserocr
class TestTesserocr:
    """What reads inside this process, beside the program."""

    def test_it_reads_as_the_program_does(self, pages: list[Any]) -> None:
        for page in pages:
            ours, theirs = (
                engine.read_words([page], 300, ANY_LAYOUT)[0] for engine in (library.LIBRARY, PROGRAM)
            )
            assert len(theirs) > 100
            if _minor(library.LIBRARY.version()) == _minor(PROGRAM.version()):
                assert ours == theirs
            alike = difflib.SequenceMatcher(
                None, *(_texts(words) for words in (ours, theirs)), autojunk=False
            )
            assert alike.ratio() > 0.97
            for block in alike.get_matching_blocks():
                for at in range(block.size):
                    assert abs(ours[block.a + at].left - theirs[block.b + at].left) <= 300 / 72

    def test_order_and_company_change_nothing(self, pages: list[Any]) -> None:
        """An instance read other pages before, and others read at the same time."""
        alone = [Library().read_words([page], 300, ANY_LAYOUT) for page in pages]
        shared = Library()

        def reading(at: int) -> Callable[[], list[list[RawWord]]]:
            return lambda: shared.read_words([pages[at]], 300, ANY_LAYOUT)

        order = [2, 0, 1, 1, 0, 2]
        assert list(in_order(map(reading, order), 3)) == [alone[at] for at in order]
        assert len(shared._idle) <= 3
        shared.end_idle()
        assert not shared._idle
        assert list(in_order(map(reading, order), 3)) == [alone[at] for at in order]

    def test_a_document_names_the_version_that_read_it(self, pages: list[Any], save_image: Save) -> None:
        data = save_image(pages[0], dpi=(300, 300))

        def version(document: Document) -> str | None:
            return document.tesseract

        seen = {
            engine: version(read.read_bytes(data, "a.png", ReadOptions(engine=engine))) for engine in Engine
        }
        assert seen[Engine.TESSERACT] == PROGRAM.version()
        assert seen[Engine.AUTO] == seen[Engine.TESSEROCR] == library.LIBRARY.version()

    def test_a_page_that_does_not_end(self, pages: list[Any]) -> None:
        engine = Library()
        with limited(0.05), pytest.raises(DamagedInputError):
            engine.read_words([pages[0]], 300, ANY_LAYOUT)
        assert engine.read_words([pages[0]], 300, ANY_LAYOUT) == Library().read_words(
            [pages[0]], 300, ANY_LAYOUT
        )

    def test_its_library_of_images_is_hushed(self) -> None:
        """Where that library can be reached: it tells which messages it let through until now."""
        assert Library().version()
        file = sys.modules["tesserocr"].PyTessBaseAPI.__module__
        images = ctypes.CDLL(sys.modules[file].__file__)
        if not hasattr(images, "setMsgSeverity"):
            pytest.skip("tesserocr holds Leptonica within itself")
        assert images.setMsgSeverity(library._NO_MESSAGES) == library._NO_MESSAGES

    def test_it_says_nothing_by_itself(self, pages: list[Any], capfd: pytest.CaptureFixture[str]) -> None:
        for size in ((3, 3), (900, 2), (40, 30)):
            Library().read_words([pages[0].resize(size)], 300, ANY_LAYOUT)
        assert capfd.readouterr() == ("", "")


def _texts(words: Sequence[RawWord]) -> list[str]:
    return [word.text for word in words]


def _minor(version: str) -> list[str]:
    return version.split(".")[:2]
