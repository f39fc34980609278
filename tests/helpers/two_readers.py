"""A page by PDFium and by pdfplumber, side by side."""

import io
from collections.abc import Callable
from typing import Any

import pdfplumber
import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from kl_extract.read.fonts import Fonts
from kl_extract.read.placed import OddPageError
from kl_extract.read.textlayer import TextLayer, text_layer, typeset_layer

# PDFium rounds the widths of letters to a thousandth of the size and makes room for ink beyond them.
NEAR = 1.0


def both(data: bytes, number: int = 1) -> tuple[TextLayer, TextLayer]:
    """The layer of a page by PDFium and by pdfplumber."""
    with pypdfium2.PdfDocument(data) as quick, pdfplumber.open(io.BytesIO(data)) as slow:
        return typeset_layer(quick[number - 1], Fonts()), text_layer(slow.pages[number - 1], Fonts())


def is_odd(data: bytes) -> bool:
    """Whether PDFium cannot tell everything that stands on the first page."""
    try:
        both(data)
    except OddPageError:
        return True
    return False


def words(layer: TextLayer) -> list[str]:
    """The words of a layer in its order."""
    return [token.text for token in layer.tokens]


def cells(layer: TextLayer) -> list[tuple[float, float, float, float]]:
    """The sides of all cells of all tables."""
    boxes = [cell for table in layer.tables for row in table.rows for cell in row]
    return [(box.x0, box.top, box.x1, box.bottom) for box in boxes]


def check(data: bytes, number: int = 1) -> TextLayer:
    """PDFium's layer, after it was found to agree with pdfplumber's."""
    quick, slow = both(data, number)
    assert words(quick) == words(slow)
    assert (quick.width, quick.height) == pytest.approx((slow.width, slow.height), abs=0.01)
    assert [[len(row) for row in table.rows] for table in quick.tables] == [
        [len(row) for row in table.rows] for table in slow.tables
    ]
    for one, other in zip(cells(quick), cells(slow), strict=True):
        assert one == pytest.approx(other, abs=0.05)
    assert quick.area == pytest.approx(slow.area, abs=0.01)
    for one, other in zip(quick.tokens, slow.tokens, strict=True):
        assert (one.bold, one.italic, one.before) == (other.bold, other.italic, other.before), one.text
        assert (one.size, one.baseline) == pytest.approx((other.size, other.baseline), abs=0.05), one.text
        sides = [(box.x0, box.top, box.x1, box.bottom) for box in (one.box, other.box)]
        assert sides[0] == pytest.approx(sides[1], abs=NEAR), one.text
    return quick


def typed(write: Callable[[Any], None], **options: Any) -> bytes:
    """A page on which ``write`` draws with one of the fonts that every reader has."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1, **options)
    canvas.setFont("Times-Roman", 12)
    write(canvas)
    canvas.save()
    return out.getvalue()
