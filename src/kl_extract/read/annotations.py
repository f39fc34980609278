"""What was put on a PDF page afterwards: the text of annotations and form fields, and the marks of signatures."""

import ctypes
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from kl_extract.model import Box
from kl_extract.read.content import Content

# Page coordinates go through PDFium as whole numbers; a hundredth of a point is finer than print.
_FINE = 100
# Number and date are stamped on one line, which in a head is lower than this; what is higher tells who signed.
_ONE_LINE = 24.0


def annotation_letters(content: Content, password: str | None, number: int) -> list[tuple[str, Box]]:
    """The letters that annotations and form fields show on page ``number``, on the upright page; in points.

    What a viewer would draw for them is made part of the page, and all that stood there before is taken away. The
    file is opened anew, as this changes the page. Empty where PDFium cannot do it.
    """
    import pypdfium2  # noqa: PLC0415

    with suppress(pypdfium2.PdfiumError):
        document = pypdfium2.PdfDocument(content.for_pdfium(), password=password)
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


def hide_signatures(page: Any) -> None:
    """Makes PDFium leave out what digital signatures show on a pypdfium2 page, as it may lie over the page's own text.

    What they state is read from the signatures themselves. One that is a line high may be a number and stays.
    """
    import pypdfium2  # noqa: PLC0415

    raw: Any = pypdfium2.raw
    for note in _annotations(page, raw):
        place = raw.FS_RECTF()
        raw.FPDFAnnot_GetRect(note, place)
        is_signature = (
            page.formenv
            and raw.FPDFAnnot_GetFormFieldType(page.formenv, note) == raw.FPDF_FORMFIELD_SIGNATURE
        )
        if is_signature and abs(place.top - place.bottom) > _ONE_LINE:
            raw.FPDFAnnot_SetFlags(note, raw.FPDFAnnot_GetFlags(note) | raw.FPDF_ANNOT_FLAG_HIDDEN)


def is_annotated(page: Any) -> bool:
    """Whether a pypdfium2 page has annotations that are not hidden."""
    import pypdfium2  # noqa: PLC0415

    raw: Any = pypdfium2.raw
    return any(
        not raw.FPDFAnnot_GetFlags(note) & raw.FPDF_ANNOT_FLAG_HIDDEN for note in _annotations(page, raw)
    )


def _annotations(page: Any, raw: Any) -> Iterator[Any]:
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        note = raw.FPDFPage_GetAnnot(page, index)
        if note:
            try:
                yield note
            finally:
                raw.FPDFPage_CloseAnnot(note)
