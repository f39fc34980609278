"""Bodies: the list, the patterns, and which one is meant."""

import pytest

from kl_extract.contract import AgencyRef
from kl_extract.extract.agencies import Registry, build_registry
from kl_extract.extract.agencies.dictionary import default_dictionary
from kl_extract.extract.agencies.entry import slug
from kl_extract.extract.agencies.scan import Scanner
from kl_extract.extract.agencies.tokens import fold, keys, tokenize
from kl_extract.model import Outline, Paragraph, Range, Text
from kl_extract.resources import read_toml, read_tsv

ROWS = read_tsv("agencies.tsv")
EXAMPLES = read_toml("agency_patterns.toml")["examples"]


def registry(
    words: str, day: str | None = "2026-04-03", recipients: bool = False, issuer: str = ""
) -> Registry:
    """The registry of a one-paragraph text; ``issuer`` stands above it as the head."""
    value = f"{issuer}\n{words}" if issuer else words
    start = len(value) - len(words)
    head = (Range(0, len(issuer)),) if issuer else ()
    paragraphs = tuple(
        Paragraph(*pair, 1) for pair in ([(0, len(issuer))] if issuer else []) + [(start, len(value))]
    )
    parts = (Range(start, len(value)),) if recipients else ()
    return build_registry(
        Text(value, (), (), paragraphs), Outline(head=head, issuer=head, recipients=parts), day
    )


def refs(words: str, **context: object) -> list[AgencyRef]:
    found = registry(words, **context)  # type: ignore[arg-type]
    return [found.ref(number) for number in range(len(found.mentions))]


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_every_form_is_found_by_its_own_entry(row: dict[str, str]) -> None:
    for form in [row["name"], *filter(None, row["aliases"].split("|"))]:
        tokens = tokenize(f"{form} .")
        found = default_dictionary().match(tokens, 0, codes=True)
        assert found is not None, form
        assert row["id"] in {entry.id for entry in found.entries}, form


def test_ids_and_names_are_unique_and_successors_exist() -> None:
    ids = [row["id"] for row in ROWS]
    names = [row["name"] for row in ROWS]
    assert len(set(ids)) == len(ids) and len(set(names)) == len(names)
    assert {row["successor"] for row in ROWS if row["successor"]} <= set(ids)


@pytest.mark.parametrize("example", EXAMPLES, ids=[example["text"][:40] for example in EXAMPLES])
def test_examples_of_the_patterns(example: dict[str, object]) -> None:
    words = str(example["text"])
    found = Scanner(words, default_dictionary()).find(0, len(words))
    assert [mention.name for mention in found] == example["agencies"]


NAMED = [
    ("Giám đốc Sở Y tế khẩn trương", "Sở Y tế", "Giám đốc"),
    ("Chánh Văn phòng UBND tỉnh chủ trì", "Văn phòng UBND tỉnh", "Chánh Văn phòng"),
    ("Uỷ ban nhân dân Thành phố", "UBND thành phố", None),
    ("UBND TP. Hồ Chí Minh rà soát", "UBND thành phố", None),
    ("Sở Văn hoá, Thể thao và Du lịch", "Sở Văn hóa, Thể thao và Du lịch", None),
    ("Công an huyện Đông Lĩnh", "Công an huyện Đông Lĩnh", None),
    ("Kho bạc Nhà nước khu vực VII", "Kho bạc Nhà nước khu vực VII", None),
    ("Đoàn Kiểm tra liên ngành chủ trì", "Đoàn Kiểm tra liên ngành", None),
    ("Ban QLDA huyện", "Ban Quản lý dự án Đầu tư xây dựng huyện", None),
    ("Công ty Cổ phần Nước sạch Hòa Phát duy trì trực", "Công ty Cổ phần Nước sạch Hòa Phát", None),
    ("Phòng Nông nghiệp và Phát triển nông thôn", "Phòng Nông nghiệp và Phát triển nông thôn", None),
]


