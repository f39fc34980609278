"""What passes between the rooms: pages of lines, then one text that knows its origins, then its parts.

``Document`` leaves *read* (and *repair*), ``Text`` leaves *normalise*, ``Outline`` leaves *split*.
All are immutable. Coordinates are PDF points (1/72 inch) from the top left of the upright page.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kl_extract.contract import FileSignature, NoticeWarning, PageBox, Reader, Repair, RepairReason, Span


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the upright page: ``x0 < x1`` rightwards, ``top < bottom`` downwards."""

    x0: float
    top: float
    x1: float
    bottom: float

    def union(self, other: "Box") -> "Box":
        """The smallest box that holds both."""
        return Box(
            min(self.x0, other.x0),
            min(self.top, other.top),
            max(self.x1, other.x1),
            max(self.bottom, other.bottom),
        )

    @staticmethod
    def around(boxes: "Sequence[Box]") -> "Box":
        """The smallest box that holds all of one or more."""
        return Box(
            min([box.x0 for box in boxes]),
            min([box.top for box in boxes]),
            max([box.x1 for box in boxes]),
            max([box.bottom for box in boxes]),
        )


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


@dataclass(frozen=True, slots=True)
class Piece:
    """``text[start:end]`` came from ``length`` characters at ``offset`` of line number ``line``.

    Where ``end - start == length`` the piece is verbatim.
    """

    start: int
    end: int
    line: int
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of spacing made by *normalise*: ``text[start:end]`` was ``before``."""

    start: int
    end: int
    before: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the text: its offsets (without the newline) and how it was set."""

    start: int
    end: int
    page: int
    column: int = 0
    bold: bool = False
    italic: bool = False
    centred: bool = False
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """The whole notice as one string that leads back to page and box.

    ``pieces`` are in order and never overlap; characters between them were put in by *normalise*.
    """

    value: str
    lines: tuple[Line, ...]
    pieces: tuple[Piece, ...]
    paragraphs: tuple[Paragraph, ...]
    edits: tuple[Edit, ...] = ()
    repairs: tuple[Repair, ...] = ()
    _starts: list[int] = field(init=False, repr=False, compare=False, default_factory=list)
    _drawn: bool = field(init=False, repr=False, compare=False, default=False)

    def __post_init__(self) -> None:
        self._starts.extend(piece.start for piece in self.pieces)
        object.__setattr__(self, "_drawn", any(line.words for line in self.lines))

    def pieces_of(self, start: int, end: int) -> Iterator[tuple[Piece, int, int]]:
        """Pieces that ``[start, end)`` touches, each with the source range it covers there."""
        first = max(0, bisect_right(self._starts, start) - 1)
        last = bisect_left(self._starts, end)
        for number in range(first, last):
            piece = self.pieces[number]
            low, high = max(start, piece.start), min(end, piece.end)
            if low >= high:
                continue
            if piece.end - piece.start == piece.length:
                yield piece, piece.offset + low - piece.start, piece.offset + high - piece.start
            else:
                yield piece, piece.offset, piece.offset + piece.length

    def boxes(self, start: int, end: int) -> list[PageBox]:
        """A box for each line that ``[start, end)`` covers; none for plain text."""
        if not self._drawn:
            return []
        found: dict[int, list[Box]] = {}
        for piece, low, high in self.pieces_of(start, end):
            words = self.lines[piece.line].words
            covered = [word.box for word in words if word.start < high and word.end > low]
            if covered:
                found.setdefault(piece.line, []).extend(covered)
        return [_page_box(self.lines[number].page, Box.around(boxes)) for number, boxes in found.items()]

    def span(self, start: int, end: int) -> Span:
        """The contract's span for ``[start, end)``."""
        return Span(start=start, end=end, boxes=self.boxes(start, end))

    def offsets_of(self, line: int, start: int, end: int) -> tuple[int, int] | None:
        """Where characters ``[start, end)`` of line number ``line`` stand in the text, if they are there."""
        first = bisect_left(self.pieces, line, key=_line_of)
        places = [
            place
            for piece in self.pieces[first : bisect_right(self.pieces, line, key=_line_of)]
            if piece.offset < end and piece.offset + piece.length > start
            for place in (
                piece.start + max(0, start - piece.offset),
                piece.end - max(0, piece.offset + piece.length - end),
            )
        ]
        return (min(places), max(places)) if places else None


def _line_of(piece: Piece) -> int:
    return piece.line


def _page_box(page: int, box: Box) -> PageBox:
    """Rounded to a hundredth of a point: finer than print, and the same on every machine."""
    x0, top, x1, bottom = (round(side, 2) for side in (box.x0, box.top, box.x1, box.bottom))
    return PageBox(page=page, x0=x0, top=top, x1=x1, bottom=bottom)


@dataclass(frozen=True, slots=True)
class Range:
    """Offsets ``[start, end)`` into the text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Node:
    """A clause: ``heading`` and ``paragraphs`` are its own, ``children`` its sub-clauses.

    ``level`` names the kind of label: roman, dieu, ordinal, number, letter, dash, plus, inline,
    plain (a clause without a label). ``start`` is where the label stands.
    """

    id: str
    label: str
    level: str
    start: int
    end: int
    heading: Range | None
    paragraphs: tuple[Range, ...]
    children: tuple["Node", ...] = ()

    def walk(self) -> Iterator["Node"]:
        """This clause and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """A row of an annex table: ``cells`` by what their column is for (see ``annex.toml``).

    A row that goes on after a page break has two cells for a column. Where the row has no lead of its own,
    ``merged_lead`` is the lead's cell of a row above, and ``section`` the words that head the rows.
    """

    id: str
    label: str
    start: int
    end: int
    cells: tuple[tuple[str, Range], ...]
    merged_lead: Range | None = None
    section: Range | None = None

    def parts(self, *roles: str) -> tuple[Range, ...]:
        """The cells of these columns, in order."""
        return tuple(part for name, part in self.cells if name in roles)


@dataclass(frozen=True, slots=True)
class Outline:
    """The parts of a notice, as ranges of its text.

    ``head`` is everything above the title; ``meeting`` the paragraphs that tell of the meeting;
    ``lead_in`` the sentence that opens the conclusions ("… kết luận như sau:"), if there is one;
    ``assessment`` what was heard or praised between them and the first directive.
    """

    head: tuple[Range, ...] = ()
    number: Range | None = None
    kind: Range | None = None
    issuer: tuple[Range, ...] = ()
    place_and_date: Range | None = None
    title: Range | None = None
    meeting: tuple[Range, ...] = ()
    lead_in: Range | None = None
    assessment: tuple[Range, ...] = ()
    clauses: tuple[Node, ...] = ()
    recipients: tuple[Range, ...] = ()
    authority: tuple[Range, ...] = ()
    signer: Range | None = None
    annexes: tuple[Range, ...] = ()
    rows: tuple[AnnexRow, ...] = ()
    warnings: tuple[NoticeWarning, ...] = ()

    def nodes(self) -> Iterator[Node]:
        """All clauses in reading order."""
        return (node for clause in self.clauses for node in clause.walk())
