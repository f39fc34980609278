"""Pages read by Tesseract: the same words as the text layer, wherever and however the page lies."""

import unicodedata
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader

from kl_extract import read
from kl_extract.model import Box, Document
from kl_extract.options import ReadOptions
from kl_extract.read.engine import RawWord
from kl_extract.read.ocr import _without_noise, read_image, restorer, without_specks
from kl_extract.read.skew import skew_of
from kl_extract.read.tokens import Row, Token

MakePdf = Callable[..., bytes]
Save = Callable[..., bytes]

pytestmark = [pytest.mark.ocr, pytest.mark.usefixtures("tesseract")]


def _words(document: Document) -> Counter[str]:
    return Counter(word for line in document.lines() for word in line.text.split())


def _agreement(document: Document, truth: Document) -> float:
    """The share of the true words that were read."""
    found, true = _words(document), _words(truth)
    return (found & true).total() / true.total()


@pytest.fixture(scope="module")
def pdf(make_pdf: MakePdf, notice_page: Any) -> bytes:
    return make_pdf([notice_page])


@pytest.fixture(scope="module")
def truth(pdf: bytes) -> Document:
    return read.read_bytes(pdf, "a.pdf")


@pytest.fixture(scope="module")
def image(pdf: bytes, draw_page: Any) -> Any:
    return draw_page(pdf, dpi=300)


def test_scan_reads_like_the_text_layer(image: Any, truth: Document, save_image: Save) -> None:
    document = read.read_bytes(save_image(image, dpi=(300, 300)), "scan.png")
    page = document.pages[0]
    assert (page.reader, page.rotated) == ("ocr", 0)
    assert page.quality > 0.85
    assert document.tesseract
    assert _agreement(document, truth) > 0.95
    assert [line.column for line in document.lines()] == [line.column for line in truth.lines()]
    assert document == read.read_bytes(save_image(image, dpi=(300, 300)), "scan.png")


def test_boxes_agree_with_the_text_layer(image: Any, truth: Document, save_image: Save) -> None:
    document = read.read_bytes(save_image(image, dpi=(300, 300)), "scan.png")
    true = {line.text: line.box for line in truth.lines()}
    pairs = [(line.box, true[line.text]) for line in document.lines() if line.text in true]
    assert len(pairs) > 12
    for found, expected in pairs:
        assert found and expected
        assert (found.x0, found.x1) == pytest.approx((expected.x0, expected.x1), abs=2.5)
        assert expected.top - 2 < found.top < found.bottom < expected.bottom + 2


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_turned_scans(angle: int, image: Any, truth: Document, save_image: Save) -> None:
    turned = image.rotate(angle, expand=True)
    document = read.read_bytes(save_image(turned, dpi=(300, 300)), "scan.png")
    page = document.pages[0]
    assert page.rotated == angle
    assert (page.width, page.height) == pytest.approx((595, 842), abs=1)
    assert _agreement(document, truth) > 0.95


def test_skewed_scan(image: Any, truth: Document, save_image: Save) -> None:
    leaning = image.rotate(-2.5, Image.Resampling.BICUBIC, fillcolor="white")
    document = read.read_bytes(save_image(leaning, dpi=(300, 300)), "scan.png")
    assert document.pages[0].rotated == 0
    assert _agreement(document, truth) > 0.95
    assert [line.column for line in document.lines()] == [line.column for line in truth.lines()]
    title = next(line for line in document.lines() if line.text == "THÔNG BÁO")
    crop = leaning.crop([round(side * 300 / 72) for side in _sides(title.box)])
    assert min(crop.convert("L").tobytes()) < 100


def _sides(box: Box | None) -> tuple[float, float, float, float]:
    assert box
    return box.x0, box.top, box.x1, box.bottom


def test_pages_of_a_tiff(image: Any, truth: Document, save_image: Save) -> None:
    blank = Image.new("RGB", image.size, "white")
    data = save_image(blank, "TIFF", save_all=True, append_images=[image.copy()], dpi=(300, 300))
    calls: list[tuple[int, int]] = []
    document = read.read_bytes(data, "a.tif", on_page=lambda done, total: calls.append((done, total)))
    assert [len(page.lines) > 0 for page in document.pages] == [False, True]
    assert {line.page for line in document.lines()} == {2}
    assert calls == [(1, 2), (2, 2)]


def test_pages_at_the_same_time_read_alike(image: Any, make_pdf: MakePdf, notice_page: Any) -> None:
    def scan(canvas: Any, number: int) -> None:
        if number != 2:
            canvas.drawImage(ImageReader(image), 0, 0, 595, 842)

    data = make_pdf([[], notice_page, []], draw=scan)
    calls: list[tuple[int, int]] = []
    options = ReadOptions(jobs=3)
    together = read.read_bytes(
        data, "a.pdf", options, on_page=lambda done, total: calls.append((done, total))
    )
    assert [page.reader for page in together.pages] == ["ocr", "text-layer", "ocr"]
    assert together == read.read_bytes(data, "a.pdf")
    assert calls == [(1, 3), (2, 3), (3, 3)]


def test_stamped_text_is_read(image: Any, truth: Document, save_image: Save) -> None:
    stamped = image.copy()
    ImageDraw.Draw(stamped).ellipse((1500, 1450, 2000, 1950), outline=(220, 40, 50), width=12)
    assert _agreement(read.read_bytes(save_image(stamped, dpi=(300, 300)), "a.png"), truth) > 0.95


def _bare(text: str) -> str:
    marks = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in marks if not unicodedata.combining(letter))


