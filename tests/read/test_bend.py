"""Bent lines are followed and made straight; straight ones, however worn the page, are left alone."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PIL import Image

from kl_extract.model import Box
from kl_extract.read.bend import Bend, bend_of
from kl_extract.read.picture import grey
from kl_extract.read.prepare import evened, smoothed
from sample_kit.damage import worn

DPI = 150
POINTS = 72 / DPI


@pytest.fixture(scope="module")
def page(make_pdf: Callable[..., bytes], notice_page: Any, draw_page: Any) -> Any:
    return draw_page(make_pdf([notice_page]), dpi=DPI).convert("L")


def depth(x: Any, width: int, most: float) -> Any:
    """How many points the lines lie too low ``x`` dots from the left: most at the spine, none from the middle on."""
    return most * np.clip(1 - x / (width / 2), 0, 1) ** 2


def bent(page: Any, most: float) -> Any:
    dots = np.asarray(page)
    down = np.rint(depth(np.arange(page.width), page.width, most) / POINTS).astype(int)
    rows = np.arange(page.height)[:, None] - down
    moved = np.take_along_axis(dots, np.clip(rows, 0, page.height - 1), axis=0)
    return Image.fromarray(np.where((rows >= 0) & (rows < page.height), moved, 255).astype(np.uint8))


@pytest.mark.parametrize("most", [8.0, 12.0, -9.0, 19.0])
@pytest.mark.parametrize("spine", ["left", "right"])
def test_a_bend_is_followed(most: float, spine: str, page: Any) -> None:
    mirrored = page if spine == "left" else page.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    scan = bent(mirrored, most)
    if spine == "right":
        scan = scan.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    bend = bend_of(scan, DPI)
    assert bend
    text = [(at, below) for at, below in zip(bend.at, bend.below, strict=True) if 90 < at < 500]
    true = [float(depth((at if spine == "left" else 595 - at) / POINTS, page.width, most)) for at, _ in text]
    off = np.array([below for _, below in text]) - true
    assert np.ptp(off) < 1.5


@pytest.mark.parametrize("most", [12.0, -9.0])
def test_the_page_is_made_straight(most: float, page: Any) -> None:
    scan = bent(page, most)
    bend = bend_of(scan, DPI)
    assert bend
    assert bend_of(bend.straightened(scan, DPI), DPI) is None


def test_boxes_go_back_to_the_bent_page() -> None:
    bend = Bend((0.0, 100.0, 200.0), (8.0, 2.0, 0.0))
    assert bend.restored(Box(50, 300, 150, 310)) == Box(50, 301, 150, 315)
    assert bend.restored(Box(300, 300, 310, 310)) == Box(300, 300, 310, 310)


def test_dots_move_as_boxes_do() -> None:
    image = Image.new("L", (400, 400), 255)
    bend = Bend((0.0, 90.0), (10.0, -6.0))
    box = Box(40, 60, 48, 66)
    image.paste(0, [round(side / POINTS) for side in (40, 60, 48, 66)])
    straight = bend.straightened(image, DPI)
    left, top, right, bottom = (side * POINTS for side in straight.point(lambda dot: 255 - dot).getbbox())
    back = bend.restored(Box(left, top, right, bottom))
    assert back.x0 == pytest.approx(box.x0, abs=0.5) and back.x1 == pytest.approx(box.x1, abs=0.5)
    assert back.top <= box.top + 0.5 and back.bottom >= box.bottom - 0.5
    assert back.bottom - back.top < box.bottom - box.top + 4


@pytest.mark.parametrize(
    ("kind", "severity"),
    [("clean", 1), ("red stamp", 3), ("grey stamp", 3), ("shadow", 3), ("bleed-through", 3), ("speckle", 3)],
)
def test_straight_lines_are_left_alone(kind: str, severity: int, page: Any) -> None:
    seen = grey(worn(page.convert("RGB").resize((2480, 3508)), kind, severity, "a"))
    assert bend_of(evened(smoothed(seen, 300), 300), 300) is None


@pytest.mark.parametrize("size", [(1, 1), (30, 900), (500, 2), (1240, 1754)])
def test_pictures_without_lines(size: tuple[int, int]) -> None:
    assert bend_of(Image.new("L", size, 255), DPI) is None
    assert bend_of(Image.effect_noise(size, 90), DPI) is None
