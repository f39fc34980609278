"""Finds every mention of a document, and spreads what a list shares over its items."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kl_extract.extract.citations.check import mismatch
from kl_extract.extract.citations.drafts import COORDINATE_GAP, LIST_GAP, Draft, read_drafts
from kl_extract.extract.citations.found import FoundCitation, Offsets
from kl_extract.extract.citations.issued import issued_after
from kl_extract.extract.citations.issuers import derived, directs_only, left_issuer
from kl_extract.extract.citations.laws import LawName, find_laws
from kl_extract.extract.citations.parts import parts_before
from kl_extract.extract.citations.roles import role_before
from kl_extract.extract.citations.tables import bare
from kl_extract.extract.citations.titles import title_after

_OF = re.compile(r"\scủa\s$")


@dataclass(frozen=True, slots=True)
class _Mention:
    """A citation with its surroundings: it opens with its parts or its issuer at ``opens`` and ends, with
    its issuer and title, at ``tail``; ``listed`` tells that it has no noun of its own."""

    citation: FoundCitation
    opens: int
    cue: int
    tail: int
    listed: bool


def find_citations(text: str, start: int = 0, end: int | None = None) -> list[FoundCitation]:
    """Every mention of a document in ``text[start:end]``, in reading order."""
    end = len(text) if end is None else end
    laws = find_laws(text, start, end)
    drafts = read_drafts(text, start, end, laws)
    used = {draft.law for draft in drafts if draft.law}
    drafts = _same_day(text, _coordinated(text, _shared(text, drafts)))
    numbered = list(_numbered(text, drafts, start, end))
    starts = [one.citation.start for one in numbered]
    free = [law for law in laws if law not in used and not _inside(law, numbered, starts)]
    mentions = sorted(
        [*numbered, *_named(text, free, numbered, starts, start)], key=lambda one: one.citation.start
    )
    return _with_roles(text, mentions, start)


def _inside(law: LawName, numbered: list[_Mention], starts: list[int]) -> bool:
    """Whether the words of ``law`` belong to a numbered citation."""
    place = bisect_right(starts, law.start) - 1
    return place >= 0 and law.start < numbered[place].citation.end


def _shared(text: str, drafts: list[Draft]) -> list[Draft]:
    """Spreads an issuer named on the left over the list that follows it."""
    done: list[Draft] = []
    carried: Offsets | None = None
    for number, draft in enumerate(drafts):
        floor = drafts[number - 1].tail if number else 0
        if draft.own_head:
            joined = bool(done) and COORDINATE_GAP.fullmatch(text, done[-1].tail, draft.start)
            found = left_issuer(text, draft.start, floor)
            carried = found or (carried if joined and done[-1].left else None)
        elif not (done and LIST_GAP.fullmatch(text, done[-1].tail, draft.symbol.start)):
            carried = None
        if draft.issuer is None and carried and not directs_only(text[slice(*carried)], draft.symbol.issuer):
            draft = replace(draft, issuer=carried, left=True)  # noqa: PLW2901
        done.append(draft)
    return done


def _coordinated(text: str, drafts: list[Draft]) -> list[Draft]:
    """Spreads "của …" leftwards over "A và B của X", where no code names another issuer."""
    done = drafts[:]
    for number in range(len(done) - 2, -1, -1):
        here, following = done[number], done[number + 1]
        joint = text[here.tail : following.start]
        codes = {here.symbol.issuer, following.symbol.issuer}
        if here.issuer or following.left or following.issuer is None or len(codes) > 1:
            continue
        if COORDINATE_GAP.fullmatch(joint):
            done[number] = replace(here, issuer=following.issuer)
    return done


def _same_day(text: str, drafts: list[Draft]) -> list[Draft]:
    """Spreads "cùng ngày …" leftwards over the items of its list that state no day."""
    done = drafts[:]
    for number in range(len(done) - 2, -1, -1):
        here, following = done[number], done[number + 1]
        joined = COORDINATE_GAP.fullmatch(text, here.tail, following.start)
        if joined and following.shared_day and here.issued_on is None:
            done[number] = replace(here, issued_on=following.issued_on, shared_day=True)
    return done


def _numbered(text: str, drafts: list[Draft], start: int, end: int) -> Iterator[_Mention]:
    for number, draft in enumerate(drafts):
        ceiling = drafts[number + 1].start if number + 1 < len(drafts) else end
        floor = drafts[number - 1].end if number else start
        yield _citation(text, draft, floor, ceiling)


def _citation(text: str, draft: Draft, floor: int, ceiling: int) -> _Mention:
    symbol, law = draft.symbol, draft.law
    parts, cue = parts_before(text, draft.start, floor)
    words = text[slice(*draft.issuer)] if draft.issuer else None
    title = (law.start, law.end) if law else title_after(text, draft.tail, ceiling)
    found = FoundCitation(
        start=draft.start,
        end=draft.end,
        type=draft.head,
        number=symbol.number,
        issued_on=draft.issued_on,
        issuer=draft.issuer,
        issuer_name=None if draft.issuer else derived(symbol.issuer),
        issuer_code=symbol.issuer,
        title=title,
        parts=parts,
        key=f"{symbol.number}|{draft.issued_on}" if draft.issued_on else symbol.number,
        mismatch=mismatch(draft.head, symbol, words),
        mended=symbol.mended,
        law_key=_law_key(text, law) if law else None,
    )
    opens = draft.issuer[0] if draft.left and draft.issuer and draft.issuer[0] >= floor else cue
    tail = max(draft.tail, title[1] if title and not law else 0)
    return _Mention(found, min(opens, cue), cue, tail, listed=not draft.own_head)


def _named(
    text: str, laws: list[LawName], numbered: list[_Mention], starts: list[int], start: int
) -> Iterator[_Mention]:
    """Laws without a number; the name is the title."""
    for law in laws:
        place = bisect_right(starts, law.start) - 1
        floor = numbered[place].citation.end if place >= 0 else start
        parts, opens = parts_before(text, law.start, floor)
        name = _law_key(text, law)
        issued = issued_after(text, law.tail)
        stated = str(issued.day) if issued.day else law.year
        found = FoundCitation(
            start=law.start,
            end=issued.end,
            type=law.head,
            issued_on=issued.day,
            title=(law.start, law.end),
            parts=parts,
            key=f"{name}|{stated}" if stated else name,
            law_key=name,
        )
        yield _Mention(found, opens, opens, issued.end, listed=False)


def _with_roles(text: str, mentions: list[_Mention], start: int) -> list[FoundCitation]:
    """Each citation with its role; in a list the role of the item before holds on where no cue stands between.

    A law in the title of another document ("… hướng dẫn một số điều của Luật X") is only mentioned.
    """
    found: list[FoundCitation] = []
    before: _Mention | None = None
    for one in mentions:
        role = role_before(text, one.cue, before.citation.end if before else start)
        if before and one.cue < before.tail and _OF.search(text, before.citation.end, one.cue):
            role = "mentions"
        elif role is None and before and _goes_on(text, before, one):
            role = found[-1].role
        found.append(replace(one.citation, role=role or "mentions"))
        before = one
    return found


def _goes_on(text: str, before: _Mention, one: _Mention) -> bool:
    """Whether ``one`` goes on with the list of ``before``, perhaps with its issuer or its parts in front."""
    return one.listed or COORDINATE_GAP.fullmatch(text, before.tail, max(before.tail, one.opens)) is not None


def _law_key(text: str, law: LawName) -> str:
    """The folded name; an item of "các Luật: Đất đai, Nhà ở" gets the noun it shares."""
    head, name = bare(law.head), bare(text[law.start : law.end])
    return name if name.startswith(head) else f"{head} {name}"
