"""Word documents (.docx): paragraphs and tables in document order, with the numbers that Word writes by itself."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from kl_extract.errors import DamagedInputError, TooLargeError
from kl_extract.model import Line, Page
from kl_extract.read.coded import Coded, glued, moved
from kl_extract.read.letters import fold
from kl_extract.read.numbering import Numbering
from kl_extract.read.quality import measure
from kl_extract.read.wordtext import W, paragraph_lines

# A notice unpacks to some megabytes; far more is a bomb.
_MAX_UNPACKED = 512 * 1024 * 1024
# Head and foot are tables of two cells without borders, a few rows each.
_MAX_LAYOUT_ROWS = 4
_LAYOUT_CUE = re.compile(r"cong\W*hoa\W*xa\W*hoi|dang cong san|doc lap\W.*hanh phuc|noi nhan")
_FEW_COLUMNS = 2
_CONTAINERS = frozenset(W + tag for tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"))
_PAGE_NUMBER = re.compile(r"[\s\-–—]*+(?:trang)?\s*+\d*+\s*+(?:/\s*+\d*+)?[\s\-–—]*+", re.IGNORECASE)


def read_docx(data: bytes, name: str) -> tuple[Page, ...]:
    """The document as one page; each paragraph is a line, each row of a table too.

    Raises DamagedInputError, and TooLargeError for a document that unpacks to more than 512 MiB.
    """
    lines = list(_lines(_open(data, name)))
    quality = measure(word for line in lines for word in line.text.split()).quality
    return (Page(number=1, lines=tuple(lines), reader="plain", quality=quality),)


def _open(data: bytes, name: str) -> Any:
    import docx  # noqa: PLC0415

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(member.file_size for member in archive.infolist()) > _MAX_UNPACKED:
                raise TooLargeError(name, "the document unpacks to more than 512 MiB", "save it as PDF")
        return docx.Document(io.BytesIO(data))
    except TooLargeError:
        raise
    except Exception as error:  # python-docx and lxml raise errors of every kind on damaged files
        raise DamagedInputError(
            name, "the Word document is damaged", "open it in Word and save it again"
        ) from error


def _lines(document: Any) -> Iterator[Line]:
    numbering = Numbering(_numbering_root(document))
    yield from _margin_lines(document, numbering, "header")
    yield from _block_lines(document.element.body, document, numbering)
    yield from _margin_lines(document, numbering, "footer")


def _numbering_root(document: Any) -> Any | None:
    """The list definitions; python-docx would make new ones where a document has none."""
    parts = [rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")]
    return parts[0].element if parts else None


def _margin_lines(document: Any, numbering: Numbering, kind: str) -> Iterator[Line]:
    """Headers or footers that say more than a page number, each text once."""
    seen: set[str] = set()
    for section in document.sections:
        for which in (f"first_page_{kind}", kind):
            part = getattr(section, which)
            if part.is_linked_to_previous:
                continue
            for line in _block_lines(part._element, document, numbering):
                if line.text not in seen and not _PAGE_NUMBER.fullmatch(line.text):
                    seen.add(line.text)
                    yield line


def _block_lines(parent: Any, document: Any, numbering: Numbering) -> Iterator[Line]:
    """Lines of paragraphs and tables below ``parent``, also inside content controls and tracked insertions."""
    for child in parent:
        if child.tag == f"{W}p":
            yield from paragraph_lines(child, document, numbering)
        elif child.tag == f"{W}tbl":
            yield from _table_lines(child, document, numbering)
        elif child.tag in _CONTAINERS:
            yield from _block_lines(child, document, numbering)


def _table_lines(table: Any, document: Any, numbering: Numbering) -> Iterator[Line]:
    rows = [list(_row_cells(row, document, numbering)) for row in _rows(table)]
    columns = _two_columns(rows)
    if columns is not None and _is_layout(table, rows):
        for column, index in enumerate(columns, 1):
            for row in rows:
                yield from (_in_column(line, column) for line in (row[index] if index < len(row) else []))
        return
    for number, row in enumerate(rows, 1):
        yield from _row_line(row, number)


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == f"{W}tr":
            yield child
        elif child.tag in _CONTAINERS:
            yield from _rows(child)


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag in _CONTAINERS:
            yield from _cells(child)


def _row_cells(row: Any, document: Any, numbering: Numbering) -> Iterator[list[Line]]:
    """The lines of each cell; a cell over several columns is followed by empty ones."""
    yield from ([] for _ in range(_number_in(row, f"{W}trPr/{W}gridBefore", 0)))
    for cell in _cells(row):
        yield list(_block_lines(cell, document, numbering))
        yield from ([] for _ in range(_number_in(cell, f"{W}tcPr/{W}gridSpan", 1) - 1))


def _number_in(element: Any, path: str, default: int) -> int:
    """The number that a setting of ``element`` states, at most the 63 columns of Word's tables."""
    found = element.find(path)
    value = found.get(f"{W}val") if found is not None else None
    return min(int(value), 63) if value and value.isdecimal() else default


def _two_columns(rows: list[list[list[Line]]]) -> tuple[int, int] | None:
    """The two columns that hold all text; an empty one between them may hold them apart."""
    used = sorted({index for row in rows for index, cell in enumerate(row) if cell})
    return (used[0], used[1]) if len(used) == 2 else None


def _is_layout(table: Any, rows: list[list[list[Line]]]) -> bool:
    """Whether the table only sets head or foot side by side."""
    text = fold(" ".join(line.text for row in rows for cell in row for line in cell))
    return bool(_LAYOUT_CUE.search(text)) or (len(rows) <= _MAX_LAYOUT_ROWS and not _has_borders(table))


def _has_borders(table: Any) -> bool:
    style = table.find(f"{W}tblPr/{W}tblStyle")
    if style is not None and "grid" in str(style.get(f"{W}val")).lower():
        return True
    borders = [*table.iter(f"{W}tblBorders"), *table.iter(f"{W}tcBorders")]
    return any(edge.get(f"{W}val") not in {"nil", "none"} for border in borders for edge in border)


def _in_column(line: Line, column: int) -> Line:
    from dataclasses import replace  # noqa: PLC0415

    return replace(line, column=column)


def _row_line(cells: list[list[Line]], number: int) -> Iterator[Line]:
    """One line for a row; a tab parts its cells. In a table of three columns and more empty cells count."""
    filled = [cell for cell in cells if cell]
    if not filled:
        return
    lines = [line for cell in filled for line in cell]
    shown = cells if len(cells) > _FEW_COLUMNS else filled
    bold, italic = all(line.bold for line in lines), all(line.italic for line in lines)
    row = glued(
        (_parted(column, place), coded)
        for column, cell in enumerate(shown)
        for place, coded in enumerate([Coded(line.text, line.decoded) for line in cell] or [Coded("")])
    )
    row = moved(row, row.text.rstrip(), 0)
    yield Line(text=row.text, page=1, gap=True, bold=bold, italic=italic, row=number, decoded=row.decoded)


def _parted(column: int, place: int) -> str:
    """What stands before paragraph ``place`` of a cell."""
    if place:
        return " "
    return "\t" if column else ""
