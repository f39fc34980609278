"""Tables without ruled lines: columns told from the white between words, rows from the numbers in the first column.

A table opens with a heading whose first word is "STT" and ends where words run across its columns. Its columns go on
over pages, whether the heading is repeated or not. Works on rows of words, so that text layers and OCR share it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from kl_extract.read.letters import fold
from kl_extract.read.tokens import Row, Sheet, Token

# "STT", "TT", "Số TT", and "ST" where the narrow column broke the word.
_OPENS = re.compile(r"(?:s\.?t\.?t?|t\.?t|so)\.?$")
_NUMBER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,2}|[IVXL]{1,5}|[A-HĐ]|[a-z])[.)/_]*$")
_SECTION = re.compile(r"(?:[IVXL]{1,5}|[A-HĐ])[.)/]*$")
_STOPS = re.compile(r"\W*(?:noi nhan|phu luc|ghi chu\b|[*])")
_STROKES = frozenset("|[]_—–-¦!")
# Words of one cell stand a quarter of the type size apart, up to 0.7 in justified print; columns farther.
_CELL_GAP = 0.75
_ACROSS = 0.35
_MIN_COLUMNS = 3
_HEADING_ROWS = 6
# Rows of a table follow each other closer than this many type sizes.
_FAR = 4.5
# The gap between rows against that between lines.
_WIDE = 1.25


@dataclass(frozen=True, slots=True)
class _Grid:
    """``edges`` part the columns: the column of a word is the number of edges left of its middle."""

    edges: tuple[float, ...]

    def column(self, token: Token) -> int:
        """The column of ``token``, from 0."""
        middle = (token.box.x0 + token.box.x1) / 2
        return sum(edge < middle for edge in self.edges)


def with_aligned_tables(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets, the rows of unruled tables put together cell by cell."""
    done: list[Sheet] = []
    grid: _Grid | None = None
    for sheet in sheets:
        rows, grid = _tabled(list(sheet.rows), grid, drawn=sheet.reader == "ocr")
        done.append(sheet.with_rows(rows))
    return done


def _tabled(rows: list[Row], grid: _Grid | None, *, drawn: bool) -> tuple[list[Row], _Grid | None]:
    """The rows of one page, and the grid of a table that reaches its end; ``grid`` is that of the page before."""
    out: list[Row] = []
    place = 0
    if grid is not None and rows and not _opening(rows, 0):
        end = _end(rows, 0, grid)
        out += _table_rows(rows[:end], grid, drawn=drawn)
        place = end
    while place < len(rows):
        grid = None
        opening = _opening(rows, place)
        found = _grid(rows, place, opening) if opening else None
        if found is None:
            out.append(rows[place])
            place += 1
            continue
        grid = found
        end = _end(rows, opening, grid)
        out.append(_cells(rows[place:opening], grid))
        out += _table_rows(rows[opening:end], grid, drawn=drawn)
        place = end
    return out, grid


def _opening(rows: Sequence[Row], start: int) -> int:
    """Where the body of a table begins whose heading starts at row ``start``; 0 if none does.

    "STT" may stand lower than the first line of its neighbours.
    """
    first = next(
        (n for n in range(start, min(start + 3, len(rows))) if _OPENS.match(fold(rows[n].tokens[0].text))),
        None,
    )
    if first is None or any(row.table_row is not None or row.column for row in rows[start : first + 1]):
        return 0
    left = rows[first].tokens[0].box
    if any(row.x0 < left.x1 or len(_clusters(row.tokens)) < 2 for row in rows[start:first]):
        return 0
    for number in range(first + 1, min(first + _HEADING_ROWS, len(rows))):
        token = rows[number].tokens[0]
        if token.box.x0 < left.x1 and _NUMBER.match(token.text):
            return number
    return 0


def _clusters(tokens: Sequence[Token]) -> list[tuple[float, float]]:
    """Stretches of the page's width that words cover, those nearer than a gap between cells joined."""
    size = median(token.size for token in tokens)
    joined: list[tuple[float, float]] = []
    for x0, x1 in sorted((token.box.x0, token.box.x1) for token in tokens):
        if joined and x0 - joined[-1][1] < _CELL_GAP * size:
            joined[-1] = (joined[-1][0], max(joined[-1][1], x1))
        else:
            joined.append((x0, x1))
    return joined


def _grid(rows: Sequence[Row], start: int, opening: int) -> _Grid | None:
    """The columns of the heading, parted where the fewest words of the body are in the way."""
    heads = _clusters([token for row in rows[start:opening] for token in row.tokens])
    if len(heads) < _MIN_COLUMNS:
        return None
    body = list(_near(rows, opening))
    edges = tuple(_edge(left, right, body) for left, right in pairwise(heads))
    return _Grid(edges)


def _near(rows: Sequence[Row], start: int) -> Iterator[Row]:
    """Rows from ``start`` on, down to a wide gap, a ruled table or what never belongs to a table."""
    for number in range(start, len(rows)):
        row = rows[number]
        far = number > start and row.baseline - rows[number - 1].baseline > _FAR * row.size
        if far or row.table_row is not None or row.column or _STOPS.match(fold(row.text)):
            return
        yield row


