"""Slips of the Vietnamese OCR: what is mended, what its confidence does, and what must stay whatever it says."""

from pathlib import Path

import pytest

from kl_extract.model import Box, Document, Line, Page, Word
from kl_extract.repair import digits, language, prepare, repair, repair_lines, slips, trust
from kl_extract.repair.tokens import tokens_of
from kl_extract.resources import read_tsv
from train_repair import paper, sightings
from train_repair.scans import Sighting


def _document(lines: list[str], confidence: float | dict[str, float]) -> Document:
    """Lines as the OCR reads them; ``confidence`` of all words, or of some (the others are sure)."""
    found = []
    for level, text in enumerate(lines):
        words, at = [], 0
        for word in text.split():
            at = text.index(word, at)
            sure = confidence if isinstance(confidence, float) else confidence.get(word, 0.96)
            words.append(Word(word, at, Box(at, level, at + len(word), level + 1), sure))
            at += len(word)
        found.append(
            Line(text, 1, tuple(words), Box(0, level, len(text), level + 1), "ocr", indent=0.0, fill=1.0)
        )
    return Document("a", "0", "application/pdf", (Page(1, tuple(found), "ocr"),))


def _read(lines: list[str], confidence: float | dict[str, float]) -> list[str]:
    return [line.text for line in repair(_document(lines, confidence)).lines()]


MENDED = [
    # A tone lost above a circumflex, however sure the OCR is.
    ("Tổ công tác rà soát việc châp hành quy định của pháp luật về đê điều", "châp", "chấp"),
    ("Kế hoạch kiêm tra công tác phòng cháy, chữa cháy năm 2026", "kiêm", "kiểm"),
    ("Giám đôc Sở Xây dựng chịu trách nhiệm trước Ủy ban nhân dân tỉnh", "đôc", "đốc"),
    ("về quản lý vật liệu nô công nghiệp tại các mỏ đá của huyện", "nô", "nổ"),
    # One tone for another.
    ("Giao Sở Tài chính cân đối, bồ sung kinh phí cho các đơn vị", "bồ", "bổ"),
    ("trình cấp có thấm quyền xem xét, quyết định trong tháng 9", "thấm", "thẩm"),
    ("yêu cầu nhà thâu tăng ca, bảo đảm tiến độ của gói thầu", "thâu", "thầu"),
    # Letters.
    ("Sở Y tế đào tạo, bồi đưỡng công chức, viên chức ngành y tế", "đưỡng", "dưỡng"),
    ("các biện pháp bảo đảm an toàn bao øồm phương án di dời", "øồm", "gồm"),
    # Two words as one.
    ("thực hiện Kế hoạchsố 12 của Ủy ban nhân dân huyện", "hoạchsố", "hoạch số"),
    # Capitals.
    ("QUYÉT ĐỊNH CỦA CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH", "QUYÉT", "QUYẾT"),
    # Numbers that were read as letters.
    ("Công văn ngày l6 tháng 5 năm 2026 của Sở Nội vụ", "l6", "16"),
    ("theo quy định tại khoản I Điều 14 của Luật này", "I", "1"),
]


@pytest.mark.parametrize(("line", "seen", "true"), MENDED, ids=[seen for _, seen, _ in MENDED])
def test_a_doubtful_word_is_mended(line: str, seen: str, true: str) -> None:
    assert _read([line], {seen: 0.6}) == [line.replace(seen, true, 1)]


@pytest.mark.parametrize("line", ["thôn và kê hoạch của thôn", "tổ dân phố và kê hoạch của tổ"])
def test_a_word_is_mended_though_the_ocr_was_sure(line: str) -> None:
    assert _read([line], 0.96) == [line.replace("kê", "kế")]


