"""Reads a scanned table column by column: lines of neighbouring cells lie at different heights, and Tesseract, shown
the whole page, runs them together."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kl_extract.model import Box
from kl_extract.read import tesseract
from kl_extract.read.apart import read_apart
from kl_extract.read.engine import ONE_BLOCK, RawWord
from kl_extract.read.tables import Table

if TYPE_CHECKING:
    from PIL.Image import Image

# White around a column, in points: Tesseract misses what touches the edge.
_MARGIN = 8.0
# Cells whose edges agree within this many points are of one column.
_SAME_EDGE = 4.0
# Cells are set in small type, whose marks Tesseract tells apart from this on: at 220 dpi "Chi" is read as "Chỉ".
_DPI = 300


def read_with_columns(image: "Image", tables: Sequence[Table], scale: float, dpi: int) -> list[RawWord]:
    """The words of an 8-bit grey page without rulings: those outside ``tables``, then those of each column.

    ``scale`` is points for each pixel. Raises as `tesseract.read_words` does.
    """
    if not tables:
        return read_apart(image, dpi)
    words = read_apart(_blanked(image, tables, scale), dpi)
    blocks = max((word.line[0] for word in words), default=0)
    columns = [column for table in tables for column in _columns(table)]
    for found in _read_columns(image, columns, scale, dpi):
        words += [replace(word, line=(blocks + word.line[0] + 1, *word.line[1:])) for word in found]
        blocks = max((word.line[0] for word in words), default=blocks)
    return words


def _blanked(image: "Image", tables: Sequence[Table], scale: float) -> "Image":
    bare = image.copy()
    for cell in (cell for table in tables for row in table.rows for cell in row):
        bare.paste(255, _pixels(cell, scale))
    return bare


def _columns(table: Table) -> Iterator[list[Box]]:
    """Cells of the same width one below another; a cell across several columns stands by itself with its like."""
    columns: list[list[Box]] = []
    for cell in (cell for row in table.rows for cell in row):
        same = next((column for column in columns if _is_same(column[0], cell)), None)
        if same is None:
            columns.append([cell])
        else:
            same.append(cell)
    yield from columns


def _is_same(one: Box, other: Box) -> bool:
    return abs(one.x0 - other.x0) <= _SAME_EDGE and abs(one.x1 - other.x1) <= _SAME_EDGE


def _read_columns(
    image: "Image", columns: Sequence[Sequence[Box]], scale: float, dpi: int
) -> Iterator[list[RawWord]]:
    """The words of each column, placed on the page."""
    finer = max(1.0, _DPI / dpi)
    strips = [_strip(image, column, scale) for column in columns]
    large = [_enlarged(strip, finer) for strip, _, _ in strips]
    read = tesseract.read_all(large, round(dpi * finer), ONE_BLOCK)
    for words, (_, left, top) in zip(read, strips, strict=True):
        yield [_moved(word, 1 / finer, left, top) for word in words]


def _strip(image: "Image", cells: Sequence[Box], scale: float) -> tuple["Image", int, int]:
    """The cells alone, all else left white, and where on the page this begins."""
    from PIL import Image  # noqa: PLC0415

    edge = round(_MARGIN / scale)
    areas = [_pixels(cell, scale) for cell in cells]
    left, top = min(area[0] for area in areas) - edge, min(area[1] for area in areas) - edge
    size = max(area[2] for area in areas) + edge - left, max(area[3] for area in areas) + edge - top
    strip = Image.new("L", size, 255)
    for area in areas:
        strip.paste(image.crop(area), (area[0] - left, area[1] - top))
    return strip, left, top


def _enlarged(strip: "Image", finer: float) -> "Image":
    return strip.resize((round(strip.width * finer), round(strip.height * finer))) if finer > 1 else strip


def _moved(word: RawWord, scale: float, left: int, top: int) -> RawWord:
    """The word of a strip, enlarged by 1 / ``scale``, on its page."""
    return replace(
        word,
        left=round(word.left * scale) + left,
        top=round(word.top * scale) + top,
        width=round(word.width * scale),
        height=round(word.height * scale),
    )


def _pixels(cell: Box, scale: float) -> tuple[int, int, int, int]:
    return (
        round(cell.x0 / scale),
        round(cell.top / scale),
        round(cell.x1 / scale),
        round(cell.bottom / scale),
    )
