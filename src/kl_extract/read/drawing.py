"""What is drawn on a PDF page besides its letters, by PDFium: pictures, strokes, and the objects that text is in."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from kl_extract.read.pdfium import Pdfium, address, pdfium

Matrix = tuple[float, float, float, float, float, float]
"""a, b, c, d, e, f as in ISO 32000-1, 8.3.4."""
Point = tuple[float, float]
Rect = tuple[float, float, float, float]
"""Left, bottom, right and top on the page as PDF counts: in points, upwards."""
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_DEPTH = 15
# FPDF_PAGEOBJ_TEXT and so on, FPDF_SEGMENT_MOVETO (fpdf_edit.h); FPDF_OBJECT_UNKNOWN (fpdfview.h).
TEXT, _PATH, IMAGE, _FORM = 1, 2, 3, 5
_LINE, _MOVE, _NO_VALUE = 0, 2, 0
# Strokes of a table stand at least this high; most underlines, drawn as flat boxes, do not.
_UPRIGHT = 1.0


@dataclass(slots=True)
class Drawing:
    """The objects of a page: ``texts`` and ``paths`` by address with the matrix from their space to the page's,
    and the area of the largest picture in square points.

    ``strokes`` counts lines, boxes and curves; ``upright`` says whether any is more than a flat line.
    ``spoken`` says whether some text carries a wording of its own beside its letters (/ActualText).
    """

    texts: dict[int, Matrix] = field(default_factory=dict)
    paths: dict[int, Matrix] = field(default_factory=dict)
    picture: float = 0.0
    strokes: int = 0
    upright: bool = False
    spoken: bool = False


def drawing(page: Any) -> Drawing:
    """What is drawn on a pypdfium2 page, in its forms, too."""
    calls, drawn = pdfium(), Drawing()
    for thing, kind, matrix in things(page):
        if kind == TEXT:
            drawn.texts[thing] = matrix
            drawn.spoken = drawn.spoken or _is_spoken(calls, thing)
        elif kind == IMAGE:
            left, bottom, right, top = bounds(calls, thing, matrix)
            drawn.picture = max(drawn.picture, (right - left) * (top - bottom))
        elif kind == _PATH:
            _, bottom, _, top = bounds(calls, thing, matrix)
            drawn.upright = drawn.upright or top - bottom >= _UPRIGHT
            drawn.strokes += _strokes(calls, thing)
            drawn.paths[thing] = matrix
    return drawn


def things(page: Any) -> Iterator[tuple[int, int, Matrix]]:
    """The objects of a pypdfium2 page and of its forms: address, kind, the matrix from their space to the page's."""
    calls, at = pdfium(), address(page.raw)
    objects = [calls.object(at, index) for index in range(calls.count_objects(at))]
    yield from _inside(calls, objects, _IDENTITY, _DEPTH)


def _inside(
    calls: Pdfium, objects: list[int], matrix: Matrix, depth: int
) -> Iterator[tuple[int, int, Matrix]]:
    """Objects with their kinds and the matrix from their space to the page's; those of forms in their stead."""
    for thing in objects:
        kind = calls.kind(thing)
        if kind != _FORM:
            yield thing, kind, matrix
        elif depth:
            parts = [calls.form_object(thing, index) for index in range(calls.count_form_objects(thing))]
            yield from _inside(calls, parts, times(own_matrix(calls, thing), matrix), depth - 1)


def own_matrix(calls: Pdfium, thing: int) -> Matrix:
    """The matrix from the inside of a form or a text to the space that it is drawn in."""
    numbers = (ctypes.c_float * 6)()
    if not calls.object_matrix(thing, ctypes.addressof(numbers)):
        return _IDENTITY
    a, b, c, d, e, f = numbers
    return a, b, c, d, e, f


def times(one: Matrix, other: Matrix) -> Matrix:
    """The matrix that does ``one``, then ``other``."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def bounds(calls: Pdfium, thing: int, matrix: Matrix) -> Rect:
    """Where an object lies on the page; ``matrix`` leads from its space to the page's."""
    sides = (ctypes.c_float * 4)()
    first = ctypes.addressof(sides)
    calls.bounds(thing, first, first + 4, first + 8, first + 12)
    left, bottom, right, top = sides
    if matrix is _IDENTITY:
        return left, bottom, right, top
    a, b, c, d, e, f = matrix
    corners = [(x, y) for x in (left, right) for y in (bottom, top)]
    xs, ys = [a * x + c * y + e for x, y in corners], [b * x + d * y + f for x, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _strokes(calls: Pdfium, path: int) -> int:
    """How many lines, boxes or curves ``path`` consists of."""
    segments = (calls.segment(path, index) for index in range(calls.count_segments(path)))
    return sum(calls.segment_kind(segment) == _MOVE for segment in segments)


def straight_pieces(drawn: Drawing) -> Iterator[tuple[Point, Point]]:
    """The straight pieces of all lines and boxes, from point to point on the page; they live as long as the page."""
    calls, numbers = pdfium(), (ctypes.c_float * 2)()
    x, y = ctypes.addressof(numbers), ctypes.addressof(numbers) + ctypes.sizeof(ctypes.c_float)
    for path, outer in drawn.paths.items():
        a, b, c, d, e, f = times(own_matrix(calls, path), outer)
        start = last = (0.0, 0.0)
        for index in range(calls.count_segments(path)):
            segment = calls.segment(path, index)
            calls.segment_point(segment, x, y)
            point = a * numbers[0] + c * numbers[1] + e, b * numbers[0] + d * numbers[1] + f
            kind = calls.segment_kind(segment)
            if kind == _MOVE:
                start = point
            elif kind == _LINE:
                yield last, point
            if calls.closes(segment):
                yield point, start
            last = point


def _is_spoken(calls: Pdfium, text: int) -> bool:
    marks = (calls.mark(text, index) for index in range(calls.count_marks(text)))
    return any(calls.mark_value(mark, b"ActualText") != _NO_VALUE for mark in marks)
