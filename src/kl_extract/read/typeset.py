"""Letters of a PDF page as PDFium reports them: several times faster than pdfplumber, and on plain pages the same."""

import ctypes
from collections import Counter, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import compress, pairwise, repeat
from itertools import count as countfrom
from math import atan2, degrees
from operator import ne
from typing import Any

from kl_extract.read.drawing import Drawing, Matrix, Rect, bounds, own_matrix, times
from kl_extract.read.glyphs import ASCENT, DESCENT, Glyph, is_bold, is_italic
from kl_extract.read.pdfium import Pdfium, address, pdfium
from kl_extract.read.placed import OddPageError, Run, Typeset

# What a matrix may turn or slant, as a share of its scale, and still count as straight: the noise of single floats.
_STRAIGHT = 1e-3
# A blank is a quarter of the type size wide, in most fonts.
_BLANK = 0.25
# Bounds of a text that has no ink are flat.
_FLAT = 0.01
_NAME = 256


def typeset_letters(page: Any, area: Rect, drawn: Drawing) -> Typeset:
    """The letters in the visible ``area`` of a pypdfium2 page, measured from its upper left corner.

    Raises OddPageError for a page whose text is turned or slanted, has letters that its fonts do not name, or
    letters drawn twice.
    """
    textpage = page.get_textpage()
    try:
        return _typeset(textpage, area, drawn)
    finally:
        textpage.close()


def _typeset(textpage: Any, area: Rect, drawn: Drawing) -> Typeset:
    calls, at, count = pdfium(), address(textpage.raw), textpage.count_chars()
    if any(map(calls.is_unmapped, repeat(at), range(count))):
        raise OddPageError
    texts = _texts(calls, at, count)
    objects = list(map(calls.text_object, repeat(at), range(count)))
    runs = _Runs(calls, at, area).of(objects)
    _check_directions(texts, objects, runs)
    blanks = [_blank(calls, *text, area) for text in drawn.texts.items() if text[0] not in runs]
    width, height = area[2] - area[0], area[3] - area[1]
    # What is not shown: other directions, what lies outside, and blanks of no text object that PDFium adds.
    shown = {thing for thing, run in runs.items() if run.direction == 0 and 0 <= run.middle <= height}
    kept = list(map(shown.__contains__, objects))
    lefts, rights = (list(compress(sides, kept)) for sides in _sides(calls, at, count))
    if area[0]:
        lefts, rights = [x - area[0] for x in lefts], [x - area[0] for x in rights]
    objects = list(compress(objects, kept))
    starts = _starts(objects)
    placed = [(runs[objects[a]], a, b) for a, b in pairwise([*starts, len(objects)])]
    return Typeset("".join(compress(texts, kept)), lefts, rights, placed, blanks, width)


def _starts(objects: Sequence[int]) -> list[int]:
    """The places where another object begins."""
    return [0, *compress(countfrom(1), map(ne, objects, objects[1:]))] if objects else []


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


@dataclass(frozen=True, slots=True)
class _Runs:
    """Tells runs from the text page ``at``; ``fonts`` holds name and descent of those met before."""

    calls: Pdfium
    at: int
    area: Rect
    fonts: dict[int, tuple[str, float]] = field(default_factory=dict)

    def of(self, objects: Sequence[int]) -> dict[int, Run]:
        """The run of each text object; ``objects`` has one for each letter, or 0."""
        runs: dict[int, Run] = {}
        for index in _starts(objects):
            thing = objects[index]
            if thing and thing not in runs:
                runs[thing] = self._run(index, thing)
        return runs

    def _run(self, index: int, thing: int) -> Run:
        """What the letters of the text object ``thing`` share, of which number ``index`` is one."""
        numbers, value = (ctypes.c_float * 6)(), ctypes.c_float()
        self.calls.matrix(self.at, index, ctypes.addressof(numbers))
        a, b, c, d, _, y = numbers
        self.calls.font_size(thing, ctypes.addressof(value))
        size = value.value * abs(d)
        direction = round(degrees(atan2(b, a)) / 90) * 90 % 360
        straight = max(abs(b), abs(c)) <= _STRAIGHT * abs(a) and d > 0 and size > 0
        if direction == 0 and not straight:
            raise OddPageError
        name, descent = self._font(thing)
        baseline = self.area[3] - y
        lowest = baseline + descent * size
        return Run(
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

    def _font(self, thing: int) -> tuple[str, float]:
        """The name of the font of a text object, and how far its letters go below the line, in type sizes."""
        font = self.calls.font(thing)
        if font not in self.fonts:
            value = ctypes.c_float()
            self.calls.descent(font, 1.0, ctypes.addressof(value))
            self.fonts[font] = _name(self.calls, font), min(max(-value.value, 0.0), 1.0)
        return self.fonts[font]


def _name(calls: Pdfium, font: int) -> str:
    buffer = ctypes.create_string_buffer(_NAME)
    calls.font_name(font, ctypes.addressof(buffer), _NAME)
    return buffer.value.decode("utf-8", "replace")


def _check_directions(texts: str, objects: Sequence[int], runs: dict[int, Run]) -> None:
    """Most letters decide how the page stands."""
    if all(run.direction == 0 for run in runs.values()):
        return
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
