"""How sure an assignment is, from the signs seen in it: weights and reasons are data (``confidence.toml``)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from kl_extract.contract import Assignment
from kl_extract.extract.assignments.context import Context
from kl_extract.extract.assignments.signs import signs
from kl_extract.extract.deadlines import FoundDeadline
from kl_extract.resources import read_toml


@dataclass(frozen=True, slots=True)
class Judged:
    """An assignment with the rule that found its leads ("" where none did) and the signs of doubt seen in it."""

    assignment: Assignment
    rule: str
    signs: frozenset[str]


def judged(
    context: Context,
    draft: Assignment,
    deadlines: Sequence[FoundDeadline],
    rule: str,
    around: frozenset[str] = frozenset(),
) -> Judged:
    """``draft`` with its confidence and, where a person should look at it, the reasons in words.

    ``around`` are signs seen in the rest of its clause. The confidence is the estimated chance that leads, helpers,
    recipients and deadlines are all right.
    """
    seen = around | signs(context, draft, deadlines, rule)
    score = confidence(seen)
    review = score < table()["review_below"]
    reasons = [sign["reason"] for sign in table()["sign"] if sign["name"] in seen and "reason" in sign]
    doubts = {"confidence": score, "needs_review": review, "review_reasons": reasons if review else []}
    return Judged(draft.model_copy(update=doubts), rule, seen)


def confidence(seen: frozenset[str]) -> float:
    """The logistic of the base less the weights of the signs, rounded to hundredths."""
    left = table()["base"] - sum(sign["weight"] for sign in table()["sign"] if sign["name"] in seen)
    return round(1 / (1 + math.exp(-left)), 2)


@cache
def table() -> dict[str, Any]:
    """The tables of ``dictionaries/confidence.toml``."""
    return read_toml("confidence.toml")
