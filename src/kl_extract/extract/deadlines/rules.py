"""The rules of ``dictionaries/deadlines.toml``, compiled once."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from kl_extract.contract import DeadlineKind
from kl_extract.resources import read_toml

_REFERENCE = re.compile(r"%(\w+)%")
# Longer than any phrase listed under "after".
_BEHIND = 20
_NAMED_GROUP = re.compile(r"\(\?P<(\w+)>")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it looks for, what must or must not stand near, what it yields."""

    name: str
    source: str
    production: str
    kind: DeadlineKind
    needs: tuple[str, ...]
    cue: re.Pattern[str] | None
    reach: int
    unless: re.Pattern[str] | None
    weak: bool
    asks_for_task: bool

    @property
    def pattern(self) -> re.Pattern[str]:
        """What it looks for, compiled when it is first looked for: few notices need more than a third of the rules."""
        return compiled(self.source)


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
    cues = {name: _words(words) for name, words in table()["cues"].items()}
    return tuple(_rule(row, cues) for row in table()["rules"])


def _rule(row: dict[str, Any], cues: dict[str, re.Pattern[str]]) -> Rule:
    return Rule(
        name=row["name"],
        source=row["pattern"],
        production=row["production"],
        kind=row["kind"],
        needs=tuple(row["needs"]),
        cue=cues[row["cue"]] if "cue" in row else None,
        reach=row.get("reach", 0),
        unless=re.compile(rf"(?<!\w)(?:{row['unless']})") if "unless" in row else None,
        weak=row.get("weak", False),
        asks_for_task=row.get("cue") == "task" and not row.get("reach"),
    )


def _words(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")


@cache
def masks() -> tuple[re.Pattern[str], ...]:
    """Spans in which no deadline lies."""
    return tuple(compiled(row["pattern"]) for row in table()["masks"])


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
