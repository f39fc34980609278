"""How lines open, mended where our own OCR read them: bullets, numbers of clauses, and the letter d of points.

Clauses are numbered "1.", "2.", points "a)", "b)", "c)", "d)", "đ)" (Nghị định 78/2025/NĐ-CP on drafting, Nghị định
30/2020/NĐ-CP, phụ lục I), so no clause opens with a small letter and a full stop, and no "đ)" follows "c)".
"""

import re
from collections.abc import Mapping, Sequence

from kl_extract.letters import UPPER
from kl_extract.repair.changes import Change
from kl_extract.repair.labels import ORDER_RIGHT

# A short rule before a word is a bullet: longer ones are places to fill in.
_RULE = re.compile(r"\s*(_{1,2}|ˆ)\s+[^\W\d_]")
_ONE = re.compile(rf"\s*([lïìíiI])[.,]\s*[{UPPER}]")
_CLAUSE = re.compile(r"\s*(\d{1,2})\.(?!\d)\s*\w")
_ROMAN = re.compile(r"\s*I{2,3}\.\s")
_POINT = re.compile(r"\s*([a-zđ])\)\s*\w")
# Natural log of the odds: what the OCR trusted as much as most words is right. Of the 31 labels of rendered pages that
# were read as "đ)" with less 29 are "d)"; 23 of 25 "I." are "1.".
_DOUBTFUL = -0.5
_RIGHT = 0.92


def mended(lines: Sequence[str], doubts: Mapping[tuple[int, int], float]) -> dict[int, list[Change]]:
    """By line number the change of what the line opens with; ``doubts`` are those of ``mend``.

    >>> found = mended(["_ Giao Sở Y tế", "l. Sở Nội vụ", "c) Kinh phí", "đ) Thời gian"], {(3, 0): 1.2})
    >>> {number: (change.before, change.after) for number, (change,) in found.items()}
    {0: ('_', '-'), 1: ('l', '1'), 3: ('đ', 'd')}
    """
    found: dict[int, Change] = {}
    for number, line in enumerate(lines):
        if rule := _RULE.match(line):
            found[number] = _change(rule, "-")
    found |= _clauses(lines) | _points(lines, doubts)
    return {number: [change] for number, change in sorted(found.items())}


def _clauses(lines: Sequence[str]) -> dict[int, Change]:
    """Clauses 1 that were read as a letter; "I." is one where clause 2 comes before any other clause or part II."""
    found: dict[int, Change] = {}
    pending: tuple[int, re.Match[str]] | None = None
    for number, line in enumerate(lines):
        if one := _ONE.match(line):
            if one[1] != "I":
                found[number] = _change(one, "1")
            pending = (number, one) if one[1] == "I" else None
        elif clause := _CLAUSE.match(line):
            if pending and clause[1] == "2":
                found[pending[0]] = _change(pending[1], "1")
            pending = None
        elif _ROMAN.match(line):
            pending = None
    return found


def _points(lines: Sequence[str], doubts: Mapping[tuple[int, int], float]) -> dict[int, Change]:
    """Points "d)" that were read as "đ)": those after point c, before a new clause."""
    found: dict[int, Change] = {}
    before = ""
    for number, line in enumerate(lines):
        if point := _POINT.match(line):
            before, last = point[1], before
            doubtful = doubts.get((number, point.start(1)), 0.0) > _DOUBTFUL
            if before == "đ" and last == "c" and doubtful:
                found[number] = _change(point, "d")
                before = "d"
        elif _CLAUSE.match(line):
            before = ""
    return found


def _change(opening: re.Match[str], after: str) -> Change:
    return Change(opening.start(1), opening.end(1), opening[1], after, "spelling", min(_RIGHT, ORDER_RIGHT))
