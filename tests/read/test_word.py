"""Word documents: order, automatic numbers, head and foot, what tracked changes hide and show."""

import io
import zipfile
from typing import Any

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm

from kl_extract import read
from kl_extract.errors import DamagedInputError, EmptyInputError, TooLargeError
from kl_extract.model import Document
from kl_extract.read.numbering import Numbering


def _saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _read(document: Any) -> Document:
    return read.read_bytes(_saved(document), "a.docx")


def _texts(document: Any) -> list[str]:
    return [line.text for line in _read(document).lines()]


def test_document_order() -> None:
    document = docx.Document()
    document.add_paragraph("Trước bảng")
    table = document.add_table(2, 3, style="Table Grid")
    for row in range(2):
        for column in range(3):
            table.cell(row, column).text = f"ô {row}.{column}"
    document.add_paragraph("Sau bảng")
    lines = list(_read(document).lines())
    assert [(line.text, line.row) for line in lines] == [
        ("Trước bảng", None),
        ("ô 0.0\tô 0.1\tô 0.2", 1),
        ("ô 1.0\tô 1.1\tô 1.2", 2),
        ("Sau bảng", None),
    ]
    assert all(line.box is None and line.page == 1 and line.origin == "plain" and line.gap for line in lines)


def test_merged_cells_are_read_once() -> None:
    document = docx.Document()
    table = document.add_table(2, 3, style="Table Grid")
    table.cell(0, 0).merge(table.cell(0, 2)).text = "Ô gộp"
    assert _texts(document) == ["Ô gộp"]


@pytest.mark.parametrize("rows", [1, 2, 4])
def test_head_and_foot_are_read_by_column(rows: int) -> None:
    document = docx.Document()
    table = document.add_table(rows, 2)
    for row in range(rows):
        table.cell(row, 0).text, table.cell(row, 1).text = f"trái {row}", f"phải {row}"
    lines = list(_read(document).lines())
    assert [(line.text, line.column) for line in lines] == [
        *((f"trái {row}", 1) for row in range(rows)),
        *((f"phải {row}", 2) for row in range(rows)),
    ]


