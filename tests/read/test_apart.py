"""Head and foot in two columns are set below each other for Tesseract; the words come back to their places."""

from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image, ImageDraw

from kl_extract.read.apart import parts_beside, read_apart
from kl_extract.read.engine import ANY_LAYOUT, ONE_COLUMN, RawWord
from kl_extract.read.picture import grey

DPI = 300
WIDTH, HEIGHT = 2480, 3508
BODY = range(1200, 2400, 80)


def _page(*lines: tuple[int, int, int]) -> Image.Image:
    """Lines as black bars: left, right, top; 45 dots high, as capitals with marks."""
    image = Image.new("L", (WIDTH, HEIGHT), 255)
    pen = ImageDraw.Draw(image)
    for left, right, top in (*lines, *((350, 2300, top) for top in BODY)):
        pen.rectangle((left, top, right, top + 45), fill=0)
    return image


HEAD = ((400, 1000, 300), (500, 900, 370), (1200, 2250, 300), (1400, 2050, 372))
FOOT = (
    *((350, 1000 - 40 * number, 2600 + 55 * number) for number in range(6)),
    *((1500, 2100, 2600 + 75 * number) for number in range(3)),
    (1600, 2000, 3100),
)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((), []),
        (HEAD, [(1000, 1200, 300, 417)]),
        (FOOT, [(1000, 1500, 2600, 3145)]),
        ((*HEAD, *FOOT), [(1000, 1500, 2600, 3145), (1000, 1200, 300, 417)]),
        (((350, 900, 500), (1400, 2100, 700)), []),
        (((350, 1000, 500), (1030, 2100, 500), (350, 1000, 600), (1030, 2100, 600)), []),
        (((350, 1000, 500), (1400, 2100, 500)), []),
        (((350, 380, 500), (480, 2100, 500), (350, 380, 600), (480, 2100, 600)), []),
    ],
    ids=[
        "body",
        "head",
        "foot",
        "both",
        "never beside",
        "spaces between words",
        "one line",
        "numbers of a list",
    ],
)
def test_parts(lines: tuple[tuple[int, int, int], ...], expected: list[tuple[int, int, int, int]]) -> None:
    """Expected: where the gutter begins and ends, and the first and last row of ink at its right."""
    found = parts_beside(_page(*lines), DPI)
    assert len(found) == len(expected)
    for part, (left, right, top, bottom) in zip(found, expected, strict=True):
        assert left < part.left <= right
        assert top - 60 <= part.top <= top
        assert bottom <= part.bottom <= bottom + 60


