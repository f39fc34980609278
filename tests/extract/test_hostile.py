"""No rule backtracks catastrophically: twice the text takes about twice the time, on text made to hurt each rule.

The text repeats what the rule itself is made of: the words of its pattern, every beginning of its examples (each a match that
fails late), digits, spaces and signs.
"""

import re
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest
from hostile_text import MEGABYTE, assert_in_proportion, assert_linear, hostile, pumps

from kl_extract.extract.citations import find_citations, group
from kl_extract.extract.citations.grammar import find_symbols
from kl_extract.extract.citations.laws import find_laws
from kl_extract.extract.citations.tables import table as citation_table
from kl_extract.extract.deadlines import Reference, find_dates, find_deadlines, find_urgency
from kl_extract.extract.deadlines.rules import compiled, table

ROWS = [*table()["rules"], *table()["masks"]]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_deadline_rule(row: dict[str, Any]) -> None:
    pattern = compiled(row["pattern"])
    units = pumps(pattern.pattern, [text.lower() for text, *_ in row.get("examples", ())])
    assert_linear(lambda text: sum(1 for _ in pattern.finditer(text)), units)


@pytest.mark.parametrize("name", [row["name"] for row in ROWS if "unless" in row])
def test_what_must_not_stand_before(name: str) -> None:
    row = next(row for row in ROWS if row["name"] == name)
    pattern = re.compile(rf"(?<!\w)(?:{row['unless']})")
    sentences = pumps(row["unless"], ["đã làm xong được", "hoàn thành nhiệm vụ, kết quả"])
    # Within a piece a search may be long; a text is as many times as long to search as it has pieces.
    assert_in_proportion(
        lambda text: [pattern.search(part) for part in pieces(text)], partial(hostile, sentences), MEGABYTE
    )


def pieces(text: str) -> list[str]:
    """As long as the longest stretch that is taken for one sentence."""
    return [text[start : start + 3000] for start in range(0, len(text), 3000)]


CITED = citation_table()
CITATION_RULES = {
    **{name: CITED[name] for name in ("issuer_stops", "left_links", "title_opens", "title_stops")},
    **{f"role {name}": words for name, words in CITED["roles"].items()},
    "names with a comma": "|".join(CITED["comma_names"]),
    "where a law ends": CITED["laws"]["stops"],
}
CITATIONS = [
    "Căn cứ điểm a khoản 1 Điều 5 Nghị quyết số 8-NQ/TW ngày 02/3/2025 của Bộ Chính trị về việc sửa đổi",
    "Bộ Công Thương tại các Văn bản số 1/BCT-A ngày 1/1/2025, số 12/QĐ.UB, 12/NQ- và Phụ lục II kèm theo",
    "các Luật: Đất đai, Nhà ở và Luật sửa đổi, bổ sung một số điều của Luật Đầu tư công năm 2024",
    "ban hành kèm theo Quyết định số 9/QĐ-UBND cùng ngày 5 tháng 3 năm 2025",
]
LISTED = ["12/NQ-", "8-NQ/TW, ", "số 9/QĐ-UBND và ", "các Luật: Đất đai, ", "12/QĐ.UB "]


@pytest.mark.parametrize("name", list(CITATION_RULES))
def test_citation_rule(name: str) -> None:
    pattern = re.compile(rf"(?:{CITATION_RULES[name]})")
    units = pumps(pattern.pattern, CITATIONS)
    assert_linear(lambda text: sum(1 for _ in pattern.finditer(text)), units)


SENTENCES = [text for row in table()["rules"] for text, *_ in row["examples"]]
NOTICE = Reference(date(2025, 9, 12))


@pytest.mark.parametrize(
    ("work", "examples", "size"),
    [
        (lambda text: find_symbols(text, 0, len(text)), CITATIONS, MEGABYTE),
        (lambda text: find_laws(text, 0, len(text)), CITATIONS, MEGABYTE),
        (lambda text: find_dates(text, 0, len(text)), CITATIONS, MEGABYTE),
        (lambda text: find_urgency(text, 0, len(text)), SENTENCES, MEGABYTE),
        (lambda text: group(find_citations(text)), CITATIONS, MEGABYTE // 8),
        (lambda text: find_deadlines(text, 0, len(text), NOTICE), SENTENCES, MEGABYTE // 8),
    ],
    ids=["symbols", "laws", "dates", "urgency", "citations", "deadlines"],
)
def test_scan(work: Callable[[str], Any], examples: list[str], size: int) -> None:
    """Whole scans, of which the last two settle what overlaps: these on an eighth of the text."""
    assert_linear(work, [*pumps("", examples), *LISTED, *(f"{text} " for text in examples)], size)
