"""The head of documents of many kinds, as offices set it and as OCR leaves it."""

import pytest

from kl_extract.extract.header import build_header
from kl_extract.model import Document, Line, Outline, Page, Text
from kl_extract.normalise import normalise
from kl_extract.split import split

BODY = [
    "Căn cứ Luật Lâm nghiệp năm 2017;",
    "1. Giao Sở Y tế rà soát.",
    "Nơi nhận:",
    "- Như trên;",
    "GIÁM ĐỐC",
]


def outline_of(*paragraphs: str) -> tuple[Text, Outline]:
    lines = tuple(Line(words, 1, gap=True) for words in (*paragraphs, *BODY))
    text = normalise(Document("x", "", "", (Page(1, lines, "plain"),)))
    return text, split(text)


def words(text: Text, part: object) -> str | None:
    return text.value[part.start : part.end] if part is not None else None  # type: ignore[attr-defined]


HEADS = [
    ("SỞ Y TẾ", "Số: 91/KH-SYT", "Tân An, ngày 03 tháng 4 năm 2026", "KẾ HOẠCH", "Kiểm tra việc quản lý rừng năm 2026"),
    ("SỞ Y TẾ", "Số: 91/BC-SYT", "Tân An, ngày 03 tháng 4 năm 2026", "BÁO CÁO.", "Tình hình trồng rừng tháng 3"),
    ("SỞ Y TẾ", "Số: 91/TB-SYT", "Tân An, ngày 03 tháng 4 năm 2026", "' THÔNG BÁO :", "Kết luận của Giám đốc Sở Y tế"),
]  # fmt: skip
KINDS = ["Kế hoạch", "Báo cáo", "Thông báo"]


@pytest.mark.parametrize(("head", "kind"), list(zip(HEADS, KINDS, strict=True)), ids=KINDS)
def test_kind_and_title(head: tuple[str, ...], kind: str) -> None:
    text, outline = outline_of(*head)
    assert build_header(text, outline, None).kind == kind
    assert words(text, outline.title) == head[-1]
    assert [words(text, part) for part in outline.issuer] == ["SỞ Y TẾ"]


def test_who_decides_is_no_part_of_the_title() -> None:
    text, outline = outline_of(
        "BỘ XÂY DỰNG",
        "Số: 91/QĐ-BXD",
        "Hà Nội, ngày 03 tháng 4 năm 2026",
        "QUYẾT ĐỊNH",
        "Phê duyệt mẫu biển báo cho đường thôn",
        "BỘ TRƯỞNG BỘ XÂY DỰNG",
    )
    assert words(text, outline.title) == "Phê duyệt mẫu biển báo cho đường thôn"
    assert [words(text, part) for part in outline.issuer] == ["BỘ XÂY DỰNG"]


def test_a_letter_has_its_subject_for_a_title() -> None:
    text, outline = outline_of(
        "CỤC KIỂM LÂM",
        "số: Âb3 /CKL-PCTT",
        "Hà Nội, ngày ƒ§ tháng 4 năm 2026",
        "V/v phòng cháy, chữa cháy rừng mùa khô",
    )
    assert outline.kind is None
    assert words(text, outline.title) == "V/v phòng cháy, chữa cháy rừng mùa khô"


def test_the_addressee_is_no_part_of_the_title() -> None:
    head = (
        "CỤC KIỂM LÂM",
        "Số: 12/CKL",
        "V/v chữa cháy rừng",
        "Kính gửi: Sở Nông nghiệp và Môi trường các tỉnh",
    )
    text, outline = outline_of(*head)
    assert words(text, outline.title) == "V/v chữa cháy rừng"


def test_a_title_of_many_lines() -> None:
    title = "Phê duyệt mẫu biển báo " + "cho đường thôn và cầu treo " * 14 + "ở vùng cao"
    text, outline = outline_of("BỘ XÂY DỰNG", "Số: 91/QĐ-BXD", "QUYẾT ĐỊNH", title, "BỘ TRƯỞNG BỘ XÂY DỰNG")
    assert words(text, outline.title) == title


def test_a_rule_below_the_title() -> None:
    text, outline = outline_of(
        "SỞ Y TẾ", "THÔNG BÁO", "Kết luận của Giám đốc Sở Y tế", "-----", "Sáng ngày 3/4/2026, tại Sở"
    )
    assert words(text, outline.title) == "Kết luận của Giám đốc Sở Y tế"
    assert [words(text, part) for part in outline.meeting[:1]] == ["Sáng ngày 3/4/2026, tại Sở"]


DATES = [
    ("Tân An, ngày 03 tháng 4 năm 2026", "Tân An", "2026-04-03", False),
    ("Tân An. ngày 03 tháng 4 năm 2026", "Tân An", "2026-04-03", False),
    ("Tân An, ngày 45 tháng 4 năm 2026", "Tân An", None, True),
    ("Tân An, ngày / tháng 4 năm 2026", "Tân An", None, True),
    ("Tân An, ngày¡% tháng 4 năm 2026", "Tân An", None, True),
]


@pytest.mark.parametrize(("line", "place", "day", "missing"), DATES)
def test_place_and_date(line: str, place: str, day: str | None, missing: bool) -> None:
    text, outline = outline_of("SỞ Y TẾ", "Số: 91/TB-SYT", line, "THÔNG BÁO", "Kết luận của Giám đốc Sở Y tế")
    header = build_header(text, outline, None)
    assert (header.place, header.issued_on) == (place, day)
    found = [warning for warning in outline.warnings if warning.code == "date-missing"]
    assert bool(found) is missing
    assert not found or (found[0].span is not None and "Tân An" in found[0].message)
