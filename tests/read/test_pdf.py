"""PDFs: text layers, tables, and pages that stand askew."""

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from PIL import ImageDraw, ImageOps

from kl_extract import read
from kl_extract.errors import (
    UsageError,
)
from kl_extract.model import Document
from kl_extract.options import ReadOptions

MakePdf = Callable[..., bytes]


def _texts(document: Document, column: int | None = None) -> list[str]:
    return [line.text for line in document.lines() if column is None or line.column == column]


def test_notice(make_pdf: MakePdf, notice_page: Any) -> None:
    document = read.read_bytes(make_pdf([notice_page]), "notice.pdf")
    page = document.pages[0]
    assert (page.reader, page.width, page.height, page.rotated) == ("text-layer", 595.0, 842.0, 0)
    assert page.quality > 0.95
    assert (document.media_type, document.tesseract, document.warnings) == ("application/pdf", None, ())
    assert _texts(document)[:8] == [
        "ỦY BAN NHÂN DÂN",
        "TỈNH TÂN AN",
        "Số: 12/TB-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Tân An, ngày 20 tháng 02 năm 2025",
        "THÔNG BÁO",
        "Kết luận cuộc họp về phòng cháy rừng",
    ]
    assert _texts(document)[-7:] == [
        "Nơi nhận:",
        "- Như trên;",
        "- Chủ tịch, các Phó Chủ tịch;",
        "- Lưu: VT, NN.",
        "TL. CHỦ TỊCH",
        "CHÁNH VĂN PHÒNG",
        "Trần Văn Mẫu",
    ]
    lines = {line.text: line for line in document.lines()}
    assert lines["THÔNG BÁO"].bold and lines["THÔNG BÁO"].centred
    assert lines["Tân An, ngày 20 tháng 02 năm 2025"].italic
    assert not lines["Số: 12/TB-UBND"].bold
    assert lines["Số: 12/TB-UBND"].column == 1


def test_body_is_measured(make_pdf: MakePdf, notice_page: Any) -> None:
    body = [line for line in read.read_bytes(make_pdf([notice_page]), "a.pdf").lines() if line.column == 0][
        2:
    ]
    assert [round(line.indent) for line in body] == [30, 0, 0, 30, 0, 30, 0]
    assert all(line.words[0].size == pytest.approx(12, abs=1.5) for line in body)


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_rotate_entry(rotate: int, make_pdf: MakePdf, notice_page: Any) -> None:
    """A page that only its /Rotate entry turns: what a viewer shows sideways is read upright."""
    plain = read.read_bytes(make_pdf([notice_page]), "a.pdf")
    turned = read.read_bytes(make_pdf([notice_page], rotate=rotate), "a.pdf")
    assert turned.pages[0].rotated == 360 - rotate
    assert _texts(turned) == _texts(plain)
    for one, other in zip(plain.lines(), turned.lines(), strict=True):
        assert one.box and other.box
        assert (other.box.x0, other.box.top) == pytest.approx((one.box.x0, one.box.top), abs=1.0)


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_text_drawn_sideways(angle: int, make_pdf: MakePdf, notice_page: Any) -> None:
    """A scan-like page whose content itself is turned, seen by a viewer as sideways."""
    size = (842, 595) if angle in {90, 270} else (595, 842)

    def turn(canvas: Any, _: int) -> None:
        canvas.translate(*{90: (842, 0), 180: (595, 842), 270: (0, 595)}[angle])
        canvas.rotate(angle)
        canvas.translate(0, 842 - size[1])

    document = read.read_bytes(make_pdf([notice_page], draw=turn, size=size), "a.pdf")
    plain = read.read_bytes(make_pdf([notice_page]), "a.pdf")
    assert document.pages[0].rotated == angle
    assert (document.pages[0].width, document.pages[0].height) == (595.0, 842.0)
    assert _texts(document) == _texts(plain)


def test_landscape(make_pdf: MakePdf, put: Any) -> None:
    pages = [[put(600, 80, "Phụ lục kèm theo thông báo"), put(60, 500, "Giao Sở Y tế theo dõi")]]
    document = read.read_bytes(make_pdf(pages, size=(842, 595)), "a.pdf")
    assert (document.pages[0].width, document.pages[0].height) == (842.0, 595.0)
    assert _texts(document) == ["Phụ lục kèm theo thông báo", "Giao Sở Y tế theo dõi"]


def test_crop_box(make_pdf: MakePdf, put: Any) -> None:
    def crop(canvas: Any, _: int) -> None:
        canvas.setCropBox((50, 100, 550, 800))

    pages = [[put(90, 142, "Nằm trong khung nhìn thấy"), put(90, 20, "Nằm ngoài khung")]]
    document = read.read_bytes(make_pdf(pages, draw=crop), "a.pdf")
    line = next(document.lines())
    assert _texts(document) == ["Nằm trong khung nhìn thấy"]
    assert line.box and line.box.x0 == pytest.approx(40, abs=0.5)
    assert line.box.top < 100 < line.box.bottom
    assert (document.pages[0].width, document.pages[0].height) == (500.0, 700.0)


def test_decomposed_letters(make_pdf: MakePdf, put: Any) -> None:
    text = "Đề nghị Sở Nội vụ thực hiện đúng tiến độ được giao"
    document = read.read_bytes(make_pdf([[put(80, 100, unicodedata.normalize("NFD", text))]]), "a.pdf")
    assert _texts(document) == [text]


