"""Number and date stamped on a typed page: as text exactly, as a drawing if sure, by hand never."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from pdf_update import PdfUpdate

from kl_extract import read
from kl_extract.model import Box, Document, Line
from kl_extract.options import Options
from kl_extract.pipeline import process_bytes
from kl_extract.read.annotations import annotation_letters
from kl_extract.read.blanks import blanks, dots_apart
from kl_extract.read.content import Content
from kl_extract.read.tokens import Token

MakePdf = Callable[..., bytes]
HEIGHT = 842
FONT = b"/Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
# Where the blanks of the page lie: x, and how far down their baseline is.
NUMBER, DAY, MONTH = (124, 108), (410, 112), (470, 112)


@pytest.fixture
def blank_page(notice_page: Any, put: Any) -> list[Any]:
    """The notice with number, day and month left blank, as an office types it."""
    kept = [one for one in notice_page if not one.text.startswith(("Số:", "Tân An, ngày"))]
    return [
        *kept,
        put(100, 108, "Số:"),
        put(155, 108, "/TB-UBND"),
        put(340, 112, "Tân An, ngày", "italic"),
        put(435, 112, "tháng", "italic"),
        put(490, 112, "năm 2025", "italic"),
    ]


def stamped(
    pdf: bytes,
    *texts: tuple[str, tuple[float, float]],
    subtype: bytes = b"/FreeText",
    flags: int = 4,
    drawing: bytes = b"",
) -> bytes:
    """``pdf`` with an annotation for each text, its baseline at a place of the first page."""
    update = PdfUpdate(pdf)
    numbers = []
    for text, (x, down) in texts:
        content = b"BT /F 11 Tf 1 3 Td (%s) Tj ET" % text.encode() if text else drawing
        form = update.stream(b"/Type /XObject /Subtype /Form /BBox [0 0 60 14] " + FONT, content)
        y = HEIGHT - down - 3
        numbers.append(
            update.add(
                b"<< /Type /Annot /Subtype %s /F %d /Rect [%d %d %d %d] /AP << /N %d 0 R >> >>"
                % (subtype, flags, x, y, x + 60, y + 14, form)
            )
        )
    update.extend(update.pages[0], b"/Annots [%s]" % b" ".join(b"%d 0 R" % number for number in numbers))
    return update.done()


def _line(document: Document, start: str) -> Line:
    return next(line for line in document.lines() if line.text.startswith(start))


def test_text_of_annotations_is_exact(make_pdf: MakePdf, blank_page: Any) -> None:
    pdf = stamped(make_pdf([blank_page]), ("217", NUMBER), ("05", DAY), ("3", MONTH))
    document = read.read_bytes(pdf, "a.pdf")
    line = _line(document, "Số")
    assert (line.text, line.origin, line.confidence) == ("Số: 217 /TB-UBND", "text-layer", 1.0)
    box = line.words[1].box
    assert (box.x0, box.bottom) == (pytest.approx(NUMBER[0] + 1, abs=1), pytest.approx(NUMBER[1], abs=1))
    assert box.x1 < 155
    assert _line(document, "Tân An").text == "Tân An, ngày 05 tháng 3 năm 2025"
    assert document.tesseract is None


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_on_a_turned_page(rotate: int, make_pdf: MakePdf, blank_page: Any) -> None:
    """The letters lie where the page shows them, whatever /Rotate says."""
    plain = annotation_letters(Content(stamped(make_pdf([blank_page]), ("217", NUMBER))), None, 1)
    update = PdfUpdate(stamped(make_pdf([blank_page]), ("217", NUMBER)))
    update.extend(update.pages[0], b"")
    moved = update.done().replace(b"/Rotate 0", b"/Rotate %d" % rotate)
    turned = annotation_letters(Content(moved), None, 1)
    assert [letter for letter, _ in turned] == ["2", "1", "7"]
    box, other = plain[0][1], turned[0][1]
    corner = {
        90: (HEIGHT - box.bottom, box.x0),
        180: (595 - box.x1, HEIGHT - box.bottom),
        270: (box.top, 595 - box.x1),
    }
    assert (other.x0, other.top) == pytest.approx(corner[rotate], abs=0.1)


def test_one_note_over_the_whole_line(make_pdf: MakePdf, blank_page: Any) -> None:
    """Only what stands in the blank belongs there."""
    pdf = stamped(make_pdf([blank_page]), ("Ban hanh:", (60, 90)), ("217", NUMBER), ("Mau 3", (300, 60)))
    assert _line(read.read_bytes(pdf, "a.pdf"), "Số").text == "Số: 217 /TB-UBND"


@pytest.mark.parametrize("text", ["(nhap)", "???", "x", "123456"])
def test_what_is_no_number_is_not_taken(text: str, make_pdf: MakePdf, blank_page: Any) -> None:
    pdf = stamped(make_pdf([blank_page]), (text, NUMBER))
    assert _line(read.read_bytes(pdf, "a.pdf"), "Số").text == "Số: /TB-UBND"


def test_hidden_annotations_do_not_count(make_pdf: MakePdf, blank_page: Any) -> None:
    pdf = stamped(make_pdf([blank_page]), ("217", NUMBER), flags=2)
    assert _line(read.read_bytes(pdf, "a.pdf"), "Số").text == "Số: /TB-UBND"


def test_form_field(make_pdf: MakePdf, blank_page: Any) -> None:
    pdf = stamped(make_pdf([blank_page]), ("217", NUMBER), subtype=b"/Widget /FT /Tx /T (so) /V (217)")
    update = PdfUpdate(pdf)
    update.extend(update.root, b"/AcroForm << /Fields [] >>")
    assert _line(read.read_bytes(update.done(), "a.pdf"), "Số").text == "Số: 217 /TB-UBND"


def test_text_typed_beside_its_line(make_pdf: MakePdf, blank_page: Any, put: Any) -> None:
    """Stamped into the page itself, a little above the line: its own row otherwise."""
    document = read.read_bytes(make_pdf([[*blank_page, put(128, 102, "217")]]), "a.pdf")
    assert _line(document, "Số").text == "Số: 217 /TB-UBND"
    assert not any(line.text == "217" for line in document.lines())


def test_dots(make_pdf: MakePdf, blank_page: Any, put: Any) -> None:
    page = [one for one in blank_page if not one.text.startswith(("Số:", "/TB"))]
    page += [put(100, 108, "Số:"), put(120, 108, "............................/TB-UBND")]
    pdf = make_pdf([page])
    assert _line(read.read_bytes(pdf, "a.pdf"), "Số").text.endswith("..../TB-UBND")
    assert _line(read.read_bytes(stamped(pdf, ("217", NUMBER)), "a.pdf"), "Số").text == "Số: 217 /TB-UBND"


@pytest.mark.ocr
@pytest.mark.usefixtures("tesseract")
@pytest.mark.parametrize("kind", ["picture", "annotation"])
def test_stamped_as_a_picture(
    kind: str, make_pdf: MakePdf, blank_page: Any, put: Any, draw_page: Any
) -> None:
    """A number that is only drawn is read by OCR, and the line says so."""
    digits = draw_page(make_pdf([[put(4, 14, "217", size=13)]], size=(34, 18)), dpi=400)
    where = (121, HEIGHT - 110, 34, 18)

    def draw(canvas: Any, number: int) -> None:
        from reportlab.lib.utils import ImageReader  # noqa: PLC0415

        canvas.drawImage(ImageReader(digits), *where)

    if kind == "picture":
        pdf = make_pdf([blank_page], draw=draw)
    else:
        raw = digits.convert("L")
        update = PdfUpdate(make_pdf([blank_page]))
        entries = (
            b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8"
        )
        picture = update.stream(entries % raw.size, raw.tobytes())
        form = update.stream(
            b"/Type /XObject /Subtype /Form /BBox [0 0 34 18] /Resources << /XObject << /P %d 0 R >> >>"
            % picture,
            b"34 0 0 18 0 0 cm /P Do",
        )
        x, y, w, h = where
        note = update.add(
            b"<< /Type /Annot /Subtype /Stamp /F 4 /Rect [%d %d %d %d] /AP << /N %d 0 R >> >>"
            % (x, y, x + w, y + h, form)
        )
        update.extend(update.pages[0], b"/Annots [%d 0 R]" % note)
        pdf = update.done()
    document = read.read_bytes(pdf, "a.pdf")
    line = _line(document, "Số")
    assert (line.text, line.origin) == ("Số: 217 /TB-UBND", "ocr")
    assert 0.8 <= line.words[1].confidence <= 1
    assert 121 < line.words[1].box.x0 < line.words[1].box.x1 < 155
    assert _line(document, "Tân An").origin == "text-layer"
    assert document.tesseract


@pytest.mark.ocr
@pytest.mark.usefixtures("tesseract")
def test_handwriting_is_not_guessed(make_pdf: MakePdf, blank_page: Any) -> None:
    """Strokes of a pen over the blank: the line stays blank."""
    strokes = b"0 0 0.6 RG 1.4 w 2 2 m 6 12 9 13 8 6 c 7 1 3 4 10 8 c 14 12 15 1 20 3 c 24 9 15 11 27 12 c 21 4 25 1 29 2 c S"
    pdf = stamped(make_pdf([blank_page]), ("", NUMBER), ("05", DAY), subtype=b"/Ink", drawing=strokes)
    notice = process_bytes(pdf, "a.pdf", Options())
    assert notice.header.number in {None, "/TB-UBND"}
    missing = {warning.code: warning.span for warning in notice.warnings}
    for code, (x, down) in (("number-missing", NUMBER), ("date-missing", MONTH)):
        span = missing.get(code)
        assert span, code
        box = span.boxes[0]
        assert box.x0 < x < box.x1 and box.top < down - 4 < box.bottom


TOKEN = Token("", Box(0, 0, 10, 12), 10, 12)


def _row(*words: tuple[str, float, float]) -> list[Token]:
    return [replace(TOKEN, text=text, box=Box(x0, 100, x1, 112), baseline=110) for text, x0, x1 in words]


@pytest.mark.parametrize(
    "words",
    [
        (("Số:", 10, 28), ("12/TB-UBND", 40, 90)),
        (("Số:", 10, 28), ("/TB-UBND", 30, 90)),
        (("Số:", 10, 28), ("lượng", 60, 90)),
        (("trong", 10, 28), ("ngày", 30, 50), ("tháng", 80, 100)),
    ],
    ids=["filled", "narrow", "no symbol", "no place before it"],
)
def test_no_blank(words: tuple[tuple[str, float, float], ...]) -> None:
    assert blanks(_row(*words), 842) == []


def test_blanks_lie_in_the_head_only() -> None:
    row = _row(("Số:", 10, 28), ("/TB-UBND", 60, 90))
    assert [(one.box.x0, one.box.x1) for one in blanks(row, 842)] == [(28, 60)]
    assert blanks([replace(token, baseline=700) for token in row], 842) == []


def test_dots_apart() -> None:
    token = _row(("……/TB-UBND", 0, 100))[0]
    dots, symbol = dots_apart(token)
    assert (dots.text, symbol.text) == ("……", "/TB-UBND")
    assert dots.box.x1 == symbol.box.x0 == pytest.approx(100 * 2 / (2 + 8 * 0.55))
    assert dots_apart(_row(("v.v.", 0, 10))[0])[0].text == "v.v."
