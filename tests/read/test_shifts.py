"""Moving columns and rows is as good as turning."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from kl_extract.read.shifts import levelled, moved


def test_columns_move_up_and_down() -> None:
    dots = np.arange(12, dtype=np.uint8).reshape(3, 4)
    assert moved(dots, np.array([0, 1, 1, -2])).tolist() == [
        [0, 5, 6, 255],
        [4, 9, 10, 255],
        [8, 255, 255, 3],
    ]


def test_what_is_moved_out_of_the_page_is_gone() -> None:
    assert (moved(np.zeros((3, 2), np.uint8), np.array([5, -5])) == 255).all()


@pytest.mark.parametrize("size", [(600, 800), (801, 599)])
@pytest.mark.parametrize("skew", [-6.0, -2.0, -0.4, 0.3, 1.9, 5.0])
def test_marks_lie_where_turning_would_put_them(skew: float, size: tuple[int, int]) -> None:
    page = Image.new("L", size, 255)
    pen = ImageDraw.Draw(page)
    places = [(x, y) for x in (90, 300, 500) for y in (90, 300, 500)]
    for x, y in places:
        pen.rectangle((x - 4, y - 4, x + 4, y + 4), fill=0)
    turned = page.rotate(skew, Image.Resampling.BICUBIC, fillcolor=255)
    ours, theirs = (255.0 - np.asarray(image) for image in (levelled(page, skew), turned))
    assert ours.shape == theirs.shape
    for x, y in places:
        part = slice(y - 70, y + 70), slice(x - 70, x + 70)
        rows, columns = np.indices(ours[part].shape)
        for at in (rows, columns):
            middles = [(at * image[part]).sum() / image[part].sum() for image in (ours, theirs)]
            assert middles[0] == pytest.approx(middles[1], abs=1.0)
