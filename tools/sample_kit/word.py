"""The notice as a .docx, by python-docx; equal bytes for equal source."""

import re
import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from sample_kit.source import Line, Source

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest moment a zip archive can state
LEVELS = (("decimal", "%1."), ("lowerLetter", "%2)"), ("bullet", "-"))
LABEL = re.compile(r"(?:(\d{1,2}\.)|([a-zđ]\))|(-))\s+")
NUMBERING_ID = 77


def write_docx(source: Source, path: Path) -> None:
    """Writes ``source`` as .docx; Word itself numbers the clauses where the layout says so."""
    document = docx.Document()
    _page(document, source)
    _head(document, source)
    _centred(document, [source.kind, *source.title], source.layout.size)
    if source.layout.automatic:
        _define_numbering(document)
    for line in source.body:
        _paragraph(document, line, source)
    _foot(document, source)
    _annex(document, source)
    buffer = BytesIO()
    document.save(buffer)
    _pack(buffer, path)


def _page(document: Any, source: Source) -> None:
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(source.layout.size)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(source.layout.margin_right)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = ALIGN.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    number._p.append(field)
    properties = document.core_properties
    properties.author, properties.title = "kl-extract samples", " ".join(source.title)
    properties.created = properties.modified = datetime(2020, 1, 1)


def _head(document: Any, source: Source) -> None:
    cells = document.add_table(2, 2).rows
    for cell, lines in ((cells[0].cells[0], source.left), (cells[0].cells[1], source.right)):
        for number, line in enumerate(lines):
            _cell_line(cell, number, line.text, bold=line.bold)
    _cell_line(cells[1].cells[0], 0, source.number)
    _cell_line(cells[1].cells[1], 0, source.place_date, italic=True)


def _foot(document: Any, source: Source) -> None:
    left, right = document.add_table(1, 2).rows[0].cells
    for number, text in enumerate(source.recipients):
        first = number == 0
        _cell_line(left, number, text, bold=first, italic=first, size=12 if first else 11, centred=False)
    for number, text in enumerate((*source.authority, "", "", "", source.signer)):
        _cell_line(right, number, text, bold=True)


def _cell_line(
    cell: Any,
    number: int,
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    size: float = 13,
    centred: bool = True,
) -> None:
    """The cell's ``number``-th paragraph; a new cell already has its first."""
    paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
    paragraph.alignment = ALIGN.CENTER if centred else ALIGN.LEFT
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)


def _centred(document: Any, lines: list[str], size: float, bold: bool = True) -> None:
    for text in lines:
        paragraph = document.add_paragraph()
        paragraph.alignment = ALIGN.CENTER
        run = paragraph.add_run(text)
        run.bold, run.italic, run.font.size = bold, not bold, Pt(size)


def _paragraph(document: Any, line: Line, source: Source) -> None:
    text = line.text
    paragraph = document.add_paragraph()
    paragraph.alignment = ALIGN.JUSTIFY
    paragraph.paragraph_format.first_line_indent = Mm(12.7)
    label = LABEL.match(text) if source.layout.automatic else None
    if label:
        _number(paragraph, (label.lastindex or 1) - 1)
        text = text[label.end() :]
    paragraph.add_run(text).bold = line.bold


def _define_numbering(document: Any) -> None:
    """One list of three levels: 1. → a) → -; a level starts anew beneath each number above it."""
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(LEVELS)
    )
    abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{NUMBERING_ID}">{levels}</w:abstractNum>'
    use = f'<w:num {nsdecls("w")} w:numId="{NUMBERING_ID}"><w:abstractNumId w:val="{NUMBERING_ID}"/></w:num>'
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(abstract))
    numbering.append(parse_xml(use))


def _number(paragraph: Any, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = NUMBERING_ID


def _annex(document: Any, source: Source) -> None:
    if not source.annex_rows:
        return
    document.add_page_break()
    for line in source.annex_title:
        _centred(document, [line.text], 13.5, line.bold)
    table = document.add_table(0, len(source.annex_rows[0]), style="Table Grid")
    for number, row in enumerate(source.annex_rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            _cell_line(cell, 0, text, bold=number == 0, size=12, centred=number == 0)


def _pack(buffer: BytesIO, path: Path) -> None:
    """The same parts in the same order, with a fixed time stamp."""
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
