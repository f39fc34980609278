"""Puts lines together into one text and notes where each character came from."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kl_extract.contract import Repair
from kl_extract.model import Edit, Line, LineRepair, Paragraph, Piece, Text

# Runs of blanks, and a blank that print or OCR left before closing or after opening punctuation.
_BLANKS = (
    r"(?P<run>[ \t\u00a0]{2,})|(?<=\w)(?P<before>[ \t]+)(?=[,;:.!?](?:\s|$))"
    r"|(?<=[(\[“])(?P<after>[ \t]+)|(?P<close>[ \t]+)(?=[)\]”])"
)
_LOOSE = re.compile(_BLANKS)
# The tabs of a table row part its cells; an empty cell leaves two together.
_CELL_TABS = 2
_LOOSE_CELLS = re.compile(_BLANKS.replace(r" \t", " "))
# In a scan a speck on the base line is read as an underscore standing by itself ("07 _ ngày").
_LOOSE_SCAN = re.compile(r"(?P<speck>[ \t]+_{1,2}(?=[ \t]|$)|^_{1,2}[ \t]+)|" + _BLANKS)
# A blank beside which one of these may match; most lines have none.
_SUSPECT = re.compile(r"[ \t\u00a0](?:[ \t\u00a0,;:.!?)\]”_]|(?<=[(\[“_].))")
# A line that ends so goes on without a blank: a symbol or a date cut at its hyphen or slash
# ("1520/" + "QĐ-UBND", "F1-" + "H2O"); a dash with a blank before it is a dash between words.
_TIED_END = re.compile(r"\w[-/\u2010\u2011]$")
_TIED_START = re.compile(r"^[A-ZĐÂÊÔƠƯĂ0-9]")
_LONGEST_TAIL = 60
_SYMBOL_TAIL = re.compile(r"(?:\d[\w.]{0,60}|\w{0,60}/[\w-]{0,60})[-/\u2010\u2011]$")
_CLOSING = re.compile(r"[)\]”]|[,;:.!?](?:\s|$)")
_CUT_SLASH = re.compile(r"^[/-][A-ZĐ]{2}")


class TextBuilder:
    """Grows a ``Text`` line by line."""

    def __init__(self, repairs: tuple[LineRepair, ...] = ()) -> None:
        self._repairs = repairs
        self._numbers: dict[int, int] = {}
        self._parts: list[str] = []
        self._length = 0
        self._lines: list[Line] = []
        self._pieces: list[Piece] = []
        self._edits: list[Edit] = []
        self._paragraphs: list[Paragraph] = []
        self._opened = 0
        self._open: list[Line] = []

    def add(self, number: int, line: Line, *, starts_paragraph: bool) -> None:
        """Append ``line``, number ``number`` of the document, after a newline, a blank or nothing."""
        if not self._lines or starts_paragraph:
            self._open_paragraph()
        elif self._tied(line):
            self._edits.append(Edit(self._length, self._length, "\n"))
        else:
            self._edits.append(Edit(self._length, self._length + 1, "\n"))
            self._put(" ")
        self._numbers[number] = len(self._lines)
        self._lines.append(line)
        self._open.append(line)
        self._copy(line)

    def build(self) -> Text:
        """The finished text."""
        self._close_paragraph()
        text = Text(
            value="".join(self._parts),
            lines=tuple(self._lines),
            pieces=tuple(self._pieces),
            paragraphs=tuple(self._paragraphs),
            edits=tuple(self._edits),
        )
        return replace(text, repairs=tuple(self._placed(text)))

    def _placed(self, text: Text) -> Iterator[Repair]:
        """The repairs of lines, at the offsets where they ended up."""
        for repair in self._repairs:
            place = text.offsets_of(self._numbers.get(repair.line, -1), repair.start, repair.end)
            if place is not None:
                yield Repair(
                    span=text.span(*place),
                    before=repair.before,
                    after=repair.after,
                    reason=repair.reason,
                    confidence=repair.confidence,
                )

    def _open_paragraph(self) -> None:
        self._close_paragraph()
        if self._lines:
            self._put("\n")
        self._opened, self._open = self._length, []

    def _close_paragraph(self) -> None:
        """The open paragraph is bold, italic or centred only if all its lines are."""
        if not self._open:
            return
        first = self._open[0]
        self._paragraphs.append(
            Paragraph(
                start=self._opened,
                end=self._length,
                page=first.page,
                column=first.column,
                bold=all(line.bold for line in self._open),
                italic=all(line.italic for line in self._open),
                centred=all(line.centred for line in self._open),
                row=first.row,
            )
        )

    def _tied(self, line: Line) -> bool:
        """Whether the last line ends within a word or symbol that ``line`` goes on with."""
        before = self._lines[-1].text
        if before.endswith(("(", "[", "“")) or _CLOSING.match(line.text):
            return True
        if _CUT_SLASH.match(line.text) and re.search(r"\d$|/[A-ZĐ]+$", before):
            return True
        if not _TIED_END.search(before) or not _TIED_START.match(line.text):
            return False
        tail = before[-_LONGEST_TAIL:].split()[-1]
        return bool(_SYMBOL_TAIL.search(tail)) or bool(re.search(r"\d", tail))

    def _put(self, characters: str) -> None:
        self._parts.append(characters)
        self._length += len(characters)

    def _copy(self, line: Line) -> None:
        """Copy the line's text, with loose spacing mended."""
        number, done = len(self._lines) - 1, 0
        if _SUSPECT.search(line.text) is None:
            self._take(number, line.text, 0, len(line.text))
            return
        loose = _LOOSE_SCAN if line.origin == "ocr" else _LOOSE
        if line.text.count("\t") >= _CELL_TABS:
            loose = _LOOSE_CELLS
        for match in loose.finditer(line.text):
            self._take(number, line.text, done, match.start())
            mended = " " if match["run"] and not _hugs(line.text, match) else ""
            self._edits.append(Edit(self._length, self._length + len(mended), match.group()))
            if mended:
                self._pieces.append(
                    Piece(self._length, self._length + 1, number, match.start(), match.end() - match.start())
                )
                self._put(mended)
            done = match.end()
        self._take(number, line.text, done, len(line.text))

    def _take(self, number: int, source: str, start: int, end: int) -> None:
        if end > start:
            self._pieces.append(Piece(self._length, self._length + end - start, number, start, end - start))
            self._put(source[start:end])


def _hugs(source: str, run: re.Match[str]) -> bool:
    """Whether a run of blanks stands where no blank belongs at all."""
    following, before = source[run.end() : run.end() + 2], source[: run.start()]
    if before[-1:] in {"(", "[", "“"}:
        return True
    if following[:1] in {")", "]", "”"}:
        return True
    return bool(re.match(r"[,;:.!?](?:\s|$)", following)) and before[-1:].isalnum()
