"""Hostile text: no rule on directives takes long over the longest sentence, and a long text takes time in proportion."""

import re
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from kl_extract.extract.agencies import build_registry
from kl_extract.extract.assignments import roles, segments, signs, task
from kl_extract.extract.assignments.skeleton import build_skeleton, frame
from kl_extract.model import Outline, Paragraph, Text

DICTIONARIES = Path(__file__).parents[2] / "dictionaries"
SIGN = chr(0xF0000)
SIZE = 3_000
# Repeated, these come near to what the rules look for without ever being it.
UNITS = (
    "báo cáo ", "gửi a ", "phối hợp ", "phối hợp, ", f"{SIGN}, ", f"{SIGN} và ", f"giao {SIGN} (", "(", "trình, và ",
    "xây dựng và ", "a", " ", ", ", "chủ trì, ", "thông báo cho ", "lấy a ", "qua ", "đề nghị ", f"{SIGN} ", "12/3 ", "Sở ",
    f"{SIGN}(a) ", f"chủ trì, phối hợp với {SIGN}, ", "về a, ", "; ",
)  # fmt: skip
LIMIT = 0.75
"""Seconds for a sentence of the greatest length that is read as one; longer ones are cut."""


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    data = tomllib.loads((DICTIONARIES / "assignments.toml").read_text("utf-8"))
    for role in ("leads", "coordinators", "reports_to"):
        yield from ((rule["name"], frame(rule["pattern"])) for rule in data[role])
    yield from (
        (name, frame(data[name]["pattern"])) for name in ("assessed", "principle", "role_line", "heading")
    )
    yield "imperative", roles._imperative()
    yield "product", task._product()
    yield "capitals", signs._capitals()
    yield "date", signs._DATE
    yield "helpers", segments._HELPERS_OPEN
    annex = tomllib.loads((DICTIONARIES / "annex.toml").read_text("utf-8"))
    yield from ((f"column {row['role']}", re.compile(row["pattern"])) for row in annex["columns"])
    yield "section", re.compile(annex["section"]["pattern"])


@pytest.mark.parametrize(
    ("name", "pattern"), list(patterns()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_time_is_linear(name: str, pattern: re.Pattern[str]) -> None:
    slow = {}
    for unit in UNITS:
        text = unit * (SIZE // len(unit))
        started = time.perf_counter()
        for match in pattern.finditer(text):
            del match
        taken = time.perf_counter() - started
        if taken > LIMIT:
            slow[unit] = round(taken, 1)
    assert not slow, f"{name}: seconds by unit {slow}"


@pytest.mark.parametrize(
    "unit", ["Sở Y tế rà soát; ", "Sở Y tế, ", "giao Sở Y tế (", "báo cáo, ", "a; ", "phối hợp với "]
)
def test_a_text_of_any_length_takes_time_in_proportion(unit: str) -> None:
    def seconds(size: int) -> float:
        text = "1. " + unit * (size // len(unit))
        registry = build_registry(Text(text, (), (), (Paragraph(0, len(text), 1),)), Outline(), None)
        started = time.perf_counter()
        skeleton = build_skeleton(text, 0, len(text), registry)
        for segment in segments.segments(skeleton):
            roles.find_lead(skeleton, segment, frozenset())
            roles.find_bodies(skeleton, segment, "coordinators")
            roles.find_bodies(skeleton, segment, "reports_to")
        return time.perf_counter() - started

    assert seconds(16_000) < 12 * max(0.02, seconds(4_000))
