"""Inputs are told apart by content; whatever is not read is refused with a remedy."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kl_extract import read
from kl_extract.errors import (
    DamagedInputError,
    EmptyInputError,
    EncryptedInputError,
    InputError,
    KlExtractError,
    NotFoundError,
    UnsupportedInputError,
)
from kl_extract.read.content import Content
from kl_extract.read.kind import Kind, kind_of


def _zip(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"%PDF-1.7\n", "a.txt", Kind.PDF),
        (b"\n\n rubbish before it %PDF-1.4", "<stdin>", Kind.PDF),
        (b"\x89PNG\r\n\x1a\n....", "a.pdf", Kind.PNG),
        (b"\xff\xd8\xff\xe0....", "a", Kind.JPEG),
        (b"II*\x00....", "a", Kind.TIFF),
        (b"MM\x00*....", "a", Kind.TIFF),
        (_zip("[Content_Types].xml", "word/document.xml"), "a.bin", Kind.DOCX),
        ("Giao Sở Y tế".encode(), "<stdin>", Kind.TEXT),
        (b"BM is how this text begins", "a.txt", Kind.TEXT),
    ],
)
def test_kind(data: bytes, name: str, kind: Kind) -> None:
    assert kind_of(Content(data), name) is kind


@pytest.mark.parametrize(
    ("data", "name", "error", "word"),
    [
        (b"", "a.pdf", EmptyInputError, "empty"),
        (b"Not a PDF at all", "a.pdf", DamagedInputError, "not a PDF"),
        (b"\x00\x01\x02\x03 rubbish", "a.pdf", DamagedInputError, "not a PDF"),
        (b"text", "scan.PNG", DamagedInputError, "not a PNG"),
        (b"text", "a.docx", DamagedInputError, "not a .docx"),
        (b"PK\x03\x04 cut off", "a.docx", DamagedInputError, "damaged"),
        (_zip("xl/workbook.xml"), "a.xlsx", UnsupportedInputError, ".docx or PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64), "a.doc", UnsupportedInputError, ".doc"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "a.docx",
            EncryptedInputError,
            "password",
        ),
        (b"{\\rtf1 text}", "a.rtf", UnsupportedInputError, "RTF"),
        (b"GIF89a", "a.gif", UnsupportedInputError, "PNG"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "a.webp", UnsupportedInputError, "PNG"),
        (b"\x00\x00\x00\x18ftypheic", "a.heic", UnsupportedInputError, "JPEG"),
    ],
)
def test_refused(data: bytes, name: str, error: type[InputError], word: str) -> None:
    with pytest.raises(error) as caught:
        kind_of(Content(data), name)
    assert word in str(caught.value)
    assert caught.value.subject == name
    assert caught.value.remedy
    assert "\n" not in str(caught.value)


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError) as caught:
        read.read_file(tmp_path / "none.pdf")
    assert caught.value.subject == str(tmp_path / "none.pdf")


def test_folder(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedInputError, match="folder"):
        read.read_file(tmp_path)


def test_unreadable_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("text")
    path.chmod(0)
    try:
        path.read_bytes()
    except PermissionError:
        with pytest.raises(InputError, match="permission"):
            read.read_file(path)
    else:
        pytest.skip("this user may read everything")


@pytest.mark.parametrize(
    "magic", [b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"PK\x03\x04", b""]
)
@given(rubbish=st.binary(max_size=200))
def test_rubbish_gives_one_clear_line(magic: bytes, rubbish: bytes) -> None:
    try:
        read.read_bytes(magic + rubbish, "rubbish.bin")
    except KlExtractError as error:
        assert str(error).startswith("rubbish.bin: ")
        assert "\n" not in str(error)
