"""Pages of known text as a scanner gives them: drawn line by line, then worn in one of several ways."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from random import Random

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter, ImageFont

# Nghị định 30/2020/NĐ-CP, Phụ lục I: A4, type of 13–14 points, margins of 20 (top) and 30 mm (left).
_A4 = (595.3, 841.9)
_LEFT, _RIGHT, _TOP, _FOOT = 85.0, 48.0, 57.0, 57.0
_INDENT = 36.0
_SIZES, _LEADING = (13.0, 13.5, 14.0), 1.35
# Drawn so many times as large and reduced, so that letters have soft edges.
_FINER = 2
_STYLES = ("Regular", "Regular", "Regular", "Regular", "Bold", "Italic")
# Some short paragraphs are set as titles: bold capitals.
_TITLE, _TITLES = 90, 0.3

Grey = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Face:
    """One family: its name, and font files for Regular, Bold and Italic."""

    name: str
    files: tuple[Path, Path, Path]

    def at(self, style: str, pixels: float) -> ImageFont.FreeTypeFont:
        """The font of ``style`` at a size in pixels."""
        return ImageFont.truetype(str(self.files[("Regular", "Bold", "Italic").index(style)]), pixels)


@dataclass(frozen=True, slots=True)
class Drawn:
    """One line of a page and the height of its baseline in points from the top."""

    text: str
    baseline: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worn page in 8-bit grey with its resolution, how it was worn, and what stands on it."""

    picture: Image.Image
    dpi: int
    wear: str
    face: str
    lines: tuple[Drawn, ...]


def sheets(paragraphs: Iterator[str], faces: Sequence[Face], seed: str) -> Iterator[Sheet]:
    """Pages until the paragraphs run out; the same for the same arguments."""
    number = 0
    held = next(paragraphs, None)
    while held is not None:
        luck = Random(f"{seed} {number}")
        wear = sorted(WEARS)[number % len(WEARS)]
        dpi = luck.choice((150, 200, 200, 300)) if wear != "coarse" else luck.choice((120, 150))
        face = luck.choice(faces)
        picture, lines, held = _drawn(held, paragraphs, face, dpi, luck)
        yield Sheet(WEARS[wear](picture, luck), dpi, wear, face.name, tuple(lines))
        number += 1


