"""PDF files: opened with every trouble named, then read page by page from text layer or image."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from kl_extract.errors import DamagedInputError
from kl_extract.options import OnScan, ReadOptions
from kl_extract.read import Watch
from kl_extract.read.ahead import in_order
from kl_extract.read.choice import TRUSTED, better, needs_image
from kl_extract.read.content import Content
from kl_extract.read.fonts import Fonts
from kl_extract.read.layout import reading_order
from kl_extract.read.limit import limited
from kl_extract.read.ocr import read_image
from kl_extract.read.pages import selected
from kl_extract.read.placed import OddPageError
from kl_extract.read.plumber import Plumber, has_broken_stream
from kl_extract.read.render import Renderer
from kl_extract.read.stamped import with_stamped
from kl_extract.read.streams import is_sound
from kl_extract.read.textlayer import TextLayer, text_layer, typeset_layer
from kl_extract.read.tokens import Sheet

if TYPE_CHECKING:
    from PIL.Image import Image


@dataclass(frozen=True, slots=True)
class Damaged:
    """A page that cannot be read, wholly or in part, and why."""

    number: int
    trouble: str


@dataclass(frozen=True, slots=True)
class _Read:
    """A page as read and what is wrong with it; ``unread`` where neither layer nor picture gave a word."""

    sheet: Sheet
    trouble: str
    unread: bool = False


def read_pdf(
    content: Content, name: str, options: ReadOptions, watch: Watch
) -> tuple[list[Sheet], list[Damaged]]:
    """The sheets of the chosen pages, and the pages that are damaged (their sheets are empty or partial).

    Raises DamagedInputError, EncryptedInputError, EmptyInputError, UsageError (pages beyond the document)
    and MissingProgramError.
    """
    source = _Source(content, name, options, watch.scan)
    sheets: list[Sheet] = []
    damaged: list[Damaged] = []
    try:
        numbers = selected(options.pages, source.count(), name)
        calls = (_reading(source, number) for number in numbers)
        source.left = len(numbers)
        for number, read in zip(numbers, in_order(calls, options.jobs), strict=True):
            sheet, trouble = _checked(read, source.renderer)
            sheets.append(sheet)
            damaged += [Damaged(number, trouble)] if trouble else []
            source.left -= 1
            watch.page(len(sheets), len(numbers))
            if sheet.reader == "ocr":
                watch.scan(source.left, [row.text for row in sheet.rows])
    finally:
        source.close()
    if len(damaged) == len(sheets) and not any(sheet.rows for sheet in sheets):
        raise none_readable(name, damaged, "fetch or save the file again")
    return sheets, damaged


def none_readable(name: str, damaged: Sequence[Damaged], remedy: str) -> DamagedInputError:
    """That no page could be read, and why the first one could not."""
    first = f" (page {damaged[0].number}: {damaged[0].trouble})" if damaged else ""
    return DamagedInputError(name, f"none of its pages can be read{first}", remedy)


class _Source:
    """One PDF and its two readers: PDFium for plain pages and pictures, pdfplumber for odd pages and troubles."""

    def __init__(self, content: Content, name: str, options: ReadOptions, on_scan: OnScan) -> None:
        self.renderer = Renderer(content, options.password, name)
        self.plumber = Plumber(content, options.password, name)
        self.fonts = Fonts()
        self.plain = is_sound(content)
        self.timeout = options.page_timeout
        self.left = 0
        self.on_scan = on_scan

    def count(self) -> int:
        """How many pages there are. Raises as ``Plumber.pages``."""
        if self.plain:
            count = self.renderer.count()
            self.plain = count > 0
        return count if self.plain else len(self.plumber.pages())

    def close(self) -> None:
        """Gives the memory back."""
        self.renderer.close()
        self.plumber.close()


def _reading(source: _Source, number: int) -> Callable[[], _Read]:
    """What remains to be done for a page once its text layer is read and, where needed, its picture drawn."""
    plain = _plain_layer(source, number) if source.plain else None
    if plain is not None:
        if number == 1:
            plain = _stamped(plain, source)
        return _with_image(plain, _sheet(plain, number), source, "")
    page = source.plumber.page(number)
    layer: TextLayer | None
    try:
        broken = has_broken_stream(page)
        layer = text_layer(page, source.fonts)
        if number == 1:
            layer = _stamped(layer, source)
    except Exception:  # whatever pdfminer stumbles over, PDFium may still draw the page
        broken, layer = False, None
    finally:
        page.close()
    sheet = _empty(page, number) if layer is None else _sheet(layer, number)
    trouble = "its content is damaged, and part of it may be missing" if broken else ""
    return _with_image(layer, sheet, source, trouble)


def _stamped(layer: TextLayer, source: _Source) -> TextLayer:
    """The layer of the first page with number and date that were put on it."""
    with limited(source.timeout):
        return with_stamped(layer, 1, source.renderer)


def _plain_layer(source: _Source, number: int) -> TextLayer | None:
    """The text layer as PDFium tells it; None for a page that is odd, or whose words are doubtful."""
    try:
        with source.renderer.page(number) as page:
            layer = typeset_layer(page, source.fonts)
    except OddPageError:
        return None
    return None if layer.tokens and layer.judged.quality < TRUSTED else layer


def _with_image(layer: TextLayer | None, sheet: Sheet, source: _Source, trouble: str) -> Callable[[], _Read]:
    """``sheet`` as it is where its ``layer`` will do, else what reads its picture beside it."""
    if layer is not None and not needs_image(layer):
        return partial(_Read, sheet, trouble)
    source.on_scan(source.left, ())
    try:
        picture = source.renderer.draw(sheet.number)
    except DamagedInputError as error:
        return partial(_Read, sheet, error.trouble)
    return partial(_read_drawn, sheet, trouble, layer is not None, picture, source.timeout)


def _read_drawn(
    sheet: Sheet, trouble: str, layered: bool, picture: tuple["Image", float], timeout: float
) -> _Read:
    """The better reading of a drawn page; ``sheet`` holds its text layer, if that could be read (``layered``)."""
    try:
        drawn = read_image(*picture, sheet.number, head_expected=sheet.number == 1, timeout=timeout)
    except DamagedInputError as error:
        return _Read(sheet, error.trouble)
    if layered:
        return _Read(better(sheet, drawn), trouble, unread=not drawn.rows and not sheet.rows)
    return _Read(drawn, "" if drawn.rows else "its content is damaged")


def _checked(read: _Read, renderer: Renderer) -> tuple[Sheet, str]:
    """The sheet and what is wrong with it: a page without a word may be blank, or its picture broken."""
    if read.unread and renderer.has_broken_picture(read.sheet.number):
        return read.sheet, "its picture is damaged"
    return read.sheet, read.trouble


def _empty(page: Any, number: int) -> Sheet:
    return Sheet(number, (), "text-layer", float(page.width), float(page.height), 0.0)


def _sheet(layer: TextLayer, number: int) -> Sheet:
    return Sheet(
        number=number,
        rows=reading_order(layer.tokens, number == 1, layer.tables),
        reader="text-layer",
        width=layer.width,
        height=layer.height,
        quality=layer.judged.quality,
        rotated=layer.rotated,
    )
