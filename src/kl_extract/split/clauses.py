"""Builds the tree of clauses from labelled and unlabelled paragraphs.

Ids follow the contract: the path of labels without punctuation, joined by dots; bullets are counted
within their parent, each kind apart; a label that a sibling already bears gets the suffix ``~2``.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from kl_extract.contract import NoticeWarning
from kl_extract.letters import UPPER
from kl_extract.marks import BULLETS, RANKS, Mark, parse_mark
from kl_extract.model import Node, Range, Text
from kl_extract.split.inline import InlineItem, inline_items

# A heading is one sentence at most and no longer than two or three printed lines.
_LONGEST_HEADING = 260
_SENTENCE_END = re.compile(rf"[.;!?]\s+[{UPPER}]")


@dataclass(slots=True)
class _Draft:
    id: str
    label: str
    level: str
    order: int
    start: int
    paragraphs: list[Range]
    children: list["_Draft"] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    last: dict[str, "_Draft"] = field(default_factory=dict)
    """The last child of each level."""

    def take(self, child: "_Draft") -> None:
        """Put ``child`` after the children there are."""
        self.children.append(child)
        self.last[child.level] = child


class ClauseBuilder:
    """Takes paragraphs in reading order and yields the finished tree."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._root = _Draft("", "", "root", 0, 0, [])
        self._open: list[_Draft] = [self._root]
        self._plain = 0
        self.warnings: list[NoticeWarning] = []

    def add(self, paragraph: Range, *, numbered: bool = True) -> None:
        """Take the next paragraph, with or without a label; in a notice that is not ``numbered`` every paragraph
        without one is a clause."""
        mark = parse_mark(self._text.value[paragraph.start : paragraph.end])
        if mark is None and not numbered:
            self._open_plain(paragraph)
        elif mark is None:
            self._append(paragraph)
        else:
            self._open_clause(paragraph, mark)

    def nodes(self) -> tuple[Node, ...]:
        """The finished clauses."""
        return tuple(self._freeze(draft) for draft in self._root.children)

    def _append(self, paragraph: Range) -> None:
        """An unlabelled paragraph goes on with the last clause that is no bullet: bullets are one paragraph."""
        owners = [draft for draft in self._open if draft.level not in BULLETS]
        owner = owners[-1] if len(owners) > 1 else self._open[-1]
        while self._open[-1] is not owner:
            self._open.pop()
        owner.paragraphs.append(paragraph)

    def _open_clause(self, paragraph: Range, mark: Mark) -> None:
        parent = self._parent_of(mark)
        key = self._key(parent, mark)
        seen = parent.counts.get(key, 0)
        parent.counts[key] = seen + 1
        clause_id = f"{parent.id}.{key}" if parent.id else key
        if seen:
            clause_id = f"{clause_id}~{seen + 1}"
        start = paragraph.start + mark.start
        draft = _Draft(
            clause_id,
            mark.label,
            mark.level,
            mark.order,
            start,
            [Range(paragraph.start + mark.end, paragraph.end)],
        )
        if mark.level not in BULLETS:
            self._check_numbering(parent, draft, repeated=seen > 0)
        parent.take(draft)
        self._open.append(draft)

    def _open_plain(self, paragraph: Range) -> None:
        self._plain += 1
        draft = _Draft(f"p{self._plain}", "", "plain", 0, paragraph.start, [paragraph])
        self._root.take(draft)
        self._open = [self._root, draft]

    def _parent_of(self, mark: Mark) -> _Draft:
        """Close what the label cannot stand under; what is left open is its parent."""
        while len(self._open) > 1 and RANKS.get(self._open[-1].level, -1) >= mark.rank:
            self._open.pop()
        return self._open[-1]

    def _key(self, parent: _Draft, mark: Mark) -> str:
        if mark.level in BULLETS:
            parent.counts[mark.key] = parent.counts.get(mark.key, 0) + 1
            return f"{mark.key}{parent.counts[mark.key]}"
        if mark.level == "decimal" and parent.level == "number":
            head = parent.label.strip("’'‘` .)/-")
            return mark.key.removeprefix(f"{head}.")
        return mark.key

    def _check_numbering(self, parent: _Draft, draft: _Draft, *, repeated: bool) -> None:
        before = parent.last.get(draft.level)
        if repeated:
            self._warn("numbering-repeat", draft, f"{draft.label} stands twice")
        elif before and draft.order != before.order + 1 and not _skips_dd(before, draft):
            self._warn("numbering-gap", draft, f"{draft.label} follows {before.label}")
        elif not before and draft.order != 1:
            self._warn("numbering-gap", draft, f"{draft.label} is the first of its list")

    def _warn(self, code: str, draft: _Draft, message: str) -> None:
        span = self._text.span(draft.start, draft.start + len(draft.label))
        self.warnings.append(NoticeWarning(code=code, message=message, clause=draft.id, span=span))

    def _freeze(self, draft: _Draft) -> Node:
        heading = _heading(self._text.value, draft)
        paragraphs: list[Range] = draft.paragraphs
        inline: tuple[Node, ...] = ()
        if not draft.children:
            paragraphs, inline = _enumerated(self._text.value, draft)
        children = (*inline, *(self._freeze(child) for child in draft.children))
        ends = [paragraph.end for paragraph in draft.paragraphs] + [child.end for child in children]
        return Node(
            id=draft.id,
            label=draft.label,
            level=draft.level,
            start=draft.start,
            end=max(ends),
            heading=heading,
            paragraphs=tuple(paragraphs),
            children=children,
        )


def _skips_dd(before: _Draft, draft: _Draft) -> bool:
    """Lists without đ are usual ("d) … e) …"): Nghị định 30/2020 letters with it, many offices without."""
    return draft.level == "letter" and before.label[0] == "d" and draft.label[0] == "e"


def _heading(text: str, draft: _Draft) -> Range | None:
    """The clause's first paragraph, where it names a matter or a body and leaves the rest to what follows."""
    if len(draft.paragraphs) < 2 and not draft.children:
        return None
    first = draft.paragraphs[0]
    words = text[first.start : first.end]
    if len(words) > _LONGEST_HEADING or _SENTENCE_END.search(words):
        return None
    return None if words.rstrip().endswith((".", ";", "!", "?")) else first


def _enumerated(text: str, draft: _Draft) -> tuple[list[Range], tuple[Node, ...]]:
    """A list "(1) …; (2) …" inside a paragraph becomes children; the words before it stay the clause's own."""
    own: list[Range] = []
    nodes: list[Node] = []
    labels: Counter[str] = Counter()
    for paragraph in draft.paragraphs:
        items = inline_items(text, paragraph)
        numbered = _numbered(text, items, labels)
        labels.update(text[item.label.start : item.label.end] for item in items)
        own.append(Range(paragraph.start, items[0].label.start) if items else paragraph)
        nodes.extend(
            Node(
                id=f"{draft.id}.{text[item.label.start : item.label.end]}" + (f"~{turn}" if turn > 1 else ""),
                label=text[item.label.start : item.label.end],
                level="inline",
                start=item.label.start,
                end=item.words.end,
                heading=None,
                paragraphs=(item.words,),
            )
            for item, turn in numbered
        )
    return [part for part in own if text[part.start : part.end].strip()] or own[:1], tuple(nodes)


def _numbered(text: str, items: Iterable[InlineItem], earlier: Counter[str]) -> list[tuple[InlineItem, int]]:
    """Each item, and how often its label stands when the paragraphs before are counted in."""
    return [(item, earlier[text[item.label.start : item.label.end]] + 1) for item in items]
