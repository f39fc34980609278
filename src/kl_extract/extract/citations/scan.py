"""Finds every mention of a document, and spreads what a list shares over its items."""

from bisect import bisect_right
from dataclasses import replace

from kl_extract.extract.citations.check import mismatch
from kl_extract.extract.citations.drafts import COORDINATE_GAP, LIST_GAP, Draft, date_after, read_drafts
from kl_extract.extract.citations.found import FoundCitation, Offsets
from kl_extract.extract.citations.issuers import derived, directs_only, left_issuer
from kl_extract.extract.citations.laws import LawName, find_laws
from kl_extract.extract.citations.parts import parts_before
from kl_extract.extract.citations.roles import role_before
from kl_extract.extract.citations.tables import bare
from kl_extract.extract.citations.titles import title_after


def find_citations(text: str, start: int = 0, end: int | None = None) -> list[FoundCitation]:
    """Every mention of a document in ``text[start:end]``, in reading order."""
    end = len(text) if end is None else end
    laws = find_laws(text, start, end)
    drafts = read_drafts(text, start, end, laws)
    used = {draft.law for draft in drafts if draft.law}
    drafts = _coordinated(text, _shared(text, drafts))
    numbered = _finished(text, drafts, end, start)
    starts = [one.start for one in numbered]
    free = [law for law in laws if law not in used and not _inside(law, numbered, starts)]
    named = [_named(text, law, start) for law in free]
    return sorted(numbered + named, key=lambda one: one.start)


def _inside(law: LawName, numbered: list[FoundCitation], starts: list[int]) -> bool:
    """Whether the words of ``law`` belong to a numbered citation."""
    place = bisect_right(starts, law.start) - 1
    return place >= 0 and law.start < numbered[place].end


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


def _finished(text: str, drafts: list[Draft], end: int, start: int) -> list[FoundCitation]:
    found: list[FoundCitation] = []
    for number, draft in enumerate(drafts):
        ceiling = drafts[number + 1].start if number + 1 < len(drafts) else end
        floor = drafts[number - 1].end if number else start
        listed = number > 0 and _listed(text, drafts[number - 1], draft)
        found.append(_citation(text, draft, floor, ceiling, found[-1] if listed else None))
    return found


def _listed(text: str, before: Draft, draft: Draft) -> bool:
    """Whether ``draft`` goes on with the list of ``before``, perhaps with its issuer in front."""
    if not draft.own_head:
        return True
    opens = draft.issuer[0] if draft.left and draft.issuer else draft.start
    return COORDINATE_GAP.fullmatch(text, before.tail, max(before.tail, opens)) is not None


def _citation(
    text: str, draft: Draft, floor: int, ceiling: int, before: FoundCitation | None
) -> FoundCitation:
    """``before`` is the previous item of the same list: its role holds on where no cue stands between."""
    symbol = draft.symbol
    parts, opens = parts_before(text, draft.start, floor)
    words = text[slice(*draft.issuer)] if draft.issuer else None
    role = role_before(text, opens, floor) or (before.role if before else None) or "mentions"
    law = draft.law
    return FoundCitation(
        start=draft.start,
        end=draft.end,
        type=draft.head,
        number=symbol.number,
        issued_on=draft.issued_on,
        issuer=draft.issuer,
        issuer_name=None if draft.issuer else derived(symbol.issuer),
        issuer_code=symbol.issuer,
        title=(law.start, law.end) if law else title_after(text, draft.tail, ceiling),
        parts=parts,
        role=role,
        key=f"{symbol.number}|{draft.issued_on}" if draft.issued_on else symbol.number,
        mismatch=mismatch(draft.head, symbol, words),
        mended=symbol.mended,
        law_key=_law_key(text, law) if law else None,
    )


def _named(text: str, law: LawName, floor: int) -> FoundCitation:
    """A law without a number; its name is its title."""
    parts, opens = parts_before(text, law.start, floor)
    name = _law_key(text, law)
    issued_on, end = date_after(text, law.tail)
    stated = str(issued_on) if issued_on else law.year
    return FoundCitation(
        start=law.start,
        end=end,
        type=law.head,
        issued_on=issued_on,
        title=(law.start, law.end),
        parts=parts,
        role=role_before(text, opens, floor) or "mentions",
        key=f"{name}|{stated}" if stated else name,
        law_key=name,
    )


def _law_key(text: str, law: LawName) -> str:
    """The folded name; an item of "các Luật: Đất đai, Nhà ở" gets the noun it shares."""
    head, name = bare(law.head), bare(text[law.start : law.end])
    return name if name.startswith(head) else f"{head} {name}"
