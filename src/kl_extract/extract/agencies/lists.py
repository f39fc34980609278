"""Lists that give the kind of body once: "các Sở: A, B và C", "UBND các xã D, E", "Các khoa: F, G"."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from kl_extract.extract.agencies.dictionary import Dictionary, Found, proper_name
from kl_extract.extract.agencies.mention import Mention
from kl_extract.extract.agencies.persons import is_post
from kl_extract.extract.agencies.tokens import Token, fold, keys
from kl_extract.extract.agencies.unlisted import match_unlisted, name_length

_BODIES = re.compile(
    r"(?i)\b(?:(?:đại diện|lãnh đạo|giám đốc|thủ trưởng|chánh|trưởng)\s+){0,2}(?:các|những)\s+"
    r"(?P<noun>sở|bộ|phòng|vụ|cục|ban|khoa|trung tâm|chi cục|viện|công ty|trường|hội)\b"
)
_UNITS = re.compile(
    r"(?P<office>(?:Chủ tịch\s+)?(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân|HĐND|Đảng ủy|Công an)\s+)?"
    r"(?:(?<=\s)|^|\b)các\s+(?P<noun>xã|phường|huyện|thị xã|thành phố|tỉnh|quận|đặc khu)\s*:?\s+"
)
_COMMITTEES = re.compile(r"[Cc]ác\s+(?P<noun>Huyện ủy|Thị ủy|Thành ủy|Quận ủy|Tỉnh ủy)\s*:?\s+")
_SEPARATOR = re.compile(r"\s*(?:[,;]\s*(?:và\s+)?|và\s+)")
_MORE_NOUNS = re.compile(r"(?:\s*,\s*\w+)*(?:\s+(?:và|tỉnh|ngành))*\s*:?\s*")
_COMMUNE = frozenset({"xã", "phường", "đặc khu"})


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a list is read: its text, tokens, and the token that starts at each offset."""

    text: str
    dictionary: Dictionary
    tokens: list[Token]
    at: dict[int, int]


def members_at(
    text: str, dictionary: Dictionary, tokens: list[Token], index: int, at: dict[int, int]
) -> list[Mention]:
    """The members of a list that opens at token ``index``; the first starts where the list does."""
    place = _Place(text, dictionary, tokens, at)
    start = tokens[index].start
    found = _units(place, start) or _committees(place, start) or _bodies(place, start)
    if not found:
        return []
    first = found[0]
    opening = Mention(start, first.end, first.core, first.name, first.entries, level=first.level)
    return [opening, *found[1:]]


def _units(place: _Place, start: int) -> list[Mention]:
    match = _UNITS.match(place.text, start)
    if match is None:
        return []
    office, noun = (match["office"] or "UBND ").strip(), match["noun"]
    level = "xã" if noun in _COMMUNE else "tỉnh" if noun == "tỉnh" else "huyện"
    return _proper_names(place, match.end(), lambda proper: f"{office} {noun} {proper}", level)


def _committees(place: _Place, start: int) -> list[Mention]:
    match = _COMMITTEES.match(place.text, start)
    if match is None:
        return []
    noun = match["noun"]
    return _proper_names(place, match.end(), lambda proper: f"{noun} {proper}", "huyện")


def _proper_names(place: _Place, offset: int, name: Callable[[str], str], level: str) -> list[Mention]:
    mentions: list[Mention] = []
    while offset in place.at and (proper := proper_name(place.tokens, place.at[offset])):
        index = place.at[offset]
        if place.dictionary.match(place.tokens, index) or match_unlisted(place.tokens, index):
            break
        end = place.tokens[index + len(keys(proper)) - 1].end
        mentions.append(Mention(offset, end, offset, name(proper), level=level))
        separator = _SEPARATOR.match(place.text, end)
        if separator is None:
            break
        offset = separator.end()
    return mentions


def _bodies(place: _Place, start: int) -> list[Mention]:
    match = _BODIES.match(place.text, start)
    if match is None:
        return []
    more = _MORE_NOUNS.match(place.text, match.end())
    after_colon = more.end() if more and ":" in more.group() else None
    for offset in filter(None, dict.fromkeys([after_colon, match.end() + 1])):
        listed = ":" in place.text[match.end() : offset]
        mentions = _members(place, offset, fold(match["noun"]), listed=listed)
        if mentions:
            return mentions
    return []


def _members(place: _Place, offset: int, noun: str, *, listed: bool) -> list[Mention]:
    """Members from ``offset`` on; unlisted ones count only in a list that a colon opens."""
    mentions: list[Mention] = []
    prefixed = False
    while offset in place.at:
        member, by_noun = _member(place, place.at[offset], noun, listed=listed, begun=prefixed)
        if member is None:
            break
        prefixed = prefixed or by_noun
        mentions.append(member)
        separator = _SEPARATOR.match(place.text, member.end)
        if separator is None:
            break
        offset = separator.end()
    return mentions if prefixed else []


def _member(
    place: _Place, index: int, noun: str, *, listed: bool, begun: bool
) -> tuple[Mention | None, bool]:
    """The member at token ``index``, and whether it took its kind from the noun before the list."""
    tokens = place.tokens
    prefix = tuple(keys(noun))
    found = place.dictionary.match(tokens, index, prefix=prefix) if tokens[index].capital else None
    if found is not None:
        return _known(tokens, index, found), True
    whole = place.dictionary.match(tokens, index) if begun else None
    if whole is not None:
        return _known(tokens, index, whole), False
    if not listed or tokens[index].text.isupper() or match_unlisted(tokens, index) or is_post(tokens, index):
        return None, False
    length = name_length(tokens, index)
    if not length:
        return None, False
    start, end = tokens[index].start, tokens[index + length - 1].end
    return Mention(start, end, start, f"{noun[0].upper()}{noun[1:]} {place.text[start:end]}"), True


def _known(tokens: list[Token], index: int, found: Found) -> Mention:
    entry = found.entries[0]
    start, end = tokens[index].start, tokens[index + found.length - 1].end
    return Mention(start, end, start, entry.name, found.entries, level=entry.level)
