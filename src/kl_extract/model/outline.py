"""What *split* gives: the parts of a notice, as ranges of its text."""

from collections.abc import Iterator
from dataclasses import dataclass

from kl_extract.contract import NoticeWarning


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
