"""Characters of a PDF page as pdfplumber reports them, made upright: letters with box, baseline and style."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import atan2, degrees
from typing import Any

from kl_extract.model import Box

Char = dict[str, Any]

# pdfplumber writes "(cid:55)" where a font does not say which letter a glyph is.
UNKNOWN_GLYPH = "\ufffd"
_NUMBER = re.compile(r"\(cid:(\d+)\)")
# The blank of fonts that number their glyphs as TrueType does: after the missing glyph, the null and the return.
_BLANK = 3
# Boxes must hold letters with stacked marks (Ấ) and descenders; a font's own figures often do not.
ASCENT, DESCENT = 0.92, 0.24
# A gap of a fifth of the type size parts words (a space in Times is a quarter; kerning stays below a tenth).
WORD_GAP = 0.2
# Poor man's bold draws a letter twice, less than a third of its width apart.
TWICE = 0.3
_BOLD_NAMES = ("bold", "black", "heavy", "-bd", "demi")
_ITALIC_NAMES = ("italic", "oblique", "-it")


@dataclass(slots=True)
class Glyph:
    """One drawn letter on the upright page, its combining marks with it; ``font`` is the name of its font.

    Or ``count`` letters of one word side by side, of which the last starts at ``last`` and reaches farthest.
    """

    text: str
    x0: float
    x1: float
    baseline: float
    size: float
    top: float
    bottom: float
    bold: bool
    italic: bool
    font: str
    number: int | None = None
    """The number of the glyph where its font does not say which letter it is; ``text`` is then unknown, or blank."""
    count: int = 1
    last: float = 0.0


@cache
def is_bold(font: str) -> bool:
    """Whether the font of this name is bold; the weight that a font itself gives is not to be relied on."""
    return any(mark in font.lower() for mark in _BOLD_NAMES)


@cache
def is_italic(font: str) -> bool:
    """Whether the font of this name is slanted."""
    return any(mark in font.lower() for mark in _ITALIC_NAMES)


def upright_glyphs(chars: Sequence[Char], area: Box) -> tuple[list[Glyph], int]:
    """The letters inside ``area`` in the order drawn, and by how many degrees clockwise the page was turned.

    Most letters decide how the page stands. Letters set in another direction (a slanted watermark,
    a note up the margin) are left out: they are no part of the running text.
    """
    inside = [char for char in chars if _inside(char, area)]
    directions = [_direction(char) for char in inside]
    votes = Counter(turn for turn, char in zip(directions, inside, strict=True) if not char["text"].isspace())
    turn = max(sorted(votes), key=lambda turn: votes[turn]) if votes else 0
    kept = (char for direction, char in zip(directions, inside, strict=True) if direction == turn)
    return joined(_glyph(char, turn, area) for char in kept), turn


def _inside(char: Char, area: Box) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(area.x0 <= x <= area.x1 and area.top <= y <= area.bottom)


def _direction(char: Char) -> int:
    """Degrees clockwise by which the page must be turned for ``char`` to stand upright."""
    a, b = char["matrix"][:2]
    return round(degrees(atan2(b, a)) / 90) * 90 % 360


def _glyph(char: Char, turn: int, area: Box) -> Glyph:
    box = Box(char["x0"] - area.x0, char["top"] - area.top, char["x1"] - area.x0, char["bottom"] - area.top)
    upright = turned(box, turn, area.x1 - area.x0, area.bottom - area.top)
    size = upright.bottom - upright.top
    baseline = _baseline(char, turn, upright)
    font = str(char["fontname"])
    number = int(unknown[1]) if (unknown := _NUMBER.fullmatch(char["text"])) else None
    return Glyph(
        text=char["text"] if number is None else " " if number == _BLANK else UNKNOWN_GLYPH,
        x0=upright.x0,
        x1=upright.x1,
        baseline=baseline,
        size=size,
        top=min(upright.top, baseline - ASCENT * size),
        bottom=max(upright.bottom, baseline + DESCENT * size),
        bold=is_bold(font),
        italic=is_italic(font),
        font=font,
        number=number,
    )


def _baseline(char: Char, turn: int, upright: Box) -> float:
    """Where the letter stands, from its matrix: how far the origin lies from the box's lower edge."""
    x, y = char["matrix"][4], char["matrix"][5]
    drop = {
        0: y - char["y0"],
        90: char["x1"] - x,
        180: char["y1"] - y,
        270: x - char["x0"],
    }[turn]
    size = upright.bottom - upright.top
    return upright.bottom - min(max(float(drop), 0.0), size)


def turned(box: Box, turn: int, width: float, height: float) -> Box:
    """``box`` on a page of ``width`` × ``height`` after that page is turned clockwise by ``turn`` degrees."""
    if turn == 90:
        return Box(height - box.bottom, box.x0, height - box.top, box.x1)
    if turn == 180:
        return Box(width - box.x1, height - box.bottom, width - box.x0, height - box.top)
    if turn == 270:
        return Box(box.top, width - box.x1, box.bottom, width - box.x0)
    return box


@cache
def _is_mark(text: str) -> bool:
    return bool(text) and all(map(unicodedata.combining, text))


def joined(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Glyphs in the order drawn, each combining mark with the letter before it."""
    joined: list[Glyph] = []
    for glyph in glyphs:
        if joined and _is_mark(glyph.text):
            joined[-1].text += glyph.text
        else:
            joined.append(glyph)
    return joined
