"""Makes one mention of bodies of one kind: those behind a quantifier, of every unit, or of one superior."""

import re

from kl_extract.extract.agencies.anaphora import QUANTIFIERS, tails
from kl_extract.extract.agencies.collectives import GROUP_PERSON
from kl_extract.extract.agencies.extensions import is_numbered_board
from kl_extract.extract.agencies.further import listed_by_place
from kl_extract.extract.agencies.lists import Place
from kl_extract.extract.agencies.mention import Mention
from kl_extract.extract.agencies.stand_ins import shortened
from kl_extract.extract.agencies.unlisted import match_unlisted

_UNIT_WORDS = "huyện|tỉnh|xã|phường|quận|thị xã|thành phố|thị trấn|đặc khu"
_EVERYWHERE = re.compile(
    rf"\s+các\s+(?:{_UNIT_WORDS})(?:\s*,\s*(?:{_UNIT_WORDS}))*(?:\s+và\s+(?:{_UNIT_WORDS}))?"
    r"(?:\s+(?:trực thuộc Trung ương|trên địa bàn(?:\s+tỉnh)?))?(?!\w)(?!\s*:|\s+[A-ZĐ])"
)
_OWNER = re.compile(r"\s+(?:(?:trực\s+)?thuộc\s+|của\s+)?(?=[^\W\d_])")


def group(place: Place, start: int, end: int, *, codes: bool) -> Mention:
    """The group named by ``text[start:end]``, and by the body it belongs to where that follows.

    ``codes`` lets a bare abbreviation be that body.
    """
    return _group(place.text, start, _with_owner(place, end, codes=codes))


def _group(text: str, start: int, end: int) -> Mention:
    """A group of bodies, without the persons who stand for them ("Thủ trưởng | các sở, ngành")."""
    match = GROUP_PERSON.match(text, start, end)
    core = match.end() if match else start
    post = match.group().strip() if match else None
    back = text[core:end].endswith(tails())
    return Mention(start, end, core, text[core:end], collective=True, post=post, anaphor=back)


def _with_owner(place: Place, end: int, *, codes: bool) -> int:
    """Where a group ends when the body it belongs to follows ("các đảng ủy trực thuộc | Tỉnh ủy")."""
    tokens = place.tokens
    owner = _OWNER.match(place.text, end)
    index = place.at.get(owner.end()) if owner else None
    if index is None:
        return end
    found = place.dictionary.match(tokens, index, codes=codes)
    if found is not None and not found.shortened:
        return tokens[index + found.length - 1].end
    owned = owner is not None and "thuộc" in owner.group()
    short = shortened(place, index) if owned else []
    return short[0].end if short else end


def of_every_unit(text: str, mention: Mention) -> Mention:
    """A body of every unit is a group of bodies ("Trung tâm Y tế | các huyện, thị xã")."""
    units_named = None if mention.head else _EVERYWHERE.match(text, mention.end)
    if units_named is None:
        return mention
    name = text[mention.core : units_named.end()]
    return Mention(mention.start, units_named.end(), mention.core, name, collective=True, level=mention.level)


def several(place: Place, index: int) -> list[Mention]:
    """Bodies of one kind, told by a quantifier before a name ("các Ban Quản lý rừng phòng hộ"); each by itself
    where their places or numbers are listed ("các Viện Pasteur Nha Trang, Tây Nguyên")."""
    tokens = place.tokens
    if tokens[index].key not in QUANTIFIERS or index + 1 >= len(tokens):
        return []
    length, known = match_unlisted(tokens, index + 1), place.dictionary.match(tokens, index + 1)
    if length is None or (known and not is_numbered_board(tokens, index + 1)):
        return []
    end = index + 1 + length[0]
    return listed_by_place(place, index + 1, end) or [
        _group(place.text, tokens[index].start, tokens[end - 1].end)
    ]
