"""Tables in pictures are read column by column, and all else as it stands."""

import pytest
from PIL import Image

from kl_extract.model import Box
from kl_extract.read.columns import read_with_columns
from kl_extract.read.engine import ANY_LAYOUT, ONE_BLOCK, RawWord
from kl_extract.read.tables import Table

DPI = 300


def _cell(*edges: int) -> Box:
    """From dots of the page: left, top, right, bottom."""
    return Box(*(edge * 72 / DPI for edge in edges))


TABLE = Table(
    (
        (_cell(100, 100, 200, 140), _cell(200, 100, 400, 140)),
        (_cell(100, 140, 400, 180),),
        (_cell(100, 180, 200, 220), _cell(200, 180, 400, 220)),
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
    words = read_with_columns(page, DPI, (TABLE,))
    assert [(word.left, word.top) for word in words] == [(10, 10), (120, 120), (220, 190), (150, 150)]
    assert [layout for _, layout in seen] == [ANY_LAYOUT, *[ONE_BLOCK] * 3]
    assert len({word.line for word in words}) == len(words)


def test_columns_of_few_dots_are_enlarged(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words come back on the dots of the page, as which all is read that stands outside the table."""
    told: list[tuple[int, tuple[int, int]]] = []

    def read(images: list[Image.Image], dpi: int, layout: int) -> list[list[RawWord]]:
        told.extend((dpi, image.size) for image in images)
        return [[RawWord("x", 40, 20, 30, 10, 1.0, (1, 1, 1))] for _ in images]

    monkeypatch.setattr(
        "kl_extract.read.columns.read_apart", lambda image, dpi: told.append((dpi, image.size)) or []
    )
    monkeypatch.setattr("kl_extract.read.tesseract.read_all", read)
    words = read_with_columns(Image.new("L", (250, 200), 255), DPI / 2, (TABLE,))
    margin = 8 * 150 / 72
    assert told[0] == (150, (250, 200))
    assert {dpi for dpi, _ in told[1:]} == {200}
    for word, (left, top) in zip(words, [(50, 50), (100, 50), (50, 70)], strict=True):
        assert abs(word.left - (left - margin + 30)) <= 1
        assert abs(word.top - (top - margin + 15)) <= 1
        assert abs(word.width - 22.5) <= 1
        assert abs(word.height - 7.5) <= 1
