"""Tables drawn in a picture: strokes become cells, merged ones stand where they begin."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageDraw

from kl_extract.read.level import levelled
from kl_extract.read.picture import grey
from kl_extract.read.ready import make_ready
from kl_extract.read.rulings import drawn_tables, stands_free, without_rulings
from kl_extract.read.upright import lie_of
from sample_kit.damage import DPI, worn

SAMPLES = Path(__file__).parents[2] / "samples"
SCALE = 72 / 300
XS = (200, 400, 1200, 1800, 2300)
YS = (300, 450, 600, 800)


def page() -> Image.Image:
    return Image.new("L", (2480, 3508), 255)


def ruled(
    image: Image.Image, *, without: tuple[tuple[int, int, int, int], ...] = (), ink: int = 0, width: int = 4
) -> Image.Image:
    pen = ImageDraw.Draw(image)
    edges = [(x, a, x, b) for x in XS for a, b in pairwise(YS)]
    edges += [(a, y, b, y) for y in YS for a, b in pairwise(XS)]
    for edge in edges:
        if edge not in without:
            pen.line(edge, fill=ink, width=width)
    return image


def shape(image: Image.Image) -> list[list[int]]:
    return [
        [round(cell.x0 / SCALE / 10) * 10 for cell in row]
        for table in drawn_tables(image, SCALE)
        for row in table.rows
    ]


def test_a_grid() -> None:
    assert shape(ruled(page())) == [[200, 400, 1200, 1800]] * 3


def test_a_cell_over_two_columns() -> None:
    assert shape(ruled(page(), without=((1200, 450, 1200, 600),)))[1] == [200, 400, 1800]


def test_a_cell_over_two_rows_stands_in_the_upper() -> None:
    image = ruled(page(), without=((1200, 600, 1800, 600),))
    assert shape(image) == [[200, 400, 1200, 1800], [200, 400, 1200, 1800], [200, 400, 1800]]
    [table] = drawn_tables(image, SCALE)
    assert abs(table.rows[1][2].bottom - 800 * SCALE) < 3


def test_underlines_and_fields_are_no_table() -> None:
    image = page()
    pen = ImageDraw.Draw(image)
    pen.line((400, 300, 900, 300), fill=0, width=4)
    pen.line((1500, 300, 2100, 300), fill=0, width=4)
    pen.rectangle((300, 1500, 900, 1900), fill=0)
    assert drawn_tables(image, SCALE) == ()


def test_lines_are_painted_over_and_letters_stay() -> None:
    image = ruled(page())
    ImageDraw.Draw(image).rectangle((500, 480, 560, 540), fill=0)
    bare = without_rulings(image, drawn_tables(image, SCALE), SCALE)
    assert bare.histogram()[0] == 61 * 61


def grainy(image: Image.Image, strength: float) -> Image.Image:
    """On paper that is not white."""
    grain = strength * np.random.default_rng(1).standard_normal((image.height, image.width))
    shades = np.asarray(image, np.float32) * 0.85 + grain
    return Image.fromarray(np.clip(shades, 0, 255).astype(np.uint8))


def lettered(image: Image.Image, ink: int = 0) -> Image.Image:
    """With bars as dark as letters in each cell: what ink is is told by the page."""
    pen = ImageDraw.Draw(image)
    for x, y in ((x, y) for x in XS[:-1] for y in YS[:-1]):
        for bar in range(x + 40, x + 160, 12):
            pen.line((bar, y + 40, bar, y + 80), fill=ink, width=5)
    return image


GRID = [[200, 400, 1200, 1800]] * 3


@pytest.mark.parametrize("grain", [0, 10, 25])
@pytest.mark.parametrize("ink", [100, 150, 165])
def test_pale_and_thin_lines(ink: int, grain: float) -> None:
    image = lettered(ruled(page(), ink=ink, width=2), ink=40)
    assert shape(grainy(image, grain)) == GRID


@pytest.mark.parametrize("gap", [3, 6])
def test_broken_lines(gap: int) -> None:
    """Of every dozen dots some are missing, as facsimiles leave thin lines."""
    image = lettered(ruled(page(), width=3))
    shades = np.asarray(image).copy()
    holes = np.add.outer(np.arange(image.height), np.arange(image.width)) % 12 < gap
    for y in YS:
        shades[y - 3 : y + 4][holes[y - 3 : y + 4]] = 255
    for x in XS:
        shades[:, x - 3 : x + 4][holes[:, x - 3 : x + 4]] = 255
    assert shape(Image.fromarray(shades)) == GRID


def test_a_side_that_is_not_drawn() -> None:
    """The lines of a row end where its last cell does; the side of one row alone may be lost."""
    lost = tuple((2300, above, 2300, below) for above, below in pairwise(YS))
    for some in (lost, lost[:1]):
        image = ruled(page(), without=some)
        assert shape(image) == GRID
        [table] = drawn_tables(image, SCALE)
        assert all(abs(row[-1].x1 - 2300 * SCALE) < 4 for row in table.rows)
    lost = tuple((200, above, 200, below) for above, below in pairwise(YS))
    assert shape(ruled(page(), without=lost)) == GRID


@pytest.mark.parametrize("ink", [0, 150])
def test_sides_that_are_never_drawn(ink: int) -> None:
    outer = ((x, a, x, b) for x in (XS[0], XS[-1]) for a, b in pairwise(YS))
    image = lettered(ruled(page(), without=tuple(outer), ink=ink, width=3))
    [table] = drawn_tables(image, SCALE)
    assert [len(row) for row in table.rows] == [4, 4, 4]
    assert abs(table.rows[0][0].x0 - 200 * SCALE) < 4


def test_feet_of_long_lines_of_letters_divide_no_cell() -> None:
    image = page()
    pen = ImageDraw.Draw(image)
    for x in (100, 200, 1500, 1900, 2300):
        pen.line((x, 300, x, 800), fill=0, width=4)
    for y in YS:
        pen.line((100, y, 2300, y), fill=0, width=4)
    shades = np.asarray(image).copy()
    shades[520:523, 240:1460][:, np.arange(1220) % 16 < 8] = 120
    assert shape(Image.fromarray(shades)) == [[100, 200, 1500, 1900]] * 3


def test_stems_of_the_same_word_in_each_row_are_no_edge() -> None:
    """Low rows: of each the stem of a letter fills more than half, with other letters on both sides."""
    image = page()
    pen = ImageDraw.Draw(image)
    rows = range(300, 960, 55)
    for x in (200, 400, 1200, 1800, 2300):
        pen.line((x, rows[0], x, rows[-1]), fill=0, width=4)
    for y in rows:
        pen.line((200, y, 2300, y), fill=0, width=4)
    for y in rows[:-1]:
        pen.line((2000, y + 6, 2000, y + 48), fill=0, width=5)
        for x in (1986, 2014):
            pen.line((x, y + 18, x, y + 48), fill=0, width=5)
    assert shape(image) == [[200, 400, 1200, 1800]] * (len(rows) - 1)


def test_letters_run_over_lines_of_the_back() -> None:
    [table] = drawn_tables(ruled(page()), SCALE)
    assert stands_free(table, page(), SCALE)
    assert stands_free(table, lettered(page()), SCALE)
    image = page()
    for y in range(320, 800, 60):
        for x in range(150, 2300, 14):
            ImageDraw.Draw(image).line((x, y, x, y + 24), fill=0, width=6)
    assert not stands_free(table, image, SCALE)


def test_a_frame_with_lines_to_write_on_is_no_table() -> None:
    image = page()
    pen = ImageDraw.Draw(image)
    pen.rectangle((200, 700, 700, 1150), outline=0, width=6)
    pen.line((200, 790, 700, 790), fill=0, width=6)
    for y in (880, 960, 1040):
        pen.line((330, y, 660, y), fill=0, width=3)
    for x in (260, 270):
        pen.line((x, 820, x, 900), fill=0, width=6)
    assert drawn_tables(image, SCALE) == ()


def test_streaks_at_the_edge_make_no_table_of_other_lines() -> None:
    """The edge of the glass or of the sheet runs down the page; lines under the head and above a note cross it."""
    image = page()
    pen = ImageDraw.Draw(image)
    for x in (2310, 2330, 2342, 2350):
        pen.line((x, 60, x, 3480), fill=0, width=4)
    for left, y, right in ((1300, 390, 1830), (500, 440, 740), (250, 3120, 2380), (250, 3240, 2380)):
        pen.line((left, y, right, y), fill=0, width=4)
    assert drawn_tables(image, SCALE) == ()


def straight(stem: str, number: int, kind: str, severity: int) -> tuple[Image.Image, float]:
    """A page of a sample, worn and then made ready and straight; and points for each of its dots."""
    with pypdfium2.PdfDocument(SAMPLES / f"{stem}.pdf") as document:
        drawn = document[number - 1].render(scale=300 / 72).to_pil().convert("RGB")
    ready = make_ready(grey(worn(drawn, kind, severity, f"{stem} {number}")), DPI.get(kind, 300))
    return levelled(ready.image, lie_of(ready.image).skew), 72 / ready.dpi


@pytest.mark.parametrize(
    ("stem", "number", "cells"), [("annex-nghe-an", 2, [5] * 7), ("annex-son-la", 2, [6] * 9)]
)
@pytest.mark.parametrize("kind", ["office scan", "bleed-through", "grey stamp", "shadow", "skew"])
def test_tables_of_the_worst_pages(stem: str, number: int, cells: list[int], kind: str) -> None:
    [table] = drawn_tables(*straight(stem, number, kind, 3))
    assert [len(row) for row in table.rows] == cells


@pytest.mark.parametrize(
    "kind", ["office scan", "bleed-through", "grey stamp", "fax", "speckle", "red stamp"]
)
def test_no_tables_on_the_worst_pages_of_text(kind: str) -> None:
    assert drawn_tables(*straight("annex-son-la", 1, kind, 3)) == ()


@pytest.mark.parametrize("size", [(1, 1), (3, 700), (700, 3), (9, 9), (60, 200), (40000, 12)])
@pytest.mark.parametrize("shade", [0, 128, 255])
def test_small_and_narrow_pictures_have_no_tables(size: tuple[int, int], shade: int) -> None:
    assert drawn_tables(Image.new("L", size, shade), SCALE) == ()
