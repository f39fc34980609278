"""Makes damaged text whole, with an account of every change."""

from dataclasses import replace

from kl_extract.model import Document, Line, LineRepair
from kl_extract.repair.charset import undo_mojibake

__all__ = ["repair"]


def repair(document: Document) -> Document:
    """The document with damaged lines mended; ``Document.repairs`` tells of each change.

    So far only what can be mended exactly is mended: UTF-8 that was read as Windows-1252.
    """
    repairs: list[LineRepair] = []
    number, pages = 0, []
    for page in document.pages:
        lines = []
        for line in page.lines:
            lines.append(_mend(line, number, repairs))
            number += 1
        pages.append(replace(page, lines=tuple(lines)))
    return replace(document, pages=tuple(pages), repairs=tuple(repairs)) if repairs else document


def _mend(line: Line, number: int, repairs: list[LineRepair]) -> Line:
    mended = undo_mojibake(line.text)
    if mended is None:
        return line
    repairs.append(LineRepair(number, 0, len(mended), line.text, mended, "charset", 1.0))
    # The words' offsets no longer hold; the one box that is left still covers all of them.
    words = (replace(line.words[0], text=mended, start=0, box=line.box),) if line.words and line.box else ()
    return replace(line, text=mended, words=words)
