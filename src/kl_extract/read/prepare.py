"""Mends the picture of a page before it is read: grain, specks, shadows, stamps in grey, the back showing through.

What is done is chosen by measuring the page; one that is already good is not touched. Measured by
``benchmarks/scans.py``.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kl_extract.read.paper import shade_of_paper

if TYPE_CHECKING:
    from PIL.Image import Image

# 14 pages of real scans measure 1.9–4.9, clean and office scans 1.0–6.3, grainy ones 15, pages with specks 6–16: mean
# difference in grey levels between paper and the same made soft.
_GRAINY = 8.0
# Dark dots without a dark neighbour, as a share of all dark ones: 0.02 in the strongest grain, 0.06–0.18 under specks.
_SPECKED = 0.035
# Softness in inches: one dot of 300 dpi.
_SOFT = 1 / 300
# The same for pages of one bit, whose letters have jagged edges. Syllables wrong without and with it: six fax pages at
# three severities 4.4 and 2.5 %, five real scans 5.2 and 4.8 %; a median filter would ruin thin strokes (6 → 21 %).
_SOFT_BITS = 1 / 250
# The darkest hundredth of the paper against its median: real scans 0.94–1.00, shadows and grey stamps 0.2–0.8.
_UNEVEN, _DARKEST = 0.9, 0.01
# Grey far from any ink, against the ink: 18 real pages and the samples, pale tables among them, at most 0.055 once ink
# of colour is lifted, a single grey stamp from 0.06 on, the back of a sheet 0.4–1.3.
_STRAY = 0.07
# What is lighter than this between ink and paper becomes white. Findings took 0.7 of the paper; half way lifts grey
# stamps too (29.8 → 0.4 % of syllables wrong), and is safe because pale ink moves the point up.
_WHITE_POINT = 0.5
# The paper is what is left when dark things narrower than this are closed: wider than the strokes of letters.
_STROKE = 28 / 300
_COARSE_DPI = 75
_INK, _PAPER = 0.4, 0.85
# The ink is as black as the tenth of dark dots that is darkest.
_BLACK = 0.1
_NEAR = 5
# A page with less ink than this is sparse, and a signature in blue would be much on it.
_LITTLE_INK = 0.03
_DARK = 128
# Grain is measured where a page made soft is lighter than this part of its paper, in strips of one part in so many of
# its width.
# They tell of 200 worn pages what all of their middle tells.
_BLANK, _STRIPS, _STRIP = 0.8, 4, 32
# Rows that are worked on at once.
_BAND = 256


@dataclass(frozen=True, slots=True)
class Light:
    """How light falls on a page; see the thresholds above. ``black`` is the share of the paper's light in its ink."""

    uneven: float
    stray: float
    black: float


def smoothed(image: "Image", dpi: float) -> "Image":
    """``image`` (8-bit grey) without grain and specks; the same object where it has none."""
    if _is_two_level(image):
        return _softened(image, _SOFT_BITS * dpi)
    grain, specks = roughness(image)
    if specks > _SPECKED:
        image = _without_specks(image)
    return _softened(image, _SOFT * dpi) if grain > _GRAINY or specks > _SPECKED else image


def evened(image: "Image", dpi: float) -> "Image":
    """``image`` (8-bit grey) on white paper, without shadows and pale stamps; the same object where it has none."""
    seen = light(image, dpi)
    if seen.uneven < _UNEVEN or seen.stray > _STRAY:
        return _flattened(image, dpi, seen.black)
    return image


def light(image: "Image", dpi: float) -> Light:
    """Measures an 8-bit grey page."""
    import numpy as np  # noqa: PLC0415

    paper, _ = paper_of(image, dpi)
    half = image.reduce(2)
    share = np.asarray(half, np.float32) / np.maximum(_stretched(paper, half.size), 1)
    dark = share[share < _PAPER]
    black = _darkest(dark, _BLACK) if dark.size else 0.0
    ink = share < black + _INK * (1 - black)
    stray = ((share < _PAPER) & ~spread(ink, 2 * _NEAR - 1, np.maximum)).sum()
    return Light(
        uneven=_darkest(paper, _DARKEST) / max(1.0, float(np.median(paper))),
        stray=float(stray / max(float(ink.sum()), _LITTLE_INK * ink.size)),
        black=black,
    )


def _darkest(values: Any, share: float) -> float:
    """What this share of ``values`` is darker than; numpy's percentile takes longer, and loads more when first used."""
    import numpy as np  # noqa: PLC0415

    place = int(share * (values.size - 1))
    return float(np.partition(values, place, axis=None)[place])


def _is_two_level(image: "Image") -> bool:
    """Whether every dot is black or white; most pages of more shades show one in their first strip."""
    parts = (*_strips(image), image)
    return not any(shades for part in parts for shades in part.histogram()[1:255])


