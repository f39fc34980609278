"""Text that was put on a PDF page afterwards: the appearances of annotations and form fields, letter by letter."""

import ctypes
from contextlib import suppress
from typing import Any

from kl_extract.model import Box

# Page coordinates go through PDFium as whole numbers; a hundredth of a point is finer than print.
_FINE = 100


def annotation_letters(data: bytes, password: str | None, number: int) -> list[tuple[str, Box]]:
    """The letters that annotations and form fields show on page ``number``, on the upright page; in points.

    What a viewer would draw for them is made part of the page, and all that stood there before is taken away. The
    file is opened anew, as this changes the page. Empty where PDFium cannot do it.
    """
    import pypdfium2  # noqa: PLC0415

    with suppress(pypdfium2.PdfiumError):
        document = pypdfium2.PdfDocument(data, password=password)
        try:
            return _letters(document, number - 1, pypdfium2.raw)
        finally:
            document.close()
    return []


def _letters(document: Any, index: int, raw: Any) -> list[tuple[str, Box]]:
    document.init_forms()
    page = document[index]
    if raw.FPDFPage_GetAnnotCount(page) < 1:
        return []
    before = raw.FPDFPage_CountObjects(page)
    if raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) != raw.FLATTEN_SUCCESS:
        return []
    page.close()
    page = document[index]
    for _ in range(before):
        item = raw.FPDFPage_GetObject(page, 0)
        if raw.FPDFPage_RemoveObject(page, item):
            raw.FPDFPageObj_Destroy(item)
    text = page.get_textpage()
    found = []
    for at in range(text.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text, at))
        if not letter.isspace() and letter.isprintable():
            found.append((letter, _upright(page, text.get_charbox(at), raw)))
    return found


def _upright(page: Any, bounds: tuple[float, float, float, float], raw: Any) -> Box:
    """Left, bottom, right and top in the page's own coordinates as a box on the page as a viewer shows it."""
    width, height = (round(side * _FINE) for side in page.get_size())
    corners = []
    for x, y in (bounds[:2], bounds[2:]):
        right, down = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(page, 0, 0, width, height, 0, x, y, right, down)
        corners.append((right.value / _FINE, down.value / _FINE))
    (x0, y0), (x1, y1) = corners
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
