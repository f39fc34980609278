"""What PDFium cannot tell goes to pdfplumber."""

import unicodedata
from collections.abc import Callable
from typing import Any

from two_readers import is_odd, typed

MakePdf = Callable[..., bytes]


def test_decoded_pages_are_odd(make_pdf: MakePdf, put: Any) -> None:
    text = unicodedata.normalize("NFD", "Đề nghị Sở Nội vụ thực hiện đúng tiến độ được giao")
    assert is_odd(make_pdf([[put(80, 100, text)]]))


def test_turned_pages_are_odd(make_pdf: MakePdf, notice_page: Any) -> None:
    assert is_odd(make_pdf([notice_page], rotate=90))
    assert is_odd(typed(lambda canvas: (canvas.rotate(90), canvas.drawString(60, -60, "upwards"))))


def test_slanted_letters_are_odd() -> None:
    assert is_odd(typed(lambda canvas: (canvas.skew(0, 20), canvas.drawString(60, 60, "a slant"))))


def test_letters_drawn_twice_are_odd() -> None:
    assert is_odd(typed(lambda canvas: [canvas.drawString(x, 700, "thrice said") for x in (60, 60.3)]))


def test_spoken_text_is_odd() -> None:
    def write(canvas: Any) -> None:
        canvas._code.append("/Span << /ActualText (hidden) >> BDC")
        canvas.drawString(60, 700, "shown")
        canvas._code.append("EMC")

    assert is_odd(typed(write))