STAYS = [
    "Đồng chí Hà Văn Thuân, Phó Chủ tịch Ủy ban nhân dân xã Ia Grai",
    "ông Bùi Quang Đạm, bà Nguyễn Thị Hương Lý và các đồng chí dự họp",
    "khách du lịch từ Bỉ, Pháp, Lào và Úc đến tỉnh tăng 12 % so với cùng kỳ",
    "Doanh nghiệp startup, logistics và vùng Silicon Valley; thư: van.phong@example.gov.vn",
    "Báo cáo Ủy ban nhân dân tỉnh trước ngày 15/7/2025 theo Nghị quyết số 915/NQ-CP.",
    "Kinh phí 12.345.678 đồng, bằng 50% dự toán; Km0 - Km3+500; 4,5 ha; QCVN 06:2022/BXD",
    "II. MỤC ĐÍCH, YÊU CẦU",
    "phần I và phần II của Phụ lục III kèm theo Quyết định này",
    "có 57 cas mắc, giảm 12 cas so với cùng kỳ; 02 cas nặng",
    "Thành phố Hoà Bình và thị xã Thuỷ Nguyên hoàn thành việc rà soát",
]


@pytest.mark.parametrize("line", STAYS)
@pytest.mark.parametrize("confidence", [0.96, 0.8])
def test_names_numbers_and_foreign_words_stay(line: str, confidence: float) -> None:
    assert _read([line], confidence) == [line]


@pytest.mark.parametrize(
    ("line", "true"),
    [
        # The language model has read "chỉ tiết" too often itself.
        ("Nghị định quy định chỉ tiết một số điều của Luật", "chi tiết"),
        # A capital inside a sentence looks like a name.
        ("Giấy phép dịch vụ nổ mìn; Giây chứng nhận kiểm định", "Giấy chứng nhận"),
        # What an OCR made of a handwritten number tells nothing of it.
        ("Tân Lập, ngày sÔÖ tháng 8 năm 2026", "ngày 24"),
    ],
)
@pytest.mark.xfail(reason="known failure", strict=True)
def test_not_mended_yet(line: str, true: str) -> None:
    assert true in _read([line], 0.96)[0]


def test_less_confidence_never_mends_less() -> None:
    grades = (0.97, 0.96, 0.95, 0.93, 0.91, 0.88, 0.82, 0.7, 0.5, 0.3, 0.05)
    for line, seen, true in MENDED:
        changed = [true in _read([line], {seen: grade})[0].split() for grade in grades]
        assert changed == sorted(changed), (seen, changed)


def test_repair_of_what_was_repaired_changes_nothing() -> None:
    lines = [line for line, _, _ in MENDED]
    once = repair(_document(lines, {seen: 0.6 for _, seen, _ in MENDED}))
    assert once.repairs
    assert repair(once) is once


def test_a_page_shows_its_habits() -> None:
    usual = slips.habits(400, [])
    many = slips.habits(400, [("kiểm", "kiêm")] * 20)
    assert many["tone-lost"] > 1.0
    assert usual["tone-lost"] < 0.0
    assert many["letters"] == usual["letters"]


@pytest.mark.parametrize(
    ("true", "seen", "kind"),
    [
        ("kiểm", "kiêm", "tone-lost"),
        ("kiểm", "kiếm", "tone-other"),
        ("thi", "thì", "tone-added"),
        ("dương", "đương", "shape"),
        ("lượng", "hượng", "letters"),
    ],
)
def test_kinds_of_mistakes(true: str, seen: str, kind: str) -> None:
    assert slips.kind_of(true, seen) == kind
    assert kind in {row["kind"] for row in read_tsv("slips_kinds.tsv")}


def test_less_confidence_is_more_doubt() -> None:
    found = [trust.doubt(grade / 100) for grade in range(101)]
    assert found == sorted(found, reverse=True)
    assert found[-1] < 0.0 < found[0]


def test_each_part_of_a_word_is_as_doubtful_as_the_word() -> None:
    found = dict(trust.doubts([("(vụ/việc)", 4, 0.96)]))
    assert found == {5: trust.doubt(0.96), 8: trust.doubt(0.96)}


