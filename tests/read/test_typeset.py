"""The two readers of text layers agree word for word."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from reportlab.lib.utils import ImageReader
from two_readers import check, typed, words

MakePdf = Callable[..., bytes]
SAMPLES = Path(__file__).parents[2] / "samples"
PDFS = sorted(path for path in SAMPLES.glob("*.pdf") if not path.stem.endswith("-scan"))


@pytest.mark.parametrize("pdf", PDFS, ids=lambda path: path.stem)
def test_samples(pdf: Path) -> None:
    data = pdf.read_bytes()
    with pypdfium2.PdfDocument(data) as document:
        numbers = range(1, len(document) + 1)
    read = 0
    for number in numbers:
        read += len(check(data, number).tokens)
    # Each sample has one text; its layer lacks at most what is drawn as a picture.
    source = SAMPLES / f"{pdf.stem.removesuffix('-english-ocr')}.txt"
    assert read > 0.9 * len(source.read_text(encoding="utf-8").split())


def test_notice(make_pdf: MakePdf, notice_page: Any) -> None:
    assert len(check(make_pdf([notice_page])).tokens) > 150


def test_crop_box(make_pdf: MakePdf, put: Any) -> None:
    page = [
        put(90, 142, "Nằm trong khung"),
        put(90, 20, "Nằm ngoài khung"),
        put(20, 150, "ngoài"),
        put(520, 160, "Ở mép"),
    ]
    data = make_pdf([page], draw=lambda canvas, _: canvas.setCropBox((50, 100, 550, 800)))
    assert words(check(data)) == ["Nằm", "trong", "khung", "Ở", "mép"]


def test_form_inside_a_form() -> None:
    def write(canvas: Any) -> None:
        canvas.beginForm("inner")
        canvas.setFont("Times-Bold", 10)
        canvas.drawString(10, 20, "inner words")
        canvas.endForm()
        canvas.beginForm("outer")
        canvas.setFont("Times-Roman", 10)
        canvas.drawString(10, 40, "outer words")
        canvas.translate(5, 5)
        canvas.doForm("inner")
        canvas.endForm()
        canvas.setFont("Times-Roman", 12)
        canvas.drawString(60, 760, "words of the page")
        canvas.translate(60, 600)
        canvas.scale(1.5, 1.5)
        canvas.doForm("outer")

    assert words(check(typed(write))) == ["words", "of", "the", "page", "outer", "words", "inner", "words"]


def test_invisible_words_over_a_picture(draw_page: Any, make_pdf: MakePdf, notice_page: Any) -> None:
    picture = draw_page(make_pdf([notice_page]), dpi=50)

    def write(canvas: Any) -> None:
        canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)
        text = canvas.beginText(60, 700)
        text.setTextRenderMode(3)
        text.textLine("words that nobody sees")
        canvas.drawText(text)

    layer = check(typed(write))
    assert words(layer) == ["words", "that", "nobody", "sees"]
    assert layer.area == pytest.approx(1.0)


def test_digits_stamped_over_blanks() -> None:
    def write(canvas: Any) -> None:
        canvas.drawString(60, 700, "No.              /TB, the number of this paper was put in later")
        for at, digit in enumerate("4711"):
            canvas.drawString(84 + 6 * at, 700, digit)

    assert words(check(typed(write)))[:3] == ["No.", "4711", "/TB,"]


@pytest.mark.parametrize("font", ["Times-Roman", "Times-Bold"])
def test_digits_that_fill_the_blanks(font: str) -> None:
    """PDFium tells of the first blank of several alone; letters of another font do not cover the others."""

    def write(canvas: Any) -> None:
        canvas.drawString(60, 700, "No.        /TB, the number of this paper was put in later")
        canvas.setFont(font, 12)
        for at, digit in enumerate("4711"):
            canvas.drawString(77.7 + 6 * at, 700, digit)

    joined = [word for word in words(check(typed(write))) if word.endswith("4711/TB,")]
    assert bool(joined) == (font == "Times-Roman")


@pytest.mark.parametrize("gap", [1.0, 2.0, 2.8, 4.0])
def test_words_parted_by_place_alone(gap: float) -> None:
    """No blank is drawn: what lies within a fifth of the size is one word in either reader."""

    def write(canvas: Any) -> None:
        x = 60.0
        for word in ("They", "stand", "wholly", "apart"):
            canvas.drawString(x, 700, word)
            x += canvas.stringWidth(word, "Times-Roman", 12) + gap

    assert len(check(typed(write)).tokens) == (4 if gap > 2.4 else 1)


def test_blanks_drawn_by_themselves_part_words() -> None:
    """Narrow blanks, each a text of its own, as some printers write them."""

    def write(canvas: Any) -> None:
        x = 60.0
        for piece in ("so", " ", "near", " ", "it", " ", "is"):
            canvas.drawString(x, 700, piece)
            x += 1.8 if piece == " " else canvas.stringWidth(piece, "Times-Roman", 12)

    assert words(check(typed(write))) == ["so", "near", "it", "is"]


def test_letters_set_between_those_of_another_text() -> None:
    """Taken word by word, the letters of each would stay together."""

    def write(canvas: Any) -> None:
        line = canvas.beginText(60, 700)
        line.setCharSpace(6)
        line.textOut("ace")
        canvas.drawText(line)
        for at, letter in enumerate("bd"):
            canvas.drawString(60 + 5.3 + 11.3 * at, 700, letter)
        canvas.drawString(60, 600, "some plain words on another line")

    assert words(check(typed(write)))[0] == "abcde"


@pytest.mark.parametrize(("apart", "count"), [(0.0, 3), (1.5, 3), (3.5, 10)])
def test_letters_set_apart(apart: float, count: int) -> None:
    def write(canvas: Any) -> None:
        line = canvas.beginText(60, 700)
        line.setCharSpace(apart)
        line.textOut("one two four")
        canvas.drawText(line)

    assert len(check(typed(write)).tokens) == count


@pytest.mark.parametrize("wide", [-1.0, 0.0, 4.0, 30.0])
def test_blanks_of_any_width(wide: float) -> None:
    def write(canvas: Any) -> None:
        line = canvas.beginText(60, 700)
        line.setWordSpace(wide)
        line.textOut("set in lines of equal  length")
        canvas.drawText(line)

    assert words(check(typed(write))) == ["set", "in", "lines", "of", "equal", "length"]


def test_a_word_that_runs_over_the_edge() -> None:
    """The letters beyond it are not shown."""

    def write(canvas: Any) -> None:
        canvas.drawString(560, 700, "wholly beyond")
        canvas.drawString(60, 700, "inside")

    assert words(check(typed(write)))[0] == "inside"


def test_hyphens_at_line_ends() -> None:
    def write(canvas: Any) -> None:
        canvas.drawString(60, 700, "papers of 61/2018/ND-")
        canvas.drawString(60, 680, "CP and others")

    assert words(check(typed(write))) == ["papers", "of", "61/2018/ND-", "CP", "and", "others"]


def test_raised_letters() -> None:
    def write(canvas: Any) -> None:
        canvas.drawString(60, 700, "250 m")
        canvas.setFont("Times-Roman", 7)
        canvas.drawString(92, 704, "2")
        canvas.setFont("Times-Roman", 12)
        canvas.drawString(100, 700, "and 30 m² of it")

    assert "m²" in words(check(typed(write)))


def test_words_across_a_page_are_left_out() -> None:
    def write(canvas: Any) -> None:
        canvas.drawString(60, 700, "words that run as they should")
        canvas.rotate(90)
        canvas.drawString(100, -30, "margin")

    assert "margin" not in words(check(typed(write)))


def test_underlines_and_boxes_are_no_tables() -> None:
    def underline(canvas: Any) -> None:
        for y in range(300, 700, 20):
            canvas.drawString(60, y, "a line of words")
            canvas.rect(60, y - 2, 80, 0.5, fill=1, stroke=0)

    def frame(canvas: Any) -> None:
        underline(canvas)
        canvas.rect(50, 200, 400, 500)

    assert len(check(typed(underline)).tokens) == 80
    assert check(typed(frame)).tables == ()


def test_tables_ruled_in_every_way() -> None:
    """Lines across, boxes around cells, bars of paint, a cell over two columns, all in a form that is scaled."""

    def write(canvas: Any) -> None:
        canvas.beginForm("tables")
        canvas.grid([80, 200, 300], [500, 520, 540])
        for x in (80, 150, 250):
            for y in (300, 330, 360):
                canvas.rect(x, y, 70 if x == 80 else 100, 30)
        for y in (600, 640, 680):
            canvas.rect(80, y, 300, 0.5, fill=1, stroke=0)
        for x, y in ((80, 600), (200, 600), (379.5, 600), (80, 640), (379.5, 640)):
            canvas.rect(x, y, 0.5, 40, fill=1, stroke=0)
        canvas.endForm()
        canvas.drawString(60, 800, "words")
        canvas.translate(10, 20)
        canvas.scale(0.9, 0.9)
        canvas.doForm("tables")

    tables = check(typed(write)).tables
    assert [[len(row) for row in table.rows] for table in tables] == [[1, 2], [2, 2], [3, 3, 3]]


def test_plain_files_do_not_load_pdfplumber() -> None:
    program = (
        "import sys; from pathlib import Path; from kl_extract import read;"
        "read.read_file(Path(sys.argv[1])); print([m for m in ('pdfplumber', 'pdfminer') if m in sys.modules])"
    )
    sample = next(path for path in PDFS if "dak-lak.pdf" in path.name)
    run = subprocess.run(
        [sys.executable, "-c", program, str(sample)], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "[]"
