"""PDF files: opened with every trouble named, then read page by page from text layer or image."""

import io
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from kl_extract.errors import DamagedInputError, EmptyInputError, EncryptedInputError
from kl_extract.options import ReadOptions
from kl_extract.read.choice import better, judged, needs_image
from kl_extract.read.fonts import Fonts
from kl_extract.read.layout import reading_order
from kl_extract.read.ocr import read_image
from kl_extract.read.pages import selected
from kl_extract.read.render import Renderer
from kl_extract.read.stamped import with_stamped
from kl_extract.read.textlayer import TextLayer, text_layer
from kl_extract.read.tokens import Sheet

# The end mark stands in the last bytes (ISO 32000-1, 7.5.5); some servers append a little rubbish.
_TAIL = 4096


@dataclass(frozen=True, slots=True)
class Damaged:
    """A page that cannot be read, wholly or in part, and why."""

    number: int
    trouble: str


def read_pdf(
    data: bytes, name: str, options: ReadOptions, on_page: Callable[[int, int], None]
) -> tuple[list[Sheet], list[Damaged]]:
    """The sheets of the chosen pages, and the pages that are damaged (their sheets are empty or partial).

    Raises DamagedInputError, EncryptedInputError, EmptyInputError, UsageError (pages beyond the document)
    and MissingProgramError.
    """
    renderer = Renderer(data, options.password, name)
    sheets: list[Sheet] = []
    damaged: list[Damaged] = []
    fonts = Fonts()
    with _opened(data, name, options.password) as document:
        pages = _pages(document, name)
        numbers = selected(options.pages, len(pages), name)
        try:
            for done, number in enumerate(numbers, 1):
                sheet, trouble = _read_page(pages[number - 1], number, renderer, fonts)
                sheets.append(sheet)
                damaged += [Damaged(number, trouble)] if trouble else []
                on_page(done, len(numbers))
        finally:
            renderer.close()
    if len(damaged) == len(sheets) and not any(sheet.rows for sheet in sheets):
        raise DamagedInputError(name, "none of its pages can be read", "fetch or save the file again")
    return sheets, damaged


@contextmanager
def _opened(data: bytes, name: str, password: str | None) -> Iterator[Any]:
    import pdfplumber  # noqa: PLC0415
    from pdfminer.encodingdb import EncodingDB  # noqa: PLC0415

    # pdfminer takes this code for a blank; it is a hyphen (ISO 32000-1, D.2, note 6), and ư in the fonts of TCVN3.
    EncodingDB.win2unicode[0xAD] = "\u00ad"
    try:
        document = pdfplumber.open(io.BytesIO(data), password=password or "")
    except Exception as error:  # pdfminer raises errors of every kind on damaged files
        raise _cannot_open(error, data, name, password) from error
    with document:
        yield document


def _cannot_open(error: Exception, data: bytes, name: str, password: str | None) -> Exception:
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect  # noqa: PLC0415

    causes = (error, *error.args)
    if any(isinstance(cause, PDFPasswordIncorrect) for cause in causes):
        trouble = "the password is wrong" if password else "the PDF is protected by a password"
        return EncryptedInputError(name, trouble, "give the right one with --password")
    if any(isinstance(cause, PDFEncryptionError) for cause in causes):
        return EncryptedInputError(
            name, "the PDF is encrypted in an unknown way", "save it without protection"
        )
    if _is_truncated(data):
        return DamagedInputError(name, "the PDF is truncated (its end is missing)", "fetch or copy it again")
    return DamagedInputError(
        name, "the PDF is damaged", "open it in a viewer and save or print it as PDF again"
    )


def _is_truncated(data: bytes) -> bool:
    tail = data.rstrip(b"\x00 \r\n\t")[-_TAIL:]
    return b"startxref" not in tail and b"%%EOF" not in tail


def _pages(document: Any, name: str) -> Sequence[Any]:
    try:
        pages: Sequence[Any] = document.pages
    except Exception as error:  # as above
        raise DamagedInputError(
            name, "its list of pages is damaged", "fetch or save the file again"
        ) from error
    if _is_truncated(document.stream.getvalue()):
        raise DamagedInputError(name, "the PDF is truncated (its end is missing)", "fetch or copy it again")
    if not pages:
        raise EmptyInputError(name, "the PDF has 0 pages", "give a PDF with pages")
    return pages


def _read_page(page: Any, number: int, renderer: Renderer, fonts: Fonts) -> tuple[Sheet, str]:
    """The better reading of a page, and what is wrong with it, if anything."""
    try:
        broken = _has_broken_stream(page)
        layer = text_layer(page, fonts)
        if number == 1:
            layer = with_stamped(layer, number, renderer)
    except Exception:  # whatever pdfminer stumbles over, PDFium may still draw the page
        return _read_drawn(page, number, renderer)
    finally:
        page.close()
    trouble = "its content is damaged, and part of it may be missing" if broken else ""
    sheet = _sheet(layer, number)
    if not needs_image(layer):
        return sheet, trouble
    try:
        drawn = _drawn(number, renderer)
    except DamagedInputError as error:
        return sheet, error.trouble
    if not drawn.rows and not layer.tokens and renderer.has_broken_picture(number):
        trouble = "its picture is damaged"
    return better(sheet, drawn), trouble


def _read_drawn(page: Any, number: int, renderer: Renderer) -> tuple[Sheet, str]:
    """A page whose text layer cannot be read at all."""
    try:
        sheet = _drawn(number, renderer)
    except DamagedInputError as error:
        return _empty(page, number), error.trouble
    return sheet, "" if sheet.rows else "its content is damaged"


def _empty(page: Any, number: int) -> Sheet:
    return Sheet(number, (), "text-layer", float(page.width), float(page.height), 0.0)


def _drawn(number: int, renderer: Renderer) -> Sheet:
    image, dpi = renderer.draw(number)
    return read_image(image, dpi, number, head_expected=number == 1)


def _sheet(layer: TextLayer, number: int) -> Sheet:
    return Sheet(
        number=number,
        rows=reading_order(layer.tokens, number == 1, layer.tables),
        reader="text-layer",
        width=layer.width,
        height=layer.height,
        quality=judged(layer).quality,
        rotated=layer.rotated,
    )


def _has_broken_stream(page: Any) -> bool:
    """Whether a content stream of the page cannot be unpacked; to be asked before pdfminer unpacks it."""
    from pdfminer.pdftypes import LITERALS_FLATE_DECODE, PDFStream, resolve1  # noqa: PLC0415

    for reference in page.page_obj.contents:
        stream = resolve1(reference)
        if not isinstance(stream, PDFStream) or not stream.rawdata:
            continue
        filters = stream.get_filters()
        if filters and filters[0][0] in LITERALS_FLATE_DECODE:
            if _is_broken(_deciphered(stream)):
                return True
        elif filters and not stream.get_data().strip():
            return True
    return False


def _deciphered(stream: Any) -> bytes:
    if stream.decipher is None:
        return bytes(stream.rawdata)
    return bytes(stream.decipher(stream.objid, stream.genno, stream.rawdata, stream.attrs))


def _is_broken(packed: bytes) -> bool:
    """Whether ``packed`` breaks off or goes wrong; a missing checksum at its very end does no harm."""
    try:
        return not zlib.decompressobj().decompress(packed) and bool(packed.strip())
    except zlib.error:
        return True
