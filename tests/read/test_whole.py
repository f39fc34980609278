"""Pages that are one picture: every dot as it was saved, whatever its coding and wherever it lies."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image, ImageChops
from scan_pdf import coded, scan_pdf, stream

from kl_extract import read
from kl_extract.read.content import Content
from kl_extract.read.ready import DPI, FINEST_DPI
from kl_extract.read.render import Renderer

A4 = (595.28, 841.89)
WIDE, HIGH = 1654, 2339  # A4 at 200 dpi


@pytest.fixture(scope="module")
def page(make_pdf: Callable[..., bytes], notice_page: Any, draw_page: Any) -> Any:
    return draw_page(make_pdf([notice_page]), dpi=200).convert("L").resize((WIDE, HIGH))


@pytest.fixture(scope="module")
def bits(page: Any) -> Any:
    return page.point(lambda level: 255 if level > 140 else 0).convert("1")


def drawn(pdf: bytes) -> tuple[Any, float]:
    renderer = Renderer(Content(pdf), None, "a.pdf")
    try:
        return renderer.draw(1)
    finally:
        renderer.close()


def furthest(one: Any, other: Any) -> int:
    """The largest difference of two dots."""
    assert one.size == other.size
    return int(ImageChops.difference(one, other).getextrema()[1])


@pytest.mark.parametrize("coding", ["raw", "CCITT", "JBIG2"])
def test_one_bit(coding: str, bits: Any) -> None:
    image, dpi = drawn(scan_pdf(coded(bits, coding), A4))
    assert dpi == pytest.approx(200, abs=0.2)
    assert furthest(image, bits.convert("L")) == 0


@pytest.mark.parametrize(("coding", "most"), [("raw", 0), ("JPX", 0), ("DCT", 3)])
@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_grey_and_colour(coding: str, most: int, mode: str, page: Any) -> None:
    """JPEG's decoders differ by a level or two; what a redrawn page differs by is a hundred times as much."""
    data = coded(page.convert(mode), coding)
    image, _ = drawn(scan_pdf(data, A4))
    saved = Image.open(io.BytesIO(data[1])).convert("L") if coding == "DCT" else page
    assert furthest(image, saved) <= most


@pytest.mark.parametrize("size", [(595, 842), (594.3, 841.1), (603, 850), (1000.7, 1414.2)])
def test_pages_of_any_size(size: tuple[float, float], bits: Any) -> None:
    image, _ = drawn(scan_pdf(coded(bits.resize((WIDE, round(WIDE * size[1] / size[0]))), "raw"), size))
    assert furthest(image, bits.resize((WIDE, round(WIDE * size[1] / size[0]))).convert("L")) == 0


def test_with_margins(bits: Any) -> None:
    """The dots stay as they are, and lie within half a dot of their place."""
    image, dpi = drawn(scan_pdf(coded(bits, "raw"), A4, b"563.28 0 0 796.6 16 22.9 cm /P Do"))
    left, top = round(16 * dpi / 72), round((841.89 - 22.9 - 796.6) * dpi / 72)
    assert image.size == pytest.approx((595.28 * dpi / 72, 841.89 * dpi / 72), abs=1)
    assert furthest(image.crop((left, top, left + WIDE, top + HIGH)), bits.convert("L")) == 0
    assert not ImageChops.invert(image.crop((0, 0, left, image.height))).getbbox()


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_turned_pages(rotate: int, bits: Any) -> None:
    image, _ = drawn(scan_pdf(coded(bits, "raw"), A4, page=b"/Rotate %d" % rotate))
    assert furthest(image, bits.convert("L").rotate(-rotate, expand=True)) == 0


@pytest.mark.parametrize(
    ("content", "turn"),
    [
        (b"0 595.28 -841.89 0 841.89 0 cm /P Do", 90),
        (b"-841.89 0 0 -595.28 841.89 595.28 cm /P Do", 180),
        (b"0 -595.28 841.89 0 0 595.28 cm /P Do", 270),
    ],
)
def test_turned_pictures(content: bytes, turn: int, bits: Any) -> None:
    laid = bits.rotate(90, expand=True) if turn == 180 else bits
    image, _ = drawn(scan_pdf(coded(laid, "raw"), A4[::-1], content))
    assert furthest(image, laid.convert("L").rotate(turn, expand=True)) == 0


