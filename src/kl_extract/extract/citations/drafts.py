"""Reads each symbol with the words right around it: noun, date, its own issuer."""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from kl_extract.extract.citations.found import Offsets
from kl_extract.extract.citations.grammar import Symbol, find_symbols
from kl_extract.extract.citations.issued import issued_after, issued_after_issuer, same_day_after
from kl_extract.extract.citations.issuers import inner_issuer, right_issuer
from kl_extract.extract.citations.laws import LawName
from kl_extract.extract.citations.tables import bare, head_pattern, kinds, old_heads, table

# The words from a noun to its number: "Nghị quyết của Ban Thường vụ Tỉnh ủy Quảng Nam số …".
_HEAD_REACH = 120
_NUMBER_WORD = r"(?:[Ss]ố|s[0oóốồổ6]|S[0oốồ])"
_NUMBER_END = re.compile(rf"(?<!\w){_NUMBER_WORD}\s*:?\s*$")
LIST_GAP = re.compile(rf"\s*(?:,|;|và|,\s*và|cùng|hoặc)?\s*(?:các\s)?(?:{_NUMBER_WORD}\s*)?$")
COORDINATE_GAP = re.compile(r"\s*(?:,|;|và|,\s*và|cùng(?:\svới)?|hoặc)\s*(?:các\s)?$")


@dataclass(frozen=True, slots=True)
class Draft:
    """A mention while its list is still being read; ``tail`` is where its own words end.

    ``shared_day`` tells that its date is that of the items before it as well.
    """

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
    shared_day: bool = False


@cache
def _head_before() -> re.Pattern[str]:
    fillers = "|".join(table()["fillers"])
    return re.compile(
        rf"(?<!\w)(?P<head>{head_pattern()})(?P<filler>(?:\s(?:{fillers}))*)"
        rf"(?P<inner>\s[^,;.:()\n\d]{{2,80}}?)??(?P<mark>\s*:?\s*{_NUMBER_WORD}\s*:?)?\s*$",
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
    base = _dated(text, symbol, previous)
    law = next((law for law in laws if _numbers(text, law, symbol)), None)
    if law:
        return replace(base, start=law.start, head=law.head, own_head=True, law=law)
    head = _own_head(text, symbol, floor)
    if head and (not symbol.alone or _names(head["head"], symbol)):
        return _headed(text, base, head)
    if symbol.alone:
        return None
    if previous and LIST_GAP.fullmatch(text, previous.tail, symbol.start):
        return replace(base, start=marked.start() if marked else symbol.start, head=previous.head)
    if marked or symbol.known:
        return replace(base, start=marked.start() if marked else symbol.start)
    return None


def _names(head: str, symbol: Symbol) -> bool:
    """Whether a noun is one of those that stand before a symbol without kind, or without issuer."""
    if symbol.kind is None:
        return bare(head) in old_heads()
    return bare(head) in {bare(name) for name in kinds()[symbol.kind]}


def _dated(text: str, symbol: Symbol, previous: Draft | None) -> Draft:
    """The symbol with the date and the issuer after it, in either order."""
    issued = issued_after(text, symbol.end)
    day, end = issued.day, issued.end
    if previous and end == symbol.end and (same := same_day_after(text, end)):
        day, end = previous.issued_on, same
    issuer = right_issuer(text, end)
    tail = issuer[1] if issuer else end
    if issuer and end == symbol.end:
        late = issued_after_issuer(text, tail)
        day, end, tail = late.day, late.end if late.end > tail else end, late.end
    return Draft(symbol, symbol.start, end, tail, None, False, day, issuer, shared_day=issued.shared)


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
