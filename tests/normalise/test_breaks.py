"""Where a paragraph starts and where a line only wraps."""

import pytest

from kl_extract.model import Document, Line, Page
from kl_extract.normalise import normalise
from kl_extract.resources import read_toml

EDGE = 88


def document(lines: list[str]) -> Document:
    """Typed lines as *read* hands them over; an empty one is a blank line."""
    made, gap = [], False
    for text in lines:
        if text.strip():
            indent = len(text) - len(text.lstrip())
            made.append(Line(text.strip(), 1, indent=indent, fill=len(text) / EDGE, gap=gap))
        gap = not text.strip()
    return Document("x.txt", "", "text/plain", (Page(1, tuple(made), "plain"),))


@pytest.mark.parametrize(
    "example", read_toml("line_breaks.toml")["examples"], ids=lambda e: e["lines"][-1][:30]
)
def test_examples_of_the_data(example: dict[str, object]) -> None:
    lines = list(example["lines"])  # type: ignore[call-overload]
    assert (len(normalise(document(lines)).paragraphs) == 1) is example["joined"]


FULL = "Trong thời gian vừa qua công tác phòng chống thiên tai trên địa bàn tỉnh đã đạt kết quả"
CASES = [
    ("a small letter goes on", [FULL, "đáng ghi nhận và cần được phát huy."], 1),
    (
        "a capital after a full line goes on",
        [FULL.replace("kết quả", "Sở"), "Xây dựng khẩn trương rà soát."],
        1,
    ),
    ("a label starts a paragraph", [FULL + ".", "2. Về công tác khác"], 2),
    ("a number out of sequence is no label", [FULL, "15. Báo cáo kết quả thực hiện cho Thường trực."], 1),
    ("a label after a heading", ["1. Về công tác đê điều", "a) Rà soát các điểm xung yếu."], 2),
    ("a dash between words is no bullet", [FULL.replace("kết quả", "kinh tế"), "- xã hội của tỉnh nhà."], 1),
    ("a dash with a capital after a heading is a bullet", ["3. Giao Sở Y tế", "- Chủ trì việc rà soát."], 2),
    ("a short heading ends", ["1. Về nguyên tắc chung", "Các sở, ngành cần phối hợp tốt."], 2),
    ("a blank line within a sentence", [FULL, "", "đáng ghi nhận của toàn ngành."], 1),
    ("capitals stand alone", ["THÔNG BÁO", "Kết luận của đồng chí Chủ tịch"], 2),
    ("the foot starts anew", ["Các đơn vị thực hiện./.", "Nơi nhận:", "- Như trên;", "- Lưu: VT."], 4),
    ("recipients wrap after a comma", ["- UBND các xã Đông Sơn, Tây Sơn,", "Nam Sơn, Bắc Sơn;"], 1),
    ("an open quotation goes on", ["Xây dựng hình ảnh “Thành phố", "Đáng sống” trong lòng du khách."], 1),
    ("a stray speck before a number", ["Đã rà soát xong.", "’ 1. Khẩn trương hoàn thiện hồ sơ."], 2),
    ("letters may skip đ", ["d) Rà soát hồ sơ.", "e) Tổng hợp kết quả."], 2),
]


@pytest.mark.parametrize(("name", "lines", "expected"), CASES, ids=[case[0] for case in CASES])
def test_paragraphs(name: str, lines: list[str], expected: int) -> None:
    assert len(normalise(document(lines)).paragraphs) == expected


JOINS = [
    (["theo Quyết định số 9520/", "QĐ-UBND của tỉnh."], "theo Quyết định số 9520/QĐ-UBND của tỉnh."),
    (["theo Nghị quyết số 953-", "NQ/TU của Tỉnh ủy."], "theo Nghị quyết số 953-NQ/TU của Tỉnh ủy."),
    (["chung sức phát triển kinh tế -", "xã hội."], "chung sức phát triển kinh tế - xã hội."),
    (["mở cửa , đón  khách ( nếu có )."], "mở cửa, đón khách (nếu có)."),
    (["Số:      /TB-VP"], "Số: /TB-VP"),
]


@pytest.mark.parametrize(("lines", "expected"), JOINS)
def test_joined_text(lines: list[str], expected: str) -> None:
    assert normalise(document(lines)).value == expected


def test_columns_are_apart() -> None:
    lines = (
        Line("ỦY BAN NHÂN DÂN", 1, column=1),
        Line("Số: 912/TB-UBND", 1, column=1),
        Line("Độc lập - Tự do - Hạnh phúc", 1, column=2),
    )
    text = normalise(Document("x", "", "", (Page(1, lines, "plain"),)))
    assert [p.column for p in text.paragraphs] == [1, 1, 2]
