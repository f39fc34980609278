"""Ink of colour on a page: stamps, signatures and pens are lifted off the text, what is printed in colour is kept dark.

Pages without colour cost the look at a small copy, 10 ms; sizes are shares of the width of the page, as of A4.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kl_extract.read.components import components
from kl_extract.read.printed import printed_in

if TYPE_CHECKING:
    from PIL.Image import Image

# Dots across the small copy: 100 an inch of A4.
_WIDTH = 827
# Difference of the brightest and the darkest channel. What is strong is colour, with what is weak and hangs together
# with it; JPEG leaves 5–25 on black letters.
_WEAK, _STRONG = 25, 50
# A page with more colour than this is a photograph or printed on coloured paper.
_MOST = 0.3
# Dots of the small copy: rows around what is strong that may hold some of it.
_HIGH = 40
# The darkest that ink is taken for, lest letters under it fade.
_DARKEST_INK = 100
# Of the light of ink: a quarter of it is darker.
_DARK_INK = 25


def grey_of(image: "Image") -> "Image":
    """8-bit grey of an RGB page: black ink as it is, ink of colour by what it is."""
    from PIL import ImageChops  # noqa: PLC0415

    red, green, blue = image.split()
    brightest = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    found = _inks(image)
    if found is None:
        return brightest
    for channel, ink in found.lifted:
        _lift(brightest, image, ink, channel, found.paper)
    if found.printed is not None:
        box, mask = _full(found.printed, image)
        brightest.paste(image.crop(box).convert("L"), box, mask)
    return brightest


@dataclass(frozen=True)
class _Inks:
    """Masks on the small copy: ``lifted`` by the channel that is brightest in it, and what is printed; the paper."""

    lifted: list[tuple[int, Any]]
    printed: Any | None
    paper: int


def _inks(image: "Image") -> _Inks | None:
    """What ink of colour there is; None where there is none, or too much."""
    import numpy as np  # noqa: PLC0415

    channels = [np.asarray(one) for one in image.reduce(max(1, image.width // _WIDTH)).split()]
    brightest = np.maximum(np.maximum(channels[0], channels[1]), channels[2])
    darkest = np.minimum(np.minimum(channels[0], channels[1]), channels[2])
    colour = brightest - darkest
    strong = colour > _STRONG
    rows = np.flatnonzero(strong.any(axis=1))
    if not len(rows) or strong.mean() > _MOST:
        return None
    some = slice(max(0, int(rows[0]) - _HIGH), int(rows[-1]) + _HIGH)
    weak = components(colour[some] > _WEAK)
    ink = np.zeros_like(strong)
    ink[some] = weak.mask(weak.touching(strong[some]))
    paper = int(np.median(brightest))
    printed = np.zeros_like(strong)
    printed[some] = printed_in(ink[some], brightest[some], darkest[some], paper)
    rest = ink & ~printed
    lifted = [(number, rest & (one == brightest)) for number, one in enumerate(channels)]
    return _Inks(
        [(number, one) for number, one in lifted if one.any()],
        printed if printed.any() else None,
        paper,
    )


def _lift(brightest: "Image", image: "Image", ink: Any, channel: int, paper: int) -> None:
    """Makes paper of the ``ink`` that is brightest in ``channel``; letters under it stay as dark as they are to it."""
    import numpy as np  # noqa: PLC0415

    box, mask = _full(_grown(_grown(ink)), image)
    dots = np.asarray(image.crop(box))[np.asarray(mask)]
    strong = dots[dots.max(axis=1) - dots.min(axis=1) > _STRONG, channel]
    if not strong.size:
        return
    light = min(paper, max(_DARKEST_INK, float(np.percentile(strong, _DARK_INK))))
    table = [max(value, min(paper, round(value * paper / light))) for value in range(256)]
    brightest.paste(brightest.crop(box).point(table), box, mask)


def _grown(mask: Any) -> Any:
    """``mask`` and the dots next to it."""
    import numpy as np  # noqa: PLC0415

    framed = np.pad(mask, 1)
    tall = framed[:-2] | framed[1:-1] | framed[2:]
    return tall[:, :-2] | tall[:, 1:-1] | tall[:, 2:]


def _full(mask: Any, image: "Image") -> tuple[tuple[int, int, int, int], "Image"]:
    """The box around a mask of the small copy, on ``image``, and the mask within it."""
    import numpy as np  # noqa: PLC0415
    from PIL import Image  # noqa: PLC0415

    factor = max(1, image.width // _WIDTH)
    down, across = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    top, bottom, left, right = int(down[0]), int(down[-1]) + 1, int(across[0]), int(across[-1]) + 1
    part = Image.fromarray(mask[top:bottom, left:right])
    large = part.resize(((right - left) * factor, (bottom - top) * factor), Image.Resampling.NEAREST)
    box = left * factor, top * factor, min(image.width, right * factor), min(image.height, bottom * factor)
    return box, large.crop((0, 0, box[2] - box[0], box[3] - box[1]))
