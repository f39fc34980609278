"""Sets text that stands side by side one below the other before Tesseract reads it: the head and the foot of a notice.

Tesseract sees small lines at the left and large ones at the right as one line, and misjudges its height: "V ĂN",
"PHO CHANH", "T1" for "VĂN", "PHÓ CHÁNH", "TT". Measured on the last pages of ten samples.

What is left is one column, and to be told so saves Tesseract a twentieth of its time (13 real pages, 12 files and 12
sample scans: 378 words wrong after repair, 377 where it looks for columns itself).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kl_extract.read import tesseract
from kl_extract.read.engine import ONE_COLUMN, RawWord
from kl_extract.read.paper import shade_of_paper

if TYPE_CHECKING:
    from PIL.Image import Image

_POINTS = 72.0
_COARSE_DPI = 75
# Darker than this, of dots that are the mean of some: a single speck among nine or four is none.
_INK = 170
# What lies nearer to the edges of the page, as a share of its width, is often the shadow of the sheet's own edge.
_EDGE = 0.04
# The gutter, in points: wider than spaces between words, and between these shares of the page's width.
_GUTTER, _FROM, _TO = 10.0, 0.2, 0.8
# Points of rows of dots with ink on both sides of it: two lines.
_BESIDE = 16.0
_MOST = 4
# Rows of ink lower than this and so near to a line above or below are marks and feet of its letters; in points.
_LETTER, _NEAR = 5.0, 8.0
# White around what is set apart, in points.
_MARGIN = 36.0
# Margins are cut off but for these points beyond what is written, pale as it may be: darker than the paper by so many
# grey levels, or lighter where the page is dark. That is a sixteenth of Tesseract's time on usual pages.
_KEPT, _FAINT = 18.0, 24


@dataclass(frozen=True, slots=True)
class Part:
    """What stands at the right of a gutter: dots of the page from ``left``, rows ``top`` up to ``bottom``."""

    left: int
    top: int
    bottom: int


def read_apart(image: "Image", dpi: int) -> list[RawWord]:
    """The words of an 8-bit grey page; raises as `tesseract.read_words` does."""
    parts = parts_beside(image, dpi)
    margin = round(_MARGIN * dpi / _POINTS)
    sheet = _set_apart(image, parts, margin) if parts else image
    left, top, right, bottom = _written_on(sheet, dpi)
    words = tesseract.read_words(sheet.crop((left, top, right, bottom)), dpi, ONE_COLUMN)
    placed = [replace(word, left=word.left + left, top=word.top + top) for word in words]
    return [_moved_back(word, parts, image.height, margin) for word in placed] if parts else placed


def _written_on(image: "Image", dpi: float) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of all that is unlike the paper, with some of the margins, in dots."""
    import numpy as np  # noqa: PLC0415

    factor = max(1, round(dpi / _COARSE_DPI))
    coarse = np.asarray(image.reduce(factor), np.int16)
    ink = abs(coarse - np.median(coarse)) > _FAINT
    edges = []
    for axis, side in ((0, image.width), (1, image.height)):
        places = np.flatnonzero(ink.any(axis=axis)) * factor
        kept = round(_KEPT * dpi / _POINTS)
        first, last = (int(places[0]), int(places[-1]) + factor) if len(places) else (0, side)
        edges.append((max(0, first - kept), min(side, last + kept)))
    (left, right), (top, bottom) = edges
    return left, top, right, bottom


def parts_beside(image: "Image", dpi: float) -> list[Part]:
    """The right columns of an 8-bit grey page, at most ``_MOST``, from the most obvious one on."""
    import numpy as np  # noqa: PLC0415

    factor = max(1, round(dpi / _COARSE_DPI))
    ink = np.asarray(image.reduce(factor)) < _INK
    edge = round(_EDGE * ink.shape[1])
    if edge == 0:
        return []
    ink[:, :edge] = ink[:, -edge:] = False
    scale = _POINTS * factor / dpi
    found: list[Part] = []
    while len(found) < _MOST:
        part = _most_obvious(ink, scale)
        if part is None:
            break
        ink[part.top : part.bottom, part.left :] = False
        found.append(Part(part.left * factor, part.top * factor, min(image.height, part.bottom * factor)))
    return found


