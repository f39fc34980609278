"""Ink of colour: stamps and pens are lifted, type stays, black letters under a stamp stay black."""

import tracemalloc
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageStat

from kl_extract.read.colours import grey_of

PAGE = (2480, 3508)
LINE = "Giao các phòng, ban hoàn thành trước ngày 15/3"
RED, BLUE, GREEN, BROWN = (205, 40, 50), (40, 50, 150), (20, 130, 50), (150, 30, 20)


def _page() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", PAGE, "white")
    return image, ImageDraw.Draw(image)


def _darkest(image: Image.Image, box: tuple[int, int, int, int]) -> int:
    return int(image.crop(box).getextrema()[0])


@pytest.mark.parametrize("colour", [RED, BLUE, GREEN, BROWN, (0, 0, 255), (255, 0, 0)])
def test_lines_set_in_colour_stay_dark(colour: tuple[int, int, int], face: Callable[..., Any]) -> None:
    image, pen = _page()
    pen.text((400, 500), LINE, fill=colour, font=face())
    assert _darkest(grey_of(image), (400, 480, 2000, 600)) <= 0.6 * 255


@pytest.mark.parametrize("lines", [2, 6])
def test_lines_below_each_other_too(lines: int, face: Callable[..., Any]) -> None:
    image, pen = _page()
    for number in range(lines):
        pen.text((400, 500 + 70 * number), LINE, fill=RED, font=face())
    for number in range(lines):
        top = 500 + 70 * number
        assert _darkest(grey_of(image), (400, top, 2000, top + 70)) <= 0.6 * 255


@pytest.mark.parametrize("colour", [RED, BLUE])
def test_a_stamp_becomes_paper_and_letters_under_it_stay(
    colour: tuple[int, int, int], face: Callable[..., Any]
) -> None:
    image, pen = _page()
    pen.text((400, 1500), LINE, fill="black", font=face())
    ink, over = _page()
    over.ellipse((600, 1300, 1100, 1800), outline=colour, width=14)
    over.text((740, 1400), "TÂN AN", fill=colour, font=face())
    over.ellipse((800, 1480, 900, 1580), fill=colour)
    seen = grey_of(ImageChops.multiply(image, ink))
    assert _darkest(seen, (590, 1290, 1110, 1490)) >= 250
    plain, under = (one.crop((790, 1510, 910, 1570)) for one in (image.convert("L"), seen))
    assert ImageStat.Stat(ImageChops.difference(plain, under)).mean[0] <= 12
    assert plain.getextrema() == under.getextrema() == (0, 255)


@pytest.mark.parametrize("colour", [BLUE, RED])
def test_strokes_of_a_pen_become_paper(colour: tuple[int, int, int], face: Callable[..., Any]) -> None:
    """A signature, and a number of three digits put in by hand."""
    image, pen = _page()
    pen.line([(1500, 2700), (1560, 2400), (1620, 2720), (1680, 2450), (1990, 2640)], fill=colour, width=6)
    pen.text((520, 600), "813", fill=colour, font=face())
    assert _darkest(grey_of(image), (0, 0, *PAGE)) >= 250


def _grid(pen: ImageDraw.ImageDraw, colour: tuple[int, int, int], width: int = 4) -> None:
    """A table of four columns and six rows, 60 to 120 mm wide each."""
    for x in (300, 480, 1180, 1700, 2200):
        pen.line([(x, 600), (x, 1320)], fill=colour, width=width)
    for y in range(600, 1321, 120):
        pen.line([(300, y), (2200, y)], fill=colour, width=width)


@pytest.mark.parametrize("colour", [RED, BLUE, GREEN])
def test_lines_of_a_table_in_colour_stay_and_so_does_type_within(
    colour: tuple[int, int, int], face: Callable[..., Any]
) -> None:
    image, pen = _page()
    _grid(pen, colour)
    for number, y in enumerate(range(640, 1300, 120), 1):
        pen.text((340, y), str(number), fill="black", font=face())
        pen.text((520, y), "Rà soát quy hoạch", fill=colour, font=face())
        pen.text((1240, y), "Sở Y tế", fill=colour, font=face())
    seen = grey_of(image)
    for box in [(290, 700, 310, 720), (1000, 590, 1020, 610), (520, 640, 1100, 700), (1240, 760, 1500, 820)]:
        assert _darkest(seen, box) <= 0.6 * 255


