"""Further bodies of one kind, told by places or numbers alone ("UBND xã A, | B", "các Viện Pasteur A, | B")."""

import re

from kl_extract.extract.agencies.extensions import further_member, stem_length
from kl_extract.extract.agencies.lists import Place
from kl_extract.extract.agencies.mention import Mention
from kl_extract.extract.agencies.name_stops import stops_at
from kl_extract.extract.agencies.persons import is_person, post_length
from kl_extract.extract.agencies.units import Unit, name_of_unit, of_unit, settle, unit_at
from kl_extract.extract.agencies.unlisted import match_unlisted

_ALSO = re.compile(r"\s*(?:,|và)\s*(?:và\s+)?(?=\w)")
_AFTER_A_MEMBER = frozenset({",", ";", ".", "và"})


def with_others(place: Place, mention: Mention) -> list[Mention]:
    """The mention, and further units of the same office ("UBND quận Sơn Trà | và huyện Hòa Vang")."""
    mentions, end = [mention], mention.end
    base = mention.entries[0].base if len(mention.entries) == 1 and mention.entries[0].place else None
    while base is not None and (separator := _ALSO.match(place.text, end)) is not None:
        index = place.at.get(separator.end())
        if index is None:
            break
        unit = None if place.tokens[index].capital else unit_at(place.tokens, index)
        unit = unit or _same_kind(place, index, mentions[-1])
        if unit is None or not unit.place:
            break
        start, end = place.tokens[index].start, place.tokens[index + unit.length - 1].end
        entry = settle(of_unit(base, unit), place.home)
        mentions.append(
            Mention(start, end, start, entry.name, (entry,), post=mention.post, level=entry.level)
        )
    return mentions


def _same_kind(place: Place, index: int, before: Mention) -> Unit | None:
    """A unit of the kind of the last, by its name alone ("Đảng ủy xã Tân Hưng, | Tân Lập khẩn trương …").

    What follows must be the next of the list or what they are to do.
    """
    tokens, kind = place.tokens, before.entries[0].unit if before.entries else ""
    if not kind or not tokens[index].capital or _names(place, index):
        return None
    length = name_of_unit(kind, tokens, index)
    after = index + length
    ends = after >= len(tokens) or tokens[after].key in _AFTER_A_MEMBER or stops_at(tokens, after)
    if not length or not ends:
        return None
    return Unit(kind, place.text[tokens[index].start : tokens[after - 1].end], length)


def listed_by_place(place: Place, start: int, end: int) -> list[Mention]:
    """The bodies of a list whose first is named by the tokens ``[start, end)``, behind a quantifier.

    Empty where no other place or number follows.
    """
    tokens, text = place.tokens, place.text
    links = (index for index in range(start + 1, end) if tokens[index].key in {",", "và"})
    end = next((index for index in links if stem_length(tokens, start, index)), end)
    stem = stem_length(tokens, start, end)
    if not stem:
        return []
    kind = text[tokens[start].start : tokens[start + stem - 1].end]
    members = [(tokens[start - 1].start, tokens[end - 1].end, start + stem)]
    while (separator := _ALSO.match(text, members[-1][1])) is not None:
        index = place.at.get(separator.end())
        more = further_member(tokens, index) if index is not None else 0
        if index is None or not more or _names(place, index):
            break
        members.append((tokens[index].start, tokens[index + more - 1].end, index))
    if len(members) < 2:
        return []
    named = ((low, high, text[tokens[first].start : high]) for low, high, first in members)
    return [Mention(low, high, low, f"{kind} {own}") for low, high, own in named]


def _names(place: Place, index: int) -> bool:
    """Whether another body, or a person, is named at ``index``."""
    tokens = place.tokens
    if place.dictionary.match(tokens, index) or match_unlisted(tokens, index):
        return True
    return is_person(tokens, index) or post_length(tokens, index) > 0
