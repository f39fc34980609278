"""Directives: who leads, who helps, who is reported to, what is to be done and by when."""

from datetime import date
from typing import Any

import pytest

from kl_extract.contract import Assignment
from kl_extract.extract import Findings, extract
from kl_extract.extract.agencies import build_registry
from kl_extract.extract.assignments.roles import table
from kl_extract.extract.assignments.skeleton import build_skeleton, frame
from kl_extract.model import Document, Line, Outline, Page, Paragraph, Text
from kl_extract.normalise import normalise
from kl_extract.split import split

TITLE = ["THÔNG BÁO", "Kết luận của đồng chí Trần Văn Mẫu, Chủ tịch UBND tỉnh tại cuộc họp"]


def found_in(*paragraphs: str) -> Findings:
    lines = tuple(
        Line(words, 1, gap=True)
        for words in (*TITLE, "Ngày 01/4/2026, đồng chí Trần Văn Mẫu chủ trì cuộc họp.", *paragraphs)
    )
    text = normalise(Document("x", "", "", (Page(1, lines, "plain"),)))
    return extract(text, split(text))


def shape(assignment: Assignment) -> tuple[str, list[str], list[str], list[str]]:
    return (
        assignment.clause,
        [ref.name for ref in assignment.leads],
        [ref.name for ref in assignment.coordinators],
        [ref.name for ref in assignment.reports_to],
    )


def _pattern_cases() -> list[tuple[str, str, bool]]:
    rules: list[tuple[str, dict[str, Any]]] = [
        ("rule", rule) for role in ("leads", "coordinators", "reports_to") for rule in table()[role]
    ]
    rules += [
        (name, table()[name])
        for name in ("assessed", "attendance", "decided", "heading", "principle", "role_line")
    ]
    return [(rule["pattern"], words, True) for _, rule in rules for words in rule["examples"]] + [
        (rule["pattern"], words, False) for _, rule in rules for words in rule["counter_examples"]
    ]


@pytest.mark.parametrize(
    ("pattern", "words", "expected"), _pattern_cases(), ids=lambda v: v[:40] if isinstance(v, str) else str(v)
)
def test_examples_of_the_frames(pattern: str, words: str, expected: bool) -> None:
    text = Text(words, (), (), (Paragraph(0, len(words), 1),))
    skeleton = build_skeleton(words, 0, len(words), build_registry(text, Outline(), None))
    assert bool(frame(pattern).search(skeleton.value)) is expected


