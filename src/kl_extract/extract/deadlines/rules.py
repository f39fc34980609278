"""The rules of ``dictionaries/deadlines.toml``, compiled once."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from kl_extract.contract import DeadlineKind
from kl_extract.resources import read_toml

_REFERENCE = re.compile(r"%(\w+)%")
# Longer than any phrase listed under "after".
_BEHIND = 20
# Rules are gated by strings in which any digit stands for all of them.
_DIGIT = re.compile("[1-9]")
_NAMED_GROUP = re.compile(r"\(\?P<(\w+)>")


@dataclass(frozen=True, slots=True)
class Sought:
    """A pattern and the groups of strings of which each must occur for it to match at all."""

    source: str
    needs: tuple[frozenset[str], ...]

    def likely(self, seen: set[str]) -> bool:
        """Whether a sentence in which the strings ``seen`` stand holds one of each group."""
        for group in self.needs:  # noqa: SIM110 - asked of each sentence and rule
            if group.isdisjoint(seen):
                return False
        return True

    @property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, compiled when it is first looked for: few notices need more than a third of the rules."""
        return compiled(self.source)


@dataclass(frozen=True, slots=True)
class Rule(Sought):
    """One rule: what it looks for, what must or must not stand near, what it yields."""

    name: str
    production: str
    kind: DeadlineKind
    cue_name: str | None
    reach: int
    unless_source: str | None
    weak: bool
    asks_for_task: bool

    @property
    def cue(self) -> re.Pattern[str] | None:
        """The words of which one must stand near; None if none need."""
        return _cue(self.cue_name) if self.cue_name else None

    @property
    def unless(self) -> re.Pattern[str] | None:
        """What must not stand before; None if anything may."""
        return _unless(self.unless_source) if self.unless_source else None


@dataclass(frozen=True, slots=True)
class Limits:
    """What may not stand before or after a phrase of urgency ("ngay" is none in "ngay từ đầu")."""

    behind: re.Pattern[str] | None
    ahead: re.Pattern[str] | None

    def excludes(self, lower: str, start: int, end: int) -> bool:
        """Whether the words around ``lower[start:end]`` make it no urgency."""
        if self.behind and self.behind.search(lower, max(0, start - _BEHIND), start):
            return True
        return self.ahead is not None and self.ahead.match(lower, end) is not None


@cache
def table() -> dict[str, Any]:
    """The whole table, with examples."""
    return read_toml("deadlines.toml")


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """``pattern`` with its fragments put in; repeated group names get a number (``date_2``)."""
    fragments: dict[str, str] = table()["fragments"]
    while _REFERENCE.search(pattern):
        pattern = _REFERENCE.sub(lambda match: fragments[match[1]], pattern)
    seen: dict[str, int] = {}

    def rename(match: re.Match[str]) -> str:
        name = match[1]
        seen[name] = seen.get(name, 0) + 1
        return match[0] if seen[name] == 1 else f"(?P<{name}_{seen[name]}>"

    pattern = _NAMED_GROUP.sub(rename, pattern)
    return re.compile(rf"(?<!\w){pattern}".replace(" ?", r"\s{0,3}").replace(" ", r"\s{1,3}"))


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, in the order of the file."""
    return tuple(_rule(row) for row in table()["rules"])


def _rule(row: dict[str, Any]) -> Rule:
    return Rule(
        source=row["pattern"],
        needs=_groups(row),
        name=row["name"],
        production=row["production"],
        kind=row["kind"],
        cue_name=row.get("cue"),
        reach=row.get("reach", 0),
        unless_source=row.get("unless"),
        weak=row.get("weak", False),
        asks_for_task=row.get("cue") == "task" and not row.get("reach"),
    )


def _groups(row: dict[str, Any]) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(group) for group in row["needs"])


@cache
def _signs() -> tuple[str, ...]:
    needs = (need for sought in (*rules(), *masks()) for group in sought.needs for need in group)
    return tuple(dict.fromkeys(needs))


def signs(lower: str, start: int, end: int) -> set[str]:
    """The strings that rules and masks need and that stand in ``lower[start:end]``, whose digits are all read as 0."""
    places, found = _standing(lower)
    first, last = bisect_left(places, start), bisect_left(places, end)
    return {
        sign
        for place, sign in zip(places[first:last], found[first:last], strict=True)
        if place + len(sign) <= end
    }


@lru_cache(maxsize=8)
def _standing(lower: str) -> tuple[list[int], list[str]]:
    """Where in a whole text the strings that rules and masks need stand, in order, and which stands there: looked for
    once, asked for with each sentence."""
    gate = _DIGIT.sub("0", lower)
    found = sorted((place, sign) for sign in _signs() for place in _places(gate, sign))
    return [place for place, _ in found], [sign for _, sign in found]


def _places(text: str, words: str) -> Iterator[int]:
    place = text.find(words)
    while place >= 0:
        yield place
        place = text.find(words, place + 1)


@cache
def _by_sign() -> dict[str, tuple[int, ...]]:
    """The rules, by number, under each string of their first group."""
    found: dict[str, list[int]] = {}
    for number, rule in enumerate(rules()):
        for sign in rule.needs[0]:
            found.setdefault(sign, []).append(number)
    return {sign: tuple(numbers) for sign, numbers in found.items()}


def likely_rules(seen: set[str]) -> list[tuple[int, Rule]]:
    """The rules that can match where the strings ``seen`` stand, with their places in the file, in its order."""
    numbers = sorted({number for sign in seen for number in _by_sign().get(sign, ())})
    return [(number, rule) for number in numbers if (rule := rules()[number]).likely(seen)]


@cache
def _cue(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{table()['cues'][name]})(?!\w)")


@cache
def _unless(source: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{source})")


@cache
def masks() -> tuple[Sought, ...]:
    """Spans in which no deadline lies."""
    return tuple(Sought(row["pattern"], _groups(row)) for row in table()["masks"])


@cache
def urgency() -> tuple[re.Pattern[str], dict[str, Limits]]:
    """All phrases of urgency, the longer first, and for each what limits it."""
    rows: list[dict[str, str]] = sorted(table()["urgency"], key=lambda row: -len(row["phrase"]))
    phrases = "|".join(row["phrase"].replace(" ", r"\s") for row in rows)
    return re.compile(rf"(?<!\w)(?:{phrases})(?!\w)"), {row["phrase"]: _limits(row) for row in rows}


def _limits(row: dict[str, str]) -> Limits:
    behind = re.compile(rf"(?<!\w)(?:{row['after']})\s$") if "after" in row else None
    ahead = re.compile(rf"\s(?:{row['before']})(?!\w)") if "before" in row else None
    return Limits(behind, ahead)
