"""What the columns of an annex table are for, told from their headings."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from kl_extract.resources import read_toml

Columns = Mapping[int, str]
"""Roles of ``annex.toml`` by the place of the column."""

# A table of tasks says what is to be done, and by whom or by when.
_WHO_OR_WHEN = frozenset({"lead", "bodies", "deadline"})


def table_columns(cells: Sequence[str]) -> dict[int, str]:
    """The columns, if ``cells`` are the heading of a table of tasks; else none."""
    found = {} if any(_DAY.search(cell) for cell in cells) else _roles(cells)
    roles = set(found.values())
    if found and "number" not in roles and 0 not in found and 1 in found:
        found[0] = "number"  # whatever it is called, or however it was read: it stands where numbers do
    return found if "task" in roles and roles & _WHO_OR_WHEN and len(found) >= 2 else {}


def subheading(cells: Sequence[str], columns: Columns) -> dict[int, str]:
    """The columns once a second row of headings ("Chủ trì | Phối hợp" below "Phân công") is taken in; else none."""
    named = [cell for cell in cells if cell.strip()]
    found = _roles(cells)
    if not named or len(found) != len(named) or set(found.values()) <= {"number"}:
        return {}
    return {**columns, **found}


def opens_table(cells: Sequence[str]) -> bool:
    """Whether a row is the heading of any table: its first cell is "STT"."""
    return len(cells) > 1 and _role(cells[0]) == "number"


def is_column_count(cells: Sequence[str]) -> bool:
    """Whether a row only numbers the columns: "(1) (2) (3)", "A B 1 2"."""
    named = [cell.strip() for cell in cells if cell.strip()]
    return len(named) > 2 and all(re.fullmatch(r"\(?(?:\d{1,2}|[A-E])\)?", cell) for cell in named)


def _roles(cells: Sequence[str]) -> dict[int, str]:
    found: dict[int, str] = {}
    for place, cell in enumerate(cells):
        role = _role(cell)
        if role is not None and role not in found.values():
            found[place] = role
    return found


# A heading is a few words without a day; what is longer is a cell of the table.
_LONGEST = 48
# Specks and pieces of lines that an OCR reads beside it.
_AROUND = " '\"`´‘’“”«»|¦!_~^*•·°.,:;-–—/\\()[]{}<>=+"
_DAY = re.compile(r"^\s*\d+\s*$|\d[./]\d")


def _role(heading: str) -> str | None:
    name = " ".join(heading.lower().split()).strip(_AROUND)
    if not name or len(name) > _LONGEST:
        return None
    return next((role for role, pattern in _patterns() if pattern.search(name)), None)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["role"], re.compile(row["pattern"])) for row in read_toml("annex.toml")["columns"])