CASES: list[tuple[str, list[str], list[tuple[str, list[str], list[str], list[str]]]]] = [
    ("told", ["1. Giao Sở Y tế rà soát quỹ giường."], [("1", ["Sở Y tế"], [], [])]),
    ("co-leads", ["1. Giao Sở Y tế và Sở Nội vụ rà soát."], [("1", ["Sở Y tế", "Sở Nội vụ"], [], [])]),
    ("coordinators end at the verb", ["1. Giao Sở Y tế chủ trì, phối hợp với Sở Nội vụ, Công an tỉnh và các cơ quan liên quan rà soát, báo cáo UBND tỉnh."], [("1", ["Sở Y tế"], ["Sở Nội vụ", "Công an tỉnh", "các cơ quan liên quan"], ["UBND tỉnh"])]),
    ("a name with commas", ["1. Sở Văn hóa, Thể thao và Du lịch phối hợp với Sở Y tế tổ chức lễ hội."], [("1", ["Sở Văn hóa, Thể thao và Du lịch"], ["Sở Y tế"], [])]),
    ("bare subject", ["1. Sở Y tế khẩn trương rà soát."], [("1", ["Sở Y tế"], [], [])]),
    ("subject after a topic", ["1. Về nhân lực, Sở Nội vụ tham mưu UBND tỉnh."], [("1", ["Sở Nội vụ"], [], ["UBND tỉnh"])]),
    ("subject after a topic that names a body", ["1. Theo đề nghị của Sở Y tế, Sở Nội vụ khẩn trương rà soát."], [("1", ["Sở Nội vụ"], [], [])]),
    ("heading", ["1. Sở Tài chính:", "- Rà soát dự toán.", "- Tổng hợp, báo cáo UBND tỉnh."], [("1.-1", ["Sở Tài chính"], [], []), ("1.-2", ["Sở Tài chính"], [], ["UBND tỉnh"])]),
    ("heading that says giao", ["1. Giao Sở Tài chính", "- Rà soát dự toán."], [("1.-1", ["Sở Tài chính"], [], [])]),
    ("a topic heading names no lead", ["1. Về đề xuất của Sở Y tế", "a) Giao Sở Nội vụ rà soát."], [("1.a", ["Sở Nội vụ"], [], [])]),
    ("coordinators pass down from a colon", ["1. Sở Y tế chủ trì, phối hợp với Sở Nội vụ:", "- Rà soát hồ sơ.", "- Xây dựng kế hoạch."], [("1.-1", ["Sở Y tế"], ["Sở Nội vụ"], []), ("1.-2", ["Sở Y tế"], ["Sở Nội vụ"], [])]),
    ("lead-in passes down", ["Đề nghị Sở Y tế tập trung thực hiện các nhiệm vụ sau:", "1. Khẩn trương rà soát hồ sơ.", "2. Sở Nội vụ tổng hợp."], [("intro", ["Sở Y tế"], [], []), ("1", ["Sở Y tế"], [], []), ("2", ["Sở Nội vụ"], [], [])]),
    ("several subjects in one clause", ["1. Giao Sở Y tế rà soát. Sở Tài chính có trách nhiệm thẩm tra."], [("1", ["Sở Y tế"], [], []), ("1", ["Sở Tài chính"], [], [])]),
    ("a scope sentence joins the body named after it", ["1. Tiếp tục thực hiện kế hoạch đã ban hành. Giao Sở Y tế chủ trì thực hiện."], [("1", ["Sở Y tế"], [], [])]),
    ("assessed", ["1. Đánh giá cao Sở Y tế trong công tác phòng dịch."], []),
    ("approved", ["1. Cơ bản thống nhất với báo cáo của Sở Y tế."], []),
    ("done already", ["1. Sở Y tế đã rà soát xong quỹ giường."], []),
    ("agreed, then told", ["1. Đồng ý chủ trương đầu tư. Giao Sở Y tế lập hồ sơ."], [("1", ["Sở Y tế"], [], [])]),
    ("the chair's own body is told nothing", ["1. UBND tỉnh tiếp tục quan tâm. Sở Y tế rà soát."], [("1", ["Sở Y tế"], [], [])]),
    ("a chain of recipients", ["1. Giao Sở Y tế tham mưu UBND tỉnh trình Thường trực HĐND tỉnh, báo cáo Ban Thường vụ Tỉnh ủy."], [("1", ["Sở Y tế"], [], ["UBND tỉnh", "Thường trực HĐND tỉnh", "Ban Thường vụ Tỉnh ủy"])]),
    ("nobody named", ["1. Rà soát các điểm xung yếu trên toàn tuyến."], [("1", [], [], [])]),
    ("with whom", ["1. Giao Sở Y tế cùng với Công an tỉnh rà soát."], [("1", ["Sở Y tế"], ["Công an tỉnh"], [])]),
    ("notified", ["1. Giao Sở Y tế rà soát.", "UBND tỉnh thông báo để các sở, ngành biết, thực hiện./."], [("1", ["Sở Y tế"], [], []), ("closing", ["các sở, ngành"], [], [])]),
    ("a number ends a sentence", ["1. Sở Y tế duy trì trực 24/24. Sở Nội vụ tổng hợp, báo cáo UBND tỉnh."], [("1", ["Sở Y tế"], [], []), ("1", ["Sở Nội vụ"], [], ["UBND tỉnh"])]),
    ("helpers that no list knows lead nothing", ["1. Sở Y tế:", "- Phối hợp với Nhóm Áo trắng, các tổ dân phố kiểm tra, báo cáo UBND tỉnh."], [("1.-1", ["Sở Y tế"], [], ["UBND tỉnh"])]),
    ("a person, a dash, a post", ["1. Đồng chí Trần Văn Mẫu - Giám đốc Sở Y tế chịu trách nhiệm rà soát."], [("1", ["Sở Y tế"], [], [])]),
    ("recipients after a list of matters", ["1. Sở Y tế báo cáo khó khăn, vướng mắc về UBND tỉnh (qua Sở Nội vụ)."], [("1", ["Sở Y tế"], [], ["UBND tỉnh", "Sở Nội vụ"])]),
    ("an enumeration", ["1. Giao Sở Y tế: (1) rà soát hồ sơ; (2) báo cáo UBND tỉnh."], [("1.(1)", ["Sở Y tế"], [], []), ("1.(2)", ["Sở Y tế"], [], ["UBND tỉnh"])]),
    ("attendance is no task", ["1. Thành phần tham dự:", "- Sở Y tế: 02 đồng chí.", "2. Giao Sở Nội vụ rà soát."], [("2", ["Sở Nội vụ"], [], [])]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "paragraphs", "expected"), CASES, ids=[case[0] for case in CASES])
def test_directives(
    name: str, paragraphs: list[str], expected: list[tuple[str, list[str], list[str], list[str]]]
) -> None:
    assert [shape(a) for a in found_in(*paragraphs).assignments] == expected


@pytest.mark.xfail(reason="which body of two joined by a comma acts is not told by the words alone")
def test_topic_that_ends_in_a_list() -> None:
    found = found_in("1. Về phối hợp giữa Sở Y tế và Sở Nội vụ, Công an tỉnh, Sở Tài chính rà soát.")
    assert [ref.name for ref in found.assignments[0].leads] == ["Công an tỉnh", "Sở Tài chính"]