def _drawn(
    first: str, more: Iterator[str], face: Face, dpi: int, luck: Random
) -> tuple[Image.Image, list[Drawn], str | None]:
    """One full page that begins with ``first``, and the paragraph that found no room on it."""
    scale = dpi * _FINER / 72
    size = luck.choice(_SIZES)
    picture = Image.new("L", (round(_A4[0] * scale), round(_A4[1] * scale)), 255)
    canvas, lines, level = ImageDraw.Draw(picture), list[Drawn](), _TOP + size
    paragraph: str | None = first
    while paragraph is not None:
        title = len(paragraph) < _TITLE and luck.random() < _TITLES
        font = face.at("Bold" if title else luck.choice(_STYLES), size * scale)
        rows = _wrapped(paragraph.upper() if title else paragraph, font, scale)
        if level + len(rows) * size * _LEADING > _A4[1] - _FOOT and lines:
            break
        for at, (indent, words) in enumerate(rows):
            last = at + 1 == len(rows)
            width = None if last else (_A4[0] - _LEFT - _RIGHT - indent) * scale
            _draw_line(canvas, font, ((_LEFT + indent) * scale, level * scale), words, width)
            lines.append(Drawn(" ".join(words), level))
            level += size * _LEADING
        level += size * 0.4
        paragraph = next(more, None)
    small = picture.resize((picture.width // _FINER, picture.height // _FINER), Image.Resampling.BOX)
    return small, lines, paragraph


def _wrapped(paragraph: str, font: ImageFont.FreeTypeFont, scale: float) -> list[tuple[float, list[str]]]:
    """The words of each line with its indent in points."""
    rows: list[tuple[float, list[str]]] = [(_INDENT, [])]
    for word in paragraph.split():
        indent, words = rows[-1]
        room = (_A4[0] - _LEFT - _RIGHT - indent) * scale
        if words and font.getlength(" ".join([*words, word])) > room:
            rows.append((0.0, [word]))
        else:
            words.append(word)
    return rows


def _draw_line(
    canvas: ImageDraw.ImageDraw,
    font: ImageFont.FreeTypeFont,
    place: tuple[float, float],
    words: list[str],
    width: float | None,
) -> None:
    """The words side by side from ``place`` on the baseline, spread over ``width`` pixels if it is given."""
    x, y = place
    lengths = [font.getlength(word) for word in words]
    space = font.getlength(" ")
    if width is not None and len(words) > 1:
        space = (width - sum(lengths)) / (len(words) - 1)
    for word, length in zip(words, lengths, strict=True):
        canvas.text((x, y), word, fill=0, font=font, anchor="ls")
        x += length + space


def _skewed(picture: Image.Image, most: float, luck: Random) -> Image.Image:
    return picture.rotate(luck.uniform(-most, most), Image.Resampling.BICUBIC, fillcolor=255)


def _shades(picture: Image.Image) -> Grey:
    return np.asarray(picture, dtype=np.float32)


def _picture(shades: Grey) -> Image.Image:
    return Image.fromarray(np.clip(shades, 0, 255).astype(np.uint8))


def _grain(shape: tuple[int, ...], luck: Random, softness: float = 0.0) -> Grey:
    """Noise of mean 0 and deviation 1; ``softness`` makes spots of that many pixels."""
    noise = np.random.default_rng(luck.getrandbits(32)).standard_normal(shape, dtype=np.float32)
    if not softness:
        return noise
    soft = _shades(_picture(noise * 40 + 128).filter(ImageFilter.GaussianBlur(softness))) - 128
    return np.asarray(soft / max(1e-3, float(soft.std())), dtype=np.float32)


def _pressed(picture: Image.Image, quality: int) -> Image.Image:
    """Through JPEG and back."""
    buffer = BytesIO()
    picture.save(buffer, "JPEG", quality=quality)
    return Image.open(BytesIO(buffer.getvalue())).convert("L")


def _clean(picture: Image.Image, luck: Random) -> Image.Image:
    """Straight from the computer."""
    return _pressed(picture, luck.randint(85, 95))


def _office(picture: Image.Image, luck: Random) -> Image.Image:
    """A good scanner: a little blur, a little noise."""
    picture = _skewed(picture, 0.8, luck).filter(ImageFilter.GaussianBlur(luck.uniform(0.2, 0.8)))
    shades = _shades(picture) * 0.88 + 20
    return _pressed(_picture(shades + luck.uniform(1, 8) * _grain(shades.shape, luck)), luck.randint(55, 85))


def _pale(picture: Image.Image, luck: Random) -> Image.Image:
    """Grey letters on a grey, unevenly lit page."""
    picture = _skewed(picture, 0.8, luck).filter(ImageFilter.GaussianBlur(luck.uniform(0.3, 0.9)))
    ink, paper = luck.uniform(70, 130), luck.uniform(190, 235)
    shades = ink + _shades(picture) / 255 * (paper - ink)
    light = np.linspace(0, luck.uniform(-30, 30), picture.width, dtype=np.float32)
    return _pressed(_picture(shades + light + luck.uniform(3, 12) * _grain(shades.shape, luck)), 60)


def _coarse(picture: Image.Image, luck: Random) -> Image.Image:
    """Few dots an inch, pressed hard."""
    picture = _skewed(picture, 0.6, luck).filter(ImageFilter.GaussianBlur(luck.uniform(0.2, 0.6)))
    shades = _shades(picture) * 0.85 + 25
    return _pressed(_picture(shades + 4 * _grain(shades.shape, luck)), luck.randint(18, 45))


def _thin(picture: Image.Image, luck: Random) -> Image.Image:
    """Black and white, cut so that thin strokes break."""
    picture = _skewed(picture, 0.8, luck).filter(ImageFilter.GaussianBlur(luck.uniform(0.4, 0.8)))
    shades = _shades(picture) + luck.uniform(4, 16) * _grain(picture.size[::-1], luck, 0.7)
    return _picture(np.where(shades < luck.uniform(85, 125), np.float32(0), np.float32(255)))


def _cut(picture: Image.Image, luck: Random) -> Image.Image:
    """Black and white as office scanners save letters (CCITT): cut in the middle, hardly a speck."""
    picture = _skewed(picture, 0.8, luck).filter(ImageFilter.GaussianBlur(luck.uniform(0.4, 0.9)))
    shades = _shades(picture) + luck.uniform(2, 10) * _grain(picture.size[::-1], luck, 0.7)
    return _picture(np.where(shades < luck.uniform(125, 165), np.float32(0), np.float32(255)))


def _copied(picture: Image.Image, luck: Random) -> Image.Image:
    """A photocopy: black and white, strokes grown together, specks."""
    picture = _skewed(picture, 1.2, luck).filter(ImageFilter.GaussianBlur(luck.uniform(0.6, 1.1)))
    shades = _shades(picture) + luck.uniform(8, 30) * _grain(picture.size[::-1], luck, 0.8)
    specks = _grain(shades.shape, luck, 0.8) > luck.uniform(3.2, 4.2)
    black = (shades < luck.uniform(150, 200)) | specks
    return _pressed(_picture(np.where(black, np.float32(15), np.float32(250))), luck.randint(40, 80))


def _soft(picture: Image.Image, luck: Random) -> Image.Image:
    """Out of focus, or blown up from a small picture."""
    picture = _skewed(picture, 1.0, luck).filter(ImageFilter.GaussianBlur(luck.uniform(0.8, 1.5)))
    shades = 40 + _shades(picture) * 0.75
    return _pressed(_picture(shades + luck.uniform(2, 8) * _grain(shades.shape, luck)), luck.randint(35, 75))


WEARS: dict[str, Callable[[Image.Image, Random], Image.Image]] = {
    "clean": _clean,
    "office": _office,
    "pale": _pale,
    "coarse": _coarse,
    "thin": _thin,
    "cut": _cut,
    "copied": _copied,
    "soft": _soft,
}
"""What befalls a page, by name; pages take their turns in alphabetical order."""