@pytest.mark.parametrize("dpi", [100, 150, 200, 300, 400])
def test_at_any_resolution(dpi: int) -> None:
    page = _page(*HEAD, *FOOT)
    page = page.resize((WIDTH * dpi // DPI, HEIGHT * dpi // DPI))
    assert [round(part.top * DPI / dpi, -2) for part in parts_beside(page, dpi)] == [2600, 300]


def test_marks_below_the_line_above_stay_with_it() -> None:
    """Dots below the last line of the body, and the marks above a line that follows."""
    page = _page(*FOOT)
    pen = ImageDraw.Draw(page)
    for x in range(1100, 2300, 100):
        pen.rectangle((x, 2372, x + 8, 2380), fill=0)
    (part,) = parts_beside(page, DPI)
    assert part.top > 2380


def test_marks_above_a_line_of_its_own_come_along() -> None:
    """As scanners of low resolution leave them: white between the letters and their marks."""
    page = _page(*HEAD)
    ImageDraw.Draw(page).rectangle((1300, 270, 1312, 280), fill=0)
    (part,) = parts_beside(page, DPI)
    assert part.top <= 270


def test_words_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each bar is read as a word; those set apart are seen below all others."""
    seen: list[Image.Image] = []

    def read(image: Image.Image, dpi: int, layout: int = ANY_LAYOUT) -> list[RawWord]:
        seen.append(image)
        return [RawWord("x", *box, 1.0, (1, 1, 1)) for box in _bars(image)]

    monkeypatch.setattr("kl_extract.read.tesseract.read_words", read)
    page = _coarse(*HEAD, *FOOT)
    words = read_apart(page, DPI // 2)
    assert sorted((word.left, word.top, word.width, word.height) for word in words) == sorted(_bars(page))
    assert len(seen) == 1
    left, top = 136, 112  # margins that were cut off
    assert seen[0].crop((625 - left, 0, seen[0].width, 595 - top)).getextrema() == (255, 255)
    assert seen[0].crop((625 - left, 1250 - top, seen[0].width, HEIGHT // 2 - top)).getextrema() == (255, 255)


def test_what_is_left_free_is_as_light_as_the_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    """White on grey paper would be all that Tesseract sees."""
    seen: list[Image.Image] = []
    monkeypatch.setattr(
        "kl_extract.read.tesseract.read_words", lambda image, dpi, layout: seen.append(image) or []
    )
    read_apart(_coarse(*FOOT).point(lambda value: 200 if value else 40), DPI // 2)
    assert seen[0].getextrema() == (40, 200)


def _coarse(*lines: tuple[int, int, int]) -> Image.Image:
    """The page at 150 dots per inch, which is read as it is."""
    return _page(*lines).resize((WIDTH // 2, HEIGHT // 2), Image.Resampling.NEAREST)


def _bars(image: Image.Image) -> list[tuple[int, int, int, int]]:
    """Left, top, width, height of the bars; the body's begin at 175 wherever the margin was cut."""
    ink = image.point(lambda value: 255 - value).getbbox()
    assert ink is not None
    middle = 550 - (175 - ink[0])
    found = []
    for half in ((0, middle), (middle, image.width)):
        rows = [
            image.crop((half[0], y, half[1], y + 1)).point(lambda v: 255 - v).getbbox()
            for y in range(image.height)
        ]
        for y, box in enumerate(rows):
            if box and (y == 0 or rows[y - 1] is None):
                high = next(end for end in range(y, image.height) if rows[end] is None) - y
                found.append((half[0] + box[0], y, box[2] - box[0], high))
    return found


def test_margins_are_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a page of one column nothing else is changed; a quarter of an inch stays, and words come back."""
    page, seen = _coarse(), []

    def read(image: Image.Image, dpi: int, layout: int) -> list[RawWord]:
        seen.append((image, layout))
        return [RawWord("x", *box, 1.0, (1, 1, 1)) for box in _bars(image)]

    monkeypatch.setattr("kl_extract.read.tesseract.read_words", read)
    words = read_apart(page, DPI // 2)
    assert [(word.left, word.top, word.width, word.height) for word in words] == _bars(page)
    (cut, layout) = seen[0]
    assert layout == ONE_COLUMN
    assert cut.tobytes() == page.crop((136, 562, 1188, 1222)).tobytes()


@pytest.mark.parametrize(
    ("spot", "shade", "cut"),
    [
        ((0, 0), 200, False),
        ((WIDTH // 2 - 9, HEIGHT // 2 - 9), 200, False),
        ((0, 0), 240, True),
        (None, 0, True),
    ],
)
def test_pale_ink_at_the_edge_stays(
    spot: tuple[int, int] | None, shade: int, cut: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, seen = _coarse(), []
    if spot:
        ImageDraw.Draw(page).rectangle((*spot, spot[0] + 8, spot[1] + 8), fill=shade)
        other = (WIDTH // 2 - 9 - spot[0], HEIGHT // 2 - 9 - spot[1])
        ImageDraw.Draw(page).rectangle((*other, other[0] + 8, other[1] + 8), fill=shade)
    monkeypatch.setattr(
        "kl_extract.read.tesseract.read_words", lambda image, dpi, layout: seen.append(image.size) or []
    )
    read_apart(page, DPI // 2)
    assert (seen[0] != page.size) is cut


def test_light_writing_on_a_dark_page_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    page, seen = _coarse().point(lambda value: 255 - value), []
    monkeypatch.setattr(
        "kl_extract.read.tesseract.read_words", lambda image, dpi, layout: seen.append(image.size) or []
    )
    read_apart(page, DPI // 2)
    assert seen == [(1188 - 136, 1222 - 562)]


def test_an_empty_page_is_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    page, seen = Image.new("L", (WIDTH // 2, HEIGHT // 2), 240), []
    monkeypatch.setattr(
        "kl_extract.read.tesseract.read_words", lambda image, dpi, layout: seen.append(image.size) or []
    )
    assert read_apart(page, DPI // 2) == []
    assert seen == [page.size]


def test_a_foot_of_two_sizes_is_read_right(
    make_pdf: Callable[..., bytes], put: Any, draw_page: Any, tesseract: None
) -> None:
    """Recipients in small type beside an authority in large bold capitals, line for line at other heights."""
    small = [
        "Nơi nhận:",
        "- TT. Đảng ủy, HĐND xã;",
        "- Các phòng, đơn vị;",
        "- Các Bộ: TC, CA;",
        "- Lưu: VT.",
    ]
    large = ["TL. BỘ TRƯỞNG", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"]
    page = [put(85, 100 + 13.2 * number, text, size=11) for number, text in enumerate(small)]
    page += [put(340, 100 + 17 * number, text, "bold", 13) for number, text in enumerate(large)]
    page += [put(380, 220, "Tạ Hữu Bền", "bold", 13)]
    image = grey(draw_page(make_pdf([page]), dpi=300))
    lines: dict[tuple[int, int, int], list[str]] = {}
    for word in read_apart(image, 300):
        lines.setdefault(word.line, []).append(word.text)
    assert {" ".join(line) for line in lines.values()} == {*small, *large, "Tạ Hữu Bền"}
