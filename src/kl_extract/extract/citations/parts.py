"""Parts of a document that are cited: "điểm a khoản 2 Điều 5", "Điều 8 và Điều 9"."""

import re

_UNIT = r"(?:điểm|khoản|điều|tiểu mục|mục|chương|phần|phụ lục)"
_VALUE = r"(?:\d{1,3}[a-zđ]?|[a-zđ]|[IVXLC]{1,6})(?!\w)"
_PART = rf"{_UNIT}\s{_VALUE}(?:(?:,\s|\svà\s|\sđến\s|\s?[-–]\s?){_VALUE}){{0,6}}"
_BEFORE = re.compile(
    rf"(?<!\w)(?:các\s)?(?P<parts>{_PART}(?:(?:,?\s|,?\svà\s|;\s|\sđến\s)(?:các\s)?{_PART}){{0,5}}),?\s"
    r"(?:của\s|tại\s|thuộc\s|ban hành\s)?(?:kèm theo\s)?$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(rf"(?:,|;|\svà)\s(?:các\s)?(?=({_UNIT})\s)", re.IGNORECASE)
_FIRST_UNIT = re.compile(_UNIT, re.IGNORECASE)
# From small to large (Nghị định 30/2020/NĐ-CP, Phụ lục II, V.7).
_RANKS = {"điểm": 0, "khoản": 1, "điều": 2, "tiểu mục": 3, "mục": 4, "chương": 5, "phần": 6, "phụ lục": 7}
_REACH = 130


def parts_before(text: str, start: int, floor: int) -> tuple[tuple[str, ...], int]:
    """The parts named right before a document at ``start``, and where they open (``start`` if none)."""
    low = max(floor, start - _REACH)
    match = _BEFORE.search(text, low, start)
    if match is None:
        return (), start
    return _split(match["parts"]), match.start()


def _split(words: str) -> tuple[str, ...]:
    """Single parts, each with its largest unit: "khoản 3, Điều 1" and "khoản 5, khoản 6 Điều 10" are one each."""
    parts, opens = [], 0
    largest = max(_RANKS[unit.lower()] for unit in _FIRST_UNIT.findall(words))
    for match in _BETWEEN.finditer(words):
        last = _FIRST_UNIT.findall(words, opens, match.start())[-1].lower()
        if _RANKS[last] == largest:
            parts.append(words[opens : match.start()])
            opens = match.end()
    return (*parts, words[opens:])