def test_a_text_layer_that_lies_is_not_trusted(
    make_pdf: MakePdf, notice_page: Any, put: Any, image: Any, truth: Document
) -> None:
    """A scan with a text layer whose marks are gone, as an English OCR leaves it."""

    def scan(canvas: Any, _: int) -> None:
        canvas.drawImage(ImageReader(image), 0, 0, 595, 842)

    hidden = [put(item.x, item.y, _bare(item.text), size=1) for item in notice_page]
    document = read.read_bytes(make_pdf([hidden], draw=scan), "a.pdf")
    assert document.pages[0].reader == "ocr"
    assert _agreement(document, truth) > 0.95


def test_pages_are_chosen_one_by_one(
    make_pdf: MakePdf, notice_page: Any, image: Any, truth: Document
) -> None:
    def scan(canvas: Any, number: int) -> None:
        if number == 2:
            canvas.drawImage(ImageReader(image), 0, 0, 595, 842)

    document = read.read_bytes(make_pdf([notice_page, []], draw=scan), "a.pdf")
    assert [page.reader for page in document.pages] == ["text-layer", "ocr"]
    assert not document.warnings


def test_annotations_are_read(make_pdf: MakePdf, put: Any) -> None:
    """Numbers and dates are often stamped on as annotations."""

    def stamp(canvas: Any, _: int) -> None:
        canvas.acroForm.textfield(
            value="So 205", x=100, y=600, width=300, height=60, fontSize=40, borderWidth=0
        )

    document = read.read_bytes(make_pdf([[]], draw=stamp), "a.pdf")
    assert "205" in " ".join(line.text for line in document.lines())


@pytest.mark.parametrize("angle", [-3.0, -0.6, 0.0, 0.1, 1.3, 4.0])
def test_skew(angle: float, image: Any) -> None:
    leaning = image.convert("L").rotate(-angle, Image.Resampling.BICUBIC, fillcolor=255)
    assert skew_of(leaning) == pytest.approx(angle if abs(angle) >= 0.2 else 0.0, abs=0.2)


@pytest.mark.parametrize(
    ("text", "confidence", "kept"),
    [
        ("Ỷ", 0.2, False),
        ("---", 0.9, False),
        ("3", 0.9, True),
        ("Số: 20/SYT", 0.1, True),
        ("ZZ, 1", 0.18, False),
        ("4n no N", 0.35, False),
        ("À2. w Ằ", 0.5, False),
        ("SỞ Y TẾ", 0.62, True),
        ("SỞ Y TẾ, VT", 0.3, False),
        ("12 5. 7", 0.45, True),
        ("1 N phòng", 0.2, True),
    ],
)
def test_specks(text: str, confidence: float, kept: bool) -> None:
    row = Row(tuple(Token(word, Box(0, 0, 9, 9), 9.0, 9.0, confidence) for word in text.split()))
    assert bool(_without_noise([row])) is kept


@pytest.mark.parametrize(
    ("text", "left", "side", "kept"),
    [
        ("_", 180, 5, False),
        ("ˆ", 180, 8, False),
        (".", 180, 5, False),
        (".", 106, 5, True),  # by its word
        ("-", 180, 16, True),
        ("i", 180, 5, True),
        ("1.", 180, 8, True),
    ],
)
def test_lone_specks(text: str, left: int, side: int, kept: bool) -> None:
    line = [
        RawWord(word, x, 0, width, height, 0.8, (1, 1, 1))
        for word, x, width, height in [("báo", 0, 100, 50), (text, left, side, side), ("cáo", 300, 100, 50)]
    ]
    assert [word.text for word in without_specks(line, 50)] == ["báo", *([text] if kept else []), "cáo"]


@pytest.mark.parametrize(
    ("dpi", "told"), [(100, 200), (150, 150), (200, 200), (300, 200), (400, 200), (600, 200)]
)
def test_lines_are_as_high_as_tesseract_likes_them(
    dpi: int, told: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Finer pages are read at 200 dots per inch, and coarse ones are drawn larger; places are those of the page all the same."""
    seen: list[tuple[int, int]] = []

    def found(image: Image.Image, dpi: int, layout: int = 3) -> list[RawWord]:
        seen.append((dpi, image.width))
        line = [("Thông", 1.0), ("báo", 2.0), ("kết", 3.0), ("luận", 4.0)]
        return [
            RawWord(text, round(at * dpi), 2 * dpi, dpi // 2, dpi // 10, 0.96, (1, 1, 1)) for text, at in line
        ]

    monkeypatch.setattr("kl_extract.read.tesseract.read_words", found)
    page = Image.new("L", (round(8.27 * dpi), round(11.69 * dpi)), 255)
    pen = ImageDraw.Draw(page)
    pen.rectangle((dpi, 2 * dpi, 5 * dpi, round(2.1 * dpi)), fill=0)
    for x, y in ((0, 0), (page.width, page.height)):  # so that no margin is cut off
        pen.rectangle((x - dpi // 20, y - dpi // 20, x + dpi // 20, y + dpi // 20), fill=0)
    sheet = read_image(page, dpi, 1, head_expected=False)
    assert seen == [(told, round(page.width * told / dpi))]
    words = [token for row in sheet.rows for token in row.tokens]
    assert [round(word.box.x0) for word in words] == [72, 144, 216, 288]
    assert {round(word.box.top) for word in words} == {144}


def test_a_level_page_is_restored_to_itself() -> None:
    box = Box(1, 2, 3, 4)
    assert restorer(0.0, 100, 100)(box) == box


def test_a_clockwise_page_is_restored_clockwise() -> None:
    box = restorer(90.0, 100, 100)(Box(40, 10, 60, 20))
    assert _sides(box) == pytest.approx((80, 40, 90, 60))