@pytest.mark.parametrize(("words", "name", "post"), NAMED)
def test_one_body(words: str, name: str, post: str | None) -> None:
    [ref] = refs(words)
    assert (ref.name, ref.post) == (name, post)


@pytest.mark.parametrize(
    "words",
    [
        "viện trợ phi chính phủ nước ngoài",
        "tại Văn bản số 9355/VPCP-KTTH",
        "TỔ CHỨC THỰC HIỆN",
        "tổ chức các hội nghị, hội thảo, các vụ việc phức tạp",
        "xây dựng nhà văn hóa, phòng học bộ môn",
        "bảo đảm an ninh trật tự trên địa bàn tỉnh",
        "PHÓ CHỦ TỊCH\nĐoàn Thị Mẫu",
        "Đoàn Văn Thử chủ trì",
    ],
)
def test_no_body(words: str) -> None:
    assert refs(words) == []


def test_text_is_verbatim_and_span_holds_it() -> None:
    words = "đề nghị Giám đốc Sở Y tế và Thủ trưởng các đơn vị liên quan"
    for ref in refs(words):
        assert words[ref.span.start : ref.span.end] == ref.text


def test_short_name_means_the_last_full_one() -> None:
    found = refs("Ban Chỉ đạo 389 tỉnh họp. Ban Chỉ đạo thống nhất.")
    assert found[1].id == found[0].id == "ban-chi-dao-389-tinh"


def test_short_name_means_the_issuer_where_nothing_else_was_named() -> None:
    found = refs("Văn phòng theo dõi, đôn đốc", issuer="VĂN PHÒNG CHÍNH PHỦ")
    assert found[0].id == "van-phong-chinh-phu"


def test_subordinate_issuer_is_read_with_its_superior() -> None:
    value = "ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG\nVĂN PHÒNG"
    lines = (Range(0, 15), Range(16, 29), Range(30, 39))
    found = build_registry(Text(value, (), (), ()), Outline(head=lines, issuer=lines), None)
    assert found.issuer is not None and found.issuer.id == "van-phong-ubnd-tinh"


def test_council_body_without_its_unit_takes_it_from_before() -> None:
    found = refs("Thường trực HĐND Thành phố họp; báo cáo Thường trực HĐND xem xét")
    assert found[0].id == found[1].id


WARNED = [
    ("Sở Kế hoạch và Đầu tư rà soát", "2026-04-03", {"agency-dissolved"}),
    ("Sở Kế hoạch và Đầu tư rà soát", "2023-04-03", set()),
    ("Trung tâm Dữ liệu Bắc Sơn rà soát", "2026-04-03", {"agency-unknown"}),
    ("các sở, ngành liên quan", "2026-04-03", set()),
]


@pytest.mark.parametrize(("words", "day", "codes"), WARNED)
def test_warnings(words: str, day: str, codes: set[str]) -> None:
    assert {w.code for w in registry(words, day=day).warnings} == codes


def test_a_dissolved_body_names_its_successor() -> None:
    found = registry("Sở Kế hoạch và Đầu tư rà soát").agencies()[0]
    assert (found.valid_until, found.successor) == ("2025-02-28", "so-tai-chinh")


def test_abbreviations_among_recipients() -> None:
    found = refs("Các Sở: XD, TC, KHCN; BHXH tỉnh", recipients=True)
    assert [ref.id for ref in found] == [
        "so-xay-dung",
        "so-tai-chinh",
        "so-khoa-hoc-va-cong-nghe",
        "bao-hiem-xa-hoi-tinh",
    ]


def test_an_abbreviation_of_several_bodies_is_reported_with_its_readings() -> None:
    [warning] = registry("TCT", recipients=True).warnings
    assert warning.code == "agency-ambiguous"
    assert all(name in warning.message for name in ("Trường Chính trị tỉnh", "Tổ công tác"))


def test_agencies_are_counted_once() -> None:
    found = registry("Sở Y tế báo cáo; Sở Y tế và Sở Nội vụ rà soát").agencies()
    assert [(a.id, a.mentions) for a in found] == [("so-y-te", 2), ("so-noi-vu", 1)]


