"""Text layers whose letters stand at places of their own: by font name, by glyph number, by what they say."""

import io
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from legacy_writing import write
from reportlab.pdfgen.canvas import Canvas

from kl_extract import read
from kl_extract.legacy.glyphs import order
from kl_extract.model import Document, Line
from kl_extract.options import Options
from kl_extract.read import pdf as pdf_module
from kl_extract.repair import repair

MakePdf = Callable[..., bytes]
BODY = (
    "Ủy ban nhân dân tỉnh yêu cầu Giám đốc các sở, ngành, đơn vị liên quan",
    "thực hiện tốt những nhiệm vụ sau đây trước ngày 30 tháng 9 năm 2025:",
    "Tăng cường kiểm tra, xử lý nghiêm những trường hợp vi phạm pháp luật,",
    "báo cáo kết quả về Văn phòng để tổng hợp, trình Chủ tịch xem xét.",
)
_NAMES = (".VnTime", ".VnTimeH", "VNI-Times", "Arial")


def _in_fonts(lines: list[list[tuple[str, str]]]) -> bytes:
    """A PDF with runs of text, each in a font of a name; the places of letters are those of Latin-1."""
    content = []
    for number, runs in enumerate(lines):
        content.append(f"BT 60 {780 - 20 * number} Td")
        content += [
            f"/F{_NAMES.index(font)} 11 Tf <{text.encode('latin-1').hex()}> Tj" for font, text in runs
        ]
        content.append("ET")
    widths = b" ".join([b"500"] * 224)
    fonts = [
        b"<< /Type /Font /Subtype /TrueType /BaseFont /ABCDEF+%s /Encoding /WinAnsiEncoding /FirstChar 32"
        b" /LastChar 255 /Widths [%s] /FontDescriptor << /Type /FontDescriptor /FontName /ABCDEF+%s /Flags 32"
        b" /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 >> >>"
        % (name.encode(), widths, name.encode())
        for name in _NAMES
    ]
    return _pdf("\n".join(content), b"".join(b"/F%d %d 0 R " % (at, 5 + at) for at in range(4)), fonts)


def _by_numbers(lines: list[str], block: int, named: str = "") -> bytes:
    """A PDF of a font that gives glyph numbers alone (Identity-H, no ToUnicode); ``named`` letters are in another."""
    places = {letter: number for number, letter in order(block).items()}
    content = ["BT 14 TL 60 780 Td"]
    for line in lines:
        for letter in line:
            if letter in named:
                content.append(f"/F2 11 Tf <{ord(letter):02x}> Tj")
            else:
                content.append(f"/F1 11 Tf <{places[letter]:04x}> Tj")
        content.append("T*")
    fonts = [
        b"<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Times /Encoding /Identity-H /DescendantFonts [6 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+Times /FontDescriptor 7 0 R /DW 500"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        b"<< /Type /FontDescriptor /FontName /ABCDEF+Times /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0"
        b" /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
    ]
    return _pdf("\n".join([*content, "ET"]), b"/F1 5 0 R /F2 8 0 R", fonts)


def _pdf(content: str, named: bytes, fonts: list[bytes]) -> bytes:
    """A PDF of one page with ``content``; ``fonts`` are its objects from number 5 on."""
    stream = content.encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << %s >> >> >>"
        % named,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        *fonts,
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n%s%s" % (len(objects) + 1, table, trailer)


def _texts(document: Document) -> list[str]:
    return [line.text for line in document.lines()]


def _check_account(document: Document) -> None:
    """Each repair of charset leads to the characters it made, and words stand where the line has them."""
    lines: list[Line] = list(document.lines())
    for change in document.repairs:
        assert change.reason == "charset"
        assert lines[change.line].text[change.start : change.end] == change.after
    for line in lines:
        assert all(line.text[word.start : word.end] == word.text for word in line.words)


def test_a_font_name_decodes_even_a_short_run() -> None:
    pdf = _in_fonts(
        [
            [(".VnTimeH", write("tcvn3", "thông báo"))],
            [
                (".VnTime", write("tcvn3", "Bộ ")),
                ("Arial", "INTERPOL (France) "),
                ("VNI-Times", write("vni", "số 5 ")),
            ],
            *[[(".VnTime", write("tcvn3", line.replace("Ủ", "ủ")))] for line in BODY],
        ]
    )
    document = read.read_bytes(pdf, "a.pdf")
    assert document.pages[0].reader == "text-layer"
    assert _texts(document) == [
        "THÔNG BÁO",
        "Bộ INTERPOL (France) số 5",
        BODY[0].replace("Ủ", "ủ"),
        *BODY[1:],
    ]
    repaired = repair(document)
    assert repaired.repairs[:2] == repair(document, Options(repair=False)).repairs[:2]
    assert [(change.before, change.after) for change in repaired.repairs[:3]] == [
        ("th«ng", "THÔNG"),
        ("b¸o", "BÁO"),
        ("Bé", "Bộ"),
    ]
    _check_account(repaired)


