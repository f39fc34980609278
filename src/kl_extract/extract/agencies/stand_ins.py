"""Finds words that stand for a body: a head or a post alone, words that point back, a unit that is told something."""

from kl_extract.extract.agencies.anaphora import (
    QUANTIFIERS,
    acts_here,
    back_at,
    head_at,
    is_told,
    own_post_at,
)
from kl_extract.extract.agencies.lists import Place
from kl_extract.extract.agencies.mention import Mention
from kl_extract.extract.agencies.persons import post_length
from kl_extract.extract.agencies.units import of_unit, settle, unit_at


def stand_in(place: Place, index: int) -> list[Mention]:
    """What words at token ``index`` stand for a body, as at most one mention."""
    return shortened(place, index) or _pointing_back(place, index)


def shortened(place: Place, index: int) -> list[Mention]:
    """A head alone ("Văn phòng", "Sở") that stands for a body named before, or a post alone for the issuer."""
    tokens = place.tokens
    post = own_post_at(tokens, index)
    if post:
        return _own_post(place, index, post)
    length = head_at(tokens, index)
    if not length or post_length(tokens, index) > length:
        return []  # "Chi cục trưởng Chi cục …" is no "Chi cục"
    start, end = tokens[index].start, tokens[index + length - 1].end
    words = place.text[start:end]
    return [Mention(start, end, start, words, head=words)]


def _own_post(place: Place, index: int, length: int) -> list[Mention]:
    tokens = place.tokens
    following = tokens[index + length] if index + length < len(tokens) else None
    if following is not None and (following.capital or following.key in QUANTIFIERS):
        return []
    start, end = tokens[index].start, tokens[index + length - 1].end
    post = place.text[start:end]
    return [Mention(start, end, start, post, post=post, head=post)]


def _pointing_back(place: Place, index: int) -> list[Mention]:
    """Words that stand for a body named before ("đơn vị này"), or for the issuing unit ("Thành phố")."""
    tokens = place.tokens
    words = back_at(tokens, index)
    if words:
        start, end = tokens[index].start, tokens[index + words - 1].end
        return [Mention(start, end, start, place.text[start:end], anaphor=True)]
    unit = unit_at(tokens, index)
    base = place.dictionary.entries.get("ubnd-tinh")
    if base is None or unit is None:
        return []
    start, end = tokens[index].start, tokens[index + unit.length - 1].end
    told = bool(unit.place) and tokens[index].capital and is_told(place.text, start, end)
    if not told and not acts_here(place.text, tokens[index], named=bool(unit.place)):
        return []
    entry = settle(of_unit(base, unit), place.home)
    if unit.place:
        return [Mention(start, end, start, entry.name, (entry,), level=entry.level)]
    return [Mention(start, end, start, entry.name, (entry,), level=entry.level, head=entry.name)]
