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
_ONE_SIGN = re.compile(_SIGN)
_BRACKET = r"(?:\s*\([^()]{1,60}\))?"
_LINK = r"(?:\s*[,;]\s*(?:và\s+)?(?:với\s+)?|\s*,?\s+(?:và|và với|hoặc)\s+|\s+[-–]\s+)"
# No list of a notice is as long; without an end it would be read again from each of its bodies.
_LIST = f"{_SIGN}{_BRACKET}(?:{_LINK}{_SIGN}{_BRACKET}){{0,200}}"


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
        return [self.first + ord(sign) - _FIRST for sign in _ONE_SIGN.findall(self.value, start, end)]


def build_skeleton(text: str, start: int, end: int, registry: Registry) -> Skeleton:
    """The skeleton of ``text[start:end]``."""
    # A character of the text's own that could be taken for a body is put out of the way.
    words = _ONE_SIGN.sub("\ufffd", text[start:end])
    parts: list[str] = []
    starts: list[int] = []
    first: int | None = None
    done = start
    for number, mention in registry.within(start, end):
        first = number if first is None else first
        parts.append(words[done - start : mention.start - start])
        starts.extend(range(done, mention.start))
        parts.append(chr(_FIRST + number - first))
        starts.append(mention.start)
        done = mention.end
    parts.append(words[done - start :])
    starts.extend(range(done, end + 1))
    return Skeleton("".join(parts), tuple(starts), first or 0)


@cache
def frame(pattern: str) -> re.Pattern[str]:
    """Compile a pattern of ``assignments.toml``."""
    boundary = read_toml("assignments.toml")["boundary"]
    spelled = pattern.replace("<B>", boundary).replace("<LIST>", _LIST).replace("<M>", _SIGN)
    spelled = spelled.replace("<S>", _SIGN[1:-1])
    return compile_pattern(spelled)


LIST = _LIST
SIGN = _SIGN
