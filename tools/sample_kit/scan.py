"""Scans of a PDF: pictures of its pages, skewed, noisy and compressed; and such a scan with the text
layer that an English-language OCR leaves on a Vietnamese paper.
"""

import os
import random
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageFilter
from pytesseract.pytesseract import Output, image_to_data
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from sample_kit.blocks import Fonts
from sample_kit.source import Layout

PAPER = (247, 245, 238)  # a little yellow, as office paper looks to a scanner
NOISE = 0.06  # share of the full range that the sensor's noise may add or take
INVISIBLE = 3  # PDF text rendering mode


@dataclass(frozen=True, slots=True)
class Photo:
    """One scanned page: the JPEG file and its picture as decoded from it."""

    jpeg: bytes
    picture: Image.Image


def photograph(pdf: Path, layout: Layout) -> list[Photo]:
    """The pages of ``pdf`` as a scanner would give them; the same for the same file name and layout."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [
            _photo(page.render(scale=layout.dpi / 72).to_pil(), layout, random.Random(f"{pdf.stem} {number}"))
            for number, page in enumerate(document)
        ]
    finally:
        document.close()


def _photo(page: Image.Image, layout: Layout, luck: random.Random) -> Photo:
    seen = ImageChops.multiply(page.convert("RGB"), Image.new("RGB", page.size, PAPER))
    turn = layout.skew + luck.uniform(-0.12, 0.12)
    seen = seen.rotate(turn, Image.Resampling.BICUBIC, fillcolor=PAPER)
    seen = seen if layout.colour else seen.convert("L")
    seen = _noisy(seen.filter(ImageFilter.GaussianBlur(0.5)), luck)
    buffer = BytesIO()
    seen.save(buffer, "JPEG", quality=layout.quality, dpi=(layout.dpi, layout.dpi))
    return Photo(buffer.getvalue(), Image.open(BytesIO(buffer.getvalue())).convert(seen.mode))


def _noisy(picture: Image.Image, luck: random.Random) -> Image.Image:
    """Soft grain, and a few specks of dust."""
    width, height = picture.size
    grain = Image.frombytes("L", picture.size, luck.randbytes(width * height)).filter(ImageFilter.BoxBlur(1))
    grain = grain.point([round((value - 128) * NOISE * 2 + 128) for value in range(256)]).convert(
        picture.mode
    )
    picture = ImageChops.add(picture, grain, 1, -128)
    for _ in range(24):
        x, y, shade = luck.randrange(width - 3), luck.randrange(height - 3), luck.randrange(60, 150)
        size = luck.choice((1, 2, 3))
        picture.paste(shade if picture.mode == "L" else (shade,) * 3, (x, y, x + size, y + size))
    return picture


def write_scan(photos: list[Photo], path: Path) -> None:
    """A PDF of pictures only."""
    canvas = _canvas(path)
    for photo in photos:
        _draw(canvas, photo)
        canvas.showPage()
    canvas.save()


def write_english_ocr(photos: list[Photo], path: Path, fonts: Fonts) -> None:
    """The scan with an invisible layer of what Tesseract's English model reads in it."""
    fonts.register()
    canvas = _canvas(path)
    for photo in photos:
        _draw(canvas, photo)
        for word in _english(photo.picture):
            _hide(canvas, word, A4[0] / photo.picture.width)
        canvas.showPage()
    canvas.save()


def _canvas(path: Path) -> Canvas:
    return Canvas(str(path), pagesize=A4, invariant=1, pageCompression=1)


def _draw(canvas: Canvas, photo: Photo) -> None:
    canvas.drawImage(ImageReader(BytesIO(photo.jpeg)), 0, 0, *A4)


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    left: int
    bottom: int
    width: int
    height: int


def _english(picture: Image.Image) -> Iterator[_Word]:
    os.environ["OMP_THREAD_LIMIT"] = "1"
    seen = image_to_data(picture, lang="eng", output_type=Output.DICT)
    for text, left, top, width, height in zip(
        seen["text"], seen["left"], seen["top"], seen["width"], seen["height"], strict=True
    ):
        if text.strip():
            yield _Word(text.strip(), left, top + height, width, height)


def _hide(canvas: Canvas, word: _Word, scale: float) -> None:
    """Invisible letters, stretched to the width at which the word was seen."""
    size = max(4.0, word.height * scale)
    natural = pdfmetrics.stringWidth(word.text, "Serif", size)
    line = canvas.beginText(word.left * scale, A4[1] - word.bottom * scale)
    line.setTextRenderMode(INVISIBLE)
    line.setFont("Serif", size)
    line.setHorizScale(100 * word.width * scale / natural if natural else 100)
    line.textOut(word.text + " ")
    canvas.drawText(line)
