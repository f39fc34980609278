"""Columns are moved by whole dots."""

import numpy as np

from kl_extract.read.shifts import moved


def test_columns_move_up_and_down() -> None:
    dots = np.arange(12, dtype=np.uint8).reshape(3, 4)
    assert moved(dots, np.array([0, 1, 1, -2])).tolist() == [
        [0, 5, 6, 255],
        [4, 9, 10, 255],
        [8, 255, 255, 3],
    ]


def test_what_is_moved_out_of_the_page_is_gone() -> None:
    assert (moved(np.zeros((3, 2), np.uint8), np.array([5, -5])) == 255).all()
