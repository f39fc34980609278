"""Reading order: which rows stand in two columns at the head and the foot, and which run across the page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from statistics import median_low

from kl_extract.read.letters import fold
from kl_extract.read.tables import Table, insert_tables, part_tables
from kl_extract.read.tokens import Row, Token, rows_of

# Nghị định 30/2020, Phụ lục I: head and foot are tables without borders, 5–7 rows each. Twice that is allowed.
_MAX_HEAD_ROWS = 14
_MAX_ROWS_ABOVE_HEAD = 3
# The gutter lies between these shares of the printed width (left cell 6–8 cm of 16 cm).
_GUTTER_FROM, _GUTTER_TO = 0.25, 0.75
# Gaps in type sizes: a word space is 0.25, in justified text up to 0.7; cells of a head may come as near as 0.5.
_CLEAR_GAP, _NARROW_GAP = 1.0, 0.45
_WIDEST_SPACE = 0.8
# The gap between two cells is this much wider than the usual space between words of the same row.
_UNUSUAL = 1.6
_STEP = 2.0
_HEAD_CUE = re.compile(r"cong\W*ho\w?a\W*xa\W*h|doc\W*lap\W*.{0,3}tu\W*do|dang\W*cong\W*san")
_RECIPIENTS_CUE = re.compile(r"\W*n\wi\W*nh.n\b")
_AUTHORITY_CUE = re.compile(
    r"(tm|kt|tl|tuq|t/m|k/t|t/l)\b|(pho\s+)?(chu tich|chanh van phong|bi thu|bo truong|thu tuong|giam doc)$"
)
_MIN_FOOT_ROWS = 2


@dataclass(frozen=True, slots=True)
class _Zone:
    """Rows ``[start, end)`` that stand in two columns, left and right of ``gutter``."""

    start: int
    end: int
    gutter: float


def reading_order(
    tokens: Sequence[Token], head_expected: bool, tables: Sequence[Table] = ()
) -> tuple[Row, ...]:
    """Rows of a page in the order a person reads them, each with its column.

    ``head_expected`` is true for the first page; elsewhere a head is found only by its fixed words.
    """
    outside, inside = part_tables(tokens, tables)
    return insert_tables(_in_columns(rows_of(outside), head_expected), inside)


def _in_columns(rows: Sequence[Row], head_expected: bool) -> list[Row]:
    if not rows:
        return []
    head = _head(rows, head_expected)
    foot = _foot(rows, head.end if head else 0)
    ordered: list[Row] = []
    done = 0
    for zone in (zone for zone in (head, foot) if zone):
        ordered += rows[done : zone.start]
        ordered += _by_column(rows[zone.start : zone.end], zone.gutter)
        done = zone.end
    return [*ordered, *rows[done:]]


def _by_column(rows: Sequence[Row], gutter: float) -> list[Row]:
    """The left column, then the right one, each regrouped: their baselines need not agree."""
    tokens = [token for row in rows for token in row.tokens]
    left = [token for token in tokens if _middle(token) < gutter]
    right = [token for token in tokens if _middle(token) >= gutter]
    return rows_of(left, column=1) + rows_of(right, column=2)


def _middle(token: Token) -> float:
    return (token.box.x0 + token.box.x1) / 2


def _gap_at(row: Row, x: float) -> float | None:
    """The white gap of ``row`` at ``x``; None where ink crosses it, infinite where one side is empty."""
    left, right = row.sides(x)
    return None if left > x or right < x else right - left


def _two_sided(row: Row, x: float, gap: float) -> bool:
    found = _gap_at(row, x)
    return found is not None and gap * row.size <= found < inf


def _candidates(rows: Sequence[Row]) -> list[float]:
    """Places where a gutter may lie, a step of two points apart."""
    left, right = min(row.x0 for row in rows), max(row.x1 for row in rows)
    width = right - left
    first, last = left + _GUTTER_FROM * width, left + _GUTTER_TO * width
    return [first + _STEP * step for step in range(int((last - first) / _STEP) + 1)]


def _head(rows: Sequence[Row], expected: bool) -> _Zone | None:
    """The two-column head: two rows or more parted at one place, near the top of the page."""
    cue = any(_HEAD_CUE.search(fold(row.text)) for row in rows[: _MAX_ROWS_ABOVE_HEAD + 2])
    if not (cue or expected):
        return None
    gap, needed = (_NARROW_GAP, 1) if cue else (_CLEAR_GAP, 2)
    for start in range(min(_MAX_ROWS_ABOVE_HEAD + 1, len(rows))):
        if _RECIPIENTS_CUE.match(fold(rows[start].text)):
            break
        best = _longest_head(rows, start, gap, needed)
        if best:
            end = _stretch_head(rows, start, *best)
            return _Zone(start, end, best[1])
    return None


def _longest_head(rows: Sequence[Row], start: int, gap: float, needed: int) -> tuple[int, float] | None:
    """The end and the gutter of the run from ``start`` with most two-sided rows; the middle of the best places."""
    scored: list[tuple[int, float]] = []
    for x in _candidates(rows):
        sided = _sided_until_crossed(rows[start : start + _MAX_HEAD_ROWS], x, gap)
        if len(sided) >= needed and sided[0] == 0:
            scored.append((sided[-1], x))
    if not scored:
        return None
    last = max(last for last, _ in scored)
    places = [x for found, x in scored if found == last]
    return start + last + 1, places[len(places) // 2]


def _sided_until_crossed(rows: Sequence[Row], x: float, gap: float) -> list[int]:
    """Numbers of the two-sided rows before the first row that crosses ``x``."""
    sided: list[int] = []
    for number, row in enumerate(rows):
        found = _gap_at(row, x)
        if found is None or found < max(gap * row.size, _UNUSUAL * _usual_gap(row)):
            break
        if found < inf:
            sided.append(number)
    return sided


def _usual_gap(row: Row) -> float:
    """The usual space between the words of ``row``; no wider than one, where specks of OCR stand far apart."""
    gaps = [right.box.x0 - left.box.x1 for left, right in pairwise(row.tokens)]
    return min(median_low(gaps), _WIDEST_SPACE * row.size) if len(gaps) > 1 else 0.0


def _stretch_head(rows: Sequence[Row], start: int, end: int, gutter: float) -> int:
    """Takes in the rows below that belong to one column: set under its middle, not under the page's."""
    tokens = [token for row in rows[start:end] for token in row.tokens]
    left = _centre([token for token in tokens if _middle(token) < gutter])
    right = _centre([token for token in tokens if _middle(token) >= gutter])
    page = (min(row.x0 for row in rows) + max(row.x1 for row in rows)) / 2
    while end < len(rows) and end - start < _MAX_HEAD_ROWS:
        row = rows[end]
        if _gap_at(row, gutter) != inf or row.baseline - rows[end - 1].baseline > 3 * row.size:
            break
        middle = (row.x0 + row.x1) / 2
        if abs(middle - page) <= min(abs(middle - left), abs(middle - right)):
            break
        end += 1
    return end


