"""What befalls a page between printer and archive, each kind at three severities; the same for the same seed."""

from collections.abc import Callable
from io import BytesIO
from random import Random

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageChops, ImageFilter

Picture = Image.Image
Damage = Callable[[Picture, int, Random], Picture]
"""Takes a clean page in RGB, the severity (1, 2 or 3) and the luck; gives the page as scanned."""
Shades = npt.NDArray[np.float32]

_RED, _GREY = (205, 40, 50), (105, 105, 105)
_RING_WIDTH = 0.012


def worn(page: Picture, kind: str, severity: int, seed: str) -> Picture:
    """``page`` (RGB, 300 dpi) with one of ``DAMAGES``."""
    return DAMAGES[kind](page, severity, Random(f"{seed} {kind} {severity}"))


def _at(severity: int, mild: float, middle: float, strong: float) -> float:
    return (mild, middle, strong)[severity - 1]


def _shades(picture: Picture) -> Shades:
    return np.asarray(picture, dtype=np.float32)


def _picture(shades: Shades) -> Picture:
    return Image.fromarray(np.clip(shades, 0, 255).astype(np.uint8))


def _noise(shape: tuple[int, ...], luck: Random) -> Shades:
    return np.random.default_rng(luck.getrandbits(32)).standard_normal(shape, dtype=np.float32)


def _pressed(picture: Picture, quality: int) -> Picture:
    buffer = BytesIO()
    picture.save(buffer, "JPEG", quality=quality)
    return Image.open(BytesIO(buffer.getvalue())).convert(picture.mode)


def _leaning(picture: Picture, angle: float) -> Picture:
    return picture.rotate(angle, Image.Resampling.BICUBIC, fillcolor="white")


def _clean(page: Picture, severity: int, luck: Random) -> Picture:
    """Straight from the computer, pressed as JPEG ever harder."""
    return _pressed(page, int(_at(severity, 95, 85, 75)))


def _office(page: Picture, severity: int, luck: Random) -> Picture:
    """A scanner of an office: leaning, soft, grainy, pale, pressed."""
    page = _leaning(page, luck.choice((-1, 1)) * _at(severity, 0.4, 0.9, 1.5))
    soft = _shades(page.filter(ImageFilter.GaussianBlur(_at(severity, 0.6, 1.0, 1.5))))
    pale = _at(severity, 15, 35, 70) + soft * _at(severity, 0.9, 0.78, 0.6)
    grain = _at(severity, 6, 14, 30) * _noise(soft.shape[:2], luck)[..., None]
    return _pressed(_picture(pale + grain), int(_at(severity, 70, 45, 30)))


def _stamped(page: Picture, severity: int, luck: Random, colour: tuple[int, int, int]) -> Picture:
    """Round stamps of ink over the text: 1, 2 or 4, one with a field of ink in the middle."""
    down, across = np.mgrid[0 : page.height, 0 : page.width].astype(np.float32) / page.width
    inked = np.zeros((page.height, page.width), bool)
    for _ in range((1, 2, 4)[severity - 1]):
        radius = luck.uniform(0.09, 0.11)
        x, y = luck.uniform(0.25, 0.75), luck.uniform(0.3, 1.1)
        away = np.hypot(across - x, down - y)
        inked |= abs(away - radius) < _RING_WIDTH / 2
        inked |= abs(away - 0.6 * radius) < _RING_WIDTH / 4
        inked |= away < 0.35 * radius
        spokes = np.sin(24 * np.arctan2(down - y, across - x)) > 0.5
        inked |= (abs(away - 0.8 * radius) < 0.1 * radius) & spokes
    ink = np.where(inked[..., None], np.array(colour, np.float32), np.float32(255))
    return _pressed(ImageChops.multiply(page, _picture(ink)), 80)


def _red_stamp(page: Picture, severity: int, luck: Random) -> Picture:
    return _stamped(page, severity, luck, _RED)


def _grey_stamp(page: Picture, severity: int, luck: Random) -> Picture:
    """The red stamp as a grey scanner or a photocopier shows it."""
    level = int(_at(severity, 150, 125, _GREY[0]))
    return _stamped(page, severity, luck, (level, level, level)).convert("L")


