"""Short names that a notice itself gives to a body: "… (sau đây gọi tắt là Công ty)"."""

import re
from typing import Protocol

from kl_extract.extract.agencies.mention import Mention
from kl_extract.extract.agencies.tokens import keys

_DEFINITION = re.compile(
    r"[(,]\s*(?:sau đây\s+)?(?:được\s+)?(?:viết|gọi)(?:\s+(?:tắt|chung))?(?:\s+là)?\s*:?\s*[“\"]?"
    r"(?P<name>[^\W\d_][^()“”\",;]{1,50}?)[”\"]?\s*\)"
)

# The full name stands right before its short one; what is further back in the paragraph is not looked at.
_REACH = 400


class Finder(Protocol):
    """What finds the bodies in a stretch of text."""

    def find(self, start: int, end: int) -> list[Mention]: ...


def defined_names(text: str, scanner: Finder) -> dict[str, Mention]:
    """By short name, as written: the body it stands for, one that opens with the same word if there is one."""
    names: dict[str, Mention] = {}
    for match in _DEFINITION.finditer(text):
        end = _without_blanks(text, match.start())
        start = max(text.rfind("\n", max(0, end - _REACH), end) + 1, end - _REACH)
        short = match["name"].strip()
        before = [mention for mention in scanner.find(start, end) if not mention.collective]
        alike = [mention for mention in before if keys(mention.name)[0] == keys(short)[0]]
        beside = [mention for mention in before if mention.end == end]
        if alike or beside:
            names[short] = (alike or beside)[-1]
    return names


def _without_blanks(text: str, end: int) -> int:
    """Where the words before ``end`` end."""
    while end > 0 and text[end - 1].isspace():
        end -= 1
    return end
