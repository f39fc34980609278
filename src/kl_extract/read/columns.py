"""Reads a scanned table column by column: lines of neighbouring cells lie at different heights, and Tesseract, shown
the whole page, runs them together."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kl_extract.model import Box
from kl_extract.read import tesseract
from kl_extract.read.apart import read_apart
from kl_extract.read.engine import ONE_BLOCK, RawWord
from kl_extract.read.paper import shade_of_paper
from kl_extract.read.rulings import without_rulings
from kl_extract.read.tables import Table

if TYPE_CHECKING:
    from PIL.Image import Image

_POINTS = 72.0
# Paper around a column, in points: Tesseract misses what touches the edge.
_MARGIN = 8.0
# Cells whose edges agree within this many points are of one column.
_SAME_EDGE = 4.0
# Cells are set in small type: what has fewer dots is enlarged to this. Words missed of 13 real pages, 12 files and 12
# sample scans, as read and repaired: 699 and 377; with the dots that finer pages have, or enlarged to 300 dpi, 699 and
# 381 in two fifths more time.
_DPI = 200


def read_with_columns(image: "Image", dpi: float, tables: Sequence[Table]) -> list[RawWord]:
    """The words of an 8-bit grey page: those outside ``tables``, then those of each column.

    Raises as `tesseract.read_words` does.
    """
    paper = shade_of_paper(image)
    bare = without_rulings(image, tables, _POINTS / dpi)
    words = read_apart(_blanked(bare, tables, _POINTS / dpi, paper), round(dpi))
    blocks = max((word.line[0] for word in words), default=0)
    columns = [column for table in tables for column in _columns(table)]
    for found in _read_columns(bare, columns, dpi, paper):
        words += [replace(word, line=(blocks + word.line[0] + 1, *word.line[1:])) for word in found]
        blocks = max((word.line[0] for word in words), default=blocks)
    return words


def _blanked(image: "Image", tables: Sequence[Table], scale: float, paper: int) -> "Image":
    bare = image.copy()
    for cell in (cell for table in tables for row in table.rows for cell in row):
        bare.paste(paper, _pixels(cell, scale))
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
    image: "Image", columns: Sequence[Sequence[Box]], dpi: float, paper: int
) -> Iterator[list[RawWord]]:
    """The words of each column, placed on the page."""
    finer = max(1.0, _DPI / dpi)
    strips = [_strip(image, column, _POINTS / dpi, paper) for column in columns]
    large = [_enlarged(strip, finer) for strip, _, _ in strips]
    read = tesseract.read_all(large, round(dpi * finer), ONE_BLOCK)
    for words, (_, left, top) in zip(read, strips, strict=True):
        yield [_moved(_scaled(word, 1 / finer), left, top) for word in words]


def _strip(image: "Image", cells: Sequence[Box], scale: float, paper: int) -> tuple["Image", int, int]:
    """The cells alone, all else left blank, and where on the page this begins."""
    from PIL import Image  # noqa: PLC0415

    edge = round(_MARGIN / scale)
    areas = [_pixels(cell, scale) for cell in cells]
    left, top = min(area[0] for area in areas) - edge, min(area[1] for area in areas) - edge
    size = max(area[2] for area in areas) + edge - left, max(area[3] for area in areas) + edge - top
    strip = Image.new("L", size, paper)
    for area in areas:
        strip.paste(image.crop(area), (area[0] - left, area[1] - top))
    return strip, left, top


def _enlarged(strip: "Image", finer: float) -> "Image":
    return strip.resize((round(strip.width * finer), round(strip.height * finer))) if finer > 1 else strip


def _scaled(word: RawWord, scale: float) -> RawWord:
    left, top = round(word.left * scale), round(word.top * scale)
    right, bottom = round((word.left + word.width) * scale), round((word.top + word.height) * scale)
    return replace(word, left=left, top=top, width=right - left, height=bottom - top)


def _moved(word: RawWord, left: int, top: int) -> RawWord:
    return replace(word, left=word.left + left, top=word.top + top)


def _pixels(cell: Box, scale: float) -> tuple[int, int, int, int]:
    return (
        round(cell.x0 / scale),
        round(cell.top / scale),
        round(cell.x1 / scale),
        round(cell.bottom / scale),
    )
