"""No pattern backtracks catastrophically: on a megabyte of text made to hurt it, time grows with the text, and no faster.

All patterns of the package and of its dictionaries are found by looking (``every_pattern``). Those that are searched for
are asked of all places of the text; those that are only matched at a place, of one long run after another. What is
asked of a few characters alone (``WINDOWED``) is tried through the function that cuts them out.
"""

import re
from collections.abc import Iterable
from functools import partial

import pytest
from every_pattern import BUILDERS, MAKERS, Used, every_pattern, makers_with_arguments
from hostile_text import MEGABYTE, assert_in_proportion, assert_linear, hostile, pumps, run_of

from kl_extract.extract.agencies import build_registry
from kl_extract.extract.citations.heads import head_before
from kl_extract.extract.meeting import build_meeting
from kl_extract.model import Outline, Paragraph, Range, Text
from kl_extract.repair.tokens import chunk_tokens, tokens_of

WINDOWED = {
    "extract.citations.heads._to_number": "head_before looks at 120 characters, no more",
    "extract.meeting.cue(subject)": "build_meeting looks at 4,000 characters, no more",
    "repair.tokens._ADDRESS": "chunk_tokens looks at 60 characters, no more",
    "repair.tokens._TAIL": "chunk_tokens looks at 60 characters, no more",
    "repair.tokens._CODE": "chunk_tokens looks at 60 characters, no more",
}
# Of each kind of list an eighth is longer than the longest that is read as one.
LISTS = MEGABYTE // 8
SIGN = chr(0xF0000)
# Where patterns speak of bodies, one sign stands for each ("skeleton").
WITH_BODIES = [
    f"{SIGN}, ", f"{SIGN} và ", f"giao {SIGN} (", f"{SIGN} ", f"{SIGN}(a) ", f"chủ trì, phối hợp với {SIGN}, ", "báo cáo ", "gửi a ",
    "phối hợp, ", "trình, và ", "chủ trì, ", "thông báo cho ", "về a, ", "; ",
]  # fmt: skip
PATTERNS = [used for used in every_pattern() if used.name not in WINDOWED]


def test_all_makers_of_patterns_are_known() -> None:
    assert makers_with_arguments() == {*MAKERS, *BUILDERS}
    assert {used.name for used in every_pattern()} >= set(WINDOWED)
    assert len(PATTERNS) > 400


@pytest.mark.parametrize("used", PATTERNS, ids=lambda used: used.name)
def test_a_pattern_takes_time_in_proportion(used: Used) -> None:
    units = pumps(used.pattern.pattern)
    if "search" in used.ways:
        assert_linear(partial(_search, used.pattern), units)
    else:
        _assert_matches_in_proportion(used, units)


@pytest.mark.parametrize(
    "used", [used for used in PATTERNS if SIGN in used.pattern.pattern], ids=lambda used: used.name
)
def test_a_pattern_on_bodies_takes_time_in_proportion(used: Used) -> None:
    if "search" in used.ways:
        for size in (LISTS, MEGABYTE):
            assert_in_proportion(partial(_search, used.pattern), partial(hostile, WITH_BODIES), size)
    else:
        _assert_matches_in_proportion(used, WITH_BODIES)


def _search(pattern: re.Pattern[str], text: str) -> int:
    return sum(1 for _ in pattern.finditer(text))


def _assert_matches_in_proportion(used: Used, units: Iterable[str]) -> None:
    for way in sorted(used.ways):
        for unit in units:
            for size in (4_000, 60_000, MEGABYTE):
                assert_in_proportion(getattr(used.pattern, way), partial(run_of, unit), size)


@pytest.mark.parametrize("unit", ["1", "1/", "1-a/", "a@", "a.", "A-1"])
def test_long_words_are_left_alone(unit: str) -> None:
    assert len(tokens_of(run_of(unit, MEGABYTE), 0)) == 1
    assert_in_proportion(
        lambda text: chunk_tokens(text, 0, 0, False, opens=False), partial(run_of, unit), MEGABYTE
    )
    assert_linear(lambda text: tokens_of(text, 0), [unit * (50 // len(unit)) + " "], MEGABYTE // 8)


def test_words_before_a_number_are_looked_at_as_far_as_a_noun_may_stand() -> None:
    work = partial(head_before, floor=0, number=MEGABYTE // 2)
    assert_in_proportion(work, partial(run_of, "Nghị quyết  "), MEGABYTE)


@pytest.mark.parametrize(
    "unit", ["họp ", "họp a.", "cuộc họp ", "sáng ngày 3/4/2025 họp, ", "tham dự có ", "tại a ", "chủ trì "]
)
def test_what_tells_of_a_meeting_is_looked_for_in_its_first_words(unit: str) -> None:
    assert_in_proportion(_meeting, partial(run_of, unit), MEGABYTE)


def _meeting(value: str) -> None:
    whole = Range(0, len(value))
    text = Text(value, (), (), (Paragraph(0, len(value), 1),))
    registry = build_registry(Text("", (), (), ()), Outline(), None)
    build_meeting(text, Outline(title=whole, meeting=(whole,)), registry)


def test_backtracking_is_noticed() -> None:
    with pytest.raises(AssertionError, match="eight times the text"):
        assert_linear(re.compile(r"(?<!x)\d[\d/]*y").findall, ["1/"], 10_000)
    with pytest.raises(AssertionError, match="eight times the text"):
        assert_in_proportion(re.compile(r"\s*,?\s*y").match, partial(run_of, " "), 8_000)