@pytest.mark.parametrize(
    ("word", "key"), [("Hoà", "hòa"), ("thuỷ", "thủy"), ("quý", "quý"), ("KHOẺ", "khỏe"), ("toàn", "toàn")]
)
def test_fold(word: str, key: str) -> None:
    assert fold(word) == key


def test_keys_contract_long_forms() -> None:
    assert keys("Ủy ban nhân dân tỉnh") == keys("UBND tỉnh") == ("ubnd", "tỉnh")


@pytest.mark.parametrize(
    ("name", "expected"), [("Sở Ngoại vụ", "so-ngoai-vu"), ("UBND xã Đắk Liêng", "ubnd-xa-dak-lieng")]
)
def test_slug(name: str, expected: str) -> None:
    assert slug(name) == expected


DEFINED = [
    (
        "Ban Quản lý Khu kinh tế Bắc Sơn (sau đây gọi tắt là Ban Quản lý) họp. Ban Quản lý rà soát.",
        "Ban Quản lý Khu kinh tế Bắc Sơn",
    ),
    (
        "do Công ty TNHH Hòa Phát làm chủ đầu tư (sau đây gọi là Công ty). Công ty bổ sung máy.",
        "Công ty TNHH Hòa Phát",
    ),
]


@pytest.mark.parametrize(("words", "name"), DEFINED)
def test_a_short_name_the_notice_gives(words: str, name: str) -> None:
    assert refs(words)[-1].name == name


LISTS = [
    (
        "UBND các quận: Sơn Đông, Tây Hồ và huyện Hòa Nam",
        ["UBND quận Sơn Đông", "UBND quận Tây Hồ", "UBND huyện Hòa Nam"],
    ),
    ("Trung tâm Y tế các huyện, thị xã rà soát", ["Trung tâm Y tế các huyện, thị xã"]),
    ("UBND Phường 1, UBND Phường 2 vận động", ["UBND phường 1", "UBND phường 2"]),
    ("Ban Quản lý dự án và Phát triển quỹ đất lập hồ sơ", ["Ban Quản lý dự án và Phát triển quỹ đất"]),
    ("Trưởng các phòng: Tư pháp, Phó Giám đốc Sở Y tế", ["Phòng Tư pháp", "Sở Y tế"]),
    ("Bộ trưởng Bộ Xây dựng Trần Văn Mẫu chủ trì", ["Bộ Xây dựng"]),
    ("Bệnh viện Mắt đối chiếu số liệu", ["Bệnh viện Mắt"]),
    ("Phòng Đào tạo chủ trì", ["Phòng Đào tạo"]),
    ("Thanh tra Sở kiểm tra đột xuất", ["Thanh tra Sở"]),
    ("HĐND Thành phố. Phối hợp các Ban rà soát", ["HĐND thành phố", "các Ban"]),
    ("Chủ tịch UBND thành phố Trần Văn Mẫu chủ trì", ["Chủ tịch UBND thành phố"]),
    ("giao xã Sông Đốc rà soát trên địa bàn xã U Minh", ["UBND xã Sông Đốc"]),
]


@pytest.mark.parametrize(("words", "names"), LISTS, ids=[words[:30] for words, _ in LISTS])
def test_several_bodies(words: str, names: list[str]) -> None:
    assert [ref.name for ref in refs(words)] == names


@pytest.mark.parametrize(
    ("words", "issuer", "ids"),
    [
        ("Trạm Thủy văn Đông Lĩnh báo cáo", "THÀNH ỦY HẢI PHÒNG", ["tram-thuy-van-dong-linh"]),
        ("Tỉnh ủy Cà Mau báo cáo", "VĂN PHÒNG TRUNG ƯƠNG ĐẢNG", ["tinh-uy-ca-mau"]),
        ("Tỉnh ủy Cà Mau họp", "UBND TỈNH CÀ MAU", ["tinh-uy"]),
        ("UBND tỉnh Quảng Nam bàn giao", "UBND THÀNH PHỐ ĐÀ NẴNG", ["ubnd-tinh-quang-nam"]),
    ],
)
def test_bodies_of_a_province_that_is_named(words: str, issuer: str, ids: list[str]) -> None:
    assert [ref.id for ref in refs(words, issuer=issuer)] == ids


