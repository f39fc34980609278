"""The tree of clauses in the contract's form."""

from kl_extract.contract import Clause
from kl_extract.model import Node, Outline, Text


def contract_clauses(text: Text, outline: Outline) -> list[Clause]:
    """The clauses; ``text`` is a clause's own paragraphs without label and children, one a line."""
    return [_clause(text, node) for node in outline.clauses]


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