def _centre(tokens: Sequence[Token]) -> float:
    return (min(token.box.x0 for token in tokens) + max(token.box.x1 for token in tokens)) / 2


def _foot(rows: Sequence[Row], after: int) -> _Zone | None:
    """The two-column foot: "Nơi nhận" at the left, authority and name at the right.

    The last "Nơi nhận" opens it; where that was not read (a stamp lies over it), the first authority line does.
    """
    numbers = range(after, len(rows))
    recipients = [number for number in reversed(numbers) if _RECIPIENTS_CUE.match(fold(rows[number].text))]
    authority = [number for number in numbers if _names_authority(rows[number])]
    for start in recipients + authority:
        zone = _foot_from(rows, start, after)
        if zone:
            return zone
    return None


def _names_authority(row: Row) -> bool:
    """Whether ``row`` ends, after a wide gap, in the capitals of an authority line: "… TL. CHỦ TỊCH"."""
    wide = [b for a, b in pairwise(row.tokens) if b.box.x0 - a.box.x1 > 2 * row.size]
    if not wide:
        return False
    right = " ".join(token.text for token in row.tokens if token.box.x0 >= wide[-1].box.x0)
    return right.isupper() and bool(_AUTHORITY_CUE.match(fold(right)))


def _foot_from(rows: Sequence[Row], start: int, after: int) -> _Zone | None:
    """The longest run of rows from ``start`` that one gutter parts, with something on either side."""
    best: tuple[int, int, float] | None = None
    for x in _candidates(rows):
        end = start
        while end < len(rows) and (_gap_at(rows[end], x) or 0.0) >= _CLEAR_GAP * rows[end].size:
            end += 1
        if end - start < _MIN_FOOT_ROWS:
            continue
        two = sum(_two_sided(row, x, _CLEAR_GAP) for row in rows[start:end])
        if (best is None or (end, two) > best[:2]) and _on_both_sides(rows[start:end], x):
            best = (end, two, x)
    if best is None:
        return None
    end, two, _ = best
    places = [x for x in _candidates(rows) if _keeps(rows[start:end], x, two)]
    gutter = places[len(places) // 2]
    while start > after and _right_only(rows[start - 1], gutter):
        start -= 1
    return _Zone(start, end, gutter)


def _on_both_sides(rows: Sequence[Row], x: float) -> bool:
    """Whether some words of ``rows`` lie left of ``x`` and some right of it."""
    sides = [row.sides(x) for row in rows]
    return max(left for left, _ in sides) > -inf and min(right for _, right in sides) < inf


def _keeps(rows: Sequence[Row], x: float, two_sided: int) -> bool:
    """Whether ``x`` parts all ``rows`` and as many of them have two sides."""
    clear = all((_gap_at(row, x) or 0.0) >= _CLEAR_GAP * row.size for row in rows)
    return clear and sum(_two_sided(row, x, _CLEAR_GAP) for row in rows) == two_sided


def _right_only(row: Row, gutter: float) -> bool:
    """A short row in capitals, right of the gutter: authority lines that start above "Nơi nhận"."""
    return row.x0 > gutter and row.text.isupper()
