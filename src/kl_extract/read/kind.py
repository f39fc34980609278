"""Tells what an input is by its content; its name only helps to say what is wrong."""

import io
import zipfile
from enum import StrEnum
from pathlib import PurePath

from kl_extract.errors import (
    DamagedInputError,
    EmptyInputError,
    EncryptedInputError,
    UnsupportedInputError,
)


class Kind(StrEnum):
    """The kinds of input that are read; the value is the media type."""

    PDF = "application/pdf"
    PNG = "image/png"
    JPEG = "image/jpeg"
    TIFF = "image/tiff"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    TEXT = "text/plain"


# ISO 32000-1, note 13 of annex H: readers accept the header anywhere in the first 1,024 bytes.
_PDF_HEADER_WITHIN = 1024
_IMAGES = (
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"II*\x00", Kind.TIFF),
    (b"MM\x00*", Kind.TIFF),
    (b"II+\x00", Kind.TIFF),
    (b"MM\x00+", Kind.TIFF),
)
_UNREAD = (
    (b"{\\rtf", "a rich-text (RTF) document", "save it as .docx or PDF"),
    (b"GIF8", "a GIF image", "save it as PNG"),
    (b"BM", "a BMP image", "save it as PNG"),
    (b"\x00\x00\x00\x0cjP  ", "a JPEG 2000 image", "save it as PNG"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it and give the files inside"),
    (b"Rar!", "a RAR archive", "unpack it and give the files inside"),
    (b"\x1f\x8b", "a gzip archive", "unpack it and give the files inside"),
    (b"%!PS", "a PostScript file", "convert it to PDF"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_CLAIMS = {
    ".pdf": "PDF",
    ".png": "PNG image",
    ".jpg": "JPEG image",
    ".jpeg": "JPEG image",
    ".tif": "TIFF image",
    ".tiff": "TIFF image",
    ".docx": ".docx document",
}


def kind_of(data: bytes, name: str) -> Kind:
    """The kind of ``data``.

    Raises EmptyInputError, DamagedInputError (text or rubbish under a name that claims otherwise),
    EncryptedInputError (a Word file with a password) and UnsupportedInputError.
    """
    if not data:
        raise EmptyInputError(name, "the file is empty (0 bytes)", "give a file with content")
    if b"%PDF-" in data[:_PDF_HEADER_WITHIN]:
        return Kind.PDF
    for magic, kind in _IMAGES:
        if data.startswith(magic):
            return kind
    if data.startswith(_ZIP):
        return _kind_of_zip(data, name)
    _refuse_unread(data, name)
    _refuse_false_name(data, name)
    return Kind.TEXT


def _kind_of_zip(data: bytes, name: str) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise DamagedInputError(
            name, "the document is damaged or truncated", "fetch or save it again"
        ) from error
    if "word/document.xml" in members:
        return Kind.DOCX
    raise UnsupportedInputError(
        name, "is a ZIP archive or another office document, not a .docx", "save it as .docx or PDF"
    )


def _refuse_unread(data: bytes, name: str) -> None:
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise EncryptedInputError(
                name, "the Word document is protected by a password", "save it without one"
            )
        raise UnsupportedInputError(
            name, "is an old Word or Excel file (.doc, .xls)", "save it as .docx or PDF"
        )
    if data[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1"}:
        raise UnsupportedInputError(name, "is a HEIC photograph", "save it as JPEG")
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        raise UnsupportedInputError(name, "is a WebP image", "save it as PNG")
    for magic, what, remedy in _UNREAD:
        if data.startswith(magic) and (magic != b"BM" or b"\x00" in data[:32]):
            raise UnsupportedInputError(name, f"is {what}, which is not read", remedy)


def _refuse_false_name(data: bytes, name: str) -> None:
    """A file that claims to be a PDF or an image must not pass as text."""
    claim = _CLAIMS.get(PurePath(name).suffix.lower())
    if claim is not None:
        found = "it holds plain text" if _looks_like_text(data[:4096]) else "its content is not recognised"
        raise DamagedInputError(
            name, f"is not a {claim} although its name says so: {found}", "fetch or save the file again"
        )


def _looks_like_text(head: bytes) -> bool:
    return not any(byte < 9 for byte in head)
