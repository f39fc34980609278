"""Reads each symbol with the words right around it: noun, date, its own issuer."""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from kl_extract.extract.citations.found import Offsets
from kl_extract.extract.citations.grammar import Symbol, find_symbols
from kl_extract.extract.citations.issuers import inner_issuer, right_issuer
from kl_extract.extract.citations.laws import LawName
from kl_extract.extract.citations.tables import head_pattern, table
from kl_extract.extract.deadlines import find_dates

# The words from a noun to its number: "Nghị quyết của Ban Thường vụ Tỉnh ủy Quảng Nam số …".
_HEAD_REACH = 120
# "ngày 25 tháng 10 năm 2017" with a bracket or comma before it.
_DATE_REACH = 44
_NUMBER_WORD = r"(?:[Ss]ố|s[0oóốồổ6]|S[0oốồ])"
_NUMBER_END = re.compile(rf"(?<!\w){_NUMBER_WORD}\s*:?\s*$")
_DATE_LEAD = re.compile(r"\s*[,(]?\s*(?:ký\s+|ban hành\s+)?$")
LIST_GAP = re.compile(rf"\s*(?:,|;|và|,\s*và|cùng|hoặc)?\s*(?:các\s)?(?:{_NUMBER_WORD}\s*)?$")
COORDINATE_GAP = re.compile(r"\s*(?:,|;|và|,\s*và|cùng(?:\svới)?|hoặc)\s*(?:các\s)?$")


@dataclass(frozen=True, slots=True)
class Draft:
    """A mention while its list is still being read; ``tail`` is where its own words end."""

    symbol: Symbol
    start: int
    end: int
    tail: int
    head: str | None
    own_head: bool
    issued_on: date | None
    issuer: Offsets | None
    left: bool = False
    law: LawName | None = None


@cache
def _head_before() -> re.Pattern[str]:
    fillers = "|".join(table()["fillers"])
    return re.compile(
        rf"(?<!\w)(?P<head>{head_pattern()})(?P<filler>(?:\s(?:{fillers}))*)"
        rf"(?P<inner>\s[^,;.:()\n\d]{{2,80}}?)??(?P<mark>\s*{_NUMBER_WORD}\s*:?)?\s*$",
        re.IGNORECASE,
    )


def read_drafts(text: str, start: int, end: int, laws: list[LawName]) -> list[Draft]:
    """A draft for each symbol that is a citation; ``laws`` are those named in the same stretch."""
    drafts: list[Draft] = []
    floor = start
    for symbol in find_symbols(text, start, end):
        previous = drafts[-1] if drafts else None
        draft = _draft(text, symbol, floor, previous, laws)
        if draft:
            drafts.append(draft)
            floor = draft.end
    return drafts


def _draft(
    text: str, symbol: Symbol, floor: int, previous: Draft | None, laws: list[LawName]
) -> Draft | None:
    marked = _NUMBER_END.search(text, floor, symbol.start)
    issued_on, end = date_after(text, symbol.end)
    issuer = right_issuer(text, end)
    tail = issuer[1] if issuer else end
    base = Draft(symbol, symbol.start, end, tail, None, False, issued_on, issuer)
    law = next((law for law in laws if _numbers(text, law, symbol)), None)
    if law:
        return replace(base, start=law.start, head=law.head, own_head=True, law=law)
    if head := _own_head(text, symbol, floor):
        return _headed(text, base, head)
    if previous and LIST_GAP.fullmatch(text, previous.tail, symbol.start):
        return replace(base, start=marked.start() if marked else symbol.start, head=previous.head)
    if marked or symbol.known:
        return replace(base, start=marked.start() if marked else symbol.start)
    return None


def _numbers(text: str, law: LawName, symbol: Symbol) -> bool:
    """Whether ``symbol`` is the number of ``law`` ("Bộ luật Lao động số 45/2019/QH14")."""
    return law.tail <= symbol.start and text[law.tail : symbol.start].strip(" (,") in {"", "số"}


def _own_head(text: str, symbol: Symbol, floor: int) -> re.Match[str] | None:
    """The noun of the symbol itself: the nearest one, with nothing but an issuer between."""
    window = max(floor, symbol.start - _HEAD_REACH)
    matches = [m for m in _every(_head_before(), text, window, symbol.start) if _reaches(text, m)]
    return matches[-1] if matches else None


def _every(pattern: re.Pattern[str], text: str, low: int, high: int) -> list[re.Match[str]]:
    """All places where ``pattern``, which is tied to ``high``, can open; the nearest is the last."""
    found = []
    match = pattern.search(text, low, high)
    while match:
        found.append(match)
        match = pattern.search(text, match.end("head"), high)
    return found


def _reaches(text: str, match: re.Match[str]) -> bool:
    if match["inner"] is None:
        return True
    return bool(match["mark"]) and inner_issuer(text, *match.span("inner")) is not None


def _headed(text: str, base: Draft, head: re.Match[str]) -> Draft:
    words = text[head.start("head") : head.end("filler")]
    draft = replace(base, start=head.start("head"), head=words, own_head=True)
    if draft.issuer is None and head["inner"]:
        return replace(draft, issuer=inner_issuer(text, *head.span("inner")))
    return draft


def date_after(text: str, position: int) -> tuple[date | None, int]:
    """The date right after a symbol, and where the citation's own words end."""
    for start, end, day in find_dates(text, position, min(len(text), position + _DATE_REACH)):
        if _DATE_LEAD.fullmatch(text, position, start) and text.startswith("ngày", start):
            return day, end
        break
    return None, position
