"""Citations: what the words around a symbol state, what is none, parts, roles, grouping."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kl_extract.extract.citations import FoundCitation, find_citations, group


def one(text: str) -> FoundCitation:
    (found,) = find_citations(text)
    return found


def cut(text: str, offsets: tuple[int, int] | None) -> str | None:
    return text[slice(*offsets)] if offsets else None


def issuers(text: str) -> list[tuple[str | None, str | None]]:
    return [(c.number, cut(text, c.issuer) or c.issuer_name) for c in find_citations(text)]


def test_the_span_runs_from_the_noun_to_the_date() -> None:
    text = "Thực hiện Kế hoạch số 15/KH-UBND ngày 25 tháng 10 năm 2024 của UBND tỉnh về trồng rừng."
    found = one(text)
    assert text[found.start : found.end] == "Kế hoạch số 15/KH-UBND ngày 25 tháng 10 năm 2024"
    assert cut(text, found.issuer) == "UBND tỉnh"
    assert cut(text, found.title) == "về trồng rừng"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Quyết định số 12/QĐ-UBND ngày 05/3/2025", date(2025, 3, 5)),
        ("Nghị quyết số 12-NQ/TU, ngày 5/3/2025", date(2025, 3, 5)),
        ("Quyết định số 12/QĐ-UBND (ngày 05/3/2025)", date(2025, 3, 5)),
        ("Quyết định số 12/QĐ-UBND ngày 31/9/2025", None),
        ("Quyết định số 12/QĐ-UBND, trước ngày 05/3/2025", None),
        ("Quyết định số 12/QĐ-UBND của Sở Y tế. Ngày 05/3/2025", None),
    ],
)
def test_date(text: str, day: date | None) -> None:
    assert one(text).issued_on == day


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Sở Tài chính tại các Văn bản số 11/STC-NS ngày 02/3/2025, số 12/STC-QLG ngày 04/3/2025, số 13/STC-HCSN",
            [("11/STC-NS", "Sở Tài chính"), ("12/STC-QLG", "Sở Tài chính"), ("13/STC-HCSN", "Sở Tài chính")],
        ),
        (
            "theo ý kiến của Thủ tướng Chính phủ tại Công văn số 99/VPCP-NN ngày 02/3/2025 của Văn phòng Chính phủ",
            [("99/VPCP-NN", "Văn phòng Chính phủ")],
        ),
        (
            "chỉ đạo của Phó Thủ tướng Chính phủ tại Thông báo số 99/TB-VPCP",
            [("99/TB-VPCP", "Văn phòng Chính phủ")],
        ),
        (
            "kết luận của Chủ tịch UBND thành phố tại Thông báo số 31/TB-UBND ngày 02/3/2025",
            [("31/TB-UBND", "Chủ tịch UBND thành phố")],
        ),
        (
            "Quyết định số 7-QĐ/TU và Kế hoạch số 8-KH/TU ngày 02/3/2025 của Ban Thường vụ Thành ủy",
            [("7-QĐ/TU", "Ban Thường vụ Thành ủy"), ("8-KH/TU", "Ban Thường vụ Thành ủy")],
        ),
        (
            "Nghị quyết số 18-NQ/TW và Nghị quyết số 30/NQ-CP của Chính phủ",
            [("18-NQ/TW", None), ("30/NQ-CP", "Chính phủ")],
        ),
        (
            "Nghị định số 8/2024/NĐ-CP và Thông tư số 3/2024/TT-BYT",
            [("8/2024/NĐ-CP", "Chính phủ"), ("3/2024/TT-BYT", "Bộ Y tế")],
        ),
        ("Quyết định số 8/QĐ-UBND", [("8/QĐ-UBND", None)]),
        (
            "Công văn số 9/SVHTTDL-QLVH của Sở Văn hóa, Thể thao và Du lịch, Sở Tài chính có ý kiến",
            [("9/SVHTTDL-QLVH", "Sở Văn hóa, Thể thao và Du lịch")],
        ),
        ("Nghị quyết của Ban Chấp hành Đảng bộ tỉnh số 5-NQ/TU", [("5-NQ/TU", "Ban Chấp hành Đảng bộ tỉnh")]),
        (
            "Tờ trình số 6/TTr-SGDĐT của Sở Giáo dục và Đào tạo và ý kiến các ngành",
            [("6/TTr-SGDĐT", "Sở Giáo dục và Đào tạo")],
        ),
    ],
)
def test_issuer(text: str, wanted: list[tuple[str | None, str | None]]) -> None:
    assert issuers(text) == wanted


def test_a_shared_noun_spreads_over_its_list_and_no_further() -> None:
    text = "các Công văn số 1/SXD-QH ngày 02/3/2025, số 2/SXD-HT. Ngoài ra có số 3/SXD-KT."
    assert [c.type for c in find_citations(text)] == ["Công văn", "Công văn", None]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Nghị quyết số 12/QĐ-UBND", "Quyết định"),
        ("Văn bản số 12/QĐ-BXD", "Quyết định"),
        ("Quyết định số 12/QĐ-BTC của Bộ Công Thương", "Bộ Tài chính"),
        ("Kế hoạch số 12-KH/TU của UBND tỉnh", "Tỉnh ủy"),
    ],
)
def test_mismatch(text: str, words: str) -> None:
    assert words in (one(text).mismatch or "")


@pytest.mark.parametrize(
    "text",
    [
        "Thông báo kết luận số 12/TB-UBND của Chủ tịch UBND tỉnh",
        "Quy định số 12-QĐ/TW của Bộ Chính trị",
        "Quyết định số 12/QĐ-BTC của Bộ trưởng Bộ Tài chính",
        "Chương trình hành động số 12-CTr/TU của Thành ủy",
        "Công văn số 12/UBND-KT của Uỷ ban nhân dân xã",
        "Công văn số 12-CV/TU của Thường trực Tỉnh uỷ",
        "Quyết định số 12/QĐ-STC của Giám đốc Sở",
        "QĐ số 12/QĐ-UBND của UBND huyện",
    ],
)
def test_no_mismatch(text: str) -> None:
    assert one(text).mismatch is None


@pytest.mark.parametrize(
    "text",
    [
        "Luật này có hiệu lực",
        "theo quy định của pháp luật",
        "Đoàn Luật sư tỉnh",
        "Hội Luật gia Việt Nam",
        "kỷ luật nghiêm",
        "Luật số mới",
        "Thông báo này",
        "Kế hoạch nêu trên",
        "Nghị quyết đã ban hành",
        "các Thông báo kết luận và công văn khác",
        "Chương trình hành động của Sở",
    ],
)
def test_no_citation(text: str) -> None:
    assert find_citations(text) == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("điểm a khoản 2 Điều 5 Nghị định số 8/2024/NĐ-CP", ("điểm a khoản 2 Điều 5",)),
        ("tại Điều 8 và Điều 9 của Luật Đất đai", ("Điều 8", "Điều 9")),
        ("khoản 1, 2 Điều 12 Luật Nhà ở", ("khoản 1, 2 Điều 12",)),
        ("các Điều 57 và 58 Luật Nhà ở", ("Điều 57 và 58",)),
        ("Khoản 3, Điều 1 Luật Nhà ở", ("Khoản 3, Điều 1",)),
        ("khoản 9 Điều 10, khoản 5 Điều 11 Luật Nhà ở", ("khoản 9 Điều 10", "khoản 5 Điều 11")),
        ("Phụ lục II kèm theo Quyết định số 8/QĐ-UBND", ("Phụ lục II",)),
        ("mục tiêu của Luật Nhà ở", ()),
    ],
)
def test_parts(text: str, parts: tuple[str, ...]) -> None:
    assert one(text).parts == parts


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Căn cứ Nghị định số 8/2024/NĐ-CP;", "basis"),
        ("theo đúng quy định tại khoản 2 Điều 5 Nghị định số 8/2024/NĐ-CP", "basis"),
        ("triển khai thực hiện Nghị quyết số 8-NQ/TW", "implements"),
        ("cụ thể hóa Nghị quyết số 8-NQ/TW", "implements"),
        ("sửa đổi, bổ sung Quyết định số 8/QĐ-UBND", "amends"),
        ("thay thế Quyết định số 8/QĐ-UBND", "replaces"),
        ("Đơn vị đã gửi Tờ trình số 8/TTr-SYT", "mentions"),
        ("Thực hiện xong việc khác. Đơn vị gửi Tờ trình số 8/TTr-SYT", "mentions"),
    ],
)
def test_role(text: str, role: str) -> None:
    assert one(text).role == role


def test_a_list_shares_its_role() -> None:
    text = "Thực hiện Nghị quyết số 8-NQ/TW, Nghị quyết số 9/NQ-CP và Luật Nhà ở"
    assert {c.role for c in find_citations(text)} == {"implements"}


def test_dated_and_undated_mentions_are_one_document() -> None:
    text = (
        "Nghị quyết số 8-NQ/TW đã nêu. Nghị quyết số 8-NQ/TW ngày 02/3/2025 của Bộ Chính trị về biển. "
        "Thực hiện Nghị quyết số 8-NQ/TW."
    )
    (document,) = group(find_citations(text))
    assert len(document.mentions) == 3
    assert document.issued_on == date(2025, 3, 2)
    assert (cut(text, document.issuer), cut(text, document.title)) == ("Bộ Chính trị", "về biển")
    assert document.role == "implements"


def test_one_number_with_two_dates_is_two_documents() -> None:
    text = "Công văn số 8/UBND-KT ngày 02/3/2024; Công văn số 8/UBND-KT ngày 05/4/2025; Công văn số 8/UBND-KT"
    assert [len(document.mentions) for document in group(find_citations(text))] == [1, 2]


def test_a_law_by_name_joins_its_number() -> None:
    text = "Luật Nhà ở số 27/2023/QH15 đã nêu; theo Luật Nhà ở"
    (document,) = group(find_citations(text))
    assert (document.number, len(document.mentions)) == ("27/2023/QH15", 2)


def test_laws_of_two_years_stay_apart() -> None:
    text = "Luật Đất đai năm 2013; Luật Đất đai năm 2024"
    assert len(group(find_citations(text))) == 2


PIECES = st.sampled_from(
    [
        "Nghị quyết",
        "số",
        "8-NQ/TW",
        "9/QĐ-UBND",
        "10/2024/NĐ-CP",
        "ngày 02/3/2025",
        "của",
        "Bộ Chính trị",
        "UBND tỉnh",
        "tại",
        "các",
        ",",
        "và",
        ";",
        "\n",
        "Luật",
        "Đất đai",
        "Luật Nhà ở",
        "khoản 2",
        "Điều 5",
        "về việc",
        "năm 2024",
        "Văn bản",
        "12/NĐCP",
        "64/CP",
        "12/QĐ.UB",
        "12/GPXD",
        "cùng ngày",
        "điểm a",
        ":",
        "thay thế",
        "(",
        ")",
    ]
)


@given(st.lists(PIECES, max_size=16).map(" ".join), st.integers(0, 20))
def test_offsets_lie_inside_and_move_with_the_text(text: str, shift: int) -> None:
    found = find_citations(text)
    assert all(0 <= c.start < c.end <= len(text) for c in found)
    assert [c.start for c in found] == sorted(c.start for c in found)
    padded = "." * shift + "\n" + text
    moved = find_citations(padded, shift + 1)
    assert [(c.start - shift - 1, c.number, c.key) for c in moved] == [
        (c.start, c.number, c.key) for c in found
    ]
    assert sum(len(document.mentions) for document in group(found)) == len(found)


@given(st.text(max_size=200))
def test_any_text_is_read_without_error(text: str) -> None:
    group(find_citations(text))