DUE: list[tuple[str, list[str], list[tuple[str, list[str]]]]] = [
    ("binds what stands before it", ["1. Giao Sở Y tế trình UBND tỉnh chậm nhất ngày 21/9/2026; đồng thời chuẩn bị tài liệu."], [("1/1", ["2026-09-21"]), ("1/2", [])]),
    ("a last sentence binds the clause", ["1. Giao Sở Y tế rà soát hồ sơ. Xây dựng kế hoạch. Báo cáo UBND tỉnh trước ngày 15/7/2026."], [("1/1", ["2026-07-15"])]),
    ("one for all", ["1. Sở Y tế rà soát hồ sơ; Sở Nội vụ tổng hợp danh sách. Cả hai nội dung hoàn thành trước ngày 20/9/2026."], [("1/1", ["2026-09-20"]), ("1/2", ["2026-09-20"])]),
    ("recurring", ["1. Định kỳ hằng tháng, Sở Y tế báo cáo UBND tỉnh."], [("1/1", ["FREQ=MONTHLY"])]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "paragraphs", "expected"), DUE, ids=[case[0] for case in DUE])
def test_deadlines_bind(name: str, paragraphs: list[str], expected: list[tuple[str, list[str]]]) -> None:
    found = found_in(*paragraphs).assignments
    assert [(a.id, [str(d.rrule or d.due) for d in a.deadlines]) for a in found] == expected


TASKS = [
    ("1. Giao Sở Y tế khẩn trương chủ trì, phối hợp với Sở Nội vụ rà soát hồ sơ.", "rà soát hồ sơ."),
    ("1. Sở Y tế có trách nhiệm thẩm tra dự toán./.", "thẩm tra dự toán."),
    (
        "1. Giao Sở Y tế, Sở Nội vụ phối hợp chặt chẽ với Công an tỉnh trong việc tuần tra.",
        "phối hợp chặt chẽ với Công an tỉnh trong việc tuần tra.",
    ),
]


@pytest.mark.parametrize(("words", "task"), TASKS)
def test_task_is_what_is_to_be_done(words: str, task: str) -> None:
    assert found_in(words).assignments[0].task == task


def test_products_urgency_citations() -> None:
    [found] = found_in(
        "1. Giao Sở Y tế khẩn trương xây dựng Kế hoạch phòng dịch theo Nghị quyết số 912/NQ-CP ngày 03/4/2026, trình UBND tỉnh."
    ).assignments
    assert found.products == ["Kế hoạch phòng dịch theo Nghị quyết số 912/NQ-CP ngày 03/4/2026"]
    assert found.urgency == "khẩn trương"
    assert found.citations == ["c1"]


def test_every_span_holds_its_words() -> None:
    lines = tuple(
        Line(w, 1, gap=True)
        for w in (
            *TITLE,
            "1. Giao Sở Y tế: (1) rà soát; (2) báo cáo UBND tỉnh trước ngày 15/7/2026.",
            "2. Sở Nội vụ tổng hợp.",
        )
    )
    text = normalise(Document("x", "", "", (Page(1, lines, "plain"),)))
    for a in extract(text, split(text)).assignments:
        assert a.task in text.value[a.span.start : a.span.end]
        for part in (*a.leads, *a.coordinators, *a.reports_to, *a.deadlines):
            assert text.value[part.span.start : part.span.end] == part.text


def test_lead_missing_is_said() -> None:
    found = found_in("1. Rà soát các điểm xung yếu trên toàn tuyến.")
    assert [w.code for w in found.warnings if w.clause == "1"] == ["lead-missing"]
    assert found.assignments[0].needs_review


def test_meeting_of_two_days() -> None:
    lines = tuple(
        Line(w, 1, gap=True)
        for w in (
            *TITLE,
            "Trong hai ngày 03 và 04/5/2026, tại trụ sở UBND tỉnh, đồng chí Trần Văn Mẫu chủ trì hội nghị.",
            "1. Giao Sở Y tế rà soát.",
        )
    )
    text = normalise(Document("x", "", "", (Page(1, lines, "plain"),)))
    meeting = extract(text, split(text)).meeting
    assert meeting is not None
    assert (meeting.held_on, meeting.ends_on, meeting.place) == (
        date(2026, 5, 3).isoformat(),
        "2026-05-04",
        "trụ sở UBND tỉnh",
    )
    assert meeting.chair is not None and meeting.chair.name == "Trần Văn Mẫu"


def test_the_term_of_what_was_agreed_is_no_task() -> None:
    found = found_in(
        "1. Đồng ý kéo dài dự án đến hết năm 2027. Sở Y tế lập thủ tục, gửi Sở Tài chính trước ngày 05/6/2026."
    )
    assert [[one.due for one in task.deadlines] for task in found.assignments] == [["2026-06-05"]]


def test_what_closes_a_clause_of_several_bodies_makes_each_doubtful() -> None:
    told = "1. Sở Y tế giám sát các bệnh viện; Sở Nội vụ giám sát các cơ sở."
    sure = found_in(told).assignments
    doubtful = found_in(f"{told} Kết quả báo cáo UBND tỉnh trước ngày 30/5/2026.").assignments
    assert [task.needs_review for task in sure] == [False, False]
    assert [task.needs_review for task in doubtful] == [True, True]


def test_a_name_that_nothing_knows_before_the_lead_makes_it_doubtful() -> None:
    [task] = found_in("1. Đề nghị Nhóm Áo trắng, Sở Y tế hỗ trợ khu cách ly.").assignments
    assert task.needs_review