def _shadow(page: Picture, severity: int, luck: Random) -> Picture:
    """The lid stood open: one side lies in the dark."""
    across = np.linspace(0, 1, page.width, dtype=np.float32)
    reach, darkest = _at(severity, 0.2, 0.3, 0.45), _at(severity, 0.6, 0.4, 0.2)
    light = 1 - (1 - darkest) * np.clip(1 - across / reach, 0, 1) ** 1.5
    light = light if luck.random() < 0.5 else light[::-1]
    shades = _shades(page.convert("L")) * light
    return _pressed(_picture(shades + 3 * _noise(shades.shape, luck)), 80)


def _skew(page: Picture, severity: int, luck: Random) -> Picture:
    return _pressed(_leaning(page, luck.choice((-1, 1)) * _at(severity, 2, 4.5, 7)), 80)


def _turned(page: Picture, severity: int, luck: Random) -> Picture:
    """Laid in sideways or upside down."""
    return _pressed(page.rotate((90, 180, 270)[severity - 1], expand=True), 80)


def _bleeding(page: Picture, severity: int, luck: Random) -> Picture:
    """The back of the sheet shows through."""
    back = page.transpose(Image.Transpose.FLIP_LEFT_RIGHT).filter(ImageFilter.GaussianBlur(2.0))
    back = ImageChops.offset(back, luck.randint(-60, 60), luck.randint(20, 45))
    weak = 1 - (255 - _shades(back)) * (_at(severity, 0.25, 0.45, 0.6) / 255)
    shades = _shades(page) * weak
    grain = 4 * _noise(shades.shape[:2], luck)[..., None]
    return _pressed(_picture((shades + grain).astype(np.float32)), 80)


def _speckled(page: Picture, severity: int, luck: Random) -> Picture:
    """Dust and a worn drum: black and white dots of one or two pixels."""
    shades = _shades(page.convert("L")).copy()
    share = _at(severity, 0.01, 0.02, 0.04)
    chance = np.random.default_rng(luck.getrandbits(32)).random(shades.shape, dtype=np.float32)
    shades[chance < share] = 0
    shades[chance > 1 - share] = 255
    for y, x in np.argwhere(chance[::2, ::2] < share / 10) * 2:
        shades[y : y + 2, x : x + 2] = 0
    return _pressed(_picture(shades), 85)


def _fax(page: Picture, severity: int, luck: Random) -> Picture:
    """One bit a dot at 204 dots an inch, cut in noise; the strongest with half the rows."""
    rows = (1.0, 1.0, 0.5)[severity - 1]
    across, down = round(page.width * 204 / 300), round(page.height * 196 / 300 * rows)
    small = _shades(page.convert("L").resize((across, down), Image.Resampling.BOX))
    noisy = small + _at(severity, 15, 30, 30) * _noise(small.shape, luck)
    cut = _picture(np.where(noisy < 140, np.float32(0), np.float32(255)))
    return cut.resize((across, round(down / rows)), Image.Resampling.NEAREST).convert("1")


def _book(page: Picture, severity: int, luck: Random) -> Picture:
    """A bound file pressed on the glass: lines bend towards the spine, which lies in shadow, at a tilt."""
    shades = _shades(page.convert("L"))
    across = np.linspace(0, 1, page.width, dtype=np.float32)
    bend = _at(severity, 12, 40, 80) * np.clip(1 - across / 0.5, 0, 1) ** 2
    moved = np.empty_like(shades)
    rows = np.arange(page.height, dtype=np.float32)
    for x in range(page.width):
        moved[:, x] = np.interp(rows - bend[x], rows, shades[:, x], left=255, right=255)
    light = 1 - _at(severity, 0.3, 0.5, 0.7) * np.clip(1 - across / 0.25, 0, 1) ** 2
    return _pressed(_leaning(_picture(moved * light), _at(severity, 0.5, 1.0, 2.0)), 75)


DPI: dict[str, int] = {"fax": 204}
"""Dots an inch of the damaged page, where they are not 300."""

DAMAGES: dict[str, Damage] = {
    "clean": _clean,
    "office scan": _office,
    "red stamp": _red_stamp,
    "grey stamp": _grey_stamp,
    "shadow": _shadow,
    "skew": _skew,
    "rotated": _turned,
    "bleed-through": _bleeding,
    "speckle": _speckled,
    "fax": _fax,
    "book tilt": _book,
}
