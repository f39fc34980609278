"""Makes damaged text whole, with an account of every change.

A judge decides for each line whether and how it is damaged; sound lines pass untouched. Damaged ones go through
a noisy channel: what each word may have been (:mod:`channel`, :mod:`marks`), which row of words is likeliest
(:mod:`language`, :mod:`decoder`), and how sure each change is (:mod:`confidence`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kl_extract.model import Document, Line, LineRepair, Page
from kl_extract.options import Options
from kl_extract.repair.chain import chained, decoded_line
from kl_extract.repair.changes import RepairedLine
from kl_extract.repair.texts import repair_lines
from kl_extract.repair.trust import doubts
from kl_extract.repair.version import language_version
from kl_extract.repair.words import placed

__all__ = ["RepairedLine", "language_version", "prepare", "prepare_language", "repair", "repair_lines"]


def repair(document: Document, options: Options | None = None) -> Document:
    """The document with damaged lines mended; ``Document.repairs`` tells of each change since the page was read.

    With ``options.repair`` off the text stays as it was read; what *read* decoded is told nevertheless.
    """
    lines = list(document.lines())
    if options is not None and not options.repair:
        mended = [RepairedLine(line.text) for line in lines]
    else:
        texts = [line.text for line in lines]
        mended = repair_lines(texts, [line.origin == "ocr" for line in lines], _doubts(lines), _opens(lines))
    whole = [
        chained(decoded_line(line.text, line.decoded), after) if line.decoded else after
        for line, after in zip(lines, mended, strict=True)
    ]
    repairs = tuple(repair for number, line in enumerate(whole) for repair in _account(number, line))
    if not repairs:
        return document
    return replace(document, pages=tuple(_pages(document, mended)), repairs=repairs)


def prepare(lines: Sequence[str]) -> None:
    """Does what can be done before for mending text of an OCR, of which these are some lines; no language model."""
    from kl_extract.repair.mend import prepare_slips  # noqa: PLC0415 - as where it is used

    prepare_slips(lines)


def prepare_language() -> None:
    """Loads the language model, which takes 67 MiB, and 101 while it is loaded."""
    from kl_extract.repair import language  # noqa: PLC0415 - as where it is used

    language.load()


def _pages(document: Document, mended: Sequence[RepairedLine]) -> Iterator[Page]:
    number = 0
    for page in document.pages:
        count = len(page.lines)
        pairs = zip(page.lines, mended[number : number + count], strict=True)
        yield replace(page, lines=tuple(placed(line, after) for line, after in pairs))
        number += count


def _opens(lines: Sequence[Line]) -> list[bool]:
    """Lines that do not go on from the line before: below a gap, in another column, or in a table."""
    return [
        number == 0 or line.gap or line.row is not None or line.column != lines[number - 1].column
        for number, line in enumerate(lines)
    ]


def _account(number: int, line: RepairedLine) -> list[LineRepair]:
    return [
        LineRepair(number, start, end, change.before, change.after, change.reason, change.confidence)
        for change, (start, end) in zip(line.changes, line.places, strict=True)
    ]


def _doubts(lines: Sequence[Line]) -> dict[tuple[int, int], float]:
    """For words of the OCR, how much likelier than usual they are misread (natural log)."""
    return {
        (number, start): doubt
        for number, line in enumerate(lines)
        if line.origin == "ocr"
        for start, doubt in doubts([(word.text, word.start, word.confidence) for word in line.words])
    }
