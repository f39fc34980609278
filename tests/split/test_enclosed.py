"""What is enclosed with a notice is no part of its foot: its lines are no recipients and nobody's signature."""

import pytest

from kl_extract.model import Document, Line, Outline, Page, Text
from kl_extract.normalise import normalise
from kl_extract.split import split

NOTICE = [
    "THÔNG BÁO",
    "Kết luận của Giám đốc Sở Y tế",
    "1. Giao Phòng Nghiệp vụ rà soát.",
    "Nơi nhận:",
    "- Như trên;",
    "- Lưu: VT, NV.",
    "GIÁM ĐỐC",
    "Lê Thị Thử",
]


def outline_of(*pages: list[str]) -> tuple[Text, Outline]:
    sheets = tuple(
        Page(number, tuple(Line(words, number, gap=True) for words in page), "ocr")
        for number, page in enumerate(pages, 1)
    )
    text = normalise(Document("x", "", "", sheets))
    return text, split(text)


def recipients(text: Text, outline: Outline) -> list[str]:
    return [text.value[part.start : part.end] for part in outline.recipients]


ON_THE_NEXT_PAGE = [
    ["BỘ Y TẾ", "CỤC QUẢN LÝ DƯỢC", "Số: 12/QLD-VP", "Kính gửi: Sở Y tế", "KT. CỤC TRƯỞNG", "Trần Văn Mẫu"],
    ["Vụ Pháp chế", "Vụ Kế hoạch - Tài chính", "Cục Dân số"],
    ["THỐNG KÊ SỐ LIỆU", "Trạm Y tế xã Tân An 12 giường"],
]


@pytest.mark.parametrize("page", ON_THE_NEXT_PAGE)
def test_another_page(page: list[str]) -> None:
    text, outline = outline_of(NOTICE, page)
    assert recipients(text, outline) == ["Như trên", "Lưu: VT, NV"]
    assert [text.value[part.start : part.end] for part in outline.authority] == ["GIÁM ĐỐC"]
    assert len(outline.annexes) == len(page)


ON_THE_SAME_PAGE = ["DANH SÁCH", "(Kèm theo Thông báo số 12/TB-SYT)", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]


@pytest.mark.parametrize("first", ON_THE_SAME_PAGE)
def test_without_a_page_between(first: str) -> None:
    text, outline = outline_of([*NOTICE, first, "Trạm Y tế xã Tân An"])
    assert recipients(text, outline) == ["Như trên", "Lưu: VT, NV"]
    assert len(outline.annexes) == 2


def test_a_foot_that_goes_on_overleaf() -> None:
    text, outline = outline_of(NOTICE[:5], NOTICE[5:])
    assert recipients(text, outline) == ["Như trên", "Lưu: VT, NV"]
    assert outline.signer is not None and not outline.annexes