def _most_obvious(ink: Any, scale: float) -> Part | None:
    """The part with most rows of ink beside other ink; in dots of ``ink``, of which each is ``scale`` points."""
    import numpy as np  # noqa: PLC0415

    width, gutter = ink.shape[1], round(_GUTTER / scale)
    sums = np.pad(np.cumsum(ink, axis=1, dtype=np.int32), ((0, 0), (1, 0)))
    places = np.arange(round(_FROM * width), max(round(_FROM * width), round(_TO * width) - gutter), 2)
    left, right = sums[:, places], sums[:, places + gutter]
    white = left == right
    beside = white & (left > 0) & (right < sums[:, -1:])
    best: list[tuple[int, Part]] = []
    most = max(1, round(_BESIDE / scale))
    counts = beside.sum(axis=0)
    for number in np.argsort(-counts, kind="stable").tolist():
        if counts[number] < most:
            break
        count = np.concatenate([[0], np.cumsum(beside[:, number])])
        steps = _runs(white[:, number])
        for top, bottom in steps[count[steps[:, 1]] - count[steps[:, 0]] >= most].tolist():
            part = _part(ink, int(places[number]) + gutter // 2, top, bottom, scale)
            rows = 0 if part is None else int(count[part.bottom] - count[part.top])
            if part is None or rows < most:
                continue
            best = [(number, part)] if rows > most else [*best, (number, part)]
            most = rows
    best.sort(key=lambda found: found[0])
    return best[len(best) // 2][1] if best else None


def _part(ink: Any, left: int, top: int, bottom: int, scale: float) -> Part | None:
    """What stands right of ``left`` in these rows, but for lines, marks and feet of letters that reach beyond them."""
    runs = _runs(ink[top:bottom, left:].any(axis=1))
    start, end, near = runs[:, 0], runs[:, 1], round(_NEAR / scale)
    at_edge = (start < near) | (end > bottom - top - near)
    own = runs[(start > 0) & (end < bottom - top) & ((end - start >= round(_LETTER / scale)) | ~at_edge)]
    if not len(own):
        return None
    first, last = int(own[0, 0]), int(own[-1, 1])
    above = max((int(end) for _, end in runs if end <= first), default=0)
    below = min((int(start) for start, _ in runs if start >= last), default=bottom - top)
    return Part(left, top + max(above, first - near), top + min(below, last + near))


def _runs(marked: Any) -> Any:
    """Where each run of what is marked starts, and ends: two columns."""
    import numpy as np  # noqa: PLC0415

    framed = np.zeros(len(marked) + 2, bool)
    framed[1:-1] = marked
    return np.flatnonzero(framed[1:] != framed[:-1]).reshape(-1, 2)


def _set_apart(image: "Image", parts: Sequence[Part], margin: int) -> "Image":
    """The page, with each part moved below it; what is left free is as light as the paper."""
    from PIL import Image  # noqa: PLC0415

    paper = shade_of_paper(image)
    height = image.height + sum(part.bottom - part.top + margin for part in parts) + margin
    sheet = Image.new("L", (image.width, height), paper)
    sheet.paste(image, (0, 0))
    below = image.height
    for part in parts:
        area = (part.left, part.top, image.width, part.bottom)
        sheet.paste(image.crop(area), (part.left, below + margin))
        sheet.paste(paper, area)
        below += part.bottom - part.top + margin
    return sheet


def _moved_back(word: RawWord, parts: Sequence[Part], height: int, margin: int) -> RawWord:
    """``word`` where it stands on the page, which is ``height`` dots high."""
    below = height
    for part in parts:
        end = below + margin + part.bottom - part.top
        if below <= word.top + word.height / 2 < end:
            return replace(word, top=word.top - below - margin + part.top)
        below = end
    return word
