"""Reading order, from words with boxes alone."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kl_extract.model import Box
from kl_extract.read.furniture import without_furniture
from kl_extract.read.layout import reading_order
from kl_extract.read.margins import page_of
from kl_extract.read.tokens import Row, Sheet, Token

SIZE = 12.0
LETTER = 6.0
SPACE = 3.0


def words(x: float, y: float, text: str) -> list[Token]:
    """``text`` set from ``x`` on the baseline ``y``, every letter six points wide."""
    tokens = []
    for word in text.split():
        box = Box(x, y - 10, x + LETTER * len(word), y + 3)
        tokens.append(Token(word, box, y, SIZE))
        x = box.x1 + SPACE
    return tokens


def ordered(*placed: tuple[float, float, str], first: bool = True) -> list[tuple[int, str]]:
    tokens = [token for x, y, text in placed for token in words(x, y, text)]
    return [(row.column, row.text) for row in reading_order(tokens, first)]


BODY = "thân văn bản chạy suốt chiều rộng của trang giấy này từ lề trái sang lề phải thế"

HEAD = [
    (100.0, 60.0, "ỦY BAN NHÂN DÂN"),
    (290.0, 60.0, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (120.0, 74.0, "TỈNH TÂN AN"),
    (330.0, 76.0, "Độc lập - Tự do - Hạnh phúc"),
]
TITLE = [(280.0, 140.0, "THÔNG BÁO"), (80.0, 170.0, BODY)]


def test_head_is_read_by_column() -> None:
    assert ordered(*HEAD, (110, 100, "Số: 5/TB-UBND"), (320, 100, "Tân An, ngày 2 tháng 3"), *TITLE) == [
        (1, "ỦY BAN NHÂN DÂN"),
        (1, "TỈNH TÂN AN"),
        (1, "Số: 5/TB-UBND"),
        (2, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (2, "Độc lập - Tự do - Hạnh phúc"),
        (2, "Tân An, ngày 2 tháng 3"),
        (0, "THÔNG BÁO"),
        (0, BODY),
    ]


def test_specks_far_apart_do_not_end_the_head() -> None:
    """An underline read as words, on the line of the number: most of its gaps are wide."""
    number = [(110, 100, "Số: 15/TB-UBND-VP"), (330, 100, "—"), (430, 100, "t")]
    read = ordered(*HEAD, *number, (320, 115, "Tân An, ngày 2 tháng 3"), *TITLE)
    assert [text for column, text in read if column == 1] == ["ỦY BAN NHÂN DÂN", "TỈNH TÂN AN", number[0][2]]
    assert [text for column, text in read if column == 0] == ["THÔNG BÁO", BODY]


def test_cells_of_different_height() -> None:
    """The number and the date stand on different lines: each is still part of its column."""
    rows = ordered(*HEAD, (110, 96, "Số: 5/TB-UBND"), (320, 108, "Tân An, ngày 2 tháng 3"), *TITLE)
    assert rows[2] == (1, "Số: 5/TB-UBND")
    assert rows[5] == (2, "Tân An, ngày 2 tháng 3")
    assert rows[6] == (0, "THÔNG BÁO")


def test_near_cells_are_parted_by_their_words() -> None:
    rows = ordered((84, 60, "VĂN PHÒNG ĐẠI BIỂU QUỐC HỘI TỈNH"), (283, 60, HEAD[1][2]), *HEAD[2:], *TITLE)
    assert rows[0] == (1, "VĂN PHÒNG ĐẠI BIỂU QUỐC HỘI TỈNH")


def test_a_second_page_has_no_head_by_shape_alone() -> None:
    table = [(100.0, 60.0 + 20 * n, f"hàng {n}") for n in range(4)]
    table += [(300.0, 60.0 + 20 * n, f"ô {n}") for n in range(4)]
    assert all(column == 0 for column, _ in ordered(*table, first=False))


def test_wide_spaces_of_justified_text_are_no_gutter() -> None:
    tokens = [token for line in range(8) for token in words(80, 60 + 18 * line, BODY)]
    stretched = [
        Token(
            token.text,
            Box(token.box.x0 * 1.1, token.box.top, token.box.x1 * 1.1, token.box.bottom),
            token.baseline,
            SIZE,
        )
        for token in tokens
    ]
    assert all(row.column == 0 for row in reading_order(stretched, True))


FOOT = [
    (80.0, 600.0, "Nơi nhận:"),
    (350.0, 600.0, "TL. CHỦ TỊCH"),
    (80.0, 614.0, "- Như trên;"),
    (340.0, 618.0, "CHÁNH VĂN PHÒNG"),
    (80.0, 627.0, "- Các sở, ban, ngành dự họp;"),
    (80.0, 640.0, "- Lưu: VT."),
    (350.0, 690.0, "Trần Văn Mẫu"),
]


@pytest.mark.parametrize("cue", ["Nơi nhận:", "Noi nhan", "NƠI NHẬN", "Nơi nhân;"])
def test_foot_is_read_by_column(cue: str) -> None:
    foot = [(80.0, 600.0, cue), *FOOT[1:]]
    assert ordered((80, 560, BODY), (80, 578, BODY), *foot, first=False) == [
        (0, BODY),
        (0, BODY),
        (1, cue),
        (1, "- Như trên;"),
        (1, "- Các sở, ban, ngành dự họp;"),
        (1, "- Lưu: VT."),
        (2, "TL. CHỦ TỊCH"),
        (2, "CHÁNH VĂN PHÒNG"),
        (2, "Trần Văn Mẫu"),
    ]


def test_authority_above_the_recipients() -> None:
    foot = [(330.0, 590.0, "TM. ỦY BAN NHÂN DÂN"), (80.0, 604.0, "Nơi nhận:"), *FOOT[2:]]
    rows = ordered((80, 560, BODY), *foot, first=False)
    assert (2, "TM. ỦY BAN NHÂN DÂN") in rows
    assert rows[1] == (1, "Nơi nhận:")


def test_text_below_the_foot_stays_below() -> None:
    rows = ordered((80, 560, BODY), *FOOT, (80, 740, BODY), first=False)
    assert rows[-1] == (0, BODY)


def test_the_foot_of_a_short_last_page_is_no_head() -> None:
    """Sent by itself, the last page is the first one of its file; further down rows differ in height, and reach farther."""
    foot = [
        (80, 100, "Nơi nhận:"),
        (330, 100, "TL. CHỦ TỊCH"),
        (80, 114, "- Như trên;"),
        (330, 117, "CHÁNH VĂN PHÒNG"),
    ]
    foot += [
        (80, 128, "- Các phòng, ban, đơn vị trực thuộc;"),
        (330, 134, "NGUYỄN VĂN AN"),
        (80, 142, "- Lưu: VT."),
    ]
    rows = ordered((80, 60, BODY), *foot)
    assert [column for column, _ in rows] == [0, 1, 1, 1, 1, 2, 2, 2]


def test_recipients_alone_are_no_columns() -> None:
    rows = ordered((80, 560, BODY), (80, 600, "Nơi nhận:"), (80, 614, "- Như trên;"), first=False)
    assert [column for column, _ in rows] == [0, 0, 0]


@given(
    st.lists(
        st.tuples(
            st.integers(50, 500),
            st.integers(40, 800),
            st.sampled_from(["Nơi nhận:", "TL. CHỦ TỊCH", "ngày", "3"]),
        ),
        max_size=30,
    ),
    st.booleans(),
)
def test_no_word_is_lost_or_doubled(placed: list[tuple[int, int, str]], first: bool) -> None:
    tokens = [token for x, y, text in placed for token in words(x, y, text)]
    rows = reading_order(tokens, first)
    assert sorted(map(repr, tokens)) == sorted(repr(token) for row in rows for token in row.tokens)


def _sheet(number: int, *placed: tuple[float, float, str]) -> Sheet:
    tokens = [token for x, y, text in placed for token in words(x, y, text)]
    return Sheet(number, reading_order(tokens, False), "text-layer", 595.0, 842.0, 1.0)


def _texts(sheets: Sequence[Sheet]) -> list[list[str]]:
    return [[row.text for row in sheet.rows] for sheet in without_furniture(sheets)]


@pytest.mark.parametrize("number", ["2", "- 2 -", "Trang 2/5", "2 / 5", "Trang 2"])
@pytest.mark.parametrize("y", [40.0, 815.0])
def test_page_numbers_in_the_margin_are_dropped(number: str, y: float) -> None:
    assert _texts([_sheet(2, (290, y, number), (80, 200, BODY))]) == [[BODY]]


@pytest.mark.parametrize(
    ("y", "text"), [(300.0, "2"), (60.0, "2. Giao Sở Y tế"), (60.0, "năm 2025"), (820.0, "1.500")]
)
def test_other_numbers_stay(y: float, text: str) -> None:
    assert text in _texts([_sheet(2, (80, y, text), (80, 200, BODY))])[0]


def test_running_heads_are_dropped() -> None:
    sheets = [_sheet(n, (80, 40 + n % 2, f"Công báo số {n}"), (80, 200, f"{BODY} {n}")) for n in range(1, 5)]
    assert _texts(sheets) == [[f"{BODY} {n}"] for n in range(1, 5)]


def test_body_lines_repeated_on_pages_stay() -> None:
    sheets = [_sheet(n, (80, 200, BODY)) for n in range(1, 5)]
    assert _texts(sheets) == [[BODY]] * 4


def test_two_alike_heads_prove_nothing() -> None:
    sheets = [_sheet(n, (80, 60, "ỦY BAN NHÂN DÂN"), (80, 200, BODY)) for n in (1, 2)]
    assert all("ỦY BAN NHÂN DÂN" in texts for texts in _texts(sheets))


def test_margins() -> None:
    right = 80 + LETTER * len(BODY.replace(" ", "")) + SPACE * BODY.count(" ")
    page = page_of(
        _sheet(
            1,
            (200, 150, "GIỮA TRANG GIẤY NÀY ĐÂY"),
            (80, 200, BODY),
            (80, 218, BODY),
            (110, 248, "đầu đoạn thụt vào"),
            (80, 266, BODY),
            (80, 284, "dòng cuối"),
        )
    )
    _, first, second, opening, _, last = page.lines
    assert (first.indent, first.fill, first.gap) == (0.0, 1.0, True)
    assert (second.gap, opening.gap, last.gap) == (False, True, False)
    assert opening.indent == 30.0
    assert last.fill == pytest.approx((last.box.x1 - 80) / (right - 80), abs=0.01) if last.box else False
    assert not any(line.centred for line in page.lines[1:])


def test_centred() -> None:
    middle = 80 + (LETTER * len(BODY.replace(" ", "")) + SPACE * BODY.count(" ")) / 2
    page = page_of(_sheet(1, (middle - 28.5, 150, "THÔNG BÁO"), (80, 200, BODY), (80, 218, BODY)))
    assert [line.centred for line in page.lines] == [True, False, False]


def test_words_lie_in_their_line() -> None:
    for line in page_of(_sheet(1, (80, 200, BODY))).lines:
        assert all(line.text[word.start : word.end] == word.text for word in line.words)


def test_rows_are_grouped_in_spite_of_jitter() -> None:
    tokens = [Token(t.text, t.box, t.baseline + (n % 3), t.size) for n, t in enumerate(words(80, 200, BODY))]
    assert [row.text for row in reading_order(tokens, False)] == [BODY]
    assert isinstance(reading_order(tokens, False)[0], Row)
