"""Ink of colour: stamps and pens are lifted, type stays, black letters under a stamp stay black."""

from collections.abc import Callable
from typing import Any

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
