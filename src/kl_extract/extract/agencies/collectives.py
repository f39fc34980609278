"""Groups of bodies: "các sở, ban, ngành có liên quan", "07 xã biên giới", "Thủ trưởng các đơn vị"."""

import re
from functools import cache

from kl_extract.letters import UPPER
from kl_extract.resources import read_toml


_PERSON = (
    r"(?:(?:Thủ trưởng|Giám đốc|Chủ tịch|Trưởng|Bí thư|[Ll]ãnh đạo|[Đđ]ại diện lãnh đạo|[Đđ]ại diện"
    r"|[Nn]gười đứng đầu|[Đđ]ồng chí)\s+)?"
)
GROUP_PERSON = re.compile(_PERSON.removesuffix("?"))
"""The persons by whom a group may be named."""


@cache
def _pattern() -> re.Pattern[str]:
    table = read_toml("agency_patterns.toml")["collective"]
    noun = _nouns(table["nouns"], table["halves"], table["heads"])
    tail = rf"(?:\s+(?:{_any(table['tails'])})(?!\s+[{UPPER}]))*"
    quantifier = rf"(?:(?i:{_any(table['quantifiers'])})|\d{{1,3}})"
    council = r"(?:HĐND|UBND|Hội đồng nhân dân|Ủy ban nhân dân)"
    body_of = rf"(?:\s+(?:của\s+)?{council}(?:\s+(?:tỉnh|[Tt]hành phố|huyện|TP))?)?"
    listed = rf"{noun}{body_of}(?:\s*,\s*{noun})*(?:\s*,?\s+(?:và|hoặc)\s+(?:các\s+)?{noun})?"
    office = (
        r"(?:(?:Thường trực HĐND|UBND|HĐND|Ủy ban nhân dân|Uỷ ban nhân dân|Đảng ủy|Công an|Trạm Y tế)\s+)?"
    )
    return re.compile(
        rf"\b{_PERSON}{office}{quantifier}\s+{listed}{tail}{body_of}(?!\w)"
        rf"|\b{_PERSON}(?i:{_any(table['bare'])})(?!\w)"
        rf"|\b(?:Thủ trưởng\s+)?(?i:sở|cơ quan|ban)(?:\s*,\s*{noun})+(?:\s+và\s+{noun})?{tail}(?!\w)"
    )


def _nouns(words: list[str], halves: dict[str, list[str]], heads: list[str]) -> str:
    """Any noun of a group that is neither the first half of a longer word nor the head of a name."""
    forms = []
    for word in sorted(words, key=len, reverse=True):
        half = rf"(?!\s+(?:{'|'.join(halves[word])})(?!\w))" if word in halves else ""
        name = rf"(?!\s+(?!{_NOT_A_NAME})[{UPPER}])" if word in heads else ""
        forms.append(rf"(?i:{_spaced(word)})(?!\w){half}{name}")
    return rf"(?:{'|'.join(forms)})"


_NOT_A_NAME = "HĐND|UBND|Hội đồng nhân|Ủy ban nhân|Trung ương|TW|TP"


def _any(words: list[str]) -> str:
    return "(?:" + "|".join(_spaced(word) + r"(?!\w)" for word in sorted(words, key=len, reverse=True)) + ")"


def _spaced(words: str) -> str:
    return re.escape(words).replace(r"\ ", r"\s+")


# "07 xã biên giới thuộc khu vực …": what narrows a group down further runs to the next verb or mark; only
# the area named in capitals is taken.
_AREA = re.compile(
    rf"\s+(?:thuộc|trên địa bàn|tại)\s+(?:khu vực|tỉnh|huyện|thành phố|địa bàn)\s+(?:[{UPPER}]\w*\s?)+"
)


def find_collectives(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where groups are named, in order."""
    found = []
    for match in _pattern().finditer(text, start, end):
        low = match.start() + len(match.group()) - len(match.group().lstrip())
        area = _AREA.match(text, match.end(), end)
        found.append((low, len(text[: area.end()].rstrip()) if area else match.end()))
    return found