def test_words_lie_in_their_line(make_pdf: MakePdf, notice_page: Any) -> None:
    for line in read.read_bytes(make_pdf([notice_page]), "a.pdf").lines():
        assert all(line.text[word.start : word.end] == word.text for word in line.words)
        assert line.text == unicodedata.normalize("NFC", line.text)


def test_soft_hyphen_is_a_hyphen_one_sees(make_pdf: MakePdf, put: Any) -> None:
    document = read.read_bytes(
        make_pdf([[put(80, 100, "Nghị định số 61/2018/NĐ\u00adCP của Chính phủ")]]), "a.pdf"
    )
    assert _texts(document) == ["Nghị định số 61/2018/NĐ-CP của Chính phủ"]


def test_letters_drawn_twice_are_bold(make_pdf: MakePdf, put: Any) -> None:
    twice = [put(80, 100, "Kết luận chung"), put(80.3, 100, "Kết luận chung")]
    document = read.read_bytes(make_pdf([twice]), "a.pdf")
    assert _texts(document) == ["Kết luận chung"]
    assert next(document.lines()).bold


def test_watermark_is_left_out(make_pdf: MakePdf, notice_page: Any, fonts: dict[str, str]) -> None:
    def watermark(canvas: Any, _: int) -> None:
        canvas.saveState()
        canvas.translate(200, 300)
        canvas.rotate(90)
        canvas.setFont(fonts["regular"], 40)
        canvas.drawString(0, 0, "BẢN NHÁP")
        canvas.restoreState()

    document = read.read_bytes(make_pdf([notice_page], draw=watermark), "a.pdf")
    assert _texts(document) == _texts(read.read_bytes(make_pdf([notice_page]), "a.pdf"))


def test_boxes_cover_the_ink(make_pdf: MakePdf, notice_page: Any, draw_page: Any) -> None:
    data = make_pdf([notice_page])
    image = draw_page(data, dpi=144).convert("L")
    before = sum(ImageOps.invert(image).tobytes())
    canvas = ImageDraw.Draw(image)
    for line in read.read_bytes(data, "a.pdf").lines():
        for word in line.words:
            canvas.rectangle(
                [2 * side for side in (word.box.x0, word.box.top, word.box.x1, word.box.bottom)], fill=255
            )
    assert sum(ImageOps.invert(image).tobytes()) < 0.003 * before


def test_pages_option_and_progress(make_pdf: MakePdf, put: Any) -> None:
    data = make_pdf([[put(80, 100, f"Trang thứ {word}")] for word in ("một", "hai", "ba")])
    calls: list[tuple[int, int]] = []
    options = ReadOptions(pages=frozenset({1, 3}))
    document = read.read_bytes(data, "a.pdf", options, lambda done, total: calls.append((done, total)))
    assert [page.number for page in document.pages] == [1, 3]
    assert calls == [(1, 2), (2, 2)]
    with pytest.raises(UsageError, match="has no page 7, only 3 pages"):
        read.read_bytes(data, "a.pdf", ReadOptions(pages=frozenset({2, 7})))


def test_same_input_same_document(make_pdf: MakePdf, notice_page: Any) -> None:
    data = make_pdf([notice_page])
    assert read.read_bytes(data, "a.pdf") == read.read_bytes(data, "a.pdf")


def test_ruled_table(make_pdf: MakePdf, put: Any) -> None:
    """Cells of several lines are read one after the other; the table keeps its place in the text."""

    def rule(canvas: Any, _: int) -> None:
        canvas.grid([80, 120, 320, 520], [842 - 130, 842 - 150, 842 - 200, 842 - 220])

    page = [
        put(80, 110, "Phụ lục kèm theo thông báo"),
        *(put(x, 145, text) for x, text in ((85, "STT"), (130, "Nhiệm vụ"), (330, "Cơ quan chủ trì"))),
        put(85, 175, "1"),
        *(put(130, y, text) for y, text in ((165, "Rà soát các công trình"), (180, "đang chậm tiến độ"))),
        put(330, 172, "Sở Xây dựng"),
        *(put(x, 215, text) for x, text in ((85, "2"), (130, "Lập kế hoạch"), (330, "Sở Tài chính"))),
        put(80, 250, "Các đơn vị báo cáo kết quả"),
    ]
    lines = list(read.read_bytes(make_pdf([page], draw=rule), "a.pdf").lines())
    assert [(line.row, line.text) for line in lines] == [
        (None, "Phụ lục kèm theo thông báo"),
        (1, "STT\tNhiệm vụ\tCơ quan chủ trì"),
        (2, "1\tRà soát các công trình đang chậm tiến độ\tSở Xây dựng"),
        (3, "2\tLập kế hoạch\tSở Tài chính"),
        (None, "Các đơn vị báo cáo kết quả"),
    ]
    assert all(line.text[word.start : word.end] == word.text for line in lines for word in line.words)


def test_underlined_headings_are_no_table(make_pdf: MakePdf, notice_page: Any) -> None:
    def rule(canvas: Any, _: int) -> None:
        for x, y in ((140, 750), (380, 750), (290, 670), (100, 480), (100, 470), (400, 470)):
            canvas.line(x, y, x + 60, y)

    document = read.read_bytes(make_pdf([notice_page], draw=rule), "a.pdf")
    assert _texts(document) == _texts(read.read_bytes(make_pdf([notice_page]), "a.pdf"))
