"""How many dots of a page are read, and that it is kept as it came, too."""

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
    ("dpi", "read"), [(100, 200), (139, 200), (140, 140), (219, 219), (220, 200), (420, 200), (600, 200)]
)
def test_dots_an_inch(dpi: int, read: int) -> None:
    ready = make_ready(Image.new("L", (dpi, 2 * dpi), 255), dpi)
    assert ready.dpi == read
    assert ready.image.size == ready.plain.size == (read, 2 * read)


def test_a_good_page_is_kept_once(page: Any) -> None:
    seen = grey(page.resize((1654, 2339)))
    ready = make_ready(seen, 200)
    assert ready.image is ready.plain is seen


@pytest.mark.parametrize("kind", ["grey stamp", "speckle"])
@pytest.mark.parametrize("dpi", [300, 100])
def test_a_mended_page_is_kept_as_it_came_too(dpi: int, kind: str, page: Any) -> None:
    seen = grey(worn(page, kind, 3, "a"))
    seen = seen.resize((seen.width * dpi // 300, seen.height * dpi // 300))
    ready = make_ready(seen, dpi)
    assert ready.plain.tobytes() == scaled(scaled(seen, 300 / dpi), 2 / 3).tobytes()
    assert ready.image.tobytes() != ready.plain.tobytes()


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_all_its_pictures_are_turned(turn: int, page: Any) -> None:
    ready = make_ready(grey(worn(page, "speckle", 3, "a")), 300)
    back = ready.turned(turn).turned(-turn % 360)
    for name in ("image", "plain"):
        assert getattr(ready.turned(turn), name).tobytes() != getattr(ready, name).tobytes()
        assert getattr(back, name).tobytes() == getattr(ready, name).tobytes()
