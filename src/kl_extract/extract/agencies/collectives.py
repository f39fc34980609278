"""Groups of bodies: "các sở, ban, ngành có liên quan", "07 xã biên giới", "Thủ trưởng các đơn vị"."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from kl_extract.extract.agencies.tokens import Token, keys
from kl_extract.letters import UPPER
from kl_extract.resources import read_toml

_PERSONS = (
    "[Tt]hủ trưởng",
    "[Gg]iám đốc",
    "[Cc]hủ tịch",
    "[Tt]ổ trưởng",
    "[Hh]iệu trưởng",
    "[Tt]rưởng(?: ban| phòng)?",
    "[Bb]í thư",
    "[Ll]ãnh đạo",
    "[Đđ]ại diện lãnh đạo",
    "[Đđ]ại diện",
    "[Nn]gười đứng đầu",
    "[Đđ]ồng chí",
)
_OFFICES = (
    "Thường trực HĐND",
    "Đảng ủy, HĐND(?:,| và) UBND",
    "HĐND(?:,| và) UBND",
    "UBND",
    "HĐND",
    "Ủy ban nhân dân",
    "Uỷ ban nhân dân",
    "Đảng ủy",
    "Công an",
    "[Tt]hanh tra",
    "Trạm Y tế",
)
_PERSON = rf"(?:(?:{'|'.join(_PERSONS)})\s+)?"
GROUP_PERSON = re.compile(_PERSON.removesuffix("?"))
"""The persons by whom a group may be named."""
_OFFICE = rf"(?P<office>(?:{'|'.join(_OFFICES)})\s+)?"
_NOT_A_NAME = "TU(?!\\w)|Tỉnh ủy|Thành ủy|Huyện ủy|HĐND|UBND|Hội đồng nhân|Ủy ban nhân|Trung ương|TW|TP"
# No group names more kinds of bodies; a longer list is read again from each of them.
_MOST = 40
_COMMA = re.compile(r"\s*,\s*")
_AND = re.compile(r"(?:\s*,)?\s+(?:và|hoặc)\s+(?:các\s+)?")
_COUNCIL = re.compile(
    r"\s+(?:của\s+)?(?:HĐND|UBND|Hội đồng nhân dân|Ủy ban nhân dân)(?:\s+(?:tỉnh|[Tt]hành phố|huyện|TP))?(?!\w)"
)
# "05 bộ hồ sơ", "02 bản": sets and copies are counted, ministries and villages are not.
_COUNTED, _SETS = re.compile(r"\d\s+$"), re.compile(r"(?:bộ|bản)(?!\w)")
# Two nouns and more are a group without any quantifier ("sở, ban, ngành").
_UNQUANTIFIED = re.compile(r"\b(?:Thủ trưởng\s+)?(?=(?i:sở|cơ quan|ban)\s*,)")
_NOUN_AND_COMMA = re.compile(r"(?:sở|quan|ban)\s*,")
# "07 xã biên giới thuộc khu vực …": what narrows a group down further runs to the next verb or mark; only
# the area named in capitals is taken.
_AREA = re.compile(
    rf"\s+(?:(?:thuộc|trên địa bàn|tại)\s+(?:khu vực|tỉnh|huyện|thành phố|địa bàn)|khu vực)\s+(?:[{UPPER}]\w*\s?)+"
)
_UNIT = r"(?:tỉnh|thành phố|huyện|thị xã|quận|xã|phường|thị trấn|đặc khu)(?!\w)"
# "UBND quận, huyện", "Công an xã, phường": one office of every unit of two kinds and more.
_OF_UNITS = re.compile(
    rf"(?<!\w)(?:{'|'.join(_OFFICES)})\s+{_UNIT}(?:\s*,\s*{_UNIT})*(?:\s*(?:,|và)\s+){_UNIT}(?!\s+[{UPPER}])"
)
# "UBND các xã, phường | và đặc khu Phú Quý": one unit of a kind is named.
_ONE_NAMED = re.compile(
    rf"(?:\s*,|\s+và)\s+(?:đặc khu|thành phố|thị xã|thị trấn)\s+[{UPPER}]\w*(?:\s+[{UPPER}]\w*){{0,3}}"
)


def find_collectives(text: str, tokens: Sequence[Token], end: int) -> list[tuple[int, int]]:
    """Where groups are named among ``tokens``, which are those of ``text`` up to ``end``; in order and apart."""
    found: list[tuple[int, int]] = []
    for low, high in sorted(_candidates(text, tokens, end), key=lambda pair: (pair[0], -pair[1])):
        if not found or low >= found[-1][1]:
            area = _AREA.match(text, high, end)
            found.append((low, len(text[: area.end()].rstrip()) if area else high))
    return found


def _candidates(text: str, tokens: Sequence[Token], end: int) -> Iterator[tuple[int, int]]:
    if not tokens:
        return
    first_words = _first_words()
    starts = [token.start for token in tokens if token.key in first_words or token.key.isdecimal()]
    for match in _matches(_opening(), text, starts, end):
        stop, _ = _listed(text, match.end(), end, of_office=match["office"] is not None)
        if stop and not (_COUNTED.search(match[0]) and _SETS.match(text, match.end())):
            yield match.start(), _narrowed(text, stop, end)
    for match in _matches(_OF_UNITS, text, starts, end):
        yield match.span()
    start = tokens[0].start
    lower = text[start:end].lower()
    if _NOUN_AND_COMMA.search(lower):
        for match in _UNQUANTIFIED.finditer(text, start, end):
            stop, nouns = _listed(text, match.end(), end)
            if nouns > 1:
                yield match.start(), _narrowed(text, stop, end)
    if any(word in lower for word in _bare_words()):
        for match in _bare().finditer(text, start, end):
            yield match.span()


def _matches(pattern: re.Pattern[str], text: str, starts: list[int], end: int) -> Iterator[re.Match[str]]:
    """Matches at ``starts``, apart."""
    done = 0
    for start in starts:
        if start >= done and (match := pattern.match(text, start, end)) is not None:
            yield match
            done = match.end()


def _listed(text: str, place: int, end: int, *, of_office: bool = False) -> tuple[int, int]:
    """Where a list of nouns that opens at ``place`` stops (0: there is none), and how many it has.

    An office that units have ("UBND các xã, phường") is not shared with a noun that has its own quantifier.
    """
    noun = _noun().match(text, place, end)
    stop, count = 0, 0
    while noun is not None and count < _MOST:
        stop, count = noun.end(), count + 1
        council = _COUNCIL.match(text, stop, end)
        stop = council.end() if council and count == 1 else stop
        comma = _COMMA.match(text, stop, end)
        noun = _noun().match(text, comma.end(), end) if comma else None
    closing = _AND.match(text, stop, end) if stop else None
    if closing is not None and of_office and "các" in closing.group():
        return stop, count
    last = _noun().match(text, closing.end(), end) if closing else None
    return (last.end(), count + 1) if last else (stop, count)


def _narrowed(text: str, place: int, end: int) -> int:
    """Past the words that narrow a group down ("có liên quan", "trên địa bàn tỉnh", "của HĐND tỉnh", "có rừng")."""
    one = _ONE_NAMED.match(text, place, end)
    place = one.end() if one else place
    while (tail := _tail().match(text, place, end)) is not None:
        place = tail.end()
    council = _COUNCIL.match(text, place, end)
    if council is not None:
        return council.end()
    which = _which().match(text, place, end)
    return which.end() if which else place


@cache
def _which() -> re.Pattern[str]:
    """Which of a group are meant, up to what they are to do: "các xã | có dự án đi qua | rà soát …"."""
    table = _table()["which"]
    acts = [
        word for word in read_toml("verbs.toml")["acts"] if " " in word and word not in table["never_closing"]
    ]
    inside = rf"(?!{_any(table['never_inside'])})[\w%/]+"
    return re.compile(
        rf"\s+{_any(table['openings'])}\s+(?!{_any(table['not_after'])}){inside}(?:\s+{inside}){{0,9}}?"
        rf"(?=\s+(?:cần|phải|{_any(acts)})(?!\w))"
    )


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = read_toml("agency_patterns.toml")["collective"]
    return table


@cache
def _first_words() -> frozenset[str]:
    """The words, as they are compared, with which a person, an office or a quantifier opens."""
    forms = [re.sub(r"^\[\w(\w)\]", r"\1", form) for form in (*_PERSONS, *_OFFICES)]
    return frozenset(keys(re.split(r"\W", form)[0])[0] for form in (*forms, *_table()["quantifiers"]))


@cache
def _opening() -> re.Pattern[str]:
    quantifiers = _table()["quantifiers"]
    return re.compile(rf"\b{_PERSON}{_OFFICE}(?:(?i:{_any(quantifiers)})|\d{{1,3}})\s+")


@cache
def _bare() -> re.Pattern[str]:
    bare = _table()["bare"]
    return re.compile(rf"\b{_first(*_PERSONS, *bare)}{_PERSON}(?i:{_any(bare)})")


@cache
def _bare_words() -> frozenset[str]:
    """Of each group without a noun the first word: one of them stands where such a group does."""
    return frozenset(words.split()[0].lower() for words in _table()["bare"])


def _first(*forms: str) -> str:
    """A look at the first letter or digit, by which most words fail at once."""
    letters = {next(filter(str.isalpha, form)).lower() for form in forms}
    return rf"(?=(?i:[\d{''.join(sorted(letters))}]))"


@cache
def _tail() -> re.Pattern[str]:
    return re.compile(rf"\s+{_any(_table()['tails'])}(?!\s+[{UPPER}])")


@cache
def _noun() -> re.Pattern[str]:
    """Any noun of a group that is neither the first half of a longer word nor the head of a name."""
    halves, heads = _table()["halves"], set(_table()["heads"])
    forms = {
        word: rf"(?i:{_spaced(word)})(?!\w)"
        + (rf"(?!\s+(?:{'|'.join(halves[word])})(?!\w))" if word in halves else "")
        for word in sorted(_table()["nouns"], key=len, reverse=True)
    }
    plain = [form for word, form in forms.items() if word not in heads]
    # No head opens with a noun that is none, so that the longest still goes first.
    named = "|".join(form for word, form in forms.items() if word in heads)
    return re.compile("|".join([*plain, rf"(?:{named})(?!\s+(?!{_NOT_A_NAME})[{UPPER}])"]))


def _any(words: list[str]) -> str:
    return "(?:" + "|".join(_spaced(word) + r"(?!\w)" for word in sorted(words, key=len, reverse=True)) + ")"


def _spaced(words: str) -> str:
    return re.escape(words).replace(r"\ ", r"\s+")
