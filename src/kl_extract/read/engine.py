"""What an engine of OCR is to the rest of this room: a picture in, words with box, confidence and line out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from kl_extract.read.dark import has_dark_ground

if TYPE_CHECKING:
    from PIL.Image import Image

LANGUAGE = "vie"
# How Tesseract looks for text (its page segmentation modes): on a page of any layout, in one column of any sizes, in
# one block, in one line.
ANY_LAYOUT, ONE_COLUMN, ONE_BLOCK, ONE_LINE = 3, 4, 6, 7
# Tesseract reads a line of which it is unsure once more, light and dark exchanged: a twentieth of its time, which on
# dark letters gains nothing (words wrong on 13 real pages, 12 files and 12 sample scans: 699 with it, 699 without).
_LIGHT_LETTERS = "tessedit_do_invert"
# Whether letters stand at even distances is asked of each line, some hundredths of its time; told that they do not, it
# reads all 1,907 words of six pages alike, and as many wrong on those above.
_PROPORTIONAL = "textord_all_prop"
_WORD_LEVEL = "5"
_PAGE, _COLUMNS = 1, 12


@dataclass(frozen=True, slots=True)
class RawWord:
    """A word as Tesseract reports it: pixels of the image, ``line`` as (block, paragraph, line).

    ``confidence`` is 0.0–1.0 in whole hundredths: all that every version of Tesseract tells.
    """

    text: str
    left: int
    top: int
    width: int
    height: int
    confidence: float
    line: tuple[int, int, int]


class Recogniser(Protocol):
    """One way to run Tesseract. Whichever it is, the same version gives the same words."""

    def version(self) -> str:
        """Of the Tesseract it runs. Raises MissingProgramError where that or its Vietnamese data is missing."""

    def read_words(self, images: Sequence["Image"], dpi: int, layout: int) -> list[list[RawWord]]:
        """The words of each 8-bit grey image in Tesseract's order; ``layout`` is its page segmentation mode.

        Raises as ``version``, and DamagedInputError where Tesseract fails on an image or does not end.
        """


def parameters(images: Sequence["Image"], dpi: int) -> dict[str, str]:
    """What Tesseract is told beyond its defaults to read these 8-bit grey images."""
    light = any(has_dark_ground(image, dpi) for image in images)
    return {_LIGHT_LETTERS: str(int(light)), _PROPORTIONAL: "1"}


def words_of(table: str, count: int = 1) -> list[list[RawWord]]:
    """The words of each of ``count`` pictures in Tesseract's own table (TSV), with or without its heading row.

    Columns: level, page, block, paragraph, line, word, left, top, width, height, confidence, text.
    https://tesseract-ocr.github.io/tessdoc/Command-Line-Usage.html
    """
    rows = (line.split("\t", _COLUMNS - 1) for line in table.split("\n"))
    found: list[list[RawWord]] = [[] for _ in range(count)]
    for row in rows:
        if row[0] == _WORD_LEVEL and len(row) == _COLUMNS and row[-1].strip():
            found[int(row[_PAGE]) - 1].append(_word(row))
    return found


def _word(row: list[str]) -> RawWord:
    block, paragraph, line = (int(cell) for cell in row[2:5])
    left, top, width, height = (int(cell) for cell in row[6:10])
    confidence = max(0, int(float(row[10]))) / 100
    return RawWord(row[11], left, top, width, height, confidence, (block, paragraph, line))
