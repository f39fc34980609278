"""Letters of a PDF page as PDFium reports them: several times faster than pdfplumber, and on plain pages the same."""

import ctypes
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from math import atan2, degrees
from typing import Any

from kl_extract.read.drawing import Drawing, Matrix, Rect, bounds, own_matrix, times
from kl_extract.read.glyphs import ASCENT, DESCENT, Glyph, is_bold, is_italic, joined
from kl_extract.read.pdfium import Pdfium, address, pdfium

# What a matrix may turn or slant, as a share of its scale, and still count as straight: the noise of single floats.
_STRAIGHT = 1e-3
# A blank is a quarter of the type size wide, in most fonts.
_BLANK = 0.25
# Bounds of a text that has no ink are flat.
_FLAT = 0.01
_NAME = 256


class OddPageError(Exception):
    """A page on which PDFium does not tell all that matters: pdfplumber has to read it."""


@dataclass(frozen=True, slots=True)
class _Run:
    """What the letters of one text object share. ``direction`` as in ``glyphs``: 0 is upright.

    ``baseline``, ``top`` and ``bottom`` are measured from the top of the visible area, the others are lengths.
    """

    direction: int
    baseline: float
    size: float
    top: float
    bottom: float
    middle: float
    bold: bool
    italic: bool
    font: str


def typeset_glyphs(page: Any, area: Rect, drawn: Drawing) -> list[Glyph]:
    """The letters in the visible ``area`` of a pypdfium2 page, measured from its upper left corner.

    Raises OddPageError for a page whose text is turned or slanted, has letters that its fonts do not name,
    ligatures, or letters drawn twice.
    """
    textpage = page.get_textpage()
    try:
        return joined(_glyphs(textpage, area, drawn))
    finally:
        textpage.close()


def _glyphs(textpage: Any, area: Rect, drawn: Drawing) -> Iterator[Glyph]:
    calls, at, count = pdfium(), address(textpage.raw), textpage.count_chars()
    if any(map(calls.is_unmapped, repeat(at), range(count))):
        raise OddPageError
    texts = _texts(calls, at, count)
    objects = list(map(calls.text_object, repeat(at), range(count)))
    lefts, rights = _sides(calls, at, count)
    runs: dict[int, _Run] = {}
    for index, thing in enumerate(objects):
        if thing and thing not in runs:
            runs[thing] = _run(calls, at, index, thing, area)
    _check_directions(texts, objects, runs)
    width, height = area[2] - area[0], area[3] - area[1]
    shown = {thing for thing, run in runs.items() if run.direction == 0 and 0 <= run.middle <= height}
    before: tuple[int, str, float, float] = (0, "", 0.0, 0.0)
    for text, thing, left, right in zip(texts, objects, lefts, rights, strict=True):
        if thing not in shown:  # among them blanks that PDFium thinks should be there, of no text object
            continue
        run = runs[thing]
        if thing == before[0]:
            if left == before[2] and text.isascii():
                raise OddPageError  # a ligature that PDFium has taken apart
            if before[1] == " " and left - before[3] > before[3] - before[2]:
                yield from _more_blanks(run, before[2], before[3], left, area[0])
        before = thing, text, left, right
        x0, x1 = left - area[0], right - area[0]
        if 0 <= x0 + x1 <= 2 * width:
            yield _glyph(run, text, x0, x1)
    for thing, matrix in drawn.texts.items():
        if thing not in runs:
            yield _blank(calls, thing, matrix, area)


def _glyph(run: _Run, text: str, x0: float, x1: float) -> Glyph:
    return Glyph(text, x0, x1, run.baseline, run.size, run.top, run.bottom, run.bold, run.italic, run.font)


def _more_blanks(run: _Run, left: float, right: float, end: float, origin: float) -> Iterator[Glyph]:
    """The blanks up to ``end`` that follow one from ``left`` to ``right``: PDFium tells of the first alone."""
    step = right - left
    for index in range(round((end - right) / step) if step > 0 else 0):
        x = right + index * step - origin
        yield _glyph(run, " ", x, x + step)