def test_a_body_of_a_former_province_names_the_one_that_took_over() -> None:
    found = registry("UBND tỉnh Quảng Nam bàn giao", issuer="UBND THÀNH PHỐ ĐÀ NẴNG").agencies()[0]
    assert (found.valid_until, found.successor) == ("2025-06-30", "ubnd-thanh-pho")


def test_posts_of_a_list_are_those_of_all() -> None:
    assert [ref.post for ref in refs("Bộ trưởng các Bộ: Tài chính, Công Thương")] == ["Bộ trưởng"] * 2
    assert [ref.post for ref in refs("PCT UBND xã", recipients=True)] == ["PCT"]


def test_the_chair_is_that_of_the_issuer() -> None:
    found = refs("CT, các PCT UBND xã", recipients=True, issuer="UBND XÃ U MINH")
    assert [(ref.name, ref.post) for ref in found] == [("Chủ tịch UBND xã", None), ("UBND xã", "PCT")]


@pytest.mark.parametrize(
    ("words", "issuer", "name"),
    [
        ("Mặt trận Tổ quốc vận động", "UBND HUYỆN BẮC SƠN", "Ủy ban Mặt trận Tổ quốc Việt Nam huyện"),
        ("Mặt trận Tổ quốc vận động", "HUYỆN ỦY BẮC SƠN", "Ủy ban Mặt trận Tổ quốc Việt Nam huyện"),
        ("Mặt trận Tổ quốc vận động", "UBND TỈNH LÂM ĐỒNG", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"),
        ("Mặt trận Tổ quốc vận động", "BỘ NỘI VỤ", "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam"),
        ("Huyện Bắc Sơn cần: chỉ đạo các xã", "UBND TỈNH LẠNG SƠN", "UBND huyện Bắc Sơn"),
        ("Bảo hiểm xã hội Lâm Đồng rà soát", "UBND TỈNH LÂM ĐỒNG", "Bảo hiểm xã hội tỉnh"),
    ],
)
def test_the_body_of_the_issuers_own_unit(words: str, issuer: str, name: str) -> None:
    assert refs(words, issuer=issuer, day="2021-04-03")[0].name == name


def test_a_unit_that_only_is_somewhere_is_told_nothing() -> None:
    assert refs("Huyện Bắc Sơn có nhiều nơi bị hạn; tại huyện Bắc Sơn cần khoan giếng") == []


def test_a_district_in_capitals_issues_a_notice() -> None:
    found = registry("Phòng Nội vụ rà soát", issuer="ỦY BAN NHÂN DÂN HUYỆN BẮC SƠN").issuer
    assert found is not None and (found.name, found.known) == ("UBND huyện Bắc Sơn", True)


def test_the_head_of_a_superior_means_it() -> None:
    value = "BỘ TÀI CHÍNH\nVĂN PHÒNG\nVụ Pháp chế hoàn thiện, trình Bộ ban hành"
    lines = (Range(0, 12), Range(13, 22))
    paragraphs = (Paragraph(0, 12, 1), Paragraph(13, 22, 1), Paragraph(23, len(value), 1))
    found = build_registry(Text(value, (), (), paragraphs), Outline(head=lines, issuer=lines), None)
    assert [found.ref(n).name for n in range(len(found.mentions))][-1] == "Bộ Tài chính"


def test_communes_are_taken_for_such_while_no_table_tells_the_former_ones() -> None:
    assert refs("UBND xã Đông Vạn Sơn rà soát", day="2019-04-03")[0].known
    assert not refs("UBND xã Đông Vạn Sơn rà soát", day="2026-04-03")[0].known
