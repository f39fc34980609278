"""How many dots of a page are read, and what is kept beside them."""

from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image

from kl_extract.read.picture import grey
from kl_extract.read.ready import make_ready, scaled
from sample_kit.damage import worn


@pytest.fixture(scope="module")
def page(make_pdf: Callable[..., bytes], notice_page: Any, draw_page: Any) -> Any:
    return draw_page(make_pdf([notice_page]), dpi=300).convert("RGB")


@pytest.mark.parametrize(
    ("dpi", "read", "fine"),
    [(100, 200, 300), (139, 200, 300), (140, 140, 140), (219, 219, 219), (220, 200, 220), (420, 200, 420), (600, 200, 300)],
)  # fmt: skip
def test_dots_an_inch(dpi: int, read: int, fine: int) -> None:
    ready = make_ready(Image.new("L", (dpi, 2 * dpi), 255), dpi)
    assert (ready.dpi, ready.fine_dpi) == (read, fine)
    assert ready.image.size == ready.plain.size == (read, 2 * read)
    assert ready.fine.size == (fine, 2 * fine)


def test_a_good_page_is_kept_once(page: Any) -> None:
    seen = grey(page.resize((1654, 2339)))
    ready = make_ready(seen, 200)
    assert ready.image is ready.plain is ready.fine is seen


@pytest.mark.parametrize("kind", ["grey stamp", "speckle"])
@pytest.mark.parametrize("dpi", [300, 100])
def test_a_mended_page_is_kept_as_it_came_too(dpi: int, kind: str, page: Any) -> None:
    seen = grey(worn(page, kind, 3, "a"))
    seen = seen.resize((seen.width * dpi // 300, seen.height * dpi // 300))
    ready = make_ready(seen, dpi)
    assert ready.plain.tobytes() == scaled(scaled(seen, 300 / dpi), 2 / 3).tobytes()
    assert ready.image.tobytes() != ready.plain.tobytes()


def test_the_finer_dots_are_mended_too(page: Any) -> None:
    ready = make_ready(grey(worn(page, "shadow", 3, "a")), 300)
    assert sum(ready.fine.histogram()[250:]) < 0.6 * sum(ready.straight_fine(0.0, None).histogram()[250:])


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_all_its_pictures_are_turned(turn: int, page: Any) -> None:
    ready = make_ready(grey(worn(page, "speckle", 3, "a")), 300)
    back = ready.turned(turn).turned(-turn % 360)
    for name in ("image", "plain", "fine"):
        assert getattr(ready.turned(turn), name).tobytes() != getattr(ready, name).tobytes()
        assert getattr(back, name).tobytes() == getattr(ready, name).tobytes()