def _edge(left: tuple[float, float], right: tuple[float, float], body: Sequence[Row]) -> float:
    """The middle of the whitest stretch between the middles of two headings."""
    low, high = (left[0] + left[1]) / 2, (right[0] + right[1]) / 2
    steps = [low + (high - low) * step / 40 for step in range(1, 40)]
    ink = [sum(_crosses(row, x) for row in body) + _inside(x, left, right) for x in steps]
    least = min(ink)
    runs: list[list[float]] = []
    for number, x in enumerate(steps):
        if ink[number] == least:
            if runs and number and ink[number - 1] == least:
                runs[-1].append(x)
            else:
                runs.append([x])
    widest = max(runs, key=len)
    return (widest[0] + widest[-1]) / 2


def _inside(x: float, left: tuple[float, float], right: tuple[float, float]) -> int:
    """A heading's own words weigh as much as many rows: an edge never runs through them."""
    return 0 if left[1] <= x <= right[0] else 1000


def _crosses(row: Row, x: float) -> bool:
    """Whether ``x`` lies in a word or in the blank between two words of one cell."""
    left = max((token.box.x1 for token in row.tokens if token.box.x0 < x), default=None)
    right = min((token.box.x0 for token in row.tokens if token.box.x0 >= x), default=None)
    if left is None:
        return False
    return left > x or (right is not None and right - left < _ACROSS * row.size)


def _end(rows: Sequence[Row], start: int, grid: _Grid) -> int:
    """Where the table ends: at words that run across its columns and head no section."""
    end = start
    for row in _near(rows, start):
        across = sum(_crosses(row, x) for x in grid.edges[1:])
        if across > 1 and not _is_section(row, grid):
            break
        end += 1
    return end


def _is_section(row: Row, grid: _Grid) -> bool:
    first = row.tokens[0]
    return grid.column(first) == 0 and _SECTION.match(first.text) is not None


def _table_rows(rows: Sequence[Row], grid: _Grid, *, drawn: bool) -> Iterator[Row]:
    """Lines put together: a row begins at each number, or where the widest gap is if numbers stand in the middle.

    In a ``drawn`` page a row also begins below a wide gap.
    """
    starts = [n for n, row in enumerate(rows) if _numbered(row, grid)]
    if drawn:
        starts = sorted({*starts, *_set_apart(rows, grid)})  # OCR passes over digits that stand alone
    if not starts:
        if rows:
            yield _cells(rows, grid)
        return
    middle = not drawn and _stand_in_the_middle(rows, starts)
    cuts = [_cut(rows, before, after) if middle else after for before, after in pairwise(starts)]
    first = 0 if middle else starts[0]
    if first:
        yield _cells(rows[:first], grid)
    for low, high in pairwise([first, *cuts, len(rows)]):
        yield _cells(rows[low:high], grid)


def _set_apart(rows: Sequence[Row], grid: _Grid) -> Iterator[int]:
    """Rows with words in several columns below a gap wider than those between lines."""
    gaps = [below.baseline - above.baseline for above, below in pairwise(rows)]
    usual = median(gaps) if gaps else 0.0
    for number, row in enumerate(rows):
        wide = number == 0 or gaps[number - 1] > _WIDE * usual
        if wide and len({grid.column(token) for token in row.tokens}) >= _MIN_COLUMNS - 1:
            yield number


def _numbered(row: Row, grid: _Grid) -> bool:
    first = row.tokens[0]
    return grid.column(first) == 0 and _NUMBER.match(first.text) is not None


def _stand_in_the_middle(rows: Sequence[Row], starts: Sequence[int]) -> bool:
    """Whether most numbers stand nearer to the line above them than rows are apart."""
    gaps = [below.baseline - above.baseline for above, below in pairwise(rows)]
    usual = median(gaps) if gaps else 0.0
    inner = [rows[n].baseline - rows[n - 1].baseline for n in starts if n]
    close = sum(gap <= 1.1 * usual for gap in inner)
    return bool(inner) and max(gaps) > 1.25 * usual and 2 * close > len(inner)


def _cut(rows: Sequence[Row], before: int, after: int) -> int:
    """The row below the widest gap between two numbers."""
    return max(range(before + 1, after + 1), key=lambda n: (rows[n].baseline - rows[n - 1].baseline, n))


def _cells(rows: Sequence[Row], grid: _Grid) -> Row:
    """One row of the table: its words column by column, each column from top to bottom."""
    placed: list[tuple[int, Token]] = []
    for row in rows:
        section = _is_section(row, grid) and any(_crosses(row, x) for x in grid.edges[1:])
        for token in row.tokens:
            if _STROKES.issuperset(token.text):
                continue
            column = grid.column(token)
            placed.append((min(column, 1) if section else column, token))
    placed.sort(key=lambda pair: pair[0])
    kept = placed or [(0, token) for row in rows for token in row.tokens]
    return Row(tuple(token for _, token in kept), table_row=1, cells=tuple(column for column, _ in kept))
