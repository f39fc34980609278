"""The account of a clause: spans with their rules, and what was passed over with the reason."""

import pytest

from kl_extract.account import Account
from kl_extract.extract import clause_ids, explain
from kl_extract.model import Document, Line, Page
from kl_extract.normalise import normalise
from kl_extract.split import split

HEAD = (
    "THÔNG BÁO",
    "Kết luận của đồng chí Trần Văn Mẫu, Chủ tịch UBND tỉnh tại cuộc họp",
    "Ngày 01/4/2026, đồng chí Trần Văn Mẫu chủ trì cuộc họp.",
)
BODY = (
    "1. Giao Sở Y tế chủ trì, phối hợp với Sở Nội vụ rà soát định mức của Sở Tài chính, báo cáo UBND tỉnh trước ngày 15/7/2026.",
    "2. Đánh giá cao Sở Y tế; dịch bệnh giảm từ 12/3.",
    "Nơi nhận:",
    "- Lưu: VT.",
    "PHỤ LỤC",
    "STT\tNội dung\tChủ trì\tThời hạn",
    "1\tTổng kết\tSở Nội vụ\tQuý III/2026",
)


def account(clause: str) -> Account:
    lines = tuple(Line(words, 1, gap=True) for words in (*HEAD, *BODY))
    text = normalise(Document("x", "", "", (Page(1, lines, "plain"),)))
    return explain(text, split(text), clause)


def test_spans_with_their_rules() -> None:
    found = [(one.kind, one.text, one.means, one.rule) for one in account("1").found]
    assert ("lead", "Sở Y tế", "Sở Y tế", "assigned") in found
    assert ("coordinator", "Sở Nội vụ", "Sở Nội vụ", "with") in found
    assert ("recipient", "UBND tỉnh", "UBND tỉnh", "reported") in found
    assert ("verb", "rà soát", None, "acts") in found
    assert [means for kind, _, means, _ in found if kind == "deadline"] == ["2026-07-15"]


def test_assignments_carry_rule_and_signs() -> None:
    [given] = account("1").assignments
    assert given.rule == "assigned" and given.signs == ["body-left"]


def test_a_body_within_the_task_is_passed_over() -> None:
    [passed] = account("1").passed_over
    assert passed.text == "Sở Tài chính" and "nội dung việc" in passed.reason


def test_praise_and_dates_are_passed_over() -> None:
    given = account("2")
    assert given.assignments == []
    assert {one.text for one in given.passed_over} == {"Sở Y tế", "12/3"}


def test_rows_show_their_cells() -> None:
    found = {one.means: one.text for one in account("phu-luc-1.1").found}
    assert found == {"number": "1", "task": "Tổng kết", "lead": "Sở Nội vụ", "deadline": "Quý III/2026"}


def test_an_unknown_clause() -> None:
    with pytest.raises(KeyError):
        account("9")


def test_all_ids() -> None:
    lines = tuple(Line(words, 1, gap=True) for words in (*HEAD, *BODY))
    text = normalise(Document("x", "", "", (Page(1, lines, "plain"),)))
    assert clause_ids(text, split(text)) == ["1", "2", "phu-luc-1.1"]
