"""What *read* gives and *repair* mends: pages of lines of words."""

from collections.abc import Iterator
from dataclasses import dataclass

from kl_extract.contract import FileSignature, NoticeWarning, Reader, RepairReason
from kl_extract.model.box import Box


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a line; ``start`` is its offset in the line's text."""

    text: str
    start: int
    box: Box
    confidence: float = 1.0
    size: float | None = None
    bold: bool = False
    italic: bool = False

    @property
    def end(self) -> int:
        """Offset just past the word in the line's text."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Characters ``[start, end)`` of a line were written ``before``, in a legacy charset or as glyph numbers."""

    start: int
    end: int
    before: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line as read: NFC, stripped (but for the tabs of empty cells that open a row of a table).

    ``words`` is empty for plain text, whose ``box`` is None.

    ``column`` is 0 for a line of full width, 1 for the left and 2 for the right one of two
    columns set side by side (the head and the foot of a notice).
    ``indent`` is the distance from the left edge of the body: points, or characters in plain text.
    ``fill`` is how far the line reaches towards the right edge of the body (1.0: all the way).
    ``gap`` tells of a clear vertical gap or a blank line above.
    ``row`` numbers the rows of a table, and is None outside tables.
    ``decoded`` tells in order what *read* turned into Unicode.
    """

    text: str
    page: int
    words: tuple[Word, ...] = ()
    box: Box | None = None
    origin: Reader = "plain"
    confidence: float = 1.0
    column: int = 0
    indent: float = 0.0
    fill: float = 0.0
    gap: bool = False
    bold: bool = False
    italic: bool = False
    centred: bool = False
    row: int | None = None
    decoded: tuple[Decoded, ...] = ()

    @property
    def written(self) -> str:
        """The text before *read* decoded any of it."""
        pieces, at = [], 0
        for part in self.decoded:
            pieces += [self.text[at : part.start], part.before]
            at = part.end
        return "".join([*pieces, self.text[at:]])


@dataclass(frozen=True, slots=True)
class Page:
    """One upright page; ``quality`` is 0.0–1.0, how far its text can be trusted.

    ``rotated`` is how many degrees clockwise the page was turned to stand upright.
    """

    number: int
    lines: tuple[Line, ...]
    reader: Reader
    width: float | None = None
    height: float | None = None
    quality: float = 1.0
    rotated: int = 0


@dataclass(frozen=True, slots=True)
class LineRepair:
    """One change made by *repair*: ``before`` became characters ``[start, end)`` of line number ``line``.

    Lines are numbered from 0 over the whole document; offsets are those of the repaired line.
    """

    line: int
    start: int
    end: int
    before: str
    after: str
    reason: RepairReason
    confidence: float


@dataclass(frozen=True, slots=True)
class Document:
    """One input as read; ``name`` is the file's own name without its folder."""

    name: str
    sha256: str
    media_type: str
    pages: tuple[Page, ...]
    signatures: tuple[FileSignature, ...] = ()
    warnings: tuple[NoticeWarning, ...] = ()
    repairs: tuple[LineRepair, ...] = ()
    tesseract: str | None = None

    def lines(self) -> Iterator[Line]:
        """All lines in reading order."""
        return (line for page in self.pages for line in page.lines)
