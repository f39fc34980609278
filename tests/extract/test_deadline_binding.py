"""Which directive a deadline belongs to, through the whole extraction."""

import pytest

from kl_extract.extract import extract
from kl_extract.model import Document, Line, Page
from kl_extract.normalise import normalise
from kl_extract.split import split

HEAD = (
    "THÔNG BÁO",
    "Kết luận của đồng chí Trần Văn Mẫu, Chủ tịch UBND tỉnh tại cuộc họp",
    "Ngày 01/4/2026, đồng chí Trần Văn Mẫu chủ trì cuộc họp.",
)


def bound(clause: str) -> list[tuple[str, list[str]]]:
    """Leads and deadlines of each directive of the clause, in order."""
    lines = tuple(Line(words, 1, gap=True) for words in (*HEAD, f"1. {clause}"))
    text = normalise(Document("x", "", "", (Page(1, lines, "plain"),)))
    return [
        (
            ", ".join(ref.name for ref in one.leads),
            [each.due or each.rrule or each.kind for each in one.deadlines],
        )
        for one in extract(text, split(text)).assignments
        if one.clause == "1"
    ]


@pytest.mark.parametrize(
    ("clause", "wanted"),
    [
        (
            "Giao Sở Xây dựng lập phương án trước ngày 10/4/2026, lấy ý kiến các sở trước ngày 20/4/2026 và trình UBND tỉnh trước ngày 05/5/2026.",
            [("Sở Xây dựng", ["2026-04-10", "2026-04-20", "2026-05-05"])],
        ),
        (
            "Giao Sở Tài chính thẩm định dự toán trong tháng 4/2026; Sở Xây dựng hoàn thành thiết kế trong tháng 5/2026.",
            [("Sở Tài chính", ["2026-04-30"]), ("Sở Xây dựng", ["2026-05-31"])],
        ),
        (
            "Sở Tư pháp thẩm định dự thảo, hoàn thành trong 05 ngày làm việc. Sở Tài chính trình UBND tỉnh ban hành trước ngày 25/4/2026.",
            [("Sở Tư pháp", ["2026-04-08"]), ("Sở Tài chính", ["2026-04-25"])],
        ),
        (
            "Sở Công Thương xây dựng Kế hoạch khuyến công, trình UBND tỉnh chậm nhất ngày 21/4/2026; đồng thời chuẩn bị đầy đủ tài liệu làm việc với Bộ Công Thương.",
            [("Sở Công Thương", ["2026-04-21"]), ("Sở Công Thương", [])],
        ),
        (
            "Sở Y tế hoàn thành sắp xếp trạm y tế trước ngày 30/4/2026; hằng tháng báo cáo tiến độ.",
            [("Sở Y tế", ["2026-04-30"]), ("Sở Y tế", ["FREQ=MONTHLY"])],
        ),
        (
            "Công an tỉnh mở đợt cao điểm từ ngày 10/4 đến ngày 30/4/2026, báo cáo kết quả trước ngày 05/5/2026.",
            [("Công an tỉnh", ["2026-04-30", "2026-05-05"])],
        ),
    ],
)
def test_each_deadline_stays_with_its_own_verb(clause: str, wanted: list[tuple[str, list[str]]]) -> None:
    assert bound(clause) == wanted


@pytest.mark.parametrize(
    ("clause", "wanted"),
    [
        (
            "Sở Nội vụ rà soát biên chế; tổng hợp nhu cầu tuyển dụng. Báo cáo UBND tỉnh trước ngày 15/5/2026.",
            [("Sở Nội vụ", ["2026-05-15"])],
        ),
        (
            "Giao Sở Tài chính và Sở Xây dựng kiểm tra hiện trường. Sở Tài chính bố trí vốn. Các nội dung trên hoàn thành trước ngày 20/4/2026.",
            [("Sở Tài chính, Sở Xây dựng", ["2026-04-20"]), ("Sở Tài chính", ["2026-04-20"])],
        ),
        (
            "Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính: rà soát chế độ; đề xuất mức hỗ trợ; dự thảo tờ trình. Thời hạn hoàn thành: 30/4/2026.",
            [("Sở Nội vụ", ["2026-04-30"])],
        ),
    ],
)
def test_a_final_sentence_binds_the_whole_clause(clause: str, wanted: list[tuple[str, list[str]]]) -> None:
    assert bound(clause) == wanted


def test_days_count_from_the_meeting_where_no_date_of_issue_is_known() -> None:
    assert bound("Sở Y tế báo cáo trong 07 ngày.") == [("Sở Y tế", ["2026-04-08"])]
