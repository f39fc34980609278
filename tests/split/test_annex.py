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


def test_other_tables_give_no_rows() -> None:
    assert rows("Phụ lục", "STT\tHọ và tên\tChức vụ", "1\tTrần Văn Mẫu\tGiám đốc") == []
