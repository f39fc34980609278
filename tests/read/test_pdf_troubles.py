"""PDFs that cannot be read, or not whole: every trouble is named."""

import re
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from pytesseract import pytesseract
from reportlab.lib.pdfencrypt import StandardEncryption

from kl_extract import read
from kl_extract.errors import (
    DamagedInputError,
    EmptyInputError,
    EncryptedInputError,
    InputError,
    MissingProgramError,
)
from kl_extract.model import Document
from kl_extract.options import ReadOptions
from kl_extract.read import pdf as pdf_module
from kl_extract.read.installing import install_command
from kl_extract.read.placed import OddPageError
from kl_extract.read.render import Renderer

MakePdf = Callable[..., bytes]
DEFAULTS = ReadOptions()


def _texts(document: Document, column: int | None = None) -> list[str]:
    return [line.text for line in document.lines() if column is None or line.column == column]


def _refused(data: bytes, error: type[InputError], word: str, options: ReadOptions = DEFAULTS) -> None:
    with pytest.raises(error) as caught:
        read.read_bytes(data, "dir/a.pdf", options)
    assert caught.value.subject == "dir/a.pdf"
    assert word in caught.value.trouble
    assert caught.value.remedy
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_truncated(share: float, make_pdf: MakePdf, notice_page: Any) -> None:
    data = make_pdf([notice_page] * 3)
    _refused(data[: int(share * len(data))], DamagedInputError, "truncated")


def test_only_a_header() -> None:
    _refused(b"%PDF-1.7\n", DamagedInputError, "truncated")


def test_rubbish_with_an_end_mark() -> None:
    _refused(b"%PDF-1.7\nrubbish\nstartxref\n9\n%%EOF", DamagedInputError, "damaged")


def test_no_pages() -> None:
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"]
    data, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    xref = len(data)
    data += b"xref\n0 3\n0000000000 65535 f \n" + table
    data += b"trailer\n<</Size 3/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % xref
    _refused(data, EmptyInputError, "0 pages")


def test_encrypted(make_pdf: MakePdf, notice_page: Any) -> None:
    data = make_pdf([notice_page], encrypt="secret")
    _refused(data, EncryptedInputError, "protected by a password")
    _refused(data, EncryptedInputError, "password is wrong", ReadOptions(password="wrong"))
    with pytest.raises(EncryptedInputError, match="--password"):
        read.read_bytes(data, "a.pdf")
    options = ReadOptions(password="secret")
    assert "THÔNG BÁO" in _texts(read.read_bytes(data, "a.pdf", options))


def test_owner_password_alone_does_not_stop_reading(make_pdf: MakePdf, notice_page: Any) -> None:
    data = make_pdf([notice_page], encrypt=StandardEncryption("", "owner", canPrint=0))
    assert "THÔNG BÁO" in _texts(read.read_bytes(data, "a.pdf"))


def _with_broken_page(data: bytes, number: int) -> bytes:
    """Spoils the content stream of page ``number``, its length kept."""
    streams = re.finditer(rb"stream\r?\n(.*?)endstream", data, re.DOTALL)
    contents = [found for found in streams if b"BT" in _unpacked(found[1])]
    start, end = contents[number - 1].span(1)
    return data[:start] + b"\xff" * (end - start - 1) + b"\n" + data[end:]


def _unpacked(packed: bytes) -> bytes:
    try:
        unpacked = zlib.decompress(packed)
    except zlib.error:
        return b""
    return unpacked if unpacked.lstrip().startswith(b"1 0 0 1") else b""


def _content(document: Document, number: int) -> list[str]:
    return [line.text for page in document.pages if page.number == number for line in page.lines]


def test_one_unreadable_page(make_pdf: MakePdf, put: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportlab.rl_config.useA85", 0)
    pages = [
        [put(80, 100 + 20 * line, f"Trang số {word} giao nhiệm vụ") for line in range(9)]
        for word in ("một", "hai", "ba")
    ]
    good = make_pdf(pages)
    document = read.read_bytes(_with_broken_page(good, 2), "a.pdf")
    assert [page.number for page in document.pages] == [1, 2, 3]
    assert _content(document, 2) == []
    assert len(_content(document, 1)) == len(_content(document, 3)) == 9
    assert [(warning.code, warning.message[:7]) for warning in document.warnings] == [
        ("unreadable-page", "page 2:")
    ]


def test_all_pages_unreadable(make_pdf: MakePdf, put: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportlab.rl_config.useA85", 0)
    data = _with_broken_page(make_pdf([[put(80, 100, "Một trang")]]), 1)
    _refused(data, DamagedInputError, "none of its pages")


def test_page_that_pdfminer_cannot_parse_is_drawn(
    make_pdf: MakePdf, notice_page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a parser raises for one page, the page is tried as an image."""

    def stumble(page: Any, fonts: Any) -> Any:
        raise RecursionError("deep")

    def drawn(renderer: Any, number: int) -> Any:
        raise DamagedInputError("a.pdf", f"page {number} cannot be drawn")

    def odd(page: Any, fonts: Any) -> Any:
        raise OddPageError

    monkeypatch.setattr(pdf_module, "typeset_layer", odd)
    monkeypatch.setattr(pdf_module, "text_layer", stumble)
    monkeypatch.setattr(Renderer, "draw", drawn)
    _refused(make_pdf([notice_page]), DamagedInputError, "none of its pages")


@pytest.mark.usefixtures("program_alone")
def test_missing_tesseract(make_pdf: MakePdf, put: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pytesseract, "tesseract_cmd", "no-such-program-anywhere")
    stripped = [
        put(80, 100 + 18 * line, "Giao So Tai chinh chu tri, phoi hop voi cac nganh") for line in range(12)
    ]
    with pytest.raises(MissingProgramError) as caught:
        read.read_bytes(make_pdf([stripped]), "a.pdf")
    assert "install" in caught.value.remedy


@pytest.mark.usefixtures("program_alone")
def test_missing_language(make_pdf: MakePdf, put: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pytesseract, "get_tesseract_version", lambda: "5.3.0")
    monkeypatch.setattr(pytesseract, "get_languages", lambda config: ["eng", "osd"])
    stripped = [
        put(80, 100 + 18 * line, "Giao So Tai chinh chu tri, phoi hop voi cac nganh") for line in range(12)
    ]
    with pytest.raises(MissingProgramError, match="tesseract-ocr-vie"):
        read.read_bytes(make_pdf([stripped]), "a.pdf")


@pytest.mark.parametrize(
    ("present", "command"),
    [("apt-get", "sudo apt-get install"), ("dnf", "sudo dnf install"), ("none", "package manager")],
)
def test_install_command(present: str, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("shutil.which", lambda name: name if name == present else None)
    assert command in install_command()


def test_install_command_on_macos(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    assert install_command() == "brew install tesseract tesseract-lang"


@pytest.mark.parametrize(
    "texts",
    [["Phụ lục 1", "STT 1 2 3 4", "12.500 13.700 98,5%"], ["Số: 5/TB-UBND"], ["UBND", "HĐND", "2024 2025"]],
)
def test_short_sound_pages_are_not_read_as_images(
    texts: list[str], make_pdf: MakePdf, put: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(*_: Any) -> Any:
        raise AssertionError("the page was drawn")

    monkeypatch.setattr(Renderer, "draw", forbidden)
    page = [put(80, 100 + 20 * line, text) for line, text in enumerate(texts)]
    assert _texts(read.read_bytes(make_pdf([page]), "a.pdf")) == texts
