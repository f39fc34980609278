"""Text made to keep a pattern busy: the work grows with its length, not faster."""

import importlib
import pkgutil
import re
import sys
import time
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

import pytest

from kl_extract.extract import agencies
from kl_extract.extract.agencies import build_registry
from kl_extract.model import Outline, Paragraph, Range, Text

BITS = [
    "các ", "các sở, ", "sở, ", "Giám đốc ", "đại diện lãnh đạo ", "UBND các xã ", "UBND các xã Tân An, ", "A ", "Ban ", "(", "tỉnh ",
    "(sau đây gọi tắt là ", "Sở Y tế (sau đây gọi tắt là Sở) ", "xã Ia ", "UBND xã Ia ", "Chủ tịch UBND ", "khu vực ", "khu vực Bắc ",
    "thuộc khu vực ", "của HĐND ", "Thường trực HĐND ", "và ", "đơn vị này ", "các đơn vị nêu trên ", "Sở Y tế và ", "TP. ", "TCT, ", "- ",
    "Ban Quản lý dự án ", "Văn phòng ", "báo cáo Thành phố ", "1 ", "phường 1 ", "Công ty TNHH ", "có liên quan ", ", ", "A, ",
    "ủy ban nhân dân ", "Đại sứ quán Việt Nam tại ", "huyện Bắc và ", "(viết tắt là A",
]  # fmt: skip
MIB = 1 << 20


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every compiled pattern of the room, by module and name; also those made when first needed."""
    for info in pkgutil.iter_modules(agencies.__path__):
        module = importlib.import_module(f"{agencies.__name__}.{info.name}")
        for name, value in sorted(vars(module).items()):
            made = value() if hasattr(value, "cache_info") and _is_maker(value) else value
            if isinstance(made, re.Pattern):
                yield f"{info.name}.{name}", made


def _is_maker(function: Any) -> bool:
    return str(function.__wrapped__.__annotations__.get("return", "")).startswith("re.Pattern")


PATTERNS = dict(patterns())


def busy(action: Callable[[], object]) -> float:
    """Seconds of this process's time, the least of three."""
    times = []
    for _ in range(3):
        start = time.process_time()
        action()
        times.append(time.process_time() - start)
    return min(times)


def all_of(pattern: re.Pattern[str], text: str) -> Callable[[], object]:
    return lambda: sum(1 for _ in pattern.finditer(text))


def test_there_are_patterns() -> None:
    assert len(PATTERNS) > 15


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_reads_twice_the_text_in_about_twice_the_time(name: str) -> None:
    slow = []
    for bit in BITS:
        short, long = bit * (6_000 // len(bit)), bit * (12_000 // len(bit))
        for _ in range(4):  # other work on the machine may disturb one measurement, hardly four
            before, after = busy(all_of(PATTERNS[name], short)), busy(all_of(PATTERNS[name], long))
            if after < 0.02 or after < 3 * before:
                break
        else:
            slow.append(bit)
    assert slow == []


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_gets_through_blanks_in_one_place(name: str) -> None:
    """Patterns that open with blanks are asked of one place at a time."""
    short, long = " " * 100_000, " " * 200_000
    for _ in range(4):
        before = busy(lambda: PATTERNS[name].match(short))
        after = busy(lambda: PATTERNS[name].match(long))
        if after < 0.02 or after < 3 * before:
            return
    raise AssertionError(f"{before:.3f} s, then {after:.3f} s")


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_gets_through_a_mebibyte(name: str) -> None:
    text = "".join(bit * (MIB // len(BITS) // len(bit)) for bit in BITS)
    PATTERNS[name].findall(text)


def steps(text: str, *, recipients: bool) -> int:
    """How many calls of functions it takes to find all bodies of ``text``: the same each time."""
    count = 0

    def step(_: FrameType, event: str, __: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    part = Range(0, len(text))
    outline = Outline(recipients=(part,) if recipients else ())
    value = Text(text, (), (), (Paragraph(0, len(text), 1),))
    sys.setprofile(step)
    try:
        build_registry(value, outline, "2026-03-12")
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("recipients", [False, True])
@pytest.mark.parametrize("bit", BITS)
def test_a_paragraph_twice_as_long_takes_about_twice_the_steps(bit: str, recipients: bool) -> None:
    short, long = bit * (3_000 // len(bit)), bit * (6_000 // len(bit))
    steps(short, recipients=recipients)  # tables are read and names are folded once
    assert steps(long, recipients=recipients) < 2.5 * steps(short, recipients=recipients) + 500
