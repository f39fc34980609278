"""Annex tables: which column is what, and which rows are tasks."""

import pytest

from kl_extract.model import Document, Line, Page
from kl_extract.normalise import normalise
from kl_extract.resources import read_toml
from kl_extract.split import split

FOOT = ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]


def rows(*annex: str) -> list[tuple[str, dict[str, str]]]:
    lines = tuple(Line(words, 1, gap=True) for words in ("1. Giao Sở Y tế rà soát./.", *FOOT, *annex))
    text = normalise(Document("x", "", "", (Page(1, lines, "plain"),)))
    return [
        (row.id, {role: text.value[c.start : c.end] for role, c in row.cells}) for row in split(text).rows
    ]


@pytest.mark.parametrize(
    "example", read_toml("annex.toml")["examples"], ids=lambda e: " | ".join(e["heading"])
)
def test_columns(example: dict[str, list[str]]) -> None:
    cells = "\t".join(f"ô {number}" for number in range(len(example["heading"])))
    found = rows("Phụ lục", "\t".join(example["heading"]), cells)
    assert [role for _, row in found for role in row] == example["roles"]


def test_rows_are_numbered_by_annex_and_first_column() -> None:
    heading = "STT\tNội dung\tChủ trì"
    found = rows(
        "Phụ lục I",
        heading,
        "1\tRà soát\tSở Y tế",
        heading,
        "2\tTổng hợp\tSở Nội vụ",
        "PHỤ LỤC II",
        heading,
        "1\tGửi\tSở Y tế",
    )
    assert [clause for clause, _ in found] == ["phu-luc-1.1", "phu-luc-1.2", "phu-luc-2.1"]


def test_an_empty_cell_leaves_the_others_in_their_columns() -> None:
    [(_, row)] = rows(
        "Phụ lục", "STT\tNội dung\tChủ trì\tPhối hợp\tThời hạn", "1\tRà soát\tSở Y tế\t\tTháng 5/2026"
    )
    assert row == {"number": "1", "task": "Rà soát", "lead": "Sở Y tế", "deadline": "Tháng 5/2026"}


def test_specks_beside_a_heading_change_nothing() -> None:
    """As the OCR reads them from noise and pieces of lines."""
    [(_, row)] = rows(
        "Phụ lục",
        "|STT\t“Nội dung\tChủ trì |\tPhối hợp.\t'Thời hạn",
        "1\tRà soát\tSở Y tế\tSở Nội vụ\tQuý I/2026",
    )
    assert list(row) == ["number", "task", "lead", "coordinators", "deadline"]


def test_other_tables_give_no_rows() -> None:
    assert rows("Phụ lục", "STT\tHọ và tên\tChức vụ", "1\tTrần Văn Mẫu\tGiám đốc") == []


HEADING = "STT\tNội dung\tChủ trì\tThời hạn"


def test_sections_are_no_tasks() -> None:
    found = rows(
        "Phụ lục",
        HEADING,
        "I\tLĩnh vực y tế\t\t",
        "1\tRà soát\tSở Y tế",
        "II. Lĩnh vực nội vụ",
        "1\tTổng hợp\tSở Nội vụ",
    )
    assert [clause for clause, _ in found] == ["phu-luc-1.1", "phu-luc-1.1~2"]


def test_a_second_row_of_headings() -> None:
    found = rows(
        "Phụ lục",
        "STT\tNội dung\tPhân công\t\tThời hạn",
        "\t\tChủ trì\tPhối hợp\t",
        "1\tRà soát\tSở Y tế\tSở Nội vụ\tQuý I/2026",
    )
    assert found == [
        (
            "phu-luc-1.1",
            {
                "number": "1",
                "task": "Rà soát",
                "lead": "Sở Y tế",
                "coordinators": "Sở Nội vụ",
                "deadline": "Quý I/2026",
            },
        )
    ]


def test_a_row_that_numbers_the_columns_is_passed_over() -> None:
    assert [c for c, _ in rows("Phụ lục", HEADING, "(1)\t(2)\t(3)\t(4)", "1\tRà soát\tSở Y tế\t")] == [
        "phu-luc-1.1"
    ]


def test_another_table_ends_the_tasks() -> None:
    assert (
        rows(
            "Phụ lục",
            HEADING,
            "1\tRà soát\tSở Y tế\t",
            "STT\tHọ và tên\tChức vụ",
            "1\tTrần Văn Mẫu\tGiám đốc",
        )[1:]
        == []
    )


def test_a_table_without_a_title_is_found() -> None:
    assert [c for c, _ in rows("DANH MỤC NHIỆM VỤ", HEADING, "1\tRà soát\tSở Y tế\t")] == ["phu-luc-1.1"]


def test_a_row_goes_on_over_the_page() -> None:
    lines = [Line(words, 1, gap=True) for words in ("1. Giao Sở Y tế rà soát./.", *FOOT, "Phụ lục")]
    lines += [Line(HEADING, 1, row=1), Line("1\tRà soát quỹ giường\tSở Y tế\tQuý I/2026", 1, row=2)]
    lines += [Line("\tvà nhân lực\t\t", 2, row=1), Line("2\tTổng hợp\tSở Nội vụ\t", 2, row=2)]
    pages = (Page(1, tuple(lines[:7]), "plain"), Page(2, tuple(lines[7:]), "plain"))
    text = normalise(Document("x", "", "", pages))
    found = split(text).rows
    assert [row.id for row in found] == ["phu-luc-1.1", "phu-luc-1.2"]
    assert [text.value[part.start : part.end] for part in found[0].parts("task")] == [
        "Rà soát quỹ giường",
        "và nhân lực",
    ]


def test_a_letter_that_follows_none_is_a_misread_figure() -> None:
    heading = "STT\tNội dung\tChủ trì"
    found = rows("Phụ lục", heading, "4\tRà soát\tSở Y tế", "v\tTổng hợp\tSở Nội vụ", "6\tGửi\tSở Y tế")
    assert [clause for clause, _ in found] == ["phu-luc-1.4", "phu-luc-1.5", "phu-luc-1.6"]
    found = rows("Phụ lục", heading, "4\tRà soát\tSở Y tế", "a\tTổng hợp\tSở Nội vụ", "b\tGửi\tSở Y tế")
    assert [clause for clause, _ in found] == ["phu-luc-1.4", "phu-luc-1.a", "phu-luc-1.b"]
