"""The scorer: what it counts as one body, and how it counts."""

from typing import Any

import pytest

from sample_kit.facts import body, clause
from score import Count, compare


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sở Tài chính", "sở tài chính"),
        ("UBND tỉnh", "Ủy ban nhân dân tỉnh Đắk Lắk"),
        ("Chủ tịch UBND tỉnh", "UBND tỉnh"),
        ("Giám đốc Sở Xây dựng", "Sở Xây dựng"),
        ("Trưởng phòng Phòng Tư pháp", "Phòng Tư pháp"),
        ("các sở, ngành liên quan", "các cơ quan, đơn vị có liên quan"),
        ("UBND các xã, phường", "Chủ tịch UBND các xã, phường"),
        ("Văn hoá", "Văn hóa"),
    ],
)
def test_two_wordings_of_one_body(one: str, other: str) -> None:
    assert body(one) == body(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sở Tài chính", "Sở Xây dựng"),
        ("UBND xã Phú Lâm", "UBND xã Đồng Tiến"),
        ("UBND các xã, phường", "các sở, ban, ngành"),
        ("Ban Thường vụ Tỉnh ủy", "Thường trực Tỉnh ủy"),
        ("các tổ chức chính trị - xã hội", "UBND các xã"),
    ],
)
def test_two_bodies(one: str, other: str) -> None:
    assert body(one) != body(other)


def test_an_enumeration_is_scored_at_its_paragraph() -> None:
    assert clause("2.-1.(3)") == "2.-1"
    assert clause("2.-1") == "2.-1"


def output(lead: str) -> dict[str, Any]:
    task = {
        "clause": "1",
        "leads": [{"name": lead}],
        "coordinators": [],
        "reports_to": [],
        "deadlines": [{"due": "2025-09-01", "rrule": None}],
    }
    return {
        "header": {"number": "1/TB", "issued_on": None, "place": None, "kind": None},
        "meeting": None,
        "signature": None,
        "clauses": [{"id": "1", "children": []}],
        "assignments": [task],
        "citations": [],
    }


GOLD = {
    "fields": {"number": "1/TB"},
    "clauses": ["1"],
    "leads": [["1", "Sở Tài chính"]],
    "deadlines": [["1", "2025-09-01"]],
    "lead_due": [["Sở Tài chính", "2025-09-01"]],
    "same": [["Sở Tài chính", "Cơ quan tài chính"]],
    "optional": {"leads": [["1", "Sở Nội vụ"]]},
}


def test_a_perfect_output_scores_one() -> None:
    assert {count.f1 for count in compare(GOLD, output("Sở Tài chính")).values()} == {1.0}


def test_a_wording_listed_as_the_same_is_right() -> None:
    assert compare(GOLD, output("Cơ quan tài chính"))["leads"] == Count(right=1)


def test_an_optional_answer_is_no_excess_but_does_not_replace_the_true_one() -> None:
    assert compare(GOLD, output("Sở Nội vụ"))["leads"] == Count(missed=1)


def test_a_wrong_lead_is_counted_twice_over() -> None:
    counts = compare(GOLD, output("Sở Y tế"))
    assert counts["leads"] == Count(excess=1, missed=1)
    assert counts["leads"].f1 == 0.0
    assert counts["deadlines"] == Count(right=1)
