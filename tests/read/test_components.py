"""Things that touch are one, also at their corners; boxes, masks and what lies within."""

from collections.abc import Sequence

import numpy as np
import pytest

from kl_extract.read.components import components


def _mask(*rows: str) -> np.ndarray:
    return np.array([[sign == "#" for sign in row] for row in rows])


@pytest.mark.parametrize(
    ("rows", "boxes"),
    [
        (["....", "...."], []),
        (["#..#", "#..#"], [(0, 0, 1, 2), (3, 0, 4, 2)]),
        (["#...", ".#..", "..##"], [(0, 0, 4, 3)]),
        (["#..#", "#..#", "####"], [(0, 0, 4, 3)]),
        (["#.#.#", "###.#", "..#.#", "###.#", "#.###"], [(0, 0, 5, 5)]),
        (["####", "....", "####"], [(0, 0, 4, 1), (0, 2, 4, 3)]),
        (["...#", "#..."], [(0, 1, 1, 2), (3, 0, 4, 1)]),
    ],
    ids=["nothing", "bars", "corners", "joined below", "winding", "rows apart", "ends do not meet around"],
)
def test_boxes(rows: Sequence[str], boxes: Sequence[tuple[int, int, int, int]]) -> None:
    found = components(_mask(*rows))
    sides = zip(found.left, found.top, found.right, found.bottom, strict=True)
    assert sorted(tuple(int(side) for side in box) for box in sides) == boxes


def test_masks_give_back_the_dots() -> None:
    mask = _mask("##..#", ".#..#", "#...#")
    found = components(mask)
    high = found.mask(found.bottom - found.top > 2)
    assert (high == _mask("##..#", ".#..#", "#...#")).all()
    right = found.mask(found.left >= 4)
    assert (right == _mask("....#", "....#", "....#")).all()
    assert not found.mask(found.left > 4).any()


def test_what_lies_in_the_box_of_another() -> None:
    found = components(_mask("#####", "#...#", "#.#.#", "#...#", "#####", "....."))
    big = found.right - found.left > 3
    assert found.within(big).all()
    assert not found.within(~big & False).any()


def test_what_touches_another_mask() -> None:
    found = components(_mask("##.##", "....."))
    touched = found.touching(_mask("...#.", "....."))
    assert [bool(one) for one in touched] == [bool(left == 3) for left in found.left]
