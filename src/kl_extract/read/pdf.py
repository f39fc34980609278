"""PDF files: opened with every trouble named, then read page by page from text layer or image."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kl_extract.errors import DamagedInputError
from kl_extract.options import ReadOptions
from kl_extract.read.choice import TRUSTED, better, judged, needs_image
from kl_extract.read.fonts import Fonts
from kl_extract.read.layout import reading_order
from kl_extract.read.ocr import read_image
from kl_extract.read.pages import selected
from kl_extract.read.plumber import Plumber, has_broken_stream
from kl_extract.read.render import Renderer
from kl_extract.read.streams import is_sound
from kl_extract.read.textlayer import TextLayer, text_layer, typeset_layer
from kl_extract.read.tokens import Sheet
from kl_extract.read.typeset import OddPageError


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
    source = _Source(data, name, options)
    sheets: list[Sheet] = []
    damaged: list[Damaged] = []
    try:
        numbers = selected(options.pages, source.count(), name)
        for done, number in enumerate(numbers, 1):
            sheet, trouble = _read_page(source, number)
            sheets.append(sheet)
            damaged += [Damaged(number, trouble)] if trouble else []
            on_page(done, len(numbers))
    finally:
        source.close()
    if len(damaged) == len(sheets) and not any(sheet.rows for sheet in sheets):
        raise DamagedInputError(name, "none of its pages can be read", "fetch or save the file again")
    return sheets, damaged


class _Source:
    """One PDF and its two readers: PDFium for plain pages and pictures, pdfplumber for odd pages and troubles."""

    def __init__(self, data: bytes, name: str, options: ReadOptions) -> None:
        self.renderer = Renderer(data, options.password, name)
        self.plumber = Plumber(data, options.password, name)
        self.fonts = Fonts()
        self.plain = is_sound(data)

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


def _read_page(source: _Source, number: int) -> tuple[Sheet, str]:
    """The better reading of a page, and what is wrong with it, if anything."""
    layer = _plain_layer(source, number) if source.plain else None
    if layer is not None:
        return _with_image(layer, number, source.renderer, "")
    page = source.plumber.page(number)
    try:
        broken = has_broken_stream(page)
        layer = text_layer(page, source.fonts)
    except Exception:  # whatever pdfminer stumbles over, PDFium may still draw the page
        return _read_drawn(page, number, source.renderer)
    finally:
        page.close()
    trouble = "its content is damaged, and part of it may be missing" if broken else ""
    return _with_image(layer, number, source.renderer, trouble)


def _plain_layer(source: _Source, number: int) -> TextLayer | None:
    """The text layer as PDFium tells it; None for a page that is odd, or whose words are doubtful."""
    try:
        with source.renderer.page(number) as page:
            layer = typeset_layer(page, source.fonts)
    except OddPageError:
        return None
    return None if layer.tokens and judged(layer).quality < TRUSTED else layer


def _with_image(layer: TextLayer, number: int, renderer: Renderer, trouble: str) -> tuple[Sheet, str]:
    """The better of text layer and image, where the layer needs one beside it."""
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
