"""Reads each symbol with the words right around it: noun, date, its own issuer."""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date

from kl_extract.extract.citations.found import Offsets
from kl_extract.extract.citations.grammar import Symbol, find_symbols
from kl_extract.extract.citations.heads import NUMBER_WORD, head_before
from kl_extract.extract.citations.issued import issued_after, issued_after_issuer, same_day_after
from kl_extract.extract.citations.issuers import right_issuer
from kl_extract.extract.citations.laws import LawName
from kl_extract.extract.citations.tables import bare, kinds, old_heads

_NUMBER_END = re.compile(rf"(?<!\w){NUMBER_WORD}\s*:?\s*$")
LIST_GAP = re.compile(rf"\s*(?:(?:,|;|và|,\s*và|cùng|hoặc)\s*)?(?:các\s)?(?:{NUMBER_WORD}\s*)?$")
COORDINATE_GAP = re.compile(r"\s*(?:,|;|và|,\s*và|cùng(?:\svới)?|hoặc)\s*(?:các\s|của\s)?$")
# "số :" or a bracket and "số", with spaces.
_NUMBER_REACH = 12


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
    marked = _NUMBER_END.search(text, max(floor, symbol.start - _NUMBER_REACH), symbol.start)
    base = _dated(text, symbol, previous)
    law = _law_before(text, symbol, laws)
    if law:
        return replace(base, start=law.start, head=law.head, own_head=True, law=law)
    head = head_before(text, floor, symbol.start)
    if head and (not symbol.alone or _names(head.noun, symbol)):
        issuer = base.issuer or head.issuer
        return replace(base, start=head.start, head=head.words, own_head=True, issuer=issuer)
    if symbol.alone:
        return None
    if previous and LIST_GAP.fullmatch(text, previous.tail, symbol.start):
        return replace(base, start=marked.start() if marked else symbol.start, head=previous.head)
    if marked or symbol.known:
        return replace(base, start=marked.start() if marked else symbol.start)
    return None


def _names(head: str, symbol: Symbol) -> bool:
    """Whether a noun may stand before a symbol that lacks its kind or its issuer; any may before a bare number."""
    if symbol.kind is None:
        return symbol.issuer is None or bare(head) in old_heads()
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


def _law_before(text: str, symbol: Symbol, laws: list[LawName]) -> LawName | None:
    """The law whose number ``symbol`` is ("Bộ luật Lao động số 45/2019/QH14")."""
    place = bisect_right(laws, symbol.start, key=lambda law: law.tail) - 1
    if place < 0 or symbol.start - laws[place].tail > _NUMBER_REACH:
        return None
    return laws[place] if text[laws[place].tail : symbol.start].strip(" (,") in {"", "số"} else None
