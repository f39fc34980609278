"""Cuts a clause into sentences and these, at semicolons, into segments."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kl_extract.extract.assignments.skeleton import SIGN, Skeleton
from kl_extract.letters import UPPER
from kl_extract.resources import read_toml

# A run of signs is read from its start alone: else time would grow with the square of its length.
_END = re.compile(rf"(?:(?:(?<![.!?…])|(?<=\./\.))[.!?…]+[”\"]?(?=\s+[“\"(]?(?:[{UPPER}]|{SIGN}))|\n|\./\.)")
# A number ends a sentence ("trực 24/24. Sở X …") unless it is a label itself ("nội dung sau: 1. Sở X …").
_ABBREVIATION = re.compile(r"(?:\b(?:TP|Tp|đ/c|Đ/c|GS|TS|ThS|PGS|St|Q|P|H)|(?:^|[\n:;.])\s{0,8}\d{1,3})\.$")
_CUT = re.compile(r"[;,]\s*")
# "chủ trì, phối hợp với X, Y" up to here: no verb has followed.
_HELPERS_OPEN = re.compile(
    rf"chủ trì\s*,?\s*(?:và\s+)?phối hợp(?:\s+(?:chặt chẽ|với|cùng))*\s*:?\s+{SIGN}(?:[\s,;]|và|{SIGN}|\([^()]*\))*$"
)
# Helpers are one character each: a list longer than this is none.
_REACH = 400
_BODIES = rf"{SIGN}(?:\s*\([^()]*\))?(?:(?:\s*,\s*|\s+và\s+){SIGN}(?:\s*\([^()]*\))?){{0,200}}"
_BODY = re.compile(SIGN)
_ENDS = re.compile(rf"{SIGN}(?:\s*\([^()]*\))?\s*$")
_MORE = re.compile(rf"{SIGN}(?:(?:\s*[,;]\s*|\s+và\s+){SIGN}){{0,200}}\s*")
_FOLLOWING = re.compile(rf"{_BODIES}\s+")
_ONLY_HELPS = re.compile(r"(?:tham gia\s+)?phối hợp(?!\s+(?:với|cùng))")
_HELPED_BY = re.compile(r"(?<!\w)phối hợp\s+(?:chặt chẽ\s+)?(?:với|cùng)\s")
# No sentence of a notice is as long; what is longer is cut.
_LONGEST = 3000
# "Giao X bố trí kinh phí, Y hướng dẫn": who is told may be told by a verb of its own.
_ACTING = re.compile(
    rf"[^\w{SIGN[1:-1]}]*(?i:(?:giao|đề nghị|yêu cầu|phân công)\s+)?{_BODIES}\s+(?!chủ trì\s*$)"
)


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters ``[start, end)`` of the skeleton; ``sentence`` numbers the sentence it belongs to."""

    start: int
    end: int
    sentence: int


def segments(skeleton: Skeleton) -> list[Segment]:
    """All segments, in order, without blanks around them."""
    found: list[Segment] = []
    for number, sentence in enumerate(_sentences(skeleton.value)):
        for low, high in _parts(skeleton.value, *sentence):
            start, end = _trim(skeleton.value, low, high)
            if end > start:
                found.append(Segment(start, end, number))
    return found


def _sentences(value: str) -> list[tuple[int, int]]:
    cuts: list[tuple[int, int]] = []
    done = 0
    for match in _END.finditer(value):
        if match.group() == "." and _ABBREVIATION.search(value, max(0, match.end() - 8), match.end()):
            continue
        cuts += _pieces(value, done, match.end())
        done = match.end()
    return [*cuts, *_pieces(value, done, len(value))]


def _pieces(value: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentence itself; one longer than any that people write is cut, at a semicolon if it has one."""
    while end - start > _LONGEST:
        cut = value.rfind("; ", start, start + _LONGEST) + 1 or value.find(" ", start + _LONGEST, end)
        if cut <= start:
            break
        yield start, cut
        start = cut
    yield start, min(end, start + 2 * _LONGEST)


def _parts(value: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut at semicolons, but not within brackets or inside a list of bodies; and at a comma before the next
    body that acts ("Sở A đo đạc, Sở B thẩm định")."""
    parts, done = [], start
    counted, depth = start, 0
    for match in _CUT.finditer(value, start, end):
        depth += value.count("(", counted, match.start()) - value.count(")", counted, match.start())
        counted = match.start()
        if depth > 0:
            continue
        if match.group().startswith(","):
            if not _next_subject(value, done, match.start(), match.end()):
                continue
        elif _within_list(value, match.start(), match.end()):
            continue
        parts.append((done, match.end()))
        done = counted = match.end()
        depth = 0
    return [*parts, (done, end)]


def _next_subject(value: str, start: int, comma: int, place: int) -> bool:
    """Whether a body that acts follows a comma, after another body has acted from ``start`` on; "… chủ trì, X phối
    hợp" only helps."""
    if _ENDS.search(value, max(start, comma - _REACH), comma):
        return False
    following = _FOLLOWING.match(value, place)
    if following is None or _ONLY_HELPS.match(value, following.end()):
        return False
    acting = _ACTING.match(value, start, comma)
    if acting is None or _names_helpers(value, acting.end(), comma):
        return False
    return _acts_strongly().match(value, following.end()) is not None


def _names_helpers(value: str, start: int, comma: int) -> bool:
    """Whether helpers are named up to the comma, and nothing told to do yet: what follows may be one more."""
    helped = _HELPED_BY.search(value, max(start, comma - _REACH), comma)
    return helped is not None and _acts_strongly().search(value, helped.end(), comma) is None


def _within_list(value: str, start: int, end: int) -> bool:
    """Whether a semicolon stands between two bodies of one list: the next body does not act by itself."""
    if not _ENDS.search(value, max(0, start - _REACH), start) or not _BODY.match(value, end):
        return False
    if _HELPERS_OPEN.search(value, max(0, start - _REACH), start):
        return True  # the lead has no task yet: what follows are more helpers, then the task
    after = _MORE.match(value, end, end + _REACH)
    return after is None or not _acts_strongly().match(value, after.end())


@cache
def _acts_strongly() -> re.Pattern[str]:
    """A verb that makes the body before it the subject of a new directive."""
    words = [w for w in read_toml("verbs.toml")["acts"] if w not in {"theo", "căn cứ", "trên cơ sở"}]
    return re.compile(r"(?<!\w)(?:" + "|".join(sorted(words, key=len, reverse=True)) + r")(?!\w)")


def _trim(value: str, start: int, end: int) -> tuple[int, int]:
    while start < end and value[start].isspace():
        start += 1
    while end > start and value[end - 1].isspace():
        end -= 1
    return start, end
