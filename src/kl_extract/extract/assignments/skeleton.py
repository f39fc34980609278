"""A sentence with each body as one sign, so that patterns speak of roles and not of names."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from kl_extract.extract.agencies import Registry
from kl_extract.letters import compile_pattern
from kl_extract.resources import read_toml

# One private-use character of plane 15 stands for one body; one that stands in the text itself is put out of the way.
_FIRST = 0xF0000
_LAST = 0xFFFFD
_SIGN = f"[{chr(_FIRST)}-{chr(_LAST)}]"
_FOREIGN_SIGN = re.compile(_SIGN)
_BRACKET = r"(?:\s*\([^()]{1,60}\))?"
_LINK = r"(?:\s*[,;]\s*(?:và\s+)?(?:với\s+)?|\s*,?\s+(?:và|và với|hoặc)\s+|\s+[-–]\s+)"
_LIST = f"{_SIGN}{_BRACKET}(?:{_LINK}{_SIGN}{_BRACKET})*"


@dataclass(frozen=True, slots=True)
class Skeleton:
    """``text[start:end]`` with a sign for each body.

    ``starts[i]`` is the offset in the text of character ``i``; one more tells where the last one ends.
    """

    value: str
    starts: tuple[int, ...]
    first: int

    def offset(self, index: int) -> int:
        """Where character ``index`` of the skeleton stands in the text."""
        return self.starts[index]

    def index(self, offset: int) -> int:
        """The skeleton's character that covers ``offset`` of the text."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def mentions(self, start: int, end: int) -> list[int]:
        """Numbers of the mentions among characters ``[start, end)``."""
        return [self.first + ord(c) - _FIRST for c in self.value[start:end] if _FIRST <= ord(c) <= _LAST]


def build_skeleton(text: str, start: int, end: int, registry: Registry) -> Skeleton:
    """The skeleton of ``text[start:end]``."""
    parts: list[str] = []
    starts: list[int] = []
    first: int | None = None
    done = start
    for number, mention in registry.within(start, end):
        first = number if first is None else first
        parts.append(_without_signs(text[done : mention.start]))
        starts.extend(range(done, mention.start))
        parts.append(chr(_FIRST + number - first))
        starts.append(mention.start)
        done = mention.end
    parts.append(_without_signs(text[done:end]))
    starts.extend(range(done, end + 1))
    return Skeleton("".join(parts), tuple(starts), first or 0)


def _without_signs(words: str) -> str:
    """``words``, as long as they are, without characters that could be taken for a body."""
    return _FOREIGN_SIGN.sub("\ufffd", words)


@cache
def frame(pattern: str) -> re.Pattern[str]:
    """Compile a pattern of ``assignments.toml``."""
    boundary = read_toml("assignments.toml")["boundary"]
    spelled = pattern.replace("<B>", boundary).replace("<LIST>", _LIST).replace("<M>", _SIGN)
    spelled = spelled.replace("<S>", _SIGN[1:-1])
    return compile_pattern(spelled)


LIST = _LIST
SIGN = _SIGN
