"""Scans with a text layer: the words that were read, unseen, on their places; the pages themselves stay as they are."""

import ctypes
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

from kl_extract.errors import DamagedInputError, UnsupportedInputError
from kl_extract.glyphless import ADVANCE, TO_UNICODE, UNITS, font_program, glyphs_of_codes
from kl_extract.model import Document, Line, Page, Word

if TYPE_CHECKING:
    from PIL.Image import Image

_POINTS = 72.0
_HIGHEST = 0xFFFF
_UNKNOWN = "\ufffd"
# How much of a box that OCR draws around letters with marks and descenders lies below their line.
_DESCENT = 0.22
_DESCENDERS = frozenset("gjpqyạặậẹệịọộợụựỵ,;()/Q")
_GAP = 0.1
_FINE = 100
_ORIENTATION = 0x0112
"""The Exif tag that tells how a camera was held."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A word to put down: its left end, width and baseline in points of the upright page, its type size."""

    text: str
    x: float
    y: float
    width: float
    size: float


def searchable(data: bytes, document: Document, password: str | None = None) -> bytes:
    """The PDF or picture ``data`` as PDF, with the words of those pages of ``document`` that OCR read.

    A digitally signed PDF grows by an incremental update, so that what was signed stays byte for byte; other PDFs are
    written anew, their pictures as they are, which takes less room. Raises UnsupportedInputError for kinds
    without pages to put words on, and DamagedInputError where PDFium cannot write it.
    """
    import pypdfium2  # noqa: PLC0415

    if not all(page.width for page in document.pages):
        raise UnsupportedInputError(
            document.name, "has no scanned pages to make searchable", "give a PDF or a picture"
        )
    is_pdf = document.media_type == "application/pdf"
    try:
        target = (
            pypdfium2.PdfDocument(data, password=password) if is_pdf else _of_pictures(data, document.name)
        )
        _Writer(target, document).write()
        out = io.BytesIO()
        raw: Any = pypdfium2.raw
        target.save(out, flags=raw.FPDF_INCREMENTAL if document.signatures else raw.FPDF_NO_INCREMENTAL)
        target.close()
    except (pypdfium2.PdfiumError, IndexError, ValueError) as error:
        raise DamagedInputError(
            document.name, "no text layer can be added to it", "save or print it as PDF again"
        ) from error
    return out.getvalue()


def _of_pictures(data: bytes, name: str) -> Any:
    """A new PDF of the pages of a picture; a JPEG goes into it as it is."""
    import pypdfium2  # noqa: PLC0415
    from PIL import ImageOps  # noqa: PLC0415

    from kl_extract.read.picture import frames, open_picture, resolution  # noqa: PLC0415

    target = pypdfium2.PdfDocument.new()
    source = open_picture(data, name)
    for frame in frames(source, name):
        upright = ImageOps.exif_transpose(frame)
        scale = _POINTS / resolution(frame)
        width, height = (side * scale for side in upright.size)
        picture = pypdfium2.PdfImage.new(target)
        turned = frame.getexif().get(_ORIENTATION, 1) != 1
        if source.format == "JPEG" and upright.mode in {"L", "RGB"} and not turned:
            picture.load_jpeg(io.BytesIO(data), inline=True)
        else:
            picture.set_bitmap(pypdfium2.PdfBitmap.from_pil(_plain(upright)))
        picture.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
        page = target.new_page(width, height)
        page.insert_obj(picture)
        page.gen_content()
    return target


def _plain(image: "Image") -> "Image":
    """The picture in grey or colour, eight bits each, on white."""
    from PIL import Image  # noqa: PLC0415

    from kl_extract.read.picture import grey  # noqa: PLC0415

    if image.mode in {"LA", "PA", "RGBA"} or "transparency" in image.info:
        paper = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(paper, image.convert("RGBA")).convert("RGB")
    if image.mode == "1" or image.mode.startswith(("I", "F")):
        return grey(image)
    return image if image.mode in {"L", "RGB"} else image.convert("RGB")


