"""Repairs of characters that are exact: the true text follows from the seen one without guessing."""

from collections.abc import Sequence

from kl_extract.legacy.runs import edits
from kl_extract.repair.changes import Change, RepairedLine, apply


def decoded(lines: Sequence[str]) -> list[RepairedLine]:
    """Each line with its runs of legacy charsets, glyph numbers and misread UTF-8 in Unicode, NFC.

    >>> decoded(["Giao ñy ban nh©n d©n tØnh"])[0].text
    'Giao ủy ban nhân dân tỉnh'
    """
    return [
        apply(line, [_change(line, edit.start, edit.end, edit.after) for edit in found])
        if found
        else RepairedLine(line)
        for line, found in zip(lines, edits(lines), strict=True)
    ]


def _change(line: str, start: int, end: int, after: str) -> Change:
    return Change(start, end, line[start:end], after, "charset", 1.0)
