"""Letters of points that an OCR without Vietnamese letters cannot tell apart: "đ)" read as "d)", "c)" as "¢)".

Points follow the Vietnamese alphabet (Nghị định 30/2020/NĐ-CP, phụ lục I), in which đ stands between d and e.
"""

import re
from collections import defaultdict
from collections.abc import Sequence

from kl_extract.repair.changes import Change

_LABEL = re.compile(r"([a-zđ¢])\)\s")
# "điểm a, c, d và d": the second of two is đ, for points are named in the order of the alphabet.
_AFTER_D = re.compile(r"(?<!\w)d(?:,| v\w| v\w diém| v\w diem)? (d)(?![\w)])")
_NUMBERED = re.compile(r"\s*(?:\d+|[IVX]+)[.)]\s")
# 27 of 29 lines of the pairs that open with "¢)" are points c.
CENT_RIGHT = 0.93
# All eleven lists in the pairs that name d twice mean d and đ.
LIST_RIGHT = 0.92
# No pairs keep their pages whole, so how often the order of letters misleads was not measured.
ORDER_RIGHT = 0.9


def mended(lines: Sequence[str]) -> dict[int, list[Change]]:
    """By line number the changes of letters of points, told by those before and after them.

    >>> lines = ["d) Sở Y tế", "d) Sở Nội vụ", "e) Sở Tài chính"]
    >>> {number: change.after for number, (change,) in mended(lines).items()}
    {1: 'đ'}
    >>> mended(["theo điểm c, d và d khoản 2"])[0][0].start
    18
    """
    found: dict[int, list[Change]] = defaultdict(list)
    for number, line in enumerate(lines):
        found[number] += [
            _change(letter.start(1), "d", "đ", LIST_RIGHT) for letter in _AFTER_D.finditer(line)
        ]
    labels = [(number, label[1]) for number, line in enumerate(lines) if (label := _LABEL.match(line))]
    for place, (number, letter) in enumerate(labels):
        if letter == "¢":
            found[number].insert(0, _change(0, letter, "c", CENT_RIGHT))
        if letter != "d":
            continue
        before = _beside(lines, labels, place, -1)
        after = _beside(lines, labels, place, 1)
        if before == "d" or (after == "e" and before not in ("c", "¢")):
            found[number].insert(0, _change(0, letter, "đ", ORDER_RIGHT))
    return {number: changes for number, changes in found.items() if changes}


def _beside(lines: Sequence[str], labels: Sequence[tuple[int, str]], place: int, step: int) -> str | None:
    """The letter of the label before or after, unless a numbered clause begins between them."""
    if not 0 <= place + step < len(labels):
        return None
    one, two = sorted((labels[place][0], labels[place + step][0]))
    between = lines[one + 1 : two + 1]
    return None if any(map(_NUMBERED.match, between)) else labels[place + step][1]


def _change(at: int, before: str, after: str, confidence: float) -> Change:
    return Change(at, at + 1, before, after, "spelling", confidence)
