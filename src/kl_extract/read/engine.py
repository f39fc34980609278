"""What an engine of OCR is to the rest of this room: a picture in, words with box, confidence and line out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PIL.Image import Image

LANGUAGE = "vie"
# How Tesseract looks for text (its page segmentation modes): on a page of any layout, in one block, in one line.
ANY_LAYOUT, ONE_BLOCK, ONE_LINE = 3, 6, 7
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
