"""What *normalise* gives: one text that leads back to the lines it was joined of."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from kl_extract.contract import PageBox, Repair, Span
from kl_extract.model.box import Box
from kl_extract.model.document import Line


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
