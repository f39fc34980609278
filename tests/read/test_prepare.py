"""Pages are mended by what is measured on them; good ones are not touched."""

from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageFilter

from kl_extract.read.picture import grey
from kl_extract.read.prepare import evened, light, roughness, smoothed
from kl_extract.read.upright import lie_of, turned
from sample_kit.damage import worn


@pytest.fixture(scope="module")
def page(make_pdf: Callable[..., bytes], notice_page: Any, draw_page: Any) -> Any:
    return draw_page(make_pdf([notice_page]), dpi=300).convert("RGB")


def prepared(image: Any, dpi: int) -> Any:
    return evened(smoothed(image, dpi), dpi)


def _far(one: Any, other: Any) -> float:
    """Mean difference in grey levels."""
    counts = ImageChops.difference(one, other).histogram()
    return sum(level * count for level, count in enumerate(counts)) / sum(counts)


@pytest.mark.parametrize(
    ("kind", "severity"), [("clean", 1), ("clean", 3), ("office scan", 1), ("skew", 2), ("red stamp", 1)]
)
def test_a_good_page_is_not_touched(kind: str, severity: int, page: Any) -> None:
    seen = grey(worn(page, kind, severity, "a"))
    assert prepared(seen, 300) is seen


@pytest.mark.parametrize("severity", [1, 2, 3])
def test_pages_of_one_bit_are_softened_alone(severity: int, page: Any) -> None:
    seen = grey(worn(page, "fax", severity, "a"))
    mended = prepared(seen, 204)
    assert mended.tobytes() == seen.filter(ImageFilter.GaussianBlur(204 / 250)).tobytes()


@pytest.mark.parametrize(
    ("kind", "severity"),
    [
        ("shadow", 1),
        ("shadow", 3),
        ("bleed-through", 2),
        ("bleed-through", 3),
        ("grey stamp", 3),
        ("book tilt", 2),
    ],
)
def test_paper_becomes_white(kind: str, severity: int, page: Any) -> None:
    seen = grey(worn(page, kind, severity, "a"))
    mended = prepared(seen, 300)
    clean = page.convert("L")
    if kind != "book tilt":  # whose letters have moved
        assert _far(mended, clean) < 0.25 * _far(seen, clean)
    after = light(mended, 300)
    assert after.uneven > 0.95
    if kind != "grey stamp":  # the lines of its rings are as narrow as letters, and stay
        assert after.stray < 0.05


def test_a_single_pale_stamp_is_seen(page: Any) -> None:
    seen = grey(worn(page, "grey stamp", 1, "a"))
    assert prepared(seen, 300) is not seen


@pytest.mark.parametrize(("kind", "severity"), [("speckle", 1), ("speckle", 3), ("office scan", 3)])
def test_grain_and_specks_go(kind: str, severity: int, page: Any) -> None:
    seen = grey(worn(page, kind, severity, "a"))
    (before, _), (grain, specks) = roughness(seen), roughness(smoothed(seen, 300))
    assert grain < 0.5 * before
    assert specks < 0.01


def test_the_same_page_gives_the_same_picture(page: Any) -> None:
    seen = grey(worn(page, "speckle", 2, "a"))
    assert prepared(seen, 300).tobytes() == prepared(seen.copy(), 300).tobytes()


@pytest.mark.parametrize("size", [(1, 1), (3, 2), (40, 700)])
def test_tiny_pictures(size: tuple[int, int]) -> None:
    picture = Image.new("L", size, 200)
    picture.putpixel((0, 0), 20)
    assert prepared(picture, 300).size == size
    assert lie_of(picture).turn in {0, 90, 180, 270}


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_how_a_page_lies(turn: int, page: Any) -> None:
    lie = lie_of(turned(page.convert("L"), -turn % 360))
    assert (lie.turn, lie.skew) == (turn, 0.0)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("skew", [1.2, -3.0, 6.0])
def test_the_direction_of_lines_askew(turn: int, skew: float, page: Any) -> None:
    """Whether a short page askew stands on its head is left to the reading."""
    askew = page.convert("L").rotate(-skew, Image.Resampling.BICUBIC, fillcolor=255)
    lie = lie_of(turned(askew, -turn % 360))
    assert lie.turn % 180 == turn % 180
    assert lie.skew == pytest.approx(skew, abs=0.25)


@pytest.mark.parametrize("kind", ["office scan", "shadow", "red stamp", "bleed-through", "speckle", "fax"])
def test_a_damaged_page_lies_as_it_lies(kind: str, page: Any) -> None:
    seen = grey(worn(page, kind, 3, "a"))
    assert lie_of(prepared(seen, 300)).turn == 0
