"""Light letters on dark ground, such as the heading of a table: told, and made dark on light."""

from typing import TYPE_CHECKING, Any

from kl_extract.read.components import components
from kl_extract.read.paper import shade_of_paper
from kl_extract.read.prepare import paper_of, spread

if TYPE_CHECKING:
    from PIL.Image import Image

# Against the paper: filled cells have 0.0–0.7; letters are closed away, however bold.
_DARK = 0.75
# The least such ground, in inches each way: half a row of a table.
_HIGH, _WIDE = 0.1, 0.5
# Letters are lighter or darker than their ground by this part of what is possible, and cover this share of it.
_CLEARLY, _LETTERS = 0.35, 0.03
# Where no letters stand it is seen at once: this share of all that lies within it. And over this share of its width it
# is as high as in the middle, give or take a part of that, however askew. Pieces of stamps are neither.
_SOLID, _WIDTH, _HEIGHT = 0.6, 0.9, 0.15
# Strokes of letters are thinner than this, in inches: what is as light and wider is paper beside a stamp.
_STROKE = 0.05
# Half of it is as dark as this, give or take so many grey levels: shadows grow darker and darker.
_EVEN = 25


def has_dark_ground(image: "Image", dpi: float) -> bool:
    """Whether an 8-bit grey image has dark ground large enough to be written on; a sheet's edge may pass for it."""
    return _is_dark(*paper_of(image, dpi))


def _is_dark(paper: Any, dots: float) -> bool:
    import numpy as np  # noqa: PLC0415

    dark = np.pad(paper < _DARK * np.median(paper), ((1, 0), (1, 0)))
    high, wide = max(1, round(_HIGH * dots)), max(1, round(_WIDE * dots))
    sums = dark.cumsum(axis=0, dtype=np.int32).cumsum(axis=1, dtype=np.int32)
    whole = sums[high:, wide:] - sums[:-high, wide:] - sums[high:, :-wide] + sums[:-high, :-wide]
    return bool((whole == high * wide).any())


def dark_on_light(image: "Image", dpi: float) -> "Image":
    """An 8-bit grey page with light and dark exchanged on dark ground that holds light letters.

    The same object where there is none. What reaches the edge of the page is none, but the shadow of the sheet.
    """
    import numpy as np  # noqa: PLC0415

    paper, dots = paper_of(image, dpi)
    if not _is_dark(paper, dots):
        return image
    found = components(paper < _DARK * np.median(paper))
    inside = (
        (found.left > 0) & (found.top > 0) & (found.right < found.shape[1]) & (found.bottom < found.shape[0])
    )
    large = inside & (found.bottom - found.top >= _HIGH * dots) & (found.right - found.left >= _WIDE * dots)
    mask, light, changed = found.mask(large), shade_of_paper(image), image
    for one in np.flatnonzero(large):
        box = slice(found.top[one], found.bottom[one]), slice(found.left[one], found.right[one])
        whole = hull(mask[box])
        if mask[box].sum() < _SOLID * whole.sum() or not _is_bar(whole):
            continue
        area, region = _on_page(image, box, whole, paper.shape)
        # The coarse edge may lie beside the true one: a rim of paper is no letter.
        _, inner = _on_page(image, box, shrunk(whole), paper.shape)
        part = image.crop(area)
        size = 2 * round(_STROKE * dpi / 2) + 1
        table = _exchanged(np.asarray(part, np.int16), np.asarray(inner), light, size)
        if table is not None:
            changed = changed.copy() if changed is image else changed
            changed.paste(part.point(table), area, region)
    return changed


def hull(mask: Any) -> Any:
    """What lies between the first and the last dot of a row or a column of a boolean array."""
    return _between(mask) | _between(mask.T).T


def shrunk(mask: Any) -> Any:
    """``mask`` without the dots at its edge."""
    import numpy as np  # noqa: PLC0415

    framed = np.pad(mask, 1)
    tall = framed[:-2] & framed[1:-1] & framed[2:]
    return tall[:, :-2] & tall[:, 1:-1] & tall[:, 2:]


def _is_bar(mask: Any) -> bool:
    """Whether a boolean array holds a thing of the same height all over."""
    import numpy as np  # noqa: PLC0415

    heights = mask.sum(axis=0)
    usual = float(np.median(heights))
    return bool((abs(heights - usual) <= _HEIGHT * usual).mean() >= _WIDTH)


def _between(mask: Any) -> Any:
    import numpy as np  # noqa: PLC0415

    from_left = np.logical_or.accumulate(mask, axis=1)
    return from_left & np.logical_or.accumulate(mask[:, ::-1], axis=1)[:, ::-1]


def _on_page(
    image: "Image", box: tuple[slice, slice], region: Any, shape: tuple[int, int]
) -> tuple[tuple[int, int, int, int], "Image"]:
    """The area of the page that a box of the coarse ``paper`` is, and the mask of the region within it."""
    from PIL import Image  # noqa: PLC0415

    across, down = image.width / shape[1], image.height / shape[0]
    top, bottom = (round(side * down) for side in (box[0].start, box[0].stop))
    left, right = (round(side * across) for side in (box[1].start, box[1].stop))
    size = right - left, bottom - top
    return (left, top, right, bottom), Image.fromarray(region).resize(size, Image.Resampling.NEAREST)


def _exchanged(dots: Any, region: Any, paper: int, size: int) -> list[int] | None:
    """For each grey level what it becomes, as strong as can be; None where the ground holds no light letters.

    What is darker than the ground, such as lines across it, stays so. Letters have strokes thinner than ``size`` dots.
    """
    import numpy as np  # noqa: PLC0415

    if not region.any():
        return None
    ground = float(np.median(dots[region]))
    bright, black = ground + _CLEARLY * (paper - ground), ground * (1 - _CLEARLY)
    light, dark = region & (dots > bright), region & (dots < black)
    blank = light & spread(spread(light, size, np.minimum), size, np.maximum)
    letters, count = int(light.sum() - blank.sum()), int(region.sum())
    even = int((region & (abs(dots - ground) <= _EVEN)).sum())
    if (
        ground >= _DARK * paper
        or 2 * even < count
        or letters < max(blank.sum(), dark.sum(), _LETTERS * count)
    ):
        return None
    strength = paper / (paper - ground)
    return [
        shade if shade < black else max(0, min(paper, round(paper - (shade - ground) * strength)))
        for shade in range(256)
    ]
