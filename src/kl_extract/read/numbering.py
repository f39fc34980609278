"""Numbers that Word writes before paragraphs by itself: "1.", "a)", "I." and bullets (ECMA-376, 17.9)."""

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# What clerks mean by a bullet is a dash; signs that are themselves marks of clauses stay.
_KEPT_BULLETS = frozenset("-–—+*•")
_BULLET = "-"
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
)
_ROMAN_ONES = ((9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: its kind of number, its pattern ("%1.%2)"), and the number it starts from."""

    kind: str
    pattern: str
    start: int


@dataclass(slots=True)
class _List:
    """A list as defined, and how far its levels have counted."""

    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the numbered paragraphs of one document, in document order."""

    def __init__(self, root: Any | None) -> None:
        self._lists: dict[str, _List] = {}
        self._overrides: dict[str, dict[int, _Level]] = defaultdict(dict)
        self._started: set[tuple[str, int]] = set()
        self._restarts: dict[tuple[str, int], int] = {}
        if root is not None:
            self._load(root)

    def label(self, number_id: str, depth: int) -> str:
        """The label of the next paragraph in list ``number_id`` at ``depth`` (from 0); "" where it shows none."""
        found = self._lists.get(number_id)
        level = self._level(number_id, depth)
        if found is None or level is None:
            return ""
        self._count(found, number_id, depth, level)
        if level.kind == "bullet":
            return level.pattern if level.pattern in _KEPT_BULLETS else _BULLET
        return re.sub(
            r"%(\d)", lambda at: self._shown(found, number_id, int(at[1]) - 1), level.pattern
        ).strip()

    def _count(self, found: _List, number_id: str, depth: int, level: _Level) -> None:
        restart = self._restarts.get((number_id, depth))
        if restart is not None and (number_id, depth) not in self._started:
            found.counts[depth] = restart
        else:
            found.counts[depth] = found.counts.get(depth, level.start - 1) + 1
        self._started.add((number_id, depth))
        for deeper in [other for other in found.counts if other > depth]:
            del found.counts[deeper]

    def _shown(self, found: _List, number_id: str, depth: int) -> str:
        level = self._level(number_id, depth)
        if level is None:
            return ""
        return _FORMATS.get(level.kind, str)(found.counts.get(depth, level.start))

    def _level(self, number_id: str, depth: int) -> _Level | None:
        override = self._overrides.get(number_id, {}).get(depth)
        found = self._lists.get(number_id)
        return override or (found.levels.get(depth) if found else None)

    def _load(self, root: Any) -> None:
        abstract = {
            item.get(f"{_W}abstractNumId"): _List(dict(map(_level_of, item.findall(f"{_W}lvl"))))
            for item in root.findall(f"{_W}abstractNum")
        }
        for item in root.findall(f"{_W}num"):
            number_id = str(item.get(f"{_W}numId"))
            known = abstract.get(_value(item, "abstractNumId"))
            if known is not None:
                self._lists[number_id] = known
            for override in item.findall(f"{_W}lvlOverride"):
                self._load_override(number_id, override)

    def _load_override(self, number_id: str, override: Any) -> None:
        depth = int(override.get(f"{_W}ilvl"))
        for level in override.findall(f"{_W}lvl"):
            self._overrides[number_id][depth] = _level_of(level)[1]
        start = _value(override, "startOverride")
        if start:
            self._restarts[number_id, depth] = int(start)


def _level_of(item: Any) -> tuple[int, _Level]:
    kind = _value(item, "numFmt") or "decimal"
    return int(item.get(f"{_W}ilvl")), _Level(kind, _value(item, "lvlText"), int(_value(item, "start") or 0))


def _value(item: Any, tag: str) -> str:
    """The ``val`` of a child, or "" where there is none."""
    child = item.find(f"{_W}{tag}")
    return "" if child is None else str(child.get(f"{_W}val") or "")


def _letters(number: int) -> str:
    """a … z, aa, bb …, as Word counts."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else "0"


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN + _ROMAN_ONES:
        times, number = divmod(number, value)
        written += letters * times
    return written


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "none": lambda _: "",
}
