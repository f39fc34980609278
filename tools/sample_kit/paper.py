"""The notice as a born-digital PDF, laid out as Nghị định 30/2020/NĐ-CP, Phụ lục I prescribes.

A4; margins top and bottom 20 mm, left 30 mm; head and foot in two columns without borders; page number
centred in the top margin from page 2. ``invariant`` keeps reportlab from writing dates and random ids.
"""

from pathlib import Path
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Table
from reportlab.platypus.flowables import Flowable, PageBreak, Spacer

from sample_kit.blocks import Fonts, Foot, Head, Rule
from sample_kit.source import Line, Source

rl_config.useA85 = 0  # type: ignore[attr-defined]  # streams as bytes: a quarter smaller than as ASCII

TOP, LEFT = 20 * mm, 30 * mm
FIRST_LINE = 12.7 * mm


def write_pdf(source: Source, path: Path, fonts: Fonts) -> None:
    """Writes the born-digital PDF of ``source``."""
    fonts.register()
    right = source.layout.margin_right * mm
    width = A4[0] - LEFT - right
    document = BaseDocTemplate(
        str(path), pagesize=A4, invariant=1, title=" ".join(source.title), author="kl-extract samples"
    )
    frame = Frame(LEFT, TOP, width, A4[1] - 2 * TOP, 0, 0, 0, 0)
    document.addPageTemplates(PageTemplate("page", [frame], onPage=_page_number))
    document.build([*_opening(source), *_body(source), Foot(source, fonts), *_annex(source, width)])


def _page_number(canvas: Canvas, document: BaseDocTemplate) -> None:
    if document.page > 1:
        canvas.setFont("Serif", 13)
        canvas.drawCentredString(A4[0] / 2, A4[1] - 13 * mm, str(document.page))


def _style(size: float, face: str = "Serif", **more: object) -> ParagraphStyle:
    return ParagraphStyle("body", fontName=face, fontSize=size, leading=size * 1.27, **more)


def _opening(source: Source) -> list[Flowable]:
    bold = _style(source.layout.size, "Serif-Bold", alignment=TA_CENTER)
    title = [Paragraph(escape(line), bold) for line in source.title]
    return [
        Head(source),
        Spacer(0, 16),
        Paragraph(escape(source.kind), bold),
        *title,
        Rule(80),
        Spacer(0, 8),
    ]


def _body(source: Source) -> list[Flowable]:
    plain, bold = (
        _style(
            source.layout.size,
            face,
            alignment=TA_JUSTIFY,
            firstLineIndent=FIRST_LINE,
            spaceBefore=3,
            spaceAfter=3,
        )
        for face in ("Serif", "Serif-Bold")
    )
    paragraphs: list[Flowable] = [
        Paragraph(escape(line.text), bold if line.bold else plain) for line in source.body
    ]
    paragraphs[-1].keepWithNext = 1  # type: ignore[attr-defined]  # a signature never stands alone on its page
    return paragraphs


def _annex(source: Source, width: float) -> list[Flowable]:
    if not source.annex_rows:
        return []
    titles = [Paragraph(escape(line.text), _annex_style(line)) for line in source.annex_title]
    shares = (0.07, 0.33, 0.22, 0.22, 0.16)
    table = Table(
        [_row(row, number == 0) for number, row in enumerate(source.annex_rows)],
        colWidths=[share * width for share in shares],
        repeatRows=1,
        style=[
            ("GRID", (0, 0), (-1, -1), 0.6, colors.black),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("LEFTPADDING", (0, 0), (-1, -1), 3),
            ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ],
    )
    return [PageBreak(), *titles, Spacer(0, 10), table]


def _annex_style(line: Line) -> ParagraphStyle:
    return _style(13.5, "Serif-Bold" if line.bold else "Serif-Italic", alignment=TA_CENTER)


def _row(cells: tuple[str, ...], heading: bool) -> list[Paragraph]:
    centred = _style(12, "Serif-Bold" if heading else "Serif", alignment=TA_CENTER)
    plain = centred if heading else _style(12)
    return [Paragraph(escape(cell), centred if at == 0 else plain) for at, cell in enumerate(cells)]
