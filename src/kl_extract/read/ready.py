"""Makes the picture of a page ready to be read: as many dots as Tesseract reads best, mended, and straight."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kl_extract.read.bend import Bend
from kl_extract.read.dark import dark_on_light
from kl_extract.read.level import levelled
from kl_extract.read.prepare import evened, smoothed
from kl_extract.read.upright import turned

if TYPE_CHECKING:
    from PIL.Image import Image

# Tesseract was trained on 300 dpi: what is typeset is drawn so, and pictures outside these bounds are scaled so. Within
# them dots are read as they were saved, which takes a quarter less time. Syllables wrong, as saved and scaled up:
# 28 sample scans of 200–240 dpi 0.9 and 1.3 %, six real ones of 200 dpi 4.9 and 4.8 %; six office scans of 150 dpi
# 0.8 and 0.9 %, of 120 dpi 1.1 and 1.2 %, but of 90 dpi 3.6 and 2.3 %.
DPI = 300
_COARSEST_DPI, FINEST_DPI = 140, 420
# Tesseract scales each line to 36 dots before it reads it, which a line of 14 points has at some 140 dpi: what is much
# finer takes longer. Words missed of 8,928 of the sample scans (300 dpi), after repair, digits among them: as they
# are 47 + 8, at 200 dpi 45 + 8, at 150 dpi 63 + 11.
_BEST_DPI, _FINE_DPI = 200, 220


@dataclass(frozen=True, slots=True)
class Ready:
    """A page: mended, and as it came but for its scale."""

    image: "Image"
    plain: "Image"
    dpi: float

    def turned(self, turn: int) -> "Ready":
        """The same, turned by a multiple of 90 degrees clockwise."""
        image = turned(self.image, turn)
        plain = image if self.plain is self.image else turned(self.plain, turn)
        return replace(self, image=image, plain=plain)


def make_ready(image: "Image", dpi: float) -> Ready:
    """The page of an 8-bit grey image.

    Grain and specks are told by the dots themselves, all else by fewer of them, which takes half the time.
    """
    if dpi > FINEST_DPI:
        image, dpi = scaled(image, DPI / dpi), float(DPI)
    smooth = smoothed(image, dpi)
    if dpi < _COARSEST_DPI:
        # Mended on its own dots, too: those between them are made up.
        mended = evened(smooth, dpi)
        smooth = scaled(mended, DPI / dpi)
        image, dpi = smooth if mended is image else scaled(image, DPI / dpi), float(DPI)
    dots = float(_BEST_DPI) if dpi >= _FINE_DPI else dpi
    coarse = dark_on_light(scaled(smooth, dots / dpi), dots)
    plain = coarse if smooth is image else dark_on_light(scaled(image, dots / dpi), dots)
    return Ready(evened(coarse, dots), plain, dots)


def straightened(image: "Image", dpi: float, skew: float, bend: Bend | None) -> "Image":
    """``image``, which leans by ``skew`` degrees clockwise, made level, and its bent lines straight."""
    level = levelled(image, skew)
    return bend.straightened(level, dpi) if bend else level


def scaled(image: "Image", factor: float) -> "Image":
    """``image`` with ``factor`` times as many dots each way; itself where that is 1."""
    from PIL import Image  # noqa: PLC0415

    if factor == 1.0:
        return image
    size = max(1, round(image.width * factor)), max(1, round(image.height * factor))
    return image.resize(size, Image.Resampling.LANCZOS if factor < 1 else Image.Resampling.BICUBIC)