def test_a_stencil_is_painted(bits: Any) -> None:
    entries, data = coded(bits, "raw")
    stencil = entries.replace(b"/ColorSpace /DeviceGray", b"/ImageMask true")
    assert furthest(drawn(scan_pdf((stencil, data), A4))[0], bits.convert("L")) == 0


def test_text_that_is_not_painted_does_not_count(bits: Any) -> None:
    hidden = b"q %g 0 0 %g 0 0 cm /P Do Q BT 3 Tr /F 11 Tf 100 700 Td (217) Tj ET" % A4
    assert furthest(drawn(scan_pdf(coded(bits, "raw"), A4, hidden))[0], bits.convert("L")) == 0


def _note() -> bytes:
    return stream(b"/Type /XObject /Subtype /Form /BBox [0 0 60 20]", b"0 0 60 20 re f")


@pytest.mark.parametrize(
    ("content", "page_entries"),
    [
        (b"q %g 0 0 %g 0 0 cm /P Do Q BT /F 11 Tf 100 700 Td (217) Tj ET" % A4, b""),
        (b"q %g 0 0 %g 0 0 cm /P Do Q 100 700 60 20 re f" % A4, b""),
        (b"q %g 0 0 %g 0 0 cm /P Do Q q 60 0 0 20 100 700 cm /P Do Q" % A4, b""),
        (
            b"%g 0 0 %g 0 0 cm /P Do" % A4,
            b"/Annots [<< /Type /Annot /Subtype /Stamp /F 4 /Rect [100 700 160 720] /AP << /N 6 0 R >> >>]",
        ),
        (b"590 10 -10 835 5 0 cm /P Do", b""),
        (b"595.28 0 0 400 0 400 cm /P Do", b""),
    ],
    ids=["text", "box", "two pictures", "annotation", "askew", "oblong dots"],
)
def test_other_pages_are_drawn_as_a_viewer_shows_them(content: bytes, page_entries: bytes, bits: Any) -> None:
    image, dpi = drawn(scan_pdf(coded(bits, "raw"), A4, content, page_entries, [_note()]))
    assert dpi == DPI
    seen = min(image.crop((425, 515, 655, 585)).tobytes()) < 250
    assert seen == any(part in content + page_entries for part in (b"100 700", b"0 400 0"))


def test_more_dots_than_tesseract_can_use(bits: Any) -> None:
    fine = bits.resize((2 * WIDE, 2 * HIGH)).resize((round(WIDE * 2.2), round(HIGH * 2.2)))
    assert drawn(scan_pdf(coded(fine, "raw"), A4))[1] == DPI
    assert FINEST_DPI > 400  # a common setting of scanners, read as it is


@pytest.mark.parametrize("data", [b"", b"\x00\x01nonsense"])
@pytest.mark.parametrize("coding", ["DCT", "JPX", "CCITT", "JBIG2"])
def test_broken_pictures(coding: str, data: bytes, page: Any, bits: Any) -> None:
    entries, _ = coded(bits if coding in {"CCITT", "JBIG2"} else page, coding)
    image, _ = drawn(scan_pdf((entries, data), A4))
    assert image.size[0] > 1000


@pytest.mark.ocr
@pytest.mark.usefixtures("tesseract")
@pytest.mark.parametrize("coding", ["CCITT", "JBIG2", "JPX", "DCT"])
def test_words_lie_where_they_are(coding: str, make_pdf: Any, notice_page: Any, page: Any, bits: Any) -> None:
    truth = read.read_bytes(make_pdf([notice_page]), "a.pdf")
    scan = scan_pdf(coded(bits if coding in {"CCITT", "JBIG2"} else page, coding), (595, 842))
    document = read.read_bytes(scan, "a.pdf")
    assert (document.pages[0].width, document.pages[0].height) == pytest.approx((595, 842), abs=0.5)
    true = {line.text: line.box for line in truth.lines()}
    pairs = [(line.box, true[line.text]) for line in document.lines() if line.text in true]
    assert len(pairs) > 12
    for found, expected in pairs:
        assert found and expected
        sides = (found.x0, found.top, found.x1, found.bottom)
        assert sides == pytest.approx((expected.x0, expected.top, expected.x1, expected.bottom), abs=3)
