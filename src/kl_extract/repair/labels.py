"""Labels of points that an OCR without Vietnamese letters cannot tell apart: "đ)" read as "d)", "c)" as "¢)".

Points follow the Vietnamese alphabet (Nghị định 30/2020/NĐ-CP, phụ lục I), in which đ stands between d and e.
"""

import re
from collections.abc import Sequence

from kl_extract.repair.changes import Change

_LABEL = re.compile(r"([a-zđ¢])\)\s")
_NUMBERED = re.compile(r"\s*(?:\d+|[IVX]+)[.)]\s")
# 27 of 29 lines of the pairs that open with "¢)" are points c.
CENT_RIGHT = 0.93
# No pairs keep their pages whole, so how often the order of letters misleads was not measured.
ORDER_RIGHT = 0.9


def mended(lines: Sequence[str]) -> dict[int, Change]:
    """By line number the change of its label; letters are told by the labels before and after them.

    >>> [change.after for change in mended(["d) Sở Y tế", "d) Sở Nội vụ", "e) Sở Tài chính"]).values()]
    ['đ']
    """
    found: dict[int, Change] = {}
    labels = [(number, label[1]) for number, line in enumerate(lines) if (label := _LABEL.match(line))]
    for place, (number, letter) in enumerate(labels):
        if letter == "¢":
            found[number] = _change(letter, "c", CENT_RIGHT)
        if letter != "d":
            continue
        before = _beside(lines, labels, place, -1)
        after = _beside(lines, labels, place, 1)
        if before == "d" or (after == "e" and before not in ("c", "¢")):
            found[number] = _change(letter, "đ", ORDER_RIGHT)
    return found


def _beside(lines: Sequence[str], labels: Sequence[tuple[int, str]], place: int, step: int) -> str | None:
    """The letter of the label before or after, unless a numbered clause begins between them."""
    if not 0 <= place + step < len(labels):
        return None
    one, two = sorted((labels[place][0], labels[place + step][0]))
    between = lines[one + 1 : two + 1]
    return None if any(map(_NUMBERED.match, between)) else labels[place + step][1]


def _change(before: str, after: str, confidence: float) -> Change:
    return Change(0, 1, before, after, "spelling", confidence)
