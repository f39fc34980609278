"""PDFium's functions that are called for every character and object of a page, free of ctypes' own bookkeeping.

pypdfium2 wraps a class of its own around every pointer; plain addresses are passed three times faster.
"""

import ctypes
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

_ADDRESS, _INT, _FLOAT = ctypes.c_void_p, ctypes.c_int, ctypes.c_float
Call = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Pdfium:
    """Functions of PDFium's public headers, by their names there; addresses and numbers go in and come out."""

    text: Call
    text_object: Call
    loose_box: Call
    origin: Call
    is_unmapped: Call
    matrix: Call
    font_size: Call
    font: Call
    font_name: Call
    render_mode: Call
    descent: Call
    bounds: Call
    kind: Call
    count_objects: Call
    object: Call
    form_object: Call
    count_form_objects: Call
    object_matrix: Call
    count_marks: Call
    mark: Call
    mark_value: Call
    pixel_size: Call
    count_segments: Call
    segment: Call
    segment_kind: Call
    segment_point: Call
    closes: Call


@cache
def pdfium() -> Pdfium:
    """The functions; PDFium is loaded at the first call."""
    raw: Any = import_module("pypdfium2.raw")

    def plain(function: Any, result: Any, *arguments: Any) -> Call:
        made: Call = ctypes.PYFUNCTYPE(result, *arguments)(address(function))
        return made

    return Pdfium(
        text=plain(raw.FPDFText_GetText, _INT, _ADDRESS, _INT, _INT, _ADDRESS),
        text_object=plain(raw.FPDFText_GetTextObject, _ADDRESS, _ADDRESS, _INT),
        loose_box=plain(raw.FPDFText_GetLooseCharBox, _INT, _ADDRESS, _INT, _ADDRESS),
        origin=plain(raw.FPDFText_GetCharOrigin, _INT, _ADDRESS, _INT, _ADDRESS, _ADDRESS),
        is_unmapped=plain(raw.FPDFText_HasUnicodeMapError, _INT, _ADDRESS, _INT),
        matrix=plain(raw.FPDFText_GetMatrix, _INT, _ADDRESS, _INT, _ADDRESS),
        font_size=plain(raw.FPDFTextObj_GetFontSize, _INT, _ADDRESS, _ADDRESS),
        font=plain(raw.FPDFTextObj_GetFont, _ADDRESS, _ADDRESS),
        font_name=plain(raw.FPDFFont_GetBaseFontName, ctypes.c_size_t, _ADDRESS, _ADDRESS, ctypes.c_size_t),
        render_mode=plain(raw.FPDFTextObj_GetTextRenderMode, _INT, _ADDRESS),
        descent=plain(raw.FPDFFont_GetDescent, _INT, _ADDRESS, _FLOAT, _ADDRESS),
        bounds=plain(raw.FPDFPageObj_GetBounds, _INT, _ADDRESS, *[_ADDRESS] * 4),
        kind=plain(raw.FPDFPageObj_GetType, _INT, _ADDRESS),
        count_objects=plain(raw.FPDFPage_CountObjects, _INT, _ADDRESS),
        object=plain(raw.FPDFPage_GetObject, _ADDRESS, _ADDRESS, _INT),
        form_object=plain(raw.FPDFFormObj_GetObject, _ADDRESS, _ADDRESS, ctypes.c_ulong),
        count_form_objects=plain(raw.FPDFFormObj_CountObjects, _INT, _ADDRESS),
        object_matrix=plain(raw.FPDFPageObj_GetMatrix, _INT, _ADDRESS, _ADDRESS),
        count_marks=plain(raw.FPDFPageObj_CountMarks, _INT, _ADDRESS),
        mark=plain(raw.FPDFPageObj_GetMark, _ADDRESS, _ADDRESS, ctypes.c_ulong),
        mark_value=plain(raw.FPDFPageObjMark_GetParamValueType, _INT, _ADDRESS, ctypes.c_char_p),
        pixel_size=plain(raw.FPDFImageObj_GetImagePixelSize, _INT, _ADDRESS, _ADDRESS, _ADDRESS),
        count_segments=plain(raw.FPDFPath_CountSegments, _INT, _ADDRESS),
        segment=plain(raw.FPDFPath_GetPathSegment, _ADDRESS, _ADDRESS, _INT),
        segment_kind=plain(raw.FPDFPathSegment_GetType, _INT, _ADDRESS),
        segment_point=plain(raw.FPDFPathSegment_GetPoint, _INT, _ADDRESS, _ADDRESS, _ADDRESS),
        closes=plain(raw.FPDFPathSegment_GetClose, _INT, _ADDRESS),
    )


def address(handle: Any) -> int:
    """Where the thing behind a pypdfium2 handle (``page.raw``) lies."""
    return ctypes.cast(handle, _ADDRESS).value or 0
