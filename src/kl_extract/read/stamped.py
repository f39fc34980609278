"""Number and date that were put on a finished page: found where the text layer leaves them blank.

Offices file the typed page and stamp number, date and signature on it: as annotations, form fields, pictures or
drawn lines. What is stamped as text is taken as it is. What is drawn is read by OCR, and taken only where two
readings, of all that is inked there, agree on digits that can stand there; handwriting is left to the reader.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from kl_extract.errors import DamagedInputError, MissingProgramError
from kl_extract.model import Box
from kl_extract.read import tesseract
from kl_extract.read.annotations import annotation_letters
from kl_extract.read.blanks import Blank, blanks, dots_apart
from kl_extract.read.engine import ONE_LINE
from kl_extract.read.render import Renderer
from kl_extract.read.textlayer import TextLayer
from kl_extract.read.tokens import Token

if TYPE_CHECKING:
    from PIL.Image import Image

_POINTS = 72.0
# Sizes at which a region is read: of one that Tesseract reads right both give the same.
_SCALES = (1.0, 1.5)
# Printed and stamped digits read right score 0.85 and more on the pages of the tests; handwriting mostly far less.
_SURE = 0.8
# Darker than this is ink; dust on a page is far less than this share of it.
_INK, _LEAST_INK = 128, 0.003
_WHITE = 255
# Digits of one number stand this close, in type sizes.
_TOUCHING = 0.2
Letters = Sequence[tuple[str, Box]]


def with_stamped(layer: TextLayer, number: int, renderer: Renderer) -> TextLayer:
    """The layer with what was stamped into the blanks of its head; as it is where there is no blank."""
    if layer.rotated:
        return layer
    whole = [part for token in layer.tokens for part in dots_apart(token)]
    found = blanks(whole, layer.height)
    if not found:
        return layer
    letters = annotation_letters(renderer.content, renderer.password, number)
    image: tuple[Image, float] | None = None
    gone: list[Token] = []
    filled: list[Token] = []
    for blank in found:
        loose = [token for token in whole if _inside(token.box, blank.box) and token not in blank.dots]
        typed = [*letters, *((token.text, token.box) for token in loose)]
        value = _typed(blank, typed)
        if not any(_inside(place, blank.box) for _, place in typed):
            image = image or _drawn(renderer, number)
            value = _read(blank, *image, whole) if image else None
        if value is not None:
            filled.append(value)
            gone += [*blank.dots, *loose]
    if not filled:
        return layer
    return replace(layer, tokens=(*(token for token in whole if token not in gone), *filled))


def _inside(box: Box, area: Box) -> bool:
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return area.x0 < x < area.x1 and area.top < y < area.bottom


def _typed(blank: Blank, letters: Letters) -> Token | None:
    """What was stamped as text into ``blank``, from left to right."""
    inside = sorted(
        ((text, box) for text, box in letters if _inside(box, blank.box)), key=lambda letter: letter[1].x0
    )
    text = "".join(text for text, _ in inside)
    if not blank.form.fullmatch(text):
        return None
    box = Box.around([box for _, box in inside])
    if any(text[:1].isdigit() and _adjoins(other, box, blank.before.size) for text, other in letters):
        return None  # a longer number that only begins or ends here
    return replace(blank.before, text=text, box=box, before=None)


def _adjoins(letter: Box, box: Box, size: float) -> bool:
    level = (letter.top + letter.bottom) / 2
    gap = max(letter.x0 - box.x1, box.x0 - letter.x1)
    return box.top < level < box.bottom and -_TOUCHING * size < gap < _TOUCHING * size


def _drawn(renderer: Renderer, number: int) -> "tuple[Image, float] | None":
    with suppress(DamagedInputError):
        return renderer.draw(number)
    return None


def _read(blank: Blank, page: "Image", dpi: float, tokens: Sequence[Token]) -> Token | None:
    """What OCR reads in ``blank``, if it is sure; None too where Tesseract is not installed."""
    image = _cut(page, blank.box, dpi, tokens)
    box = _ink(image, blank.box, dpi)
    if box is None or not blank.box.x0 < box.x0 < box.x1 < blank.box.x1:
        return None  # nothing there, or more than fits: part of a stamp, a stroke over the line
    readings = set()
    sure = 1.0
    for scale in _SCALES:
        larger = image.resize((round(image.width * scale), round(image.height * scale)))
        with suppress(MissingProgramError, DamagedInputError):
            words = tesseract.read_words(larger, round(dpi * scale), ONE_LINE)
            readings.add("".join(word.text for word in words))
            sure = min([sure, *(word.confidence for word in words)])
    text = readings.pop() if len(readings) == 1 else ""
    if sure < _SURE or not blank.form.fullmatch(text):
        return None
    return replace(
        blank.before,
        text=text,
        box=box,
        confidence=round(sure, 3),
        before=None,
        origin="ocr",
    )


def _cut(page: "Image", box: Box, dpi: float, tokens: Sequence[Token]) -> "Image":
    """The region of ``box`` alone, typed words painted over, with a white margin."""
    from PIL import Image, ImageDraw, ImageOps  # noqa: PLC0415

    scale = dpi / _POINTS
    left, top = round(box.x0 * scale), round(box.top * scale)
    image: Image.Image = page.crop((left, top, round(box.x1 * scale), round(box.bottom * scale)))
    brush = ImageDraw.Draw(image)
    for token in tokens:
        sides = (token.box.x0, token.box.top, token.box.x1, token.box.bottom)
        x0, y0, x1, y1 = (side * scale for side in sides)
        brush.rectangle((x0 - left, y0 - top, x1 - left, y1 - top), fill=_WHITE)
    return ImageOps.expand(image, _margin(dpi), _WHITE)


def _margin(dpi: float) -> int:
    """Pixels of white around a region: Tesseract misses what touches the edge."""
    return round(dpi / 15)


def _ink(image: "Image", area: Box, dpi: float) -> Box | None:
    """Where on the page the ink of the region ``area`` lies; None where it is blank."""
    counts = image.histogram()
    if sum(counts[:_INK]) < _LEAST_INK * image.width * image.height:
        return None
    x0, y0, x1, y1 = image.point(lambda value: 0 if value >= _INK else _WHITE).getbbox() or (0, 0, 0, 0)
    left, top, right, bottom = ((side - _margin(dpi)) * _POINTS / dpi for side in (x0, y0, x1, y1))
    return Box(area.x0 + left, area.top + top, area.x0 + right, area.top + bottom)
