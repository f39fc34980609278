"""Light letters on dark ground are noticed, and read."""

from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image, ImageDraw

from kl_extract.read.dark import has_dark_ground
from kl_extract.read.engine import parameters
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
    assert not has_dark_ground(Image.new("L", size, 0), DPI)


@pytest.mark.ocr
@pytest.mark.usefixtures("tesseract")
def test_light_letters_are_read(page: Any, face: Callable[..., Any]) -> None:
    seen = page.convert("L")
    draw = ImageDraw.Draw(seen)
    draw.rectangle((200, 1900, 1400, 1960), fill=0)
    draw.text((230, 1908), "Nội dung công việc", font=face(size=34), fill=255)
    found = " ".join(word.text for word in read_words(seen, DPI))
    assert "dung" in found and "công" in found
