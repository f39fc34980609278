"""Tells what an input is by its content; its name only helps to say what is wrong."""

import zipfile
from enum import StrEnum
from pathlib import PurePath

from kl_extract.errors import (
    DamagedInputError,
    EmptyInputError,
    EncryptedInputError,
    UnsupportedInputError,
)
from kl_extract.read.content import Content


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
# What is looked at to tell kinds apart.
_HEAD = 4096
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


def kind_of(content: Content, name: str) -> Kind:
    """The kind of ``content``.

    Raises EmptyInputError, DamagedInputError (text or rubbish under a name that claims otherwise),
    EncryptedInputError (a Word file with a password) and UnsupportedInputError.
    """
    head = content.part(0, _HEAD)
    if not head:
        raise EmptyInputError(name, "the file is empty (0 bytes)", "give a file with content")
    if b"%PDF-" in head[:_PDF_HEADER_WITHIN]:
        return Kind.PDF
    for magic, kind in _IMAGES:
        if head.startswith(magic):
            return kind
    if head.startswith(_ZIP):
        return _kind_of_zip(content, name)
    if head.startswith(_OLE):
        raise _old_office(content, name)
    _refuse_unread(head, name)
    _refuse_false_name(head, name)
    return Kind.TEXT


def _kind_of_zip(content: Content, name: str) -> Kind:
    try:
        with content.stream() as file, zipfile.ZipFile(file) as archive:
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


def _old_office(content: Content, name: str) -> EncryptedInputError | UnsupportedInputError:
    if content.holds("EncryptedPackage".encode("utf-16-le")):
        return EncryptedInputError(
            name, "the Word document is protected by a password", "save it without one"
        )
    return UnsupportedInputError(name, "is an old Word or Excel file (.doc, .xls)", "save it as .docx or PDF")


def _refuse_unread(head: bytes, name: str) -> None:
    if head[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1"}:
        raise UnsupportedInputError(name, "is a HEIC photograph", "save it as JPEG")
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        raise UnsupportedInputError(name, "is a WebP image", "save it as PNG")
    for magic, what, remedy in _UNREAD:
        if head.startswith(magic) and (magic != b"BM" or b"\x00" in head[:32]):
            raise UnsupportedInputError(name, f"is {what}, which is not read", remedy)


def _refuse_false_name(head: bytes, name: str) -> None:
    """A file that claims to be a PDF or an image must not pass as text."""
    claim = _CLAIMS.get(PurePath(name).suffix.lower())
    if claim is not None:
        found = "it holds plain text" if _looks_like_text(head) else "its content is not recognised"
        raise DamagedInputError(
            name, f"is not a {claim} although its name says so: {found}", "fetch or save the file again"
        )


def _looks_like_text(head: bytes) -> bool:
    return not any(byte < 9 for byte in head)
