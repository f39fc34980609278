"""Unruled tables: words fall into columns by the white between them, lines into rows by the numbers."""

from dataclasses import replace

from kl_extract.model import Box
from kl_extract.read.aligned import with_aligned_tables
from kl_extract.read.tokens import Row, Sheet, Token

SIZE, ADVANCE = 10.0, 5.0


def line(y: float, *cells: tuple[float, str]) -> Row:
    """Words set from the given x on, five points a letter, a blank of 2.5 points between them."""
    tokens: list[Token] = []
    for left, words in cells:
        x = left
        for word in words.split():
            width = len(word) * ADVANCE
            tokens.append(Token(word, Box(x, y - SIZE, x + width, y), y, SIZE))
            x += width + 2.5
    return Row(tuple(tokens))


def sheet(number: int, *rows: Row) -> Sheet:
    return Sheet(number, rows, "text-layer", 595.0, 842.0, 1.0)


def texts(*sheets: Sheet) -> list[str]:
    return [row.text for one in with_aligned_tables(sheets) for row in one.rows]


HEADING = (line(100, (60, "STT"), (120, "Nội dung"), (260, "Chủ trì"), (360, "Thời hạn")),)
FIRST = (
    line(120, (62, "1"), (95, "Rà soát quỹ giường"), (250, "Sở Y tế"), (355, "Quý I/2026")),
    line(132, (95, "bệnh tại tuyến xã")),
)
SECOND = (
    line(150, (62, "2"), (95, "Tổng hợp danh sách"), (250, "Sở Nội vụ"), (355, "Tháng 5/2026")),
    line(162, (250, "Công an tỉnh")),
)
ROWS = [
    "STT\tNội dung\tChủ trì\tThời hạn",
    "1\tRà soát quỹ giường bệnh tại tuyến xã\tSở Y tế\tQuý I/2026",
    "2\tTổng hợp danh sách\tSở Nội vụ Công an tỉnh\tTháng 5/2026",
]


def test_cells_of_several_lines_come_together() -> None:
    assert texts(sheet(1, *HEADING, *FIRST, *SECOND)) == ROWS


def test_columns_go_on_over_pages() -> None:
    below = tuple(_lower(row, -60) for row in SECOND)
    assert texts(sheet(1, *HEADING, *FIRST), sheet(2, *below)) == ROWS


def test_a_repeated_heading_is_a_row_again() -> None:
    again = tuple(_lower(row, -60) for row in (*HEADING, *SECOND))
    assert texts(sheet(1, *HEADING, *FIRST), sheet(2, *again)) == [*ROWS[:2], ROWS[0], ROWS[2]]


def test_a_row_cut_by_the_page_leaves_its_first_cell_empty() -> None:
    rest = line(60, (95, "và tuyến huyện"))
    assert texts(sheet(1, *HEADING, *FIRST), sheet(2, rest))[-1] == "\tvà tuyến huyện"


def test_a_section_runs_across_the_columns() -> None:
    section = line(115, (62, "I"), (95, "Lĩnh vực y tế, giáo dục và đào tạo, văn hóa thể thao du lịch"))
    found = texts(sheet(1, *HEADING, section, *(_lower(row, 10) for row in FIRST)))
    assert found[1] == "I\tLĩnh vực y tế, giáo dục và đào tạo, văn hóa thể thao du lịch"


def test_running_text_ends_the_table() -> None:
    words = "Các cơ quan được giao nhiệm vụ tại bảng này chủ động triển khai thực hiện theo đúng thời hạn"
    after = line(185, (60, words))
    assert texts(sheet(1, *HEADING, *FIRST, *SECOND, after)) == [*ROWS, words]


def test_text_without_a_heading_stays_as_it_is() -> None:
    row = line(120, (62, "1."), (95, "Giao Sở Y tế rà soát quỹ giường bệnh"))
    assert texts(sheet(1, row)) == ["1. Giao Sở Y tế rà soát quỹ giường bệnh"]


def _lower(row: Row, by: float) -> Row:
    moved = (
        replace(
            token,
            box=Box(token.box.x0, token.box.top + by, token.box.x1, token.box.bottom + by),
            baseline=token.baseline + by,
        )
        for token in row.tokens
    )
    return replace(row, tokens=tuple(moved))
