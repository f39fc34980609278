"""Light letters on dark ground are noticed, and read."""

from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image, ImageDraw

from kl_extract.read.dark import dark_on_light, has_dark_ground
from kl_extract.read.engine import parameters
from kl_extract.read.ocr import read_image
from kl_extract.read.picture import grey
from kl_extract.read.tesseract import read_words
from sample_kit.damage import worn

DPI = 200


@pytest.fixture(scope="module")
def page(make_pdf: Callable[..., bytes], notice_page: Any, draw_page: Any) -> Any:
    return draw_page(make_pdf([notice_page]), dpi=DPI).convert("RGB")


@pytest.mark.parametrize("shade", [0, 90, 170])
@pytest.mark.parametrize("box", [(200, 1900, 1400, 1940), (200, 1900, 320, 2100)])
def test_dark_ground_is_noticed(shade: int, box: tuple[int, int, int, int], page: Any) -> None:
    seen = page.convert("L")
    ImageDraw.Draw(seen).rectangle(box, fill=shade)
    assert has_dark_ground(seen, DPI)
    assert parameters([page.convert("L"), seen], DPI)["tessedit_do_invert"] == "1"


@pytest.mark.parametrize("kind", ["clean", "office scan", "red stamp", "speckle", "bleed-through"])
def test_letters_lines_and_stamps_are_no_ground(kind: str, page: Any) -> None:
    seen = grey(worn(page, kind, 1, "a"))
    draw = ImageDraw.Draw(seen)
    draw.rectangle((200, 1900, 1400, 1910), fill=0)
    draw.rectangle((200, 2000, 230, 2030), fill=0)
    assert not has_dark_ground(seen, DPI)
    assert parameters([seen], DPI)["tessedit_do_invert"] == "0"


@pytest.mark.parametrize("size", [(1, 1), (3, 700), (900, 2)])
def test_tiny_pictures(size: tuple[int, int]) -> None:
    image = Image.new("L", size, 0)
    assert not has_dark_ground(image, DPI)
    assert dark_on_light(image, DPI) is image


def _with_heading(page: Any, font: Any, shade: int) -> Any:
    """The page with the heading of a table of two columns, a line between them."""
    seen = page.convert("L")
    draw = ImageDraw.Draw(seen)
    draw.rectangle((200, 1900, 1400, 1970), fill=shade)
    draw.text((230, 1913), "Nội dung công việc", font=font, fill=255)
    draw.text((930, 1913), "Thời hạn", font=font, fill=255)
    if shade > 60:
        draw.line((900, 1900, 900, 1970), fill=0, width=4)
    return seen


_PALE = pytest.mark.xfail(strict=True, reason="pale ground askew falls to pieces between its letters")


@pytest.mark.parametrize(
    ("shade", "angle"),
    [
        *((shade, angle) for shade in (0, 60, 110) for angle in (0, 1, -1)),
        (150, 0),
        *(pytest.param(150, angle, marks=_PALE) for angle in (1, -1)),
    ],
)
def test_light_letters_on_dark_ground_become_dark_on_light(
    shade: int, angle: int, page: Any, face: Callable[..., Any]
) -> None:
    seen = _with_heading(page, face(size=34), shade).rotate(angle, fillcolor=255)
    made = dark_on_light(seen, DPI)
    assert made.size == seen.size
    ground, letters = made.crop((700, 1915, 880, 1955)), made.crop((240, 1900, 600, 1970))
    assert ground.histogram()[255] > 0.8 * ground.width * ground.height
    assert letters.getextrema()[0] < 40 and letters.histogram()[255] > 0.5 * letters.width * letters.height
    if shade > 60:
        assert made.crop((880, 1930, 920, 1940)).getextrema()[0] < 40


@pytest.mark.parametrize("kind", ["shadow", "grey stamp", "red stamp", "bleed-through", "book tilt"])
@pytest.mark.parametrize("severity", [1, 3])
def test_shadows_and_stamps_hold_no_light_letters(kind: str, severity: int, page: Any) -> None:
    seen = grey(worn(page, kind, severity, "a"))
    assert dark_on_light(seen, DPI) is seen


def test_dark_letters_and_empty_ground_stay(page: Any, face: Callable[..., Any]) -> None:
    seen = page.convert("L")
    draw = ImageDraw.Draw(seen)
    draw.rectangle((200, 1900, 1400, 1970), fill=150)
    draw.text((230, 1913), "Nội dung công việc", font=face(size=34), fill=0)
    draw.rectangle((200, 2050, 1400, 2120), fill=60)
    draw.rectangle((203, 1801, 1002, 1821), fill=0)  # no letters, but paper close by
    draw.rectangle((0, 2200, 900, 2300), fill=0)  # a sheet's edge
    draw.text((230, 2213), "Thời hạn", font=face(size=34), fill=255)
    assert dark_on_light(seen, DPI) is seen


@pytest.mark.parametrize("left", range(300, 306))
@pytest.mark.parametrize("high", [20, 21, 24, 30, 60])
def test_the_rim_of_ground_is_no_letter(left: int, high: int) -> None:
    fine = Image.new("L", (2400, 3000), 255)
    ImageDraw.Draw(fine).rectangle((left, 900 + left, 1500, 900 + left + high * 3 // 2), fill=0)
    seen = fine.resize((1600, 2000), Image.Resampling.LANCZOS)
    assert dark_on_light(seen, DPI) is seen


@pytest.mark.ocr
@pytest.mark.usefixtures("tesseract")
@pytest.mark.parametrize("shade", [0, 110])
def test_headings_in_light_letters_are_read(shade: int, page: Any, face: Callable[..., Any]) -> None:
    sheet = read_image(_with_heading(page, face(size=34), shade), DPI, 1, head_expected=True)
    text = " ".join(row.text for row in sheet.rows)
    assert "Nội dung công việc" in text and "Thời hạn" in text


@pytest.mark.ocr
@pytest.mark.usefixtures("tesseract")
def test_light_letters_are_read(page: Any, face: Callable[..., Any]) -> None:
    seen = page.convert("L")
    draw = ImageDraw.Draw(seen)
    draw.rectangle((200, 1900, 1400, 1960), fill=0)
    draw.text((230, 1908), "Nội dung công việc", font=face(size=34), fill=255)
    found = " ".join(word.text for word in read_words(seen, DPI))
    assert "dung" in found and "công" in found
