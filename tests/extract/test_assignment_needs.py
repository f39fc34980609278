"""What a rule on directives "needs" stands in all that its pattern matches: it saves time and loses nothing."""

import random
import re
import tomllib
from pathlib import Path
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from kl_extract.extract.assignments.skeleton import frame

DATA = tomllib.loads((Path(__file__).parents[2] / "dictionaries" / "assignments.toml").read_text("utf-8"))
RULES = [rule for role in ("leads", "coordinators", "reports_to") for rule in DATA[role]]
SAMPLES = 400


def written(pattern: Any, chance: random.Random) -> str:
    """Words that take one way through a parsed pattern; what is looked at ahead and behind is left out."""
    return "".join(_step(op, value, chance) for op, value in pattern)


def _step(op: Any, value: Any, chance: random.Random) -> str:
    if op is ops.LITERAL:
        return chr(value)
    if op is ops.IN:
        return _of_class(value)
    if op is ops.BRANCH:
        return written(chance.choice(value[1]), chance)
    if op is ops.SUBPATTERN:
        return written(value[-1], chance)
    if op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
        low, high, part = value
        return "".join(written(part, chance) for _ in range(chance.randint(low, min(high, low + 1))))
    if op is ops.ATOMIC_GROUP:
        return written(value, chance)
    return "" if op in (ops.AT, ops.ASSERT, ops.ASSERT_NOT) else "x"


def _of_class(members: Any) -> str:
    op, value = members[0]
    return {ops.LITERAL: lambda: chr(value), ops.RANGE: lambda: chr(value[0])}.get(op, lambda: " ")()


def lacking(rule: dict[str, Any]) -> list[str]:
    """Words that the pattern describes and that lack what the rule needs."""
    chance = random.Random(7)
    tree = _parser.parse(frame(rule["pattern"]).pattern)
    ways = dict.fromkeys(written(tree, chance).lower() for _ in range(SAMPLES))
    return [way for way in ways if not all(any(need in way for need in group) for group in rule["needs"])]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["name"])
def test_needs_stand_in_all_that_a_pattern_matches(rule: dict[str, Any]) -> None:
    assert lacking(rule) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["name"])
def test_needs_are_in_small_letters(rule: dict[str, Any]) -> None:
    assert rule["needs"]
    assert all(need == need.lower() for group in rule["needs"] for need in group)


def test_a_need_too_many_is_noticed() -> None:
    assert re.search("(?i)giao|phân công", "Phân công")
    assert lacking({"pattern": "(?i)(?:giao|phân công)\\s+<LIST>", "needs": [["giao"]]})