def test_lines_of_a_table_askew_stay(face: Callable[..., Any]) -> None:
    image, pen = _page()
    _grid(pen, BLUE)
    seen = grey_of(image.rotate(1.5, fillcolor="white"))
    dark = seen.point([255 * (shade <= 0.6 * 255) for shade in range(256)])
    assert ImageStat.Stat(dark.crop((300, 600, 2200, 1320))).mean[0] >= 3


@pytest.mark.parametrize("colour", [BLUE, GREEN, (69, 115, 196)])
def test_light_letters_on_ground_of_colour_stay_to_be_told(
    colour: tuple[int, int, int], face: Callable[..., Any]
) -> None:
    image, pen = _page()
    pen.rectangle((300, 600, 1300, 700), fill=colour)
    pen.text((340, 625), LINE[:24], fill="white", font=face())
    seen = grey_of(image)
    assert _darkest(seen, (310, 610, 1290, 690)) <= 0.65 * 255
    assert seen.crop((340, 630, 900, 690)).getextrema()[1] >= 250


def test_ground_of_colour_under_dark_letters_becomes_paper(face: Callable[..., Any]) -> None:
    image, pen = _page()
    pen.rectangle((300, 600, 1300, 700), fill=(237, 125, 49))
    pen.text((340, 625), LINE[:24], fill="black", font=face())
    seen = grey_of(image)
    assert _darkest(seen, (1100, 610, 1290, 690)) >= 230
    assert _darkest(seen, (340, 630, 900, 690)) <= 20


def test_words_are_type_beside_a_line_of_it_and_among_several(face: Callable[..., Any]) -> None:
    image, pen = _page()
    pen.text((400, 500), LINE, fill=RED, font=face())
    pen.text((1900, 500), "Ba", fill=RED, font=face())
    pen.text((520, 1500), "813", fill=RED, font=face())
    seen = grey_of(image)
    assert _darkest(seen, (1890, 480, 2000, 600)) <= 0.6 * 255
    assert _darkest(seen, (500, 1480, 700, 1600)) >= 250
    for number in (1, 2):
        pen.text((400, 500 + 200 * number), LINE, fill=RED, font=face())
    assert _darkest(grey_of(image), (500, 1480, 700, 1600)) <= 0.6 * 255


def test_specks_of_colour_all_over_take_little_memory() -> None:
    luck = np.random.default_rng(1)
    dots = np.full((877, 620, 3), 255, np.uint8)
    dots[luck.random((877, 620)) < 0.05] = BLUE
    image = Image.fromarray(dots).resize(PAGE, Image.Resampling.NEAREST)
    tracemalloc.start()
    grey_of(image)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 100 * 2**20


def test_black_on_white_stays_as_it_is(face: Callable[..., Any]) -> None:
    image, pen = _page()
    pen.text((400, 500), LINE, fill="black", font=face())
    assert ImageChops.difference(grey_of(image), image.convert("L")).getbbox() is None


def test_coloured_paper_keeps_its_letters(face: Callable[..., Any]) -> None:
    image = Image.new("RGB", PAGE, (250, 190, 200))
    ImageDraw.Draw(image).text((400, 500), LINE, fill="black", font=face())
    seen = grey_of(image)
    assert seen.getextrema() == (0, 250)


@pytest.mark.parametrize("size", [(1, 1), (3, 900), (900, 3), (826, 40), (828, 40)])
def test_any_size(size: tuple[int, int]) -> None:
    image = Image.new("RGB", size, "white")
    image.putpixel((size[0] - 1, size[1] - 1), RED)
    assert grey_of(image).size == size


def test_on_grey_paper_stamps_become_that(face: Callable[..., Any]) -> None:
    image = Image.new("RGB", PAGE, (190, 190, 190))
    pen = ImageDraw.Draw(image)
    pen.text((400, 500), LINE, fill="black", font=face())
    pen.ellipse((600, 1300, 1100, 1800), outline=(150, 30, 40), width=14)
    seen = grey_of(image)
    assert seen.getextrema() == (0, 190)
    assert seen.crop((500, 1200, 1200, 1900)).getextrema()[0] >= 185
