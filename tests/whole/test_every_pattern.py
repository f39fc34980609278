"""No pattern backtracks catastrophically: on a megabyte of text made to hurt it, twice the text takes about twice the time.

All patterns of the package and of its dictionaries are found by looking (``every_pattern``). Those that are searched for
are asked of all places of the text; those that are only matched at a place, of one long run after another. What is
asked of a few characters alone (``WINDOWED``) is tried through the function that cuts them out.
"""

import re
from functools import partial

import pytest
from every_pattern import BUILDERS, MAKERS, Used, every_pattern, makers_with_arguments
from hostile_text import MEGABYTE, assert_in_proportion, assert_linear, pumps, run_of

from kl_extract.extract.citations.heads import head_before
from kl_extract.repair.tokens import chunk_tokens, tokens_of

WINDOWED = {
    "extract.citations.heads._to_number": "head_before looks at 120 characters, no more",
    "extract.meeting.cue(subject)": "build_meeting looks at 4,000 characters, no more",
    "repair.tokens._ADDRESS": "chunk_tokens looks at 60 characters, no more",
    "repair.tokens._TAIL": "chunk_tokens looks at 60 characters, no more",
    "repair.tokens._CODE": "chunk_tokens looks at 60 characters, no more",
}
SIGN = chr(0xF0000)
# Where patterns speak of bodies, one sign stands for each ("skeleton").
WITH_BODIES = (
    f"{SIGN}, ", f"{SIGN} và ", f"giao {SIGN} (", f"{SIGN} ", f"{SIGN}(a) ", f"chủ trì, phối hợp với {SIGN}, ", "báo cáo ", "gửi a ",
    "phối hợp, ", "trình, và ", "chủ trì, ", "thông báo cho ", "về a, ", "; ",
)  # fmt: skip
# Longer sentences are cut ("segments"). A list of bodies may be read again from each of them, and no worse: twice the
# text takes four times as long, not eight.
SEGMENT, SQUARE = 6_000, 6.0
PATTERNS = [used for used in every_pattern() if used.name not in WINDOWED]


def test_all_makers_of_patterns_are_known() -> None:
    assert makers_with_arguments() == {*MAKERS, *BUILDERS}
    assert {used.name for used in every_pattern()} >= set(WINDOWED)
    assert len(PATTERNS) > 400


@pytest.mark.parametrize("used", PATTERNS, ids=lambda used: used.name)
def test_a_pattern_takes_time_in_proportion(used: Used) -> None:
    units = pumps(used.pattern.pattern)
    if "search" in used.ways:
        assert_linear(lambda text: sum(1 for _ in used.pattern.finditer(text)), units)
        return
    for way in sorted(used.ways):
        for unit in units:
            for size in (4_000, 60_000, MEGABYTE):
                assert_in_proportion(getattr(used.pattern, way), partial(run_of, unit), size)


@pytest.mark.parametrize(
    "used", [used for used in PATTERNS if SIGN in used.pattern.pattern], ids=lambda used: used.name
)
def test_a_pattern_on_bodies_gets_through_the_longest_segment(used: Used) -> None:
    for unit in WITH_BODIES:
        assert_in_proportion(used.pattern.findall, partial(run_of, unit), SEGMENT, ratio=SQUARE)


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


def test_backtracking_is_noticed() -> None:
    with pytest.raises(AssertionError, match="twice the text"):
        assert_linear(re.compile(r"(?<!x)\d[\d/]*y").findall, ["1/"], 40_000)
    with pytest.raises(AssertionError, match="twice the text"):
        assert_in_proportion(re.compile(r"\s*,?\s*y").match, partial(run_of, " "), 8_000)
