"""The parts of a notice, on short notices of many styles."""

import pytest

from kl_extract.model import Document, Line, Outline, Page, Text
from kl_extract.normalise import normalise
from kl_extract.split import split


def outline_of(*paragraphs: str) -> tuple[Text, Outline]:
    lines = tuple(Line(words, 1, gap=True) for words in paragraphs)
    text = normalise(Document("x", "", "", (Page(1, lines, "plain"),)))
    return text, split(text)


def ids(*paragraphs: str) -> list[str]:
    return [node.id for node in outline_of(*paragraphs)[1].nodes()]


TREES: list[tuple[str, list[str], list[str]]] = [
    ("numbers, letters, dashes", ["1. Một việc", "a) Giao Sở Y tế:", "- Rà soát.", "- Báo cáo.", "b) Việc khác.", "2. Hai."], ["1", "1.a", "1.a.-1", "1.a.-2", "1.b", "2"]),
    ("romans above numbers", ["I. PHẦN MỘT", "1. Việc.", "II. PHẦN HAI", "1. Việc."], ["I", "I.1", "II", "II.1"]),
    ("pluses below dashes, counted apart", ["1. Việc:", "- Một.", "- Hai:", "+ Cộng.", "+ Nữa.", "- Ba."], ["1", "1.-1", "1.-2", "1.-2.+1", "1.-2.+2", "1.-3"]),
    ("articles", ["Điều 1. Giao Sở Y tế.", "1. Rà soát.", "Điều 2. Thi hành."], ["dieu-1", "dieu-1.1", "dieu-2"]),
    ("ordinals", ["Thứ nhất, rà soát.", "Thứ hai, tổng hợp."], ["thu-nhat", "thu-hai"]),
    ("decimals drop their parent", ["1. Việc", "1.1. Một.", "1.2. Hai.", "2. Nữa."], ["1", "1.1", "1.2", "2"]),
    ("a repeated sibling", ["I. MỘT", "1. A.", "II. HAI", "1. B.", "II. HAI NỮA", "1. C."], ["I", "I.1", "II", "II.1", "II~2", "II~2.1"]),
    ("an enumeration inside a paragraph", ["1. Giao Sở Y tế: (1) rà soát; (2) tổng hợp; (3) báo cáo."], ["1", "1.(1)", "1.(2)", "1.(3)"]),
    ("a bracketed number alone is none", ["1. Tổ chức hội thảo (2) ngày."], ["1"]),
    ("no label at all", ["Giao Sở Y tế rà soát.", "Giao Sở Nội vụ tổng hợp."], ["p1", "p2"]),
    ("lists without đ", ["1. Việc", "a) A.", "b) B.", "c) C.", "d) D.", "e) E."], ["1", "1.a", "1.b", "1.c", "1.d", "1.e"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "paragraphs", "expected"), TREES, ids=[tree[0] for tree in TREES])
def test_tree(name: str, paragraphs: list[str], expected: list[str]) -> None:
    assert ids(*paragraphs) == expected


WARNINGS: list[tuple[list[str], list[tuple[str, str]]]] = [
    (["1. A.", "2. B.", "4. D."], [("numbering-gap", "4")]),
    (["1. A.", "2. B.", "2. C."], [("numbering-repeat", "2~2")]),
    (["a) A.", "d) D.", "e) E."], [("numbering-gap", "d")]),
    (["1. A.", "2. B."], []),
]


@pytest.mark.parametrize(("paragraphs", "expected"), WARNINGS)
def test_numbering_warnings(paragraphs: list[str], expected: list[tuple[str, str]]) -> None:
    found = outline_of(*paragraphs)[1].warnings
    assert [(w.code, w.clause) for w in found] == expected


def test_unlabelled_paragraph_after_a_bullet_belongs_to_the_clause_above() -> None:
    text, outline = outline_of(
        "1. Giao Sở Y tế:", "- Rà soát.", "Hoàn thành trước ngày 15/7/2026.", "2. Khác."
    )
    first = outline.clauses[0]
    assert len(first.paragraphs) == 2 and len(first.children) == 1
    assert text.value[first.paragraphs[1].start :].startswith("Hoàn thành")


HEAD = [
    "ỦY BAN NHÂN DÂN",
    "TỈNH LÂM ĐỒNG",
    "Số: 912/TB-UBND",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Lâm Đồng, ngày 03 tháng 4 năm 2026",
    "THÔNG BÁO",
    "Kết luận của đồng chí Trần Văn Mẫu, Chủ tịch UBND tỉnh",
    "tại cuộc họp về trồng rừng",
]
BODY = [
    "Sáng ngày 01/4/2026, đồng chí Trần Văn Mẫu chủ trì cuộc họp về trồng rừng.",
    "Sau khi nghe báo cáo, Chủ tịch UBND tỉnh kết luận như sau:",
    "1. Giao Sở Y tế rà soát.",
    "UBND tỉnh thông báo để các sở, ngành biết, thực hiện./.",
]
FOOT = ["Nơi nhận:", "- Như trên;", "- Lưu: VT, TH.", "TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG", "Lê Thị Thử"]


def test_whole_notice() -> None:
    text, outline = outline_of(*HEAD, *BODY, *FOOT)
    words = lambda part: text.value[part.start : part.end]  # noqa: E731
    assert outline.number is not None and words(outline.number) == "912/TB-UBND"
    assert [words(part) for part in outline.issuer] == HEAD[:2]
    assert outline.title is not None and words(outline.title).endswith("trồng rừng")
    assert len(outline.meeting) == 2 and outline.lead_in is not None
    assert [node.id for node in outline.clauses] == ["1", "closing"]
    assert [words(part) for part in outline.recipients] == ["Như trên", "Lưu: VT, TH"]
    assert [words(part) for part in outline.authority] == ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"]
    assert outline.signer is not None and words(outline.signer) == "Lê Thị Thử"


def test_foot_on_shared_lines() -> None:
    text, outline = outline_of(
        *BODY, "Nơi nhận: TL. CHỦ TỊCH", "- Chủ tịch UBND huyện; CHÁNH VĂN PHÒNG", "- Lưu: VT."
    )
    assert [text.value[p.start : p.end] for p in outline.authority] == ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"]
    assert [text.value[p.start : p.end] for p in outline.recipients] == ["Chủ tịch UBND huyện", "Lưu: VT"]


def test_head_on_shared_lines() -> None:
    text, outline = outline_of(
        "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "TỈNH LÂM ĐỒNG Độc lập - Tự do - Hạnh phúc",
        "Số: 912/TB-UBND Lâm Đồng, ngày 03 tháng 4 năm 2026",
        "THÔNG BÁO",
        "Kết luận của Chủ tịch UBND tỉnh",
        *BODY,
    )
    assert (
        outline.number is not None and text.value[outline.number.start : outline.number.end] == "912/TB-UBND"
    )
    assert [text.value[p.start : p.end].strip() for p in outline.issuer] == [
        "ỦY BAN NHÂN DÂN",
        "TỈNH LÂM ĐỒNG",
    ]


@pytest.mark.parametrize(
    ("line", "codes"),
    [("Số: /TB-UBND", {"number-missing"}), ("Số: 912/TB-UBND", set()), ("không có số", {"number-missing"})],
)
def test_missing_number(line: str, codes: set[str]) -> None:
    head = [line if words.startswith("Số") else words for words in HEAD]
    found = {w.code for w in outline_of(*head, *BODY)[1].warnings}
    assert found == codes


def test_blank_date() -> None:
    head = [w.replace("ngày 03 tháng", "ngày tháng") for w in HEAD]
    assert {w.code for w in outline_of(*head, *BODY)[1].warnings} == {"date-missing"}


def test_assessment_is_no_clause() -> None:
    _, outline = outline_of(
        *HEAD, *BODY[:2], "UBND tỉnh đánh giá cao Sở Y tế.", "Đề nghị Sở Y tế tập trung thực hiện:", *BODY[2:]
    )
    assert [node.id for node in outline.clauses] == ["intro", "1", "closing"]
    assert len(outline.assessment) == 1


@pytest.mark.parametrize(
    "paragraphs", [[], ["x"], ["1."], ["Nơi nhận:"], ["THÔNG BÁO"], ["- "], ["(1) (2) (3)"]]
)
def test_hostile_outlines_do_not_break(paragraphs: list[str]) -> None:
    outline_of(*paragraphs)