def _texts(calls: Pdfium, at: int, count: int) -> str:
    """One character for each of the page's."""
    units = (ctypes.c_ushort * (count + 1))()
    written = calls.text(at, 0, count, ctypes.addressof(units)) if count else 1
    if written != count + 1:
        raise OddPageError  # a character without text, or one beyond U+FFFF
    return "".join(map(chr, units[:count]))


def _sides(calls: Pdfium, at: int, count: int) -> tuple[list[float], list[float]]:
    """Where each character starts, and where it ends: there the next may start, or its ink ends behind that."""
    origins = (ctypes.c_double * (2 * count))()
    boxes = (ctypes.c_float * (4 * count))()  # FS_RECTF: left, top, right, bottom
    first, step = ctypes.addressof(origins), 2 * ctypes.sizeof(ctypes.c_double)
    xs, ys = range(first, first + step * count, step), range(first + step // 2, first + step * count, step)
    _drain(map(calls.origin, repeat(at), range(count), xs, ys))
    first, step = ctypes.addressof(boxes), 4 * ctypes.sizeof(ctypes.c_float)
    _drain(map(calls.loose_box, repeat(at), range(count), range(first, first + step * count, step)))
    return origins[::2], boxes[2::4]


def _drain(results: Iterable[object]) -> None:
    """Makes the calls, whose results are in memory."""
    deque(results, maxlen=0)


def _run(calls: Pdfium, at: int, index: int, thing: int, area: Rect) -> _Run:
    """What the letters of the text object ``thing`` share, of which number ``index`` is one."""
    numbers, value = (ctypes.c_float * 6)(), ctypes.c_float()
    calls.matrix(at, index, ctypes.addressof(numbers))
    a, b, c, d, _, y = numbers
    calls.font_size(thing, ctypes.addressof(value))
    size = value.value * abs(d)
    direction = round(degrees(atan2(b, a)) / 90) * 90 % 360
    straight = max(abs(b), abs(c)) <= _STRAIGHT * abs(a) and d > 0 and size > 0
    if direction == 0 and not straight:
        raise OddPageError
    font = calls.font(thing)
    name = _name(calls, font)
    calls.descent(font, 1.0, ctypes.addressof(value))
    baseline = area[3] - y
    lowest = baseline + min(max(-value.value, 0.0), 1.0) * size
    return _Run(
        direction=direction,
        baseline=baseline,
        size=size,
        top=min(lowest - size, baseline - ASCENT * size),
        bottom=max(lowest, baseline + DESCENT * size),
        middle=lowest - size / 2,
        bold=is_bold(name),
        italic=is_italic(name),
        font=name,
    )


def _name(calls: Pdfium, font: int) -> str:
    buffer = ctypes.create_string_buffer(_NAME)
    calls.font_name(font, ctypes.addressof(buffer), _NAME)
    return buffer.value.decode("utf-8", "replace")


def _check_directions(texts: str, objects: Sequence[int | None], runs: dict[int, _Run]) -> None:
    """Most letters decide how the page stands."""
    letters = (thing for text, thing in zip(texts, objects, strict=True) if thing and not text.isspace())
    votes = Counter(runs[thing].direction for thing in letters)
    if any(count > votes[0] for count in votes.values()):
        raise OddPageError


def _blank(calls: Pdfium, thing: int, matrix: Matrix, area: Rect) -> Glyph:
    """A blank in place of a text object of which PDFium gives no letter: it leaves blanks out between texts.

    Letters drawn a second time, too: they make a page an odd one, for so a plain font is made bold.
    """
    left, bottom, _, top = bounds(calls, thing, matrix)
    if top - bottom > _FLAT:
        raise OddPageError
    value = ctypes.c_float()
    calls.font_size(thing, ctypes.addressof(value))
    size = value.value * abs(times(own_matrix(calls, thing), matrix)[3])
    x, baseline = left - area[0], area[3] - bottom
    return Glyph(" ", x, x + _BLANK * size, baseline, size, baseline, baseline, False, False, "")
