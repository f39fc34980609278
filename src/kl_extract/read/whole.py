"""Pages that are one picture, as scanners make them: drawn on the picture's own dots, which so stay as they were saved.

PDFium decodes the picture (CCITT, JPEG, JBIG2, JPEG 2000 …) and sees to masks and clips; where each dot of it falls on
one dot of the drawing, nothing is blended (``tests/read/test_whole.py`` holds it to that).
"""

import ctypes
from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING, Any

from kl_extract.read.annotations import is_annotated
from kl_extract.read.drawing import IMAGE, TEXT, Matrix, own_matrix, things, times
from kl_extract.read.pdfium import pdfium

if TYPE_CHECKING:
    from PIL.Image import Image

_POINTS = 72.0
# FPDF_TEXTRENDERMODE_INVISIBLE (fpdf_edit.h).
_UNSEEN = 3
# Scanners round the page to whole points, which makes dots up to 0.15 % higher than wide. Boxes take them for square
# ones, and are wrong by half of that: a point at the foot of the page.
_SQUARE = 0.003
# What a matrix may turn or slant, as a share of its scale, and still count as straight.
_STRAIGHT = 1e-3
# PDFium gives a picture every dot that it touches: the noise of single floats would cost it a row of dots more.
_INSET = 0.02
# Places on the page are told in whole numbers, of which it is this many wide and high: a picture may reach beyond it.
_FINE = 2**28


@dataclass(frozen=True, slots=True)
class Dots:
    """The dots of the one picture of a page as the page shows it, ``width`` by ``height``.

    The page is ``across`` by ``down`` of these dots large, not always whole ones; ``left`` and ``top`` of them
    lie before the picture. ``grey`` tells that it has no colours.
    """

    width: int
    height: int
    left: float
    top: float
    across: float
    down: float
    dpi: float
    grey: bool


def only_picture(page: Any) -> Dots | None:
    """The dots of a pypdfium2 page that shows one picture and nothing else; text that is not painted may be there.

    None for all other pages, and for pictures that do not lie straight or whose dots are not square.
    """
    calls = pdfium()
    if is_annotated(page):
        return None
    picture: tuple[int, Matrix] | None = None
    for thing, kind, matrix in things(page):
        if kind == TEXT and calls.render_mode(thing) == _UNSEEN:
            continue
        if kind != IMAGE or picture:
            return None
        picture = thing, times(own_matrix(calls, thing), matrix)
    return _dots(page, *picture) if picture else None


def drawn_on(page: Any, dots: Dots) -> "Image":
    """The page of ``only_picture``, in grey or colour, with a dot for each of the picture's."""
    import pypdfium2  # noqa: PLC0415

    raw: Any = pypdfium2.raw
    left, top = floor(dots.left + 0.5), floor(dots.top + 0.5)
    width, height = ceil(dots.across - _INSET), ceil(dots.down - _INSET)
    kind = raw.FPDFBitmap_Gray if dots.grey else raw.FPDFBitmap_BGR
    bitmap = pypdfium2.PdfBitmap.new_native(width, height, kind)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
    # What would fill the picture's dots and ``_INSET`` more on each side is made that much smaller.
    x, y = (1 - 2 * _INSET / side for side in (dots.width, dots.height))
    points_wide, points_high = page.get_size()
    matrix = raw.FS_MATRIX(
        x * dots.across / points_wide,
        0,
        0,
        y * dots.down / points_high,
        left + _INSET - x * dots.left,
        top + _INSET - y * dots.top,
    )
    raw.FPDF_RenderPageBitmapWithMatrix(bitmap, page, matrix, raw.FS_RECTF(0, 0, width, height), 0)
    image: Image = bitmap.to_pil()
    return image


def _dots(page: Any, picture: int, matrix: Matrix) -> Dots | None:
    size = (ctypes.c_uint * 2)()
    first = ctypes.addressof(size)
    if not pdfium().pixel_size(picture, first, first + ctypes.sizeof(ctypes.c_uint)) or not all(size):
        return None
    a, b, c, d, e, f = matrix
    corner, right, above = (_shown(page, x, y) for x, y in ((e, f), (e + a, f + b), (e + c, f + d)))
    points_wide, points_high = page.get_size()
    across, up = (
        (abs(end[0] - corner[0]) * points_wide, abs(end[1] - corner[1]) * points_high)
        for end in (right, above)
    )
    width, height = size
    if across[0] < across[1]:  # it lies on its side
        width, height, across, up = height, width, up, across
    if min(across[0], up[1]) <= 0 or across[1] > _STRAIGHT * across[0] or up[0] > _STRAIGHT * up[1]:
        return None
    dense, high = width / across[0] * _POINTS, height / up[1] * _POINTS
    if abs(dense / high - 1) > _SQUARE:
        return None
    return Dots(
        width=width,
        height=height,
        left=min(corner[0], right[0], above[0]) * points_wide * dense / _POINTS,
        top=min(corner[1], right[1], above[1]) * points_high * high / _POINTS,
        across=points_wide * dense / _POINTS,
        down=points_high * high / _POINTS,
        dpi=(dense * high) ** 0.5,
        grey=_is_grey(page, picture),
    )


def _is_grey(page: Any, picture: int) -> bool:
    import pypdfium2  # noqa: PLC0415

    raw: Any = pypdfium2.raw
    told = raw.FPDF_IMAGEOBJ_METADATA()
    thing = ctypes.cast(picture, raw.FPDF_PAGEOBJECT)
    return (
        bool(raw.FPDFImageObj_GetImageMetadata(thing, page, told))
        and told.colorspace == raw.FPDF_COLORSPACE_DEVICEGRAY
    )


def _shown(page: Any, x: float, y: float) -> tuple[float, float]:
    """A point of the page as shares of its width and height, from its upper left corner as a viewer shows it."""
    import pypdfium2  # noqa: PLC0415

    raw: Any = pypdfium2.raw
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, _FINE, _FINE, 0, x, y, across, down)
    return across.value / _FINE, down.value / _FINE
