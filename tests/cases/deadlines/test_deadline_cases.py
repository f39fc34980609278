"""Deadlines over a corpus of our own; the figures are pinned in floors.toml."""

import csv
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from floors import f1, hold
from kl_extract.extract.deadlines import FoundDeadline, Reference, find_deadlines

HERE = Path(__file__).parent
CASES: list[dict[str, Any]] = [
    case
    for name in ("cases.toml", "second.toml", "third.toml")
    for case in tomllib.loads((HERE / name).read_text("utf-8"))["cases"]
]
NOTICE_OF_NONE = date(2025, 9, 12)


def none() -> list[str]:
    with (HERE / "none.tsv").open(encoding="utf-8", newline="") as stream:
        lines = [line for line in stream if not line.startswith("#")]
    return [row["text"] for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]


def form(found: FoundDeadline) -> str:
    return f"{found.kind} {found.due or '-'} {found.starts or '-'} {found.rrule or '-'}"


def read(text: str, notice: date, *, directed: bool = False) -> list[tuple[str, str]]:
    found = find_deadlines(text, 0, len(text), Reference(notice), directed=directed)
    return [(text[one.start : one.end], form(one)) for one in found]


def measured() -> dict[str, float]:
    found, wanted = [], []
    for number, case in enumerate(CASES):
        found += [(number, *each) for each in read(case["text"], case["notice"])]
        wanted += [(number, words, value) for words, value in case["deadlines"]]
    clean = [
        text
        for text in none()
        if not any(read(text, NOTICE_OF_NONE, directed=told) for told in (False, True))
    ]
    return {
        "values": f1([(n, value) for n, _, value in found], [(n, value) for n, _, value in wanted]),
        "words": f1(found, wanted),
        "none": len(clean) / len(none()),
    }


def test_the_corpus_is_as_large_as_promised_and_quotes_itself() -> None:
    assert len(CASES) >= 40
    assert len(none()) >= 80
    assert all(words in case["text"] for case in CASES for words, _ in case["deadlines"])


def test_figures_hold() -> None:
    hold(HERE / "floors.toml", measured())
