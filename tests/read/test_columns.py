"""Tables in pictures are read column by column, and all else as it stands."""

import pytest
from PIL import Image

from kl_extract.model import Box
from kl_extract.read.columns import read_with_columns
from kl_extract.read.engine import ANY_LAYOUT, ONE_BLOCK, RawWord
from kl_extract.read.tables import Table

SCALE = 0.5
TABLE = Table(
    (
        (Box(50, 50, 100, 70), Box(100, 50, 200, 70)),
        (Box(50, 70, 200, 90),),
        (Box(50, 90, 100, 110), Box(100, 90, 200, 110)),
    )
)


def test_each_column_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[tuple[int, int], int]] = []

    def read(image: Image.Image, layout: int) -> list[RawWord]:
        seen.append((image.size, layout))
        ink = image.point(lambda value: 255 - value).getbbox()
        assert ink is not None
        return [RawWord("x", ink[0], ink[1], 1, 1, 1.0, (1, 1, 1))]

    monkeypatch.setattr("kl_extract.read.columns.read_apart", lambda image, dpi: read(image, ANY_LAYOUT))
    monkeypatch.setattr(
        "kl_extract.read.tesseract.read_all",
        lambda images, dpi, layout: [read(image, layout) for image in images],
    )
    page = Image.new("L", (500, 400), 255)
    dots = [(10, 10), (120, 120), (220, 190), (150, 150)]
    for dot in dots:
        page.putpixel(dot, 0)
    words = read_with_columns(page, (TABLE,), SCALE, 300)
    assert [(word.left, word.top) for word in words] == [(10, 10), (120, 120), (220, 190), (150, 150)]
    assert [layout for _, layout in seen] == [ANY_LAYOUT, *[ONE_BLOCK] * 3]
    assert len({word.line for word in words}) == len(words)


def test_a_page_without_tables_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    word = RawWord("x", 1, 2, 3, 4, 1.0, (1, 1, 1))
    monkeypatch.setattr("kl_extract.read.columns.read_apart", lambda image, dpi: [word])
    assert read_with_columns(Image.new("L", (9, 9)), (), SCALE, 300) == [word]
