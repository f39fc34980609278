"""Joins wrapped lines into paragraphs and mends spacing, keeping the way back to page and box."""

from kl_extract.model import Document, Text
from kl_extract.normalise.breaks import BreakFinder
from kl_extract.normalise.builder import TextBuilder

__all__ = ["normalise"]


def normalise(document: Document) -> Text:
    """The whole document as one text: a newline between paragraphs, single spaces within.

    Every character leads back to its line by ``Text.pieces``; offsets are set as the text grows.
    """
    builder = TextBuilder(document.repairs)
    finder = BreakFinder()
    for number, line in enumerate(document.lines()):
        if line.text:
            builder.add(number, line, starts_paragraph=finder.starts_paragraph(line))
    return builder.build()
