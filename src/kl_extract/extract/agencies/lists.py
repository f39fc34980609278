"""Lists that give the kind of body once: "các Sở: A, B và C", "UBND các xã D, E", "Các khoa: F, G"."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from kl_extract.extract.agencies.dictionary import Dictionary
from kl_extract.extract.agencies.entry import Entry, Found
from kl_extract.extract.agencies.mention import Mention
from kl_extract.extract.agencies.persons import is_post, post_length
from kl_extract.extract.agencies.places import Home, find_commune
from kl_extract.extract.agencies.tokens import Token, fold, keys
from kl_extract.extract.agencies.units import Unit, name_of_unit, of_unit, settle, type_at
from kl_extract.extract.agencies.unlisted import match_unlisted, name_length

_BODIES = re.compile(
    r"(?i)\b(?P<post>(?:(?:đại diện|lãnh đạo|giám đốc|hiệu trưởng|bộ trưởng|thủ trưởng|chánh|trưởng)\s+){0,2})"
    r"(?:(?:các|những)\s+(?P<noun>sở|bộ|phòng|vụ|cục|ban|khoa|trung tâm|chi cục|viện|công ty|trường|hội)\b"
    r"|(?P<bare>sở|bộ|phòng|vụ)(?=\s*:))"
)
FIRST_WORDS = frozenset(
    {"các", "những", "sở", "bộ", "phòng", "vụ", "đại", "lãnh", "giám", "thủ", "chánh", "trưởng"}
)
"""First words, as they are compared, of lists that give the kind of body once; a post or an office may go before."""
_COMMITTEES = re.compile(r"[Cc]ác\s+(?P<noun>Huyện ủy|Thị ủy|Thành ủy|Quận ủy|Tỉnh ủy)\s*:?\s+")
_SEPARATOR = re.compile(r"\s*(?:[,;]\s*(?:và\s+)?|và\s+)")
_MORE_NOUNS = re.compile(r"(?:\s*,\s*\w+)*(?:\s+(?:và|tỉnh|ngành))*\s*(?::\s*)?")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a list is read: its text, tokens, the token that starts at each offset, and where the notice is from."""

    text: str
    dictionary: Dictionary
    tokens: list[Token]
    at: dict[int, int]
    home: Home


def members_at(place: Place, index: int) -> list[Mention]:
    """The members of a list that opens at token ``index``; the first starts where the list does.

    A post may stand before it ("Chủ tịch UBND các xã …"), and is then that of all.
    """
    start, length = place.tokens[index].start, post_length(place.tokens, index)
    led = _units(place, index + length) if length and index + length < len(place.tokens) else []
    if led:
        post = place.text[start : place.tokens[index + length - 1].end]
        opening = replace(led[0], start=start, core=place.tokens[index + length].start)
        return [replace(each, post=post) for each in (opening, *led[1:])]
    found = _units(place, index) or _committees(place, start) or _bodies(place, start)
    if not found:
        return []
    first = found[0]
    return [replace(first, start=start), *found[1:]]


def _units(place: Place, index: int) -> list[Mention]:
    """ "UBND các xã, phường: A, B": the same office of several units; without an office, their committees."""
    tokens = place.tokens
    office, length = place.dictionary.office_at(tokens, index)
    after = index + length
    if office is None or after >= len(tokens) or tokens[after].key != "các":
        return []
    types, after = _types(tokens, after + 1)
    colon = after < len(tokens) and tokens[after].text == ":"
    after += colon
    if not types or after >= len(tokens) or (len(types) > 1 and not colon):
        return []

    def body(proper: str) -> Entry:
        kind = next((each for each in types if find_commune(each, proper, place.home)), types[0])
        return settle(of_unit(office, Unit(kind, proper, 1)), place.home)

    return _proper_names(place, tokens[after].start, types, body)


def _types(tokens: Sequence[Token], index: int) -> tuple[list[str], int]:
    """The types of unit from ``index`` on ("xã, phường"), and the token after them."""
    types: list[str] = []
    while (kind := type_at(tokens, index)) is not None:
        types.append(kind)
        index += 1
        if index < len(tokens) and tokens[index].key in {",", "và"} and type_at(tokens, index + 1):
            index += 1
    return types, index


def _committees(place: Place, start: int) -> list[Mention]:
    match = _COMMITTEES.match(place.text, start)
    if match is None:
        return []
    noun = match["noun"]
    return _proper_names(place, match.end(), ["huyện"], lambda proper: f"{noun} {proper}")


def _proper_names(
    place: Place, offset: int, types: list[str], body: Callable[[str], Entry | str]
) -> list[Mention]:
    mentions: list[Mention] = []
    while offset in place.at:
        index = place.at[offset]
        length = max(name_of_unit(kind, place.tokens, index) for kind in types)
        if not length or place.dictionary.match(place.tokens, index) or match_unlisted(place.tokens, index):
            break
        end = place.tokens[index + length - 1].end
        mentions.append(_mention(offset, end, body(place.text[offset:end])))
        separator = _SEPARATOR.match(place.text, end)
        if separator is None:
            break
        offset = separator.end()
    return mentions


def _mention(start: int, end: int, body: Entry | str) -> Mention:
    if isinstance(body, str):
        return Mention(start, end, start, body, level="huyện")
    return Mention(start, end, start, body.name, (body,), level=body.level)


def _bodies(place: Place, start: int) -> list[Mention]:
    match = _BODIES.match(place.text, start)
    if match is None:
        return []
    more = _MORE_NOUNS.match(place.text, match.end())
    after_colon = more.end() if more and ":" in more.group() else None
    for offset in filter(None, dict.fromkeys([after_colon, match.end() + 1])):
        listed = ":" in place.text[match.end() : offset]
        mentions = _members(place, offset, fold(match["noun"] or match["bare"]), listed=listed)
        if mentions:
            return [
                _led(each, match["post"].strip(), keys(match["noun"] or match["bare"])) for each in mentions
            ]
    return []


def _led(mention: Mention, post: str, noun: tuple[str, ...]) -> Mention:
    """The mention with the post before the list: that of the bodies of the kind that the list opens with, or all."""
    every = post.lower().startswith(("đại diện", "lãnh đạo"))
    return (
        replace(mention, post=post)
        if post and (every or keys(mention.name)[: len(noun)] == noun)
        else mention
    )


def _members(place: Place, offset: int, noun: str, *, listed: bool) -> list[Mention]:
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


def _member(place: Place, index: int, noun: str, *, listed: bool, begun: bool) -> tuple[Mention | None, bool]:
    """The member at token ``index``, and whether it took its kind from the noun before the list."""
    tokens = place.tokens
    prefix = tuple(keys(noun))
    found = place.dictionary.match(tokens, index, prefix=prefix) if tokens[index].capital else None
    found = found or _code(place.dictionary, tokens, index, prefix)
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


def _code(dictionary: Dictionary, tokens: list[Token], index: int, noun: tuple[str, ...]) -> Found | None:
    """An abbreviation that stands for a body of the kind that ``noun`` names ("Các Bộ: TC, XD")."""
    found = dictionary.match(tokens, index, codes=True) if tokens[index].text.isupper() else None
    entries = (
        tuple(entry for entry in found.entries if keys(entry.name)[: len(noun)] == noun) if found else ()
    )
    return Found(entries, found.length) if found and entries else None


def _known(tokens: list[Token], index: int, found: Found) -> Mention:
    entry = found.entries[0]
    start, end = tokens[index].start, tokens[index + found.length - 1].end
    return Mention(start, end, start, entry.name, found.entries, level=entry.level)