def test_what_was_hardly_read_is_left_alone() -> None:
    line = "kiêm tra cồng tac phòng chay"
    assert _read([line], 0.3) == [line]


def _number(line: str, word: str) -> str | None:
    tokens = tokens_of(line, 0, opens=True)
    return digits.number_behind(tokens, [token.text for token in tokens].index(word))


@pytest.mark.parametrize("row", read_tsv("digit_shapes.tsv"), ids=lambda row: row["example_seen"])
def test_digits_by_their_examples(row: dict[str, str]) -> None:
    assert repair_lines([f"theo {row['example_seen']} năm 2025 của Sở"], [True])[0].text == (
        f"theo {row['example_true']} năm 2025 của Sở"
    )


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("phần I của Phụ lục này", "I"),
        ("tại khoản I] Điều 3 của Luật", "I"),
        ("ngày {Ô- tháng 10 năm 2017", "Ô"),
        ("ngày lễ và ngày O tháng 3", "O"),
        ("ngày IO tháng 3l năm 2026", "3l"),
        ("tháng 12 năm 2026 tại Hà Nội", "12"),
        ("theo quy định tại khoản I", "I"),
        ("tại khoản l₁ Điều 3 của Luật", "l₁"),
    ],
)
def test_no_number_without_need(line: str, word: str) -> None:
    assert _number(line, word) is None


def test_words_are_counted_with_the_confidence_of_what_was_read() -> None:
    line = Sighting("learn", 0, "thin", "kế hoạch số 12", "kê hoạchsố 12", (0.9, 0.5, 0.96))
    assert list(sightings.sightings([line])) == [
        (("kế",), ("kê",), 0.9),
        (("hoạch", "số"), ("hoạchsố",), 0.5),
        (("12",), ("12",), 0.96),
    ]
    assert sightings.kinds([line]) == [("tone-lost", 1.0)]


_SERIF = Path("/usr/share/fonts/truetype/liberation2")


@pytest.mark.skipif(not _SERIF.is_dir(), reason="needs the fonts of Debian's fonts-liberation2")
def test_pages_to_learn_from_say_what_stands_on_them() -> None:
    files = [_SERIF / f"LiberationSerif-{style}.ttf" for style in ("Regular", "Bold", "Italic")]
    face = paper.Face("serif", (files[0], files[1], files[2]))
    texts = [
        f"{number}. Giao Sở Xây dựng chủ trì, phối hợp với các đơn vị rà soát. " * 4 for number in range(40)
    ]
    one, two = (list(paper.sheets(iter(texts), [face], "seed")) for _ in range(2))
    assert len(one) > 1
    assert [sheet.picture.tobytes() for sheet in one] == [sheet.picture.tobytes() for sheet in two]
    drawn = " ".join(line.text for sheet in one for line in sheet.lines)
    assert drawn.casefold() == " ".join(" ".join(texts).split()).casefold()
    for sheet in one:
        levels = [line.baseline for line in sheet.lines]
        assert levels == sorted(levels)
        assert 57.0 < levels[0] < levels[-1] < 785.0


