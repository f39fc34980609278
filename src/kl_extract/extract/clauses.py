"""The tree of clauses in the contract's form."""

from kl_extract.contract import Clause
from kl_extract.model import AnnexRow, Node, Outline, Text


def contract_clauses(text: Text, outline: Outline) -> list[Clause]:
    """The clauses; ``text`` is a clause's own paragraphs without label and children, one a line."""
    return [*(_clause(text, node) for node in outline.clauses), *(_row(text, row) for row in outline.rows)]


def _row(text: Text, row: AnnexRow) -> Clause:
    """A row of an annex table; its cells are parted by tabs."""
    words = text.value[row.start : row.end]
    return Clause(id=row.id, label=row.label, heading=None, text=words, span=text.span(row.start, row.end))


def _clause(text: Text, node: Node) -> Clause:
    heading = node.heading
    end = max(part.end for part in node.paragraphs)
    return Clause(
        id=node.id,
        label=node.label,
        heading=text.value[heading.start : heading.end] if heading else None,
        text="\n".join(text.value[part.start : part.end].strip() for part in node.paragraphs),
        span=text.span(node.start, max(end, node.end)),
        children=[_clause(text, child) for child in node.children],
    )
