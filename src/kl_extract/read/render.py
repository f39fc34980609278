"""Pages of a PDF as images, by PDFium; with annotations and forms, for numbers and dates are often stamped on."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from kl_extract.errors import DamagedInputError
from kl_extract.read.annotations import hide_signatures
from kl_extract.read.content import Content
from kl_extract.read.picture import grey
from kl_extract.read.placed import OddPageError
from kl_extract.read.ready import DPI, FINEST_DPI
from kl_extract.read.whole import drawn_on, only_picture

if TYPE_CHECKING:
    from PIL.Image import Image

_POINTS = 72.0
# A0 at 200 dpi; larger pages are drawn more coarsely rather than refused.
_MAX_PIXELS = 60_000_000
# PDFium keeps all it has unpacked until the document is closed: of a long scan, every picture. Opening it anew takes
# a few milliseconds.
_REOPENED_AFTER = 16


class Renderer:
    """Draws pages of one PDF; PDFium is loaded at the first page."""

    def __init__(self, content: Content, password: str | None, name: str) -> None:
        self.content = content
        self.password = password
        self._name = name
        self._document: Any = None
        self._drawn = 0

    def count(self) -> int:
        """How many pages PDFium finds; 0 for a document that it cannot open."""
        import pypdfium2  # noqa: PLC0415

        try:
            return len(self._open())
        except pypdfium2.PdfiumError:
            return 0

    @contextmanager
    def page(self, number: int) -> Iterator[Any]:
        """Page ``number`` (from 1) of pypdfium2. Raises OddPageError for one that PDFium cannot load."""
        import pypdfium2  # noqa: PLC0415

        try:
            page = self._open()[number - 1]
        except pypdfium2.PdfiumError as error:
            raise OddPageError from error
        try:
            yield page
        finally:
            page.close()

    def draw(self, number: int) -> tuple["Image", float]:
        """Page ``number`` (from 1) in 8-bit grey, upright as a viewer shows it, and its dots per inch.

        What digital signatures show is left out, unless it may be a number: it is nothing that the notice says.
        A page that is one picture is drawn on the picture's own dots, others at the resolution that Tesseract likes.
        No page may be held open meanwhile. Raises DamagedInputError for a page that PDFium cannot load or draw.
        """
        import pypdfium2  # noqa: PLC0415

        self._drawn += 1
        if self._drawn % _REOPENED_AFTER == 0:
            self.close()
        try:
            page = self._open()[number - 1]
            hide_signatures(page)
            dots = only_picture(page)
            if dots is not None and dots.dpi <= FINEST_DPI:
                return grey(drawn_on(page, dots)), dots.dpi
            scale = self._scale(*page.get_size())
            picture = page.render(scale=scale, may_draw_forms=True, draw_annots=True).to_pil()
        except (pypdfium2.PdfiumError, IndexError, ValueError, OSError) as error:
            raise self._damaged(number) from error
        return grey(picture), scale * _POINTS

    def has_broken_picture(self, number: int) -> bool:
        """Whether a picture on page ``number`` cannot be decoded; a viewer leaves it white."""
        import pypdfium2  # noqa: PLC0415

        try:
            page = self._open()[number - 1]
            pictures = [item for item in page.get_objects() if isinstance(item, pypdfium2.PdfImage)]
            for picture in pictures:
                picture.get_bitmap(render=False)
        except (pypdfium2.PdfiumError, IndexError, ValueError, OSError):
            return True
        return False

    def close(self) -> None:
        """Gives PDFium's memory back."""
        if self._document is not None:
            self._document.close()
            self._document = None

    def _open(self) -> Any:
        import pypdfium2  # noqa: PLC0415

        if self._document is None:
            self._document = pypdfium2.PdfDocument(self.content.for_pdfium(), password=self.password)
            with suppress(pypdfium2.PdfiumError):
                self._document.init_forms()
        return self._document

    def _scale(self, width: float, height: float) -> float:
        scale = DPI / _POINTS
        pixels = max(1.0, width * height) * scale * scale
        return float(scale * min(1.0, (_MAX_PIXELS / pixels) ** 0.5))

    def _damaged(self, number: int) -> DamagedInputError:
        return DamagedInputError(self._name, f"page {number} cannot be drawn", "fetch or save the file again")