def test_head_with_borders_and_an_empty_column() -> None:
    document = docx.Document()
    table = document.add_table(1, 3, style="Table Grid")
    table.cell(0, 0).text = "UBND TỈNH TÂN AN"
    table.cell(0, 2).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    assert [(line.column, line.text) for line in _read(document).lines()] == [
        (1, "UBND TỈNH TÂN AN"),
        (2, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (2, "Độc lập - Tự do - Hạnh phúc"),
    ]


def test_a_bordered_table_of_two_columns_keeps_its_rows() -> None:
    document = docx.Document()
    table = document.add_table(2, 2, style="Table Grid")
    for row in range(2):
        table.cell(row, 0).text, table.cell(row, 1).text = f"việc {row}", f"hạn {row}"
    assert _texts(document) == ["việc 0\thạn 0", "việc 1\thạn 1"]


def test_how_paragraphs_are_set() -> None:
    document = docx.Document()
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.add_run("THÔNG BÁO").bold = True
    body = document.add_paragraph()
    body.paragraph_format.first_line_indent = Cm(1.27)
    body.add_run("nghiêng hết cả câu").italic = True
    body.add_run(" đứng")
    lines = list(_read(document).lines())
    assert (lines[0].bold, lines[0].italic, lines[0].centred, lines[0].indent) == (True, False, True, 0.0)
    assert (lines[1].bold, lines[1].italic, lines[1].centred) == (False, True, False)
    assert lines[1].indent == pytest.approx(36, abs=0.1)


def test_bold_of_a_style_can_be_switched_off() -> None:
    document = docx.Document()
    document.add_heading("Đề mục đậm", 1)
    document.add_heading("", 1).add_run("Đề mục mảnh").bold = False
    assert [line.bold for line in _read(document).lines()] == [True, False]


def test_breaks_and_signs() -> None:
    document = docx.Document()
    run = document.add_paragraph().add_run("một")
    run.add_break()
    run.add_text("hai")
    run.add_tab()
    run.add_text("ba")
    run.add_break(WD_BREAK.PAGE)
    run.add_text("bốn\u00a0năm")
    run._r.append(OxmlElement("w:noBreakHyphen"))
    run.add_text("sáu\u00ad bảy")
    lines = list(_read(document).lines())
    assert [line.text for line in lines] == ["một", "hai\tba", "bốn năm-sáu bảy"]
    assert [line.gap for line in lines] == [True, False, False]


W = nsdecls("w")


def _append(document: Any, xml: str) -> None:
    document.element.body.insert(len(document.element.body) - 1, parse_xml(xml))


def test_tracked_changes_links_and_controls() -> None:
    document = docx.Document()
    _append(
        document,
        f"<w:p {W}><w:r><w:t xml:space='preserve'>giữ </w:t></w:r>"
        "<w:ins><w:r><w:t xml:space='preserve'>thêm </w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del>"
        "<w:hyperlink><w:r><w:t xml:space='preserve'>nối </w:t></w:r></w:hyperlink>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>"
        "<w:fldSimple w:instr='DATE'><w:r><w:t>trường</w:t></w:r></w:fldSimple>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>",
    )
    _append(
        document,
        f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>trong khung</w:t></w:r></w:p></w:sdtContent></w:sdt>",
    )
    assert _texts(document) == ["giữ thêm nối trường", "trong khung"]


def _list(document: Any, levels: list[tuple[str, str]], start: int = 1) -> int:
    """Defines a list and returns its number."""
    numbering = document.part.numbering_part.element
    key = 900 + len(numbering.findall(qn("w:abstractNum")))
    shown = "".join(
        f"<w:lvl w:ilvl='{depth}'><w:start w:val='{start}'/><w:numFmt w:val='{kind}'/>"
        f"<w:lvlText w:val='{text}'/></w:lvl>"
        for depth, (kind, text) in enumerate(levels)
    )
    numbering.insert(0, parse_xml(f"<w:abstractNum {W} w:abstractNumId='{key}'>{shown}</w:abstractNum>"))
    return int(numbering.add_num(key).numId)


def _numbered(document: Any, text: str, number: int, depth: int = 0) -> None:
    properties = document.add_paragraph(text)._p.get_or_add_pPr().get_or_add_numPr()
    properties._add_numId().val = number
    properties._add_ilvl().val = depth


def test_levels_of_a_list() -> None:
    document = docx.Document()
    number = _list(
        document, [("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"), ("bullet", "\uf0b7")]
    )
    for depth, text in [
        (0, "A"),
        (1, "B"),
        (2, "C"),
        (2, "D"),
        (3, "E"),
        (1, "F"),
        (2, "G"),
        (0, "H"),
        (1, "I"),
    ]:
        _numbered(document, text, number, depth)
    assert _texts(document) == ["I. A", "1. B", "a) C", "b) D", "- E", "2. F", "a) G", "II. H", "1. I"]


def test_number_of_several_levels() -> None:
    document = docx.Document()
    number = _list(document, [("decimal", "%1."), ("decimal", "%1.%2.")])
    for depth, text in [(0, "A"), (1, "B"), (1, "C"), (0, "D"), (1, "E")]:
        _numbered(document, text, number, depth)
    assert _texts(document) == ["1. A", "1.1. B", "1.2. C", "2. D", "2.1. E"]


@pytest.mark.parametrize(
    ("kind", "pattern", "label"),
    [
        ("decimal", "Điều %1.", "Điều 3."),
        ("decimal", "(%1)", "(3)"),
        ("decimalZero", "%1.", "03."),
        ("lowerLetter", "%1)", "c)"),
        ("upperLetter", "%1.", "C."),
        ("lowerRoman", "(%1)", "(iii)"),
        ("bullet", "-", "-"),
        ("bullet", "+", "+"),
        ("bullet", "o", "-"),
        ("none", "", ""),
    ],
)
def test_kinds_of_numbers(kind: str, pattern: str, label: str) -> None:
    document = docx.Document()
    number = _list(document, [(kind, pattern)], start=3)
    _numbered(document, "việc", number)
    assert _texts(document) == [f"{label} việc".strip()]


def test_text_between_does_not_restart_a_list() -> None:
    document = docx.Document()
    number = _list(document, [("decimal", "%1.")])
    _numbered(document, "A", number)
    document.add_paragraph("xen giữa")
    _numbered(document, "B", number)
    _numbered(document, "không số", 0)
    assert _texts(document) == ["1. A", "xen giữa", "2. B", "không số"]


def test_a_second_list_may_restart() -> None:
    document = docx.Document()
    first = _list(document, [("decimal", "%1.")])
    numbering = document.part.numbering_part.element
    abstract = numbering.num_having_numId(first).abstractNumId.val
    second = numbering.add_num(abstract)
    second.add_lvlOverride(0).add_startOverride(1)
    for text, number in [("A", first), ("B", first), ("C", second.numId), ("D", second.numId)]:
        _numbered(document, text, int(number))
    assert _texts(document) == ["1. A", "2. B", "1. C", "2. D"]


def test_numbers_of_a_style() -> None:
    document = docx.Document()
    for text in ("A", "B"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("C", style="List Bullet")
    assert _texts(document) == ["1. A", "2. B", "- C"]


def test_no_list_at_all() -> None:
    assert Numbering(None).label("1", 0) == ""


def test_headers_and_footers() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Công báo tỉnh"
    document.sections[0].footer.paragraphs[0].text = "- 2 -"
    document.add_paragraph("Thân")
    assert _texts(document) == ["Công báo tỉnh", "Thân"]


@pytest.mark.parametrize("share", [0.2, 0.6, 0.95])
def test_truncated(share: float) -> None:
    document = docx.Document()
    document.add_paragraph("Thân")
    data = _saved(document)
    with pytest.raises(DamagedInputError) as caught:
        read.read_bytes(data[: int(share * len(data))], "a.docx")
    assert "\n" not in str(caught.value)


def _zip(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name.replace("__", "/"), body)
    return out.getvalue()


def test_spoilt_document() -> None:
    with pytest.raises(DamagedInputError):
        read.read_bytes(_zip(**{"word/document.xml": b"<broken"}), "a.docx")


def test_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kl_extract.read.word._MAX_UNPACKED", 1000)
    with pytest.raises(TooLargeError):
        read.read_bytes(_zip(**{"word/document.xml": bytes(2000)}), "a.docx")


def test_empty() -> None:
    with pytest.raises(EmptyInputError):
        _read(docx.Document())
