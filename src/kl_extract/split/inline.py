"""Enumerations that run inside a paragraph: "(1) …; (2) …" or "(i) …, (ii) …"."""

import re
from dataclasses import dataclass

from kl_extract.marks import roman_value
from kl_extract.model import Range

_LABEL = re.compile(r"(?:(?<=[\s:;,.])|^)\((?P<key>\d{1,2}|[ivx]{1,5})\)(?=\s*[\w“\"])")


@dataclass(frozen=True, slots=True)
class InlineItem:
    """One item: where its label and its words stand."""

    label: Range
    words: Range


def inline_items(text: str, paragraph: Range) -> list[InlineItem]:
    """The items of the enumeration in ``paragraph``; none unless it runs 1, 2, … without a gap."""
    labels: list[re.Match[str]] = []
    for match in _LABEL.finditer(text, paragraph.start, paragraph.end):
        if _value(match["key"]) == len(labels) + 1:
            labels.append(match)
    if len(labels) < 2:
        return []
    ends = [match.start() for match in labels[1:]] + [paragraph.end]
    return [
        InlineItem(Range(match.start(), match.end()), _trimmed(text, match.end(), end))
        for match, end in zip(labels, ends, strict=True)
    ]


def _value(key: str) -> int | None:
    return int(key) if key.isdigit() else roman_value(key.upper())


def _trimmed(text: str, start: int, end: int) -> Range:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Range(start, end)