class _Writer:
    """Puts words on the pages of one PDF, all in one font."""

    def __init__(self, target: Any, document: Document) -> None:
        import pypdfium2  # noqa: PLC0415

        self._raw: Any = pypdfium2.raw
        self._target = target
        self._pages = [page for page in document.pages if any(line.origin == "ocr" for line in page.lines)]

    def write(self) -> None:
        """Adds the words of each page that OCR read."""
        codes = [code for page in self._pages for line in page.lines for code in _codes(line.text)]
        if not codes:
            return
        font = self._font(max(codes))
        for page in self._pages:
            self._write_page(page, font)
        self._raw.FPDFFont_Close(font)

    def _font(self, highest: int) -> Any:
        program, glyphs = font_program(), glyphs_of_codes(highest)
        font = self._raw.FPDFText_LoadCidType2Font(
            self._target, _buffer(program), len(program), TO_UNICODE, _buffer(glyphs), len(glyphs)
        )
        if not font:
            raise ValueError("PDFium does not take the font")
        return font

    def _write_page(self, page: Page, font: Any) -> None:
        leaf = self._target[page.number - 1]
        before = _look(leaf) if self._remove_unseen(leaf) else None
        corner, right, down = _axes(leaf, page, self._raw)
        lines = [line for line in page.lines if line.origin == "ocr" or page.reader == "ocr"]
        for place in (place for line in lines for place in _places(line)):
            codes = _codes(place.text)
            item = self._raw.FPDFPageObj_CreateTextObj(self._target, font, place.size)
            self._raw.FPDFText_SetCharcodes(item, (ctypes.c_uint32 * len(codes))(*codes), len(codes))
            self._raw.FPDFTextObj_SetTextRenderMode(item, self._raw.FPDF_TEXTRENDERMODE_INVISIBLE)
            wide = place.width / (len(place.text.rstrip()) * place.size * ADVANCE / UNITS)
            matrix = self._raw.FS_MATRIX(
                right[0] * wide,
                right[1] * wide,
                -down[0],
                -down[1],
                corner[0] + place.x * right[0] + place.y * down[0],
                corner[1] + place.x * right[1] + place.y * down[1],
            )
            self._raw.FPDFPageObj_SetMatrix(item, matrix)
            self._raw.FPDFPage_InsertObject(leaf, item)
        leaf.gen_content()
        if before is not None and _look(leaf) != before:
            raise ValueError("the page would look different")
        leaf.close()

    def _remove_unseen(self, leaf: Any) -> bool:
        """Takes away the unseen words of an earlier OCR, which this reading replaces; returns whether there were any.

        Else each word would be found twice.
        """
        raw, found = self._raw, False
        for number in reversed(range(raw.FPDFPage_CountObjects(leaf))):
            item = raw.FPDFPage_GetObject(leaf, number)
            is_text = raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_TEXT
            unseen = raw.FPDFTextObj_GetTextRenderMode(item) == raw.FPDF_TEXTRENDERMODE_INVISIBLE
            if is_text and unseen and raw.FPDFPage_RemoveObject(leaf, item):
                raw.FPDFPageObj_Destroy(item)
                found = True
        return found


def _look(leaf: Any) -> bytes:
    """The page as it is seen, in half size: whether taking words away changed anything else."""
    return bytes(leaf.render(scale=0.5, grayscale=True).to_pil().tobytes())


def _buffer(data: bytes) -> Any:
    return (ctypes.c_uint8 * len(data)).from_buffer_copy(data)


def _codes(text: str) -> list[int]:
    """A code for each letter: its code point, where one UTF-16 unit can say it."""
    return [ord(letter) if ord(letter) <= _HIGHEST else ord(_UNKNOWN) for letter in text]


Pair = tuple[float, float]


def _axes(leaf: Any, page: Page, raw: Any) -> tuple[Pair, Pair, Pair]:
    """In the page's own coordinates: the upright page's top left corner, a point rightwards, a point downwards."""
    width, height = float(page.width or 1), float(page.height or 1)
    corner, right, down = (_own(leaf, page.rotated, *share, raw) for share in ((0, 0), (1, 0), (0, 1)))
    return (
        corner,
        ((right[0] - corner[0]) / width, (right[1] - corner[1]) / width),
        ((down[0] - corner[0]) / height, (down[1] - corner[1]) / height),
    )


def _own(leaf: Any, turned: int, across: float, along: float, raw: Any) -> Pair:
    """A place on the upright page, as shares of its width and height, in the page's own coordinates.

    ``turned``: by how many degrees clockwise the page as shown was turned to stand upright.
    """
    shown = {
        0: (across, along),
        90: (along, 1 - across),
        180: (1 - across, 1 - along),
        270: (1 - along, across),
    }[turned]
    width, height = (round(side * _FINE) for side in leaf.get_size())
    x, y = ctypes.c_double(), ctypes.c_double()
    place = (round(shown[0] * width), round(shown[1] * height))
    raw.FPDF_DeviceToPage(leaf, 0, 0, width, height, 0, *place, x, y)
    return x.value, y.value


def _places(line: Line) -> Iterator[_Place]:
    """The words of a line at one size, each on the line that their feet make, level or askew."""
    words = [word for word in line.words if word.box.x1 > word.box.x0 and word.box.bottom > word.box.top]
    if not words:
        return
    size = max(1.0, median(word.box.bottom - word.box.top for word in words))
    slope, level = _baseline(words, size)
    for word, after in zip(words, [*words[1:], None], strict=True):
        x0, x1 = word.box.x0, word.box.x1
        if after is not None and after.box.x0 > x0:
            # Readers take words for one where they touch; a little of the last letter is given for a gap.
            x1 = max(x0 + (x1 - x0) / 2, min(x1, after.box.x0 - _GAP * size))
        blank = "" if after is None else " "
        yield _Place(word.text + blank, x0, level + slope * x0, x1 - x0, size)


def _baseline(words: Sequence[Word], size: float) -> Pair:
    """Slope and level of the straight line through the feet of ``words`` (least squares)."""
    feet = [word.box.bottom - (_DESCENT * size if _DESCENDERS & set(word.text) else 0.0) for word in words]
    middles = [(word.box.x0 + word.box.x1) / 2 for word in words]
    x, y = sum(middles) / len(words), sum(feet) / len(words)
    spread = sum((middle - x) ** 2 for middle in middles)
    slope = sum((m - x) * (f - y) for m, f in zip(middles, feet, strict=True)) / spread if spread else 0.0
    return slope, y - slope * x
