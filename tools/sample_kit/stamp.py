"""A red round stamp and a signature, drawn: pictures, as in a signed and scanned paper."""

import math
import random
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

RED = (198, 24, 38, 215)
INK = (28, 44, 150, 235)
SIDE = 480  # pixels; printed about 36 mm wide, so close to 340 dots an inch


def stamp(words: str, font: Path) -> Image.Image:
    """Two rings, ``words`` around the upper arc and a star in the middle."""
    picture = Image.new("RGBA", (SIDE, SIDE), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    for inset, width in ((6, 9), (22, 3), (118, 3)):
        draw.ellipse((inset, inset, SIDE - inset, SIDE - inset), outline=RED, width=width)
    draw.polygon(_star(SIDE / 2, 84), fill=RED)
    _around(picture, words.upper(), font)
    return picture.rotate(-7, Image.Resampling.BICUBIC)


def _star(middle: float, radius: float) -> list[tuple[float, float]]:
    reach = [radius if point % 2 == 0 else radius * 0.4 for point in range(10)]
    turns = [math.pi * (point / 5 - 0.5) for point in range(10)]
    return [(middle + r * math.cos(t), middle + r * math.sin(t)) for r, t in zip(reach, turns, strict=True)]


def _around(picture: Image.Image, words: str, font: Path) -> None:
    """Each letter stands upright at its place on the arc; long names get small letters."""
    radius, middle = SIDE / 2 - 70, SIDE / 2
    face = _fitting(words, font, math.radians(310) * radius)
    widths = [face.getlength(letter) + 3 for letter in words]
    angle = -sum(widths) / radius / 2
    for letter, width in zip(words, widths, strict=True):
        angle += width / radius / 2
        tile = Image.new("RGBA", (96, 96), (0, 0, 0, 0))
        ImageDraw.Draw(tile).text((48, 48), letter, fill=RED, font=face, anchor="mm")
        turned = tile.rotate(-math.degrees(angle), Image.Resampling.BICUBIC)
        x, y = middle + radius * math.sin(angle), middle - radius * math.cos(angle)
        picture.alpha_composite(turned, (round(x - 48), round(y - 48)))
        angle += width / radius / 2


def _fitting(words: str, font: Path, room: float) -> ImageFont.FreeTypeFont:
    """The largest face, from 46 pixels down, in which ``words`` are no longer than ``room``."""
    for size in range(46, 12, -2):
        face = ImageFont.truetype(str(font), size)
        if face.getlength(words) + 3 * len(words) <= room:
            break
    return face


def signature(seed: str) -> Image.Image:
    """A scribble in blue ink; the same for the same ``seed``."""
    luck = random.Random(seed)
    picture = Image.new("RGBA", (560, 240), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    phase, loops, lean = luck.uniform(0, 3), luck.uniform(5, 7), luck.uniform(14, 26)
    points = []
    for step in range(241):
        t = step / 240
        swing = 84 * (1 - t) ** 0.7
        points.append(
            (
                40 + 440 * t + lean * math.cos(loops * 2 * math.pi * t),
                120 + swing * math.sin(loops * 2 * math.pi * t + phase),
            )
        )
    draw.line(points, fill=INK, width=5, joint="curve")
    draw.line([(60, 196), (300, 176), (520, 150)], fill=INK, width=4, joint="curve")
    return picture
