"""A rule that matched, and the making of deadlines from it."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from kl_extract.extract.deadlines.found import FoundDeadline, Reference
from kl_extract.extract.deadlines.rules import Rule

_CLOCK = re.compile(r"(\d{1,2})\s?(?:giờ|h|g|:)\s?(\d{2})?")
_REPEATS = ("", "_2", "_3", "_4")


@dataclass(frozen=True, slots=True)
class Hit:
    """``rule`` matched; offsets of ``match`` are offsets of the text."""

    rule: Rule
    match: re.Match[str]
    reference: Reference

    def named(self, name: str) -> str | None:
        """The name under which group ``name`` matched, if it did."""
        groups = self.match.re.groupindex
        for suffix in _REPEATS:
            one = name + suffix
            if one in groups and self.match[one] is not None:
                return one
        return None

    def get(self, name: str) -> str:
        """The words of group ``name``; empty where it did not match."""
        found = self.named(name)
        return self.match[found] if found else ""

    def offset(self, name: str) -> int:
        """Where group ``name``, which matched, starts."""
        return self.match.start(self.named(name) or 0)

    @property
    def span(self) -> tuple[int, int]:
        """Where the deadline's own words lie."""
        return self.match.span(self.named("span") or 0)

    @property
    def clock(self) -> str | None:
        """The clock time stated, ``HH:MM``; None if there is none."""
        match = _CLOCK.match(self.get("clock"))
        return f"{int(match[1]):02d}:{match[2] or '00'}" if match and int(match[1]) < 24 else None

    def make(self, **fields: Any) -> FoundDeadline:
        """A deadline at this hit; ``fields`` override kind and offsets.

        One that lies before the notice, or could not be told, says so in ``problem``.
        """
        start, end = self.span
        given: dict[str, Any] = {"start": start, "end": end, "kind": self.rule.kind, "time": self.clock}
        given |= fields
        given.setdefault("problem", self._problem(given))
        return FoundDeadline(rule=self.rule.name, **given)

    def _problem(self, given: dict[str, Any]) -> str | None:
        due: date | None = given.get("due")
        if due is None:
            stated = given.get("rrule") or given.get("starts")
            return None if stated else "deadline-unresolved"
        anchor = self.reference.anchor
        return "deadline-past" if anchor and due < anchor else None
