"""Pages are turned back as Pillow would turn them, only faster."""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from kl_extract.read.level import levelled

ANGLES = [0.2, -0.8, 1.5, -3.0, 7.9]


def _page(width: int, height: int) -> Image.Image:
    """Lines of bars with soft edges on white, as printed words are."""
    page = Image.new("L", (width, height), 255)
    pen = ImageDraw.Draw(page)
    for top in range(height // 8, height * 7 // 8, 24):
        for left in range(width // 8, width * 7 // 8, 40):
            pen.rectangle((left, top, left + 25 + top % 9, top + 9), fill=(left + top) % 90)
    return page.filter(ImageFilter.GaussianBlur(1.2))


@pytest.mark.parametrize("angle", ANGLES)
@pytest.mark.parametrize("size", [(620, 877), (877, 620), (621, 400)])
def test_as_pillow_turns(angle: float, size: tuple[int, int]) -> None:
    page = _page(*size)
    ours = np.asarray(levelled(page, angle)).astype(int)
    theirs = np.asarray(page.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)).astype(int)
    wrong = np.asarray(page.rotate(-angle, Image.Resampling.BICUBIC, fillcolor=255)).astype(int)
    assert ours.shape == theirs.shape
    assert np.abs(ours - theirs).mean() < 1.5
    assert np.abs(ours - theirs).mean() < 0.2 * np.abs(ours - wrong).mean()


def test_nothing_to_turn() -> None:
    page = _page(300, 200)
    assert levelled(page, 0.0) is page


@pytest.mark.parametrize("shade", [0, 1, 127, 128, 254, 255])
def test_shades_stay(shade: int) -> None:
    """What is all of one shade has it still, but for the corners, which are white."""
    turned = np.asarray(levelled(Image.new("L", (200, 100), shade), 2.0))
    assert (turned[20:80, 20:180] == shade).all()
    assert turned[0, 0] == 255 or turned[0, -1] == 255


def test_sharp_edges_stay_within_black_and_white() -> None:
    """A checkerboard makes the cubic overshoot as far as it can: it is cut off, never wraps around."""
    board = (np.indices((120, 160)).sum(axis=0) % 2 * 255).astype(np.uint8)
    turned = np.asarray(levelled(Image.fromarray(np.kron(board, np.ones((2, 2), np.uint8))), 5.0)).astype(int)
    assert np.abs(np.diff(turned[60:180, 60:260], axis=0)).max() <= 255
    assert 100 < turned[60:180, 60:260].mean() < 155


@pytest.mark.parametrize("size", [(1, 1), (3, 400), (400, 3)])
def test_slivers(size: tuple[int, int]) -> None:
    assert levelled(Image.new("L", size, 200), -7.9).size == size