@pytest.mark.parametrize("key", ["vni", "tcvn3", "cp1258"])
def test_content_decides_where_the_name_says_nothing(key: str) -> None:
    body = [line.replace("Ủ", "ủ") for line in BODY]
    document = read.read_bytes(_in_fonts([[("Arial", write(key, line))] for line in body]), "a.pdf")
    assert (document.pages[0].reader, _texts(document)) == ("text-layer", body)
    assert document.pages[0].quality > 0.95
    _check_account(repair(document))


@pytest.mark.parametrize("block", [1188, 808, 1003])
def test_glyph_numbers_are_read(block: int) -> None:
    document = read.read_bytes(_by_numbers(list(BODY), block), "a.pdf")
    assert (document.pages[0].reader, _texts(document)) == ("text-layer", list(BODY))
    repaired = repair(document)
    assert repaired.repairs[0].after == "Ủy"
    assert repaired.repairs[0].before == "".join(
        chr({letter: number for number, letter in order(block).items()}[letter]) for letter in "Ủy"
    )
    _check_account(repaired)


def test_glyph_numbers_beside_letters_of_another_font() -> None:
    document = read.read_bytes(_by_numbers(list(BODY), 1188, named="aeghcntbáàíâéêô, "), "a.pdf")
    assert (document.pages[0].reader, _texts(document)) == ("text-layer", list(BODY))


def test_numbers_that_make_no_words_stay_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_module, "needs_image", lambda layer: False)
    shuffled = ["ỹẴxqz ỵỴwfj kkẪỠ qqwz ẳẲb ẸỺ".replace("Ỻ", "ẼẼ")] * 3
    document = read.read_bytes(_by_numbers(shuffled, 1188), "a.pdf")
    assert all("\ufffd" in word for line in _texts(document) for word in line.split() if not word.isascii())
    assert not repair(document, Options(repair=False)).repairs


def test_sound_pages_are_not_touched(make_pdf: MakePdf, notice_page: Any) -> None:
    document = read.read_bytes(make_pdf([notice_page]), "notice.pdf")
    assert not any(line.decoded for line in document.lines())


def _saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _add(paragraph: Any, text: str, font: str) -> None:
    run = paragraph.add_run(text)
    run.font.name = font
    run._r.rPr.rFonts.set(qn("w:hAnsi"), font)


def test_fonts_of_word_runs() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    _add(paragraph, write("tcvn3", "bộ trưởng "), ".VnTimeH")
    _add(paragraph, "Bé ", "Times New Roman")
    _add(paragraph, write("tcvn3", "được"), ".VnTime")
    _add(document.add_paragraph(), "Bộ Tài chính đã báo cáo", ".VnTime")
    document.add_paragraph(write("vni", BODY[0]))
    table = document.add_table(rows=1, cols=3)
    table.style = "Table Grid"
    _add(table.rows[0].cells[0].paragraphs[0], "1", "Arial")
    _add(table.rows[0].cells[1].paragraphs[0], write("tcvn3", "số"), ".VnTime")
    _add(table.rows[0].cells[2].paragraphs[0], write("tcvn3", "đã"), ".VnTime")
    found = read.read_bytes(_saved(document), "a.docx")
    assert _texts(found) == ["BỘ TRƯỞNG Bé được", "Bộ Tài chính đã báo cáo", BODY[0], "1\tsố\tđã"]
    repaired = repair(found)
    assert [(change.before, change.after) for change in repaired.repairs if change.line == 3] == [
        ("sè", "số"),
        ("®·", "đã"),
    ]
    _check_account(repaired)


def test_letters_stamped_over_blanks_are_one_word() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    canvas.setFont("Times-Roman", 12)
    canvas.drawString(60, 700, "No.              /TB, the number of this paper was put in later by a stamp")
    canvas.setFont("Times-Bold", 12)
    for at, digit in enumerate("4711"):
        canvas.drawString(84 + 6 * at, 700, digit)
    canvas.save()
    assert _texts(read.read_bytes(out.getvalue(), "a.pdf"))[0].startswith("No. 4711 /TB, the number")
