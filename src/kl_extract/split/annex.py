"""Annex tables: rows of tasks under columns such as STT | Nội dung | Chủ trì | Phối hợp | Thời hạn.

*read* parts the cells of a row by tabs. Rows are clauses ``phu-luc-1.3``: annex 1, row 3; a number that stands
twice in one annex gets the suffix ``~2``. Rows that head others ("I. Lĩnh vực kinh tế") are no tasks, but a body
they name leads the rows below that name none; so does a lead whose cell was merged over several rows. A row cut by
the end of a page goes on with the one before.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from kl_extract.marks import roman_value
from kl_extract.model import AnnexRow, Paragraph, Range, Text
from kl_extract.resources import read_toml
from kl_extract.split.columns import is_column_count, opens_table, subheading, table_columns
from kl_extract.split.cues import cue

_LABEL = re.compile(
    r"[\W_]*(?P<key>\d{1,3}(?:\.\d{1,3}){0,3}[a-zđ]?|[IVXL]{1,5}(?:\.\d{1,3}){0,2}|[a-zđA-HĐ])[\W_]*"
)
_LETTER = re.compile(r"[a-zđ]")
_HEADS = re.compile(r"\W*(?:[IVXL]{1,5}|[A-HĐ])\W*")
_LEADS = ("lead", "bodies")


def annex_rows(text: Text, paragraphs: Sequence[Paragraph]) -> tuple[AnnexRow, ...]:
    """The rows of all tables of tasks, in order."""
    reader = _Reader(text)
    for paragraph in paragraphs:
        reader.add(paragraph)
    return tuple(reader.rows)


def names_tasks(text: Text, paragraph: Paragraph) -> bool:
    """Whether a paragraph is the heading of a table of tasks."""
    words = text.value[paragraph.start : paragraph.end]
    return "\t" in words and bool(table_columns(words.split("\t")))


@dataclass(slots=True)
class _Reader:
    """Takes the paragraphs of the annexes in order."""

    text: Text
    rows: list[AnnexRow] = field(default_factory=list)
    _annex: int = 0
    _columns: dict[int, str] = field(default_factory=dict)
    _at_heading: bool = False
    _page: int = 0
    _section: Range | None = None
    _lead: Range | None = None
    _last: int = 0
    _next_letter: str = ""
    _counts: dict[str, int] = field(default_factory=dict)

    def add(self, paragraph: Paragraph) -> None:
        """Take the next paragraph: a title, a heading of columns, a section, a row, or none of these."""
        words = self.text.value[paragraph.start : paragraph.end]
        opening = cue("annex").match(words)
        if opening is not None and "\t" not in words:
            self._open(_number(opening["key"], self._annex + 1))
            return
        cells = _cells(self.text.value, paragraph)
        named = [self.text.value[cell.start : cell.end] for cell in cells]
        heading = table_columns(named)
        if heading:
            if heading != self._columns:
                self._section = self._lead = None
            self._columns, self._at_heading = heading, True
        elif self._columns and opens_table(named):
            self._columns = {}
        elif self._columns and self._at_heading and (more := subheading(named, self._columns)):
            self._columns = more
        elif self._columns and not is_column_count(named):
            self._row(paragraph, cells)
            self._at_heading = False

    def _open(self, annex: int) -> None:
        if annex != self._annex:
            self._counts, self._last, self._next_letter = {}, 0, ""
        self._annex, self._columns = annex, {}
        self._section = self._lead = None

    def _row(self, paragraph: Paragraph, cells: Sequence[Range]) -> None:
        by_role = {
            role: cells[place]
            for place, role in self._columns.items()
            if place < len(cells) and cells[place].end > cells[place].start
        }
        turned = paragraph.page != self._page
        self._page = paragraph.page
        if self._heads(cells, by_role):
            filled = [cell for cell in cells if cell.end > cell.start]
            self._section, self._lead = filled[-1], None
        elif self.rows and turned and self._continues(by_role):
            before = self.rows[-1]
            self.rows[-1] = replace(before, end=paragraph.end, cells=(*before.cells, *by_role.items()))
        elif "task" in by_role:
            self.rows.append(self._made(paragraph, by_role))

    def _heads(self, cells: Sequence[Range], by_role: dict[str, Range]) -> bool:
        """Whether the row only heads those below: one cell in all, or a Roman number and one more."""
        filled = [cell for cell in cells if cell.end > cell.start]
        words = [self.text.value[cell.start : cell.end] for cell in filled]
        if len(filled) == 1:
            return _LABEL.fullmatch(words[0]) is None and (
                _section().match(words[0]) is not None or len(cells) == 1
            )
        number = by_role.get("number")
        if len(filled) != 2 or number != filled[0]:
            return False
        return _HEADS.fullmatch(words[0]) is not None or _section().match(words[1]) is not None

    def _continues(self, by_role: dict[str, Range]) -> bool:
        """Whether the first row of a page goes on with the last one: it has no number, and is no row by itself."""
        if "number" in by_role or "number" not in self._columns.values():
            return False
        task = by_role.get("task")
        return (
            task is None
            or self.text.value[task.start].islower()
            or not any(role in by_role for role in (*_LEADS, "deadline"))
        )

    def _made(self, paragraph: Paragraph, by_role: dict[str, Range]) -> AnnexRow:
        lead = next((by_role[role] for role in _LEADS if role in by_role), None)
        has_column = any(role in self._columns.values() for role in _LEADS)
        if lead is not None:
            self._lead = lead
        number = by_role.get("number")
        label = self.text.value[number.start : number.end] if number else ""
        annex = f"phu-luc-{max(self._annex, 1)}"
        return AnnexRow(
            id=f"{annex}.{self._key(label)}",
            label=label,
            start=min(cell.start for cell in by_role.values()),
            end=paragraph.end,
            cells=tuple(sorted(by_role.items(), key=lambda pair: pair[1].start)),
            merged_lead=self._lead if lead is None and has_column else None,
            section=self._section if lead is None else None,
        )

    def _key(self, label: str) -> str:
        """The row's number, else the one that comes next; with a suffix if another row of the annex bears it."""
        match = _LABEL.fullmatch(label)
        key = match["key"] if match else str(self._last + 1)
        if self._last and _LETTER.fullmatch(key):
            # A letter that follows no letter is a figure misread ("v" for 5).
            key = key if key in {"a", self._next_letter} else str(self._last + 1)
        self._next_letter = chr(ord(key) + 1) if _LETTER.fullmatch(key) else ""
        self._last = int(key) if key.isdigit() else self._last
        self._counts[key] = self._counts.get(key, 0) + 1
        return key if self._counts[key] == 1 else f"{key}~{self._counts[key]}"


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


@cache
def _section() -> re.Pattern[str]:
    return re.compile(read_toml("annex.toml")["section"]["pattern"])
