"""Signs of doubt: each is seen where it should be, and not in a plain directive."""

import pytest

from kl_extract.extract import how_assigned
from kl_extract.extract.assignments.confidence import confidence, table
from kl_extract.model import Document, Line, Page
from kl_extract.normalise import normalise
from kl_extract.split import split

HEAD = (
    "THÔNG BÁO",
    "Kết luận của đồng chí Trần Văn Mẫu, Chủ tịch UBND tỉnh tại cuộc họp",
    "Ngày 01/4/2026, đồng chí Trần Văn Mẫu chủ trì cuộc họp.",
)


def signs_of(words: str) -> list[frozenset[str]]:
    lines = tuple(Line(line, 1, gap=True) for line in (*HEAD, f"1. {words}"))
    text = normalise(Document("x", "", "", (Page(1, lines, "plain"),)))
    return [one.signs for one in how_assigned(text, split(text))[1].judged]


SEEN = [
    ("name-unread", "Giao Nhóm Bắc Sơn, Sở Y tế rà soát hồ sơ."),
    ("name-unread", "Sở Y tế rà soát hồ sơ, giao Nhóm Bắc Sơn tổng hợp."),
    ("opening-unread", "Nhóm tình nguyện dọn vệ sinh khu phố. Giao Sở Y tế rà soát hồ sơ."),
    ("task-without-verb", "Giao Sở Y tế nguồn lực cho tuyến cơ sở."),
    ("lead-late", "Rà soát hồ sơ. Giao Sở Y tế tổng hợp."),
    ("lead-late", "Các cơ quan liên quan quá chậm trễ, yêu cầu Sở Y tế rà soát hồ sơ."),
    ("deadline-counted", "Sở Y tế rà soát hồ sơ trong vòng 05 ngày."),
]


@pytest.mark.parametrize(("sign", "words"), SEEN, ids=[f"{sign} {words[:20]}" for sign, words in SEEN])
def test_a_sign_is_seen(sign: str, words: str) -> None:
    assert any(sign in signs for signs in signs_of(words))


@pytest.mark.parametrize(
    "words",
    [
        "Giao Sở Y tế chủ trì, phối hợp với Sở Nội vụ rà soát hồ sơ, báo cáo UBND tỉnh trước ngày 15/4/2026.",
        "Về nhân lực: Sở Nội vụ tham mưu UBND tỉnh bổ sung biên chế trong tháng 5/2026.",
        "Đề nghị Công an tỉnh tăng cường tuần tra. Kết quả báo cáo UBND tỉnh trước ngày 15/4/2026.",
        "Sở Y tế khẩn trương rà soát hồ sơ; đồng thời lập dự toán.",
    ],
)
def test_a_plain_directive_shows_none_of_them(words: str) -> None:
    for signs in signs_of(words):
        assert not signs & {sign for sign, _ in SEEN}
        assert confidence(signs) >= table()["review_below"]
