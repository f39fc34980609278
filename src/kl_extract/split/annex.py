"""Annex tables: rows of tasks under columns such as STT | Nội dung | Chủ trì | Phối hợp | Thời hạn.

*read* parts the cells of a row by tabs. Rows are clauses ``phu-luc-1.3``: annex 1, row 3.
"""

import re
from collections.abc import Sequence
from functools import cache

from kl_extract.marks import roman_value
from kl_extract.model import AnnexRow, Paragraph, Range, Text
from kl_extract.resources import read_toml
from kl_extract.split.cues import cue

# A table of tasks names at least what is to be done and who does it.
_FEWEST_COLUMNS = 2


def annex_rows(text: Text, paragraphs: Sequence[Paragraph]) -> tuple[AnnexRow, ...]:
    """The rows of all annex tables whose columns are known, in order."""
    rows: list[AnnexRow] = []
    annex, columns = 0, dict[int, str]()
    for paragraph in paragraphs:
        words = text.value[paragraph.start : paragraph.end]
        opening = cue("annex").match(words)
        if opening is not None and "\t" not in words:
            annex, columns = _number(opening["key"], annex + 1), {}
            continue
        cells = _cells(text.value, paragraph)
        heading = _columns(text.value, cells)
        if heading:
            columns = heading
        elif columns and len(cells) > max(columns):
            by_role = {role: cells[place] for place, role in columns.items()}
            rows.append(_row(text.value, paragraph, by_role, f"phu-luc-{max(annex, 1)}", len(rows) + 1))
    return tuple(rows)


def _number(key: str | None, count: int) -> int:
    if key is None:
        return count
    return int(key) if key.isdigit() else roman_value(key) or count if set(key) <= set("IVXL") else count


def _cells(text: str, paragraph: Paragraph) -> list[Range]:
    """The cells of a row, without blanks around them; one cell where there is no tab."""
    cells, start = [], paragraph.start
    for part in text[paragraph.start : paragraph.end].split("\t"):
        low = start + len(part) - len(part.lstrip())
        cells.append(Range(low, max(low, start + len(part.rstrip()))))
        start += len(part) + 1
    return cells


def _columns(text: str, cells: Sequence[Range]) -> dict[int, str]:
    """What each column is for, if the cells are the heading of a table of tasks."""
    names = [" ".join(text[cell.start : cell.end].lower().split()) for cell in cells]
    found = {place: role for place, name in enumerate(names) if (role := _roles().get(name)) is not None}
    return found if len(found) >= _FEWEST_COLUMNS and {"task", "lead"} <= set(found.values()) else {}


@cache
def _roles() -> dict[str, str]:
    table: dict[str, list[str]] = read_toml("annex.toml")["columns"]
    return {name: role for role, names in table.items() for name in names}


def _row(text: str, paragraph: Paragraph, by_role: dict[str, Range], annex: str, count: int) -> AnnexRow:
    """The row, named by its number, else by its place among all rows."""
    number = by_role.get("number")
    label = text[number.start : number.end] if number else ""
    key = re.sub(r"\W+$", "", label) or str(count)
    filled = ((role, part) for role, part in by_role.items() if part.end > part.start)
    return AnnexRow(f"{annex}.{key}", label, paragraph.start, paragraph.end, tuple(filled))