@pytest.mark.parametrize(
    ("lines", "number", "true"),
    [
        (["_ Giao Sở Y tế rà soát các cơ sở khám bệnh"], 0, "- Giao"),
        (["l. Giao Sở Nội vụ tham mưu kế hoạch biên chế"], 0, "1. Giao"),
        (["I. Giao Sở Nội vụ tham mưu kế hoạch", "2. Giao Sở Y tế báo cáo"], 0, "1. Giao"),
        (["c) Kinh phí thực hiện", "đ) Thời gian thực hiện", "đ) Tổ chức"], 1, "d) Thời"),
        (["II. NHIỆM VỤ TRỌNG TÂM", "HI. TỔ CHỨC THỰC HIỆN"], 1, "III. TỔ"),
        (["II. NHIỆM VỤ TRỌNG TÂM", "II. TỔ CHỨC THỰC HIỆN"], 1, "III. TỔ"),
        (["theo danh mục tại Phụ lục H kèm theo Kế hoạch này"], 0, "Phụ lục II kèm"),
        (["Tính từ ngày 1 1/9/2026 đến nay"], 0, "ngày 11/9/2026 đến"),
        (["từ ngày 30/10/2026 đến 03/1 1/2026 tại tỉnh"], 0, "đến 03/11/2026 tại"),
        (["báo cáo Ủy ban nhân dân tỉnh trước ngày 154 và các kỳ sau"], 0, "ngày 15/4 và"),
        (["hỗ trợ các xã la Mơ, La Púch của tỉnh"], 0, "xã Ia Mơ, Ia Púch"),
        (["thiếu đất sản xuất tại các xã Ia Hrú, la", "Dreh; kiến nghị giải pháp"], 0, "Hrú, Ia"),
        (["trong thời hạn i0 ngày làm việc kể từ khi nhận hồ sơ"], 0, "hạn 10 ngày"),
        (["theo quy định tại khoản l", "Điều 14 của Luật này"], 0, "khoản 1"),
        (["rà soát các thôồng tin đã công bố trên trang thông tin"], 0, "các thông tin"),
    ],
)
def test_signs_and_numbers_are_mended_where_the_place_tells(lines: list[str], number: int, true: str) -> None:
    assert true in _read(lines, 0.8)[number]


@pytest.mark.parametrize(
    "lines",
    [
        ["I. ĐÁNH GIÁ CHUNG", "1. Kết quả đạt được", "2. Tồn tại"],
        ["c) Kinh phí thực hiện", "d) Thời gian thực hiện", "đ) Tổ chức thực hiện"],
        ["___ Họ và tên"],
        ["trung bình mỗi ngày 154 lượt khách"],
        ["trước ngày 112 và các kỳ sau"],
        ["xã La Dêê, xã La Bằng và phường Phú La"],
        ["ngày 1 5/2 tháng lương; ngày 3 9/13/2026"],
        ["mỗi hộ 2l dầu, loại I7 và I5"],
        ["điểm h khoản 2 và phần h) của mẫu"],
        ["(ii) Hạn mức tập trung tín dụng cho sản phẩm tín dụng"],
    ],
)
def test_signs_and_numbers_stay_where_they_may_be_right(lines: list[str]) -> None:
    assert _read(lines, 0.8) == lines


def test_parts_numbered_alike_by_their_author_stay() -> None:
    lines = ["II. NHIỆM VỤ TRỌNG TÂM", "II. TỔ CHỨC THỰC HIỆN"]
    assert _read(lines, 0.96) == lines
    assert _read(["c) Kinh phí", "đ) Tổ chức thực hiện"], 0.96)[1].startswith("đ)")


def test_a_date_whose_slash_nobody_read_wants_an_eye() -> None:
    (change,) = repair(_document(["báo cáo trước ngày 154 và các kỳ sau"], 0.8)).repairs
    assert (change.before, change.after, change.confidence) == ("154", "15/4", 0.5)


def test_what_is_prepared_is_all_but_the_language_model() -> None:
    slips.load.cache_clear()
    language.load.cache_clear()
    prepare(["Tổ công tác kiêm tra"])
    assert language.load.cache_info().currsize == 0
    assert slips.load.cache_info().currsize == 1
    held = slips.load(typed=False)._held
    assert set(held) == {"tổ", "công", "tác", "kiêm", "tra"}
    assert held["kiêm"][0][0] == "kiêm" and "kiểm" in dict(held["kiêm"])
    assert _read(["Kế hoạch kiêm tra công tác phòng cháy"], 0.9) == ["Kế hoạch kiểm tra công tác phòng cháy"]