def roughness(image: "Image") -> tuple[float, float]:
    """Grain and specks of the middle of an 8-bit grey page; see the thresholds above."""
    import numpy as np  # noqa: PLC0415
    from PIL import ImageChops, ImageFilter  # noqa: PLC0415

    counts = np.zeros(256)
    dark_dots = lone_dots = 0
    for strip in _strips(image):
        soft = strip.filter(ImageFilter.BoxBlur(1))
        paper = shade_of_paper(strip)
        blank = soft.point([255 * (shade > _BLANK * paper) for shade in range(256)])
        counts += ImageChops.difference(strip, soft).histogram(blank)
        dark = np.asarray(strip) < _DARK
        dark_dots += int(dark.sum())
        lone_dots += int((dark & ~_has_neighbour(dark)).sum())
    grain = float((counts * np.arange(256)).sum() / max(1.0, counts.sum()))
    return grain, lone_dots / max(1, dark_dots)


def _strips(image: "Image") -> Iterator["Image"]:
    """Upright strips of the middle of a page, which lie across all its lines."""
    width, height = image.size
    for number in range(_STRIPS):
        left = width // 4 + width * number // (2 * _STRIPS)
        yield image.crop((left, height // 4, left + max(1, width // _STRIP), max(1, height * 3 // 4)))


def _has_neighbour(dark: Any) -> Any:
    import numpy as np  # noqa: PLC0415

    framed = np.pad(dark, 1)
    height, width = dark.shape
    found = np.zeros_like(dark)
    for down in range(3):
        for across in range(3):
            if (down, across) != (1, 1):
                found |= framed[down : down + height, across : across + width]
    return found


def _softened(image: "Image", dots: float) -> "Image":
    from PIL import ImageFilter  # noqa: PLC0415

    return image.filter(ImageFilter.GaussianBlur(dots))


def _without_specks(image: "Image") -> "Image":
    """The median of three by three dots by a network of exchanges, in half of Pillow's time."""
    import numpy as np  # noqa: PLC0415

    framed = np.pad(np.asarray(image), 1, mode="edge")
    return _in_bands(image, lambda top, bottom: _medians(framed[top : bottom + 2]))


def _medians(framed: Any) -> Any:
    """Of the dots inside a frame of one dot."""
    import numpy as np  # noqa: PLC0415

    height, width = framed.shape[0] - 2, framed.shape[1] - 2
    nine = [framed[down : down + height, across : across + width] for down in range(3) for across in range(3)]
    for one, two in _MEDIAN_OF_NINE:
        nine[one], nine[two] = np.minimum(nine[one], nine[two]), np.maximum(nine[one], nine[two])
    return nine[4]


def _in_bands(image: "Image", work: Callable[[int, int], Any]) -> "Image":
    """A picture as large as ``image``, whose rows ``[top, bottom)`` are ``work(top, bottom)``.

    What is worked out at once is held at once, many times over: a whole page would take 0.1 GB.
    """
    import numpy as np  # noqa: PLC0415
    from PIL import Image  # noqa: PLC0415

    found = np.empty((image.height, image.width), np.uint8)
    for top in range(0, image.height, _BAND):
        bottom = min(image.height, top + _BAND)
        found[top:bottom] = work(top, bottom)
    return Image.fromarray(found)


_MEDIAN_OF_NINE = (
    *((1, 2), (4, 5), (7, 8), (0, 1), (3, 4), (6, 7), (1, 2), (4, 5), (7, 8)),
    *((0, 3), (5, 8), (4, 7), (3, 6), (1, 4), (2, 5), (4, 7), (4, 2), (6, 4), (4, 2)),
)


def _flattened(image: "Image", dpi: float, black: float) -> "Image":
    """Each dot over the paper's light around it, and all above the white point white."""
    import numpy as np  # noqa: PLC0415

    white = black + _WHITE_POINT * (1 - black)
    paper, dots = _stretched(paper_of(image, dpi)[0], image.size), np.asarray(image)

    def whitened(top: int, bottom: int) -> Any:
        light = dots[top:bottom].astype(np.float32) / np.maximum(paper[top:bottom], 1).astype(np.float32)
        return np.minimum(light * np.float32(255 / white), 255).astype(np.uint8)

    return _in_bands(image, whitened)


def paper_of(image: "Image", dpi: float) -> tuple[Any, float]:
    """The light of the paper, coarsely: dark things narrower than a thick stroke closed; and its dots per inch."""
    import numpy as np  # noqa: PLC0415

    factor = max(1, round(dpi / _COARSE_DPI))
    size = round(_STROKE * _COARSE_DPI)
    coarse = np.asarray(image.reduce(factor))
    return spread(spread(coarse, size, np.maximum), size, np.minimum), dpi / factor


def _stretched(coarse: Any, size: tuple[int, int]) -> Any:
    import numpy as np  # noqa: PLC0415
    from PIL import Image, ImageFilter  # noqa: PLC0415

    small = Image.fromarray(coarse).filter(ImageFilter.BoxBlur(1))
    return np.asarray(small.resize(size, Image.Resampling.BILINEAR))


def spread(values: Any, size: int, pick: Any) -> Any:
    """``pick`` (maximum or minimum) over ``size`` by ``size`` dots around each; ``size`` is odd."""
    import numpy as np  # noqa: PLC0415

    for axis in (0, 1):
        margin = [(0, 0), (0, 0)]
        margin[axis] = (size // 2, size // 2)
        window = np.moveaxis(np.pad(values, margin, mode="edge"), axis, 0)
        reach = 1
        while reach < size:
            step = min(reach, size - reach)
            window = pick(window[:-step], window[step:])
            reach += step
        values = np.moveaxis(window, 0, axis)
    return values
