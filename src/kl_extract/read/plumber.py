"""PDFs by pdfplumber: for what PDFium cannot tell, and for what is wrong with a file. Loaded at the first need."""

import io
from collections.abc import Sequence
from typing import Any

from kl_extract.errors import DamagedInputError, EmptyInputError, EncryptedInputError
from kl_extract.read.content import Content
from kl_extract.read.streams import is_broken, is_truncated


class Plumber:
    """One PDF; opened when its first page is asked for."""

    def __init__(self, content: Content, password: str | None, name: str) -> None:
        self._content = content
        self._password = password
        self._name = name
        self._document: Any = None
        self._stream: io.BytesIO | io.BufferedReader | None = None

    def pages(self) -> Sequence[Any]:
        """All pages. Raises DamagedInputError, EncryptedInputError and EmptyInputError."""
        if self._document is None:
            self._document = self._opened()
        try:
            pages: Sequence[Any] = self._document.pages
        except Exception as error:  # as below
            raise self._without_pages() from error
        if is_truncated(self._content):
            raise _truncated(self._name)
        if not pages:
            raise EmptyInputError(self._name, "the PDF has 0 pages", "give a PDF with pages")
        return pages

    def page(self, number: int) -> Any:
        """Page ``number`` (from 1). Raises as ``pages``, and DamagedInputError where it finds fewer pages."""
        pages = self.pages()
        if number > len(pages):
            raise self._without_pages()
        return pages[number - 1]

    def close(self) -> None:
        """Gives the memory back."""
        if self._document is not None:
            self._document.close()
            self._document = None
        if self._stream is not None:
            self._stream.close()
            self._stream = None

    def _without_pages(self) -> DamagedInputError:
        return DamagedInputError(self._name, "its list of pages is damaged", "fetch or save the file again")

    def _opened(self) -> Any:
        import pdfplumber  # noqa: PLC0415
        from pdfminer.encodingdb import EncodingDB  # noqa: PLC0415

        # pdfminer takes this code for a blank; it is a hyphen (ISO 32000-1, D.2, note 6), and ư in the fonts of TCVN3.
        EncodingDB.win2unicode[0xAD] = "\u00ad"
        self._stream = self._content.stream()
        try:
            return pdfplumber.open(self._stream, password=self._password or "")
        except Exception as error:  # pdfminer raises errors of every kind on damaged files
            raise _cannot_open(error, self._content, self._name, self._password) from error


def _cannot_open(error: Exception, content: Content, name: str, password: str | None) -> Exception:
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect  # noqa: PLC0415

    causes = (error, *error.args)
    if any(isinstance(cause, PDFPasswordIncorrect) for cause in causes):
        trouble = "the password is wrong" if password else "the PDF is protected by a password"
        return EncryptedInputError(name, trouble, "give the right one with --password")
    if any(isinstance(cause, PDFEncryptionError) for cause in causes):
        return EncryptedInputError(
            name, "the PDF is encrypted in an unknown way", "save it without protection"
        )
    if is_truncated(content):
        return _truncated(name)
    return DamagedInputError(
        name, "the PDF is damaged", "open it in a viewer and save or print it as PDF again"
    )


def _truncated(name: str) -> DamagedInputError:
    return DamagedInputError(name, "the PDF is truncated (its end is missing)", "fetch or copy it again")


def has_broken_stream(page: Any) -> bool:
    """Whether a content stream of the page cannot be unpacked; to be asked before pdfminer unpacks it."""
    from pdfminer.pdftypes import LITERALS_FLATE_DECODE, PDFStream, resolve1  # noqa: PLC0415

    for reference in page.page_obj.contents:
        stream = resolve1(reference)
        if not isinstance(stream, PDFStream) or not stream.rawdata:
            continue
        filters = stream.get_filters()
        if filters and filters[0][0] in LITERALS_FLATE_DECODE:
            if is_broken(_deciphered(stream)):
                return True
        elif filters and not stream.get_data().strip():
            return True
    return False


def _deciphered(stream: Any) -> bytes:
    if stream.decipher is None:
        return bytes(stream.rawdata)
    return bytes(stream.decipher(stream.objid, stream.genno, stream.rawdata, stream.attrs))
