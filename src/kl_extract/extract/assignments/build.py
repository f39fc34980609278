"""Walks the tree of clauses and makes the assignments, handing leads down as the contract says.

A clause without a body of its own takes the leads of its heading, else of the nearest clause above, else of
the lead-in sentence; coordinators pass down only from a sentence that ends with a colon.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kl_extract.extract.agencies import unique
from kl_extract.extract.assignments.annex import row_assignment
from kl_extract.extract.assignments.clause import Clause, Found, Inherited
from kl_extract.extract.assignments.context import Context
from kl_extract.extract.assignments.roles import heading_lead, table
from kl_extract.extract.assignments.skeleton import build_skeleton, frame
from kl_extract.model import Node, Outline, Range


def find_assignments(context: Context, outline: Outline) -> Found:
    """All assignments of the notice."""
    walker = _Walker(context)
    inherited = Inherited()
    for node in outline.clauses:
        handed = walker.walk(node, inherited)
        if node.id == "intro":
            inherited = handed
    for row in outline.rows:
        made = row_assignment(context, row)
        if made is not None:
            walker.found.judged.append(made[0])
            walker.found.warnings.extend(made[1])
    return walker.found


class _Walker:
    def __init__(self, context: Context) -> None:
        self._context = context
        self.found = Found()

    def walk(self, node: Node, inherited: Inherited) -> Inherited:
        """Take the assignments of ``node`` and all below it; what it hands down is returned."""
        text = self._context.text.value
        if node.paragraphs and frame(table()["attendance"]["pattern"]).match(
            _words(text, node.paragraphs[0])
        ):
            return inherited
        handed = self._heading(node, inherited)
        children = list(node.children)
        count = 0
        for part in _stretches(node):
            while children and children[0].start < part.start:
                self.walk(children.pop(0), handed)
            clause = Clause(self._context, node, part, handed)
            found = clause.assignments(count + 1)
            count += len(found.judged)
            self.found.judged.extend(found.judged)
            self.found.warnings.extend(found.warnings)
            self.found.readings.append(clause.reading())
            handed = clause.handed_down(handed)
        handed = self._framed(children, handed)
        for child in children:
            self.walk(child, handed)
        return handed

    def _framed(self, children: Sequence[Node], handed: Inherited) -> Inherited:
        """What a line "Chủ trì: X" among ``children`` gives to the other lines of the frame."""
        for child in children:
            part = child.paragraphs[0]
            if len(children) > 1 and frame(table()["role_line"]["pattern"]).match(
                _words(self._context.text.value, part)
            ):
                lead = Clause(self._context, child, part, Inherited()).framed_lead()
                if lead:
                    return Inherited(lead, "inherited")
        return handed

    def _heading(self, node: Node, inherited: Inherited) -> Inherited:
        if node.heading is None:
            return inherited
        skeleton = build_skeleton(
            self._context.text.value, node.heading.start, node.heading.end, self._context.registry
        )
        leads = heading_lead(skeleton)
        if not leads:
            return inherited
        return Inherited(tuple(unique(self._context.registry.ref(number) for number in leads)), "heading")


def _stretches(node: Node) -> Iterator[Range]:
    """The node's own paragraphs, those that stand together as one.

    A heading is read by itself, and only for the clauses that depend on it ("X chủ trì, phối hợp với Y:").
    """
    run: Range | None = None
    for paragraph in node.paragraphs:
        if paragraph == node.heading:
            if node.children:
                yield paragraph
        elif run is None:
            run = paragraph
        elif _child_between(node, run.end, paragraph.start):
            yield run
            run = paragraph
        else:
            run = Range(run.start, paragraph.end)
    if run is not None:
        yield run


def _child_between(node: Node, low: int, high: int) -> bool:
    """Whether a sub-clause starts in ``[low, high)``."""
    first = bisect_left(node.children, low, key=lambda child: child.start)
    return first < len(node.children) and node.children[first].start < high


def _words(text: str, part: Range) -> str:
    return text[part.start : part.end]
