"""Bodies of a unit that their name gives: "Công an xã Đông Lĩnh", "UBND tỉnh Cà Mau", "Kho bạc Nhà nước khu vực IV"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from kl_extract.extract.agencies.entry import Entry, slug
from kl_extract.extract.agencies.persons import has_middle_name, is_full_name
from kl_extract.extract.agencies.places import (
    COMMUNES,
    DISTRICTS,
    LAST_DAY,
    Home,
    Province,
    commune_at,
    find_commune,
    province_at,
    provinces,
)
from kl_extract.extract.agencies.tokens import Token, keys
from kl_extract.resources import read_toml

CHAIRS = ("chu-tich-", "pho-chu-tich-")
"""How ids of chairs open, who below the province are told as the post of the committee they lead."""
_PROVINCIAL = frozenset({"tỉnh", "thành phố"})
_NUMBER = re.compile(r"[IVX]+|\d{1,2}")
_BRANCHED = ("khu vực", "Khu vực", "cơ sở", "Vùng Cảnh sát biển")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of government named in the text: its type, its proper name ("" for one's own), and its tokens."""

    type: str
    place: str
    length: int


@cache
def units() -> frozenset[str]:
    """Units of government that are one token, as they are compared."""
    return frozenset(_types())


@cache
def _types() -> dict[str, str]:
    return {
        keys(unit)[0]: unit for unit in read_toml("agency_patterns.toml")["units"] if len(keys(unit)) == 1
    }


def type_at(tokens: Sequence[Token], index: int) -> str | None:
    """The type of unit that the token at ``index`` is, "thành phố" for "TP"."""
    return _types().get(tokens[index].key) if index < len(tokens) else None


def unit_at(tokens: Sequence[Token], index: int) -> Unit | None:
    """The unit named at ``index``: "xã Đông Lĩnh", "TP. Huế", "phường 1 Bảo Lộc", "huyện"."""
    kind = type_at(tokens, index)
    if kind is None:
        return None
    start = index + 1
    if tokens[index].text.upper() in {"TP", "TX"} and start < len(tokens) and tokens[start].text == ".":
        start += 1  # after a word that is spelt out it ends the sentence
    length = name_of_unit(kind, tokens, start)
    if not length:
        return Unit(kind, "", 1)
    return Unit(kind, _written(tokens[start : start + length]), start + length - index)


def name_of_unit(kind: str, tokens: Sequence[Token], start: int) -> int:
    """How many tokens from ``start`` on are the proper name of a unit.

    The tables know it, or it is any in capitals that is no person's ("Chủ tịch UBND huyện | Trần Văn Mẫu"); of
    provinces they know all.
    """
    known = commune_at(kind, tokens, start) if kind in COMMUNES else 0
    if kind in _PROVINCIAL and start < len(tokens) and tokens[start].capital:
        known = province_at(tokens, start)
    if kind == "tỉnh":
        return known
    if known and start + known < len(tokens) and tokens[start + known].text.istitle():
        known = 0  # "xã Đông | Lĩnh" is none that is called "Đông"
    if (
        known
        or not is_full_name(tokens, start)
        or (kind != "thành phố" and not has_middle_name(tokens, start))
    ):
        return known or len(keys(proper_name(tokens, start)))
    return 0


def _written(tokens: Sequence[Token]) -> str:
    """The words as they stand, single spaces where there were any."""
    words = tokens[0].text
    for before, token in pairwise(tokens):
        words += token.text if token.start == before.end else f" {token.text}"
    return words


def proper_name(tokens: Sequence[Token], index: int) -> str:
    """The capitalised words from ``index`` on, as written: a place or a person; "" if there are none."""
    words: list[str] = []
    while index < len(tokens) and tokens[index].capital and len(words) < 4 and not _is_acronym(tokens[index]):
        words.append(tokens[index].text)
        index += 1
    if not words and index < len(tokens) and _is_number_of_ward(tokens, index):
        return tokens[index].text
    return " ".join(words)


def _is_number_of_ward(tokens: Sequence[Token], index: int) -> bool:
    """Wards and urban districts may bear numbers ("UBND Phường 1")."""
    before = tokens[index - 1].key if index else ""
    return before in {"phường", "quận"} and tokens[index].text.isdigit() and len(tokens[index].text) <= 2


def _is_acronym(token: Token) -> bool:
    return len(token.text) > 1 and token.text.isupper()


def ends_with_unit(entry: Entry) -> bool:
    """Whether a name tells what unit the body belongs to ("Công an tỉnh")."""
    return keys(entry.name)[-1] in units()


def of_unit(entry: Entry, unit: Unit) -> Entry:
    """The body that ``entry`` names, of another unit; the province's own stays what it is."""
    own = _types().get(keys(entry.name)[-1], "")
    if not unit.place and unit.type == own:
        return entry
    name = " ".join(filter(None, [entry.name.removesuffix(f" {own}"), unit.type, unit.place]))
    provincial = unit.type == "tỉnh" or (
        unit.type == "thành phố" and (not unit.place or keys(unit.place) in provinces())
    )
    level = entry.level if provincial else "xã" if unit.type in COMMUNES else "huyện"
    if provincial and own not in _PROVINCIAL:
        level = "tỉnh"
    until = (
        LAST_DAY
        if unit.type == "thị trấn" or (unit.type in DISTRICTS and not provincial)
        else entry.valid_until
    )
    return replace(
        entry,
        id=slug(name),
        name=name,
        level=level,
        valid_until=until,
        successor=None,
        unit=unit.type,
        place=unit.place,
        base=entry,
    )


def own_unit(entry: Entry) -> str:
    """The unit that closes an entry's name where its own words give none: "tỉnh" of "Văn phòng UBND tỉnh"."""
    return "" if entry.unit else _types().get(keys(entry.name)[-1], "")


def of_committee(entry: Entry, tokens: Sequence[Token], index: int) -> tuple[Entry, int]:
    """A body of the Party in a province that is named ("Tỉnh ủy | Cà Mau"), and the tokens of its name."""
    length = province_at(tokens, index)
    if not length or not tokens[index].capital:
        return entry, 0
    province = provinces()[tuple(token.key for token in tokens[index : index + length])]
    name = f"{entry.name} {province.name}"
    named = replace(
        entry, id=slug(name), name=name, unit=province.type, place=province.name, successor=None, base=entry
    )
    return named, length


def branch_of(entry: Entry, tokens: Sequence[Token], index: int) -> tuple[Entry, int]:
    """The numbered branch of a body in line of command ("Kho bạc Nhà nước khu vực | VII"), and its tokens."""
    if (
        index >= len(tokens)
        or not _NUMBER.fullmatch(tokens[index].text)
        or not entry.name.endswith(_BRANCHED)
    ):
        return entry, 0
    name = f"{entry.name} {tokens[index].text}"
    return replace(entry, id=slug(name), name=name, base=entry), 1


def settle(entry: Entry, home: Home) -> Entry:
    """The body as the notice means it: its own province's, or a unit's that the tables know, or one they lack.

    Districts are listed in no table: all that are called so are taken for districts. So are communes in a notice from
    before ``LAST_DAY``: some had ended before the tables of former communes were made.
    """
    if not entry.unit or not entry.place or entry.base is None:
        return entry
    if entry.unit in COMMUNES:
        return _in_commune(entry, entry.base, home)
    province = provinces().get(keys(entry.place)) if entry.unit in _PROVINCIAL else None
    if province is None:
        return entry
    if province.name == home.province or (home.province is None and not home.central):
        return _own(entry.base, province)
    name = f"{entry.name.removesuffix(entry.place)}{province.name}"
    named = replace(entry, name=name, id=slug(name), place=province.name)
    if province.successor is None:
        return named
    heir = provinces()[keys(province.successor)]
    succeeding = _own(entry.base, heir) if heir.name == home.province else _of_heir(entry.base, heir)
    return replace(named, valid_until=province.valid_until, successor=succeeding.id)


def _of_heir(base: Entry, heir: Province) -> Entry:
    if keys(base.name)[-1] != "ủy":
        return of_unit(base, Unit(heir.type, heir.name, 1))
    return replace(base, id=slug(f"{base.name} {heir.name}"))


def _own(base: Entry, province: Province) -> Entry:
    """The body of the notice's own province, which goes without its name."""
    return of_unit(base, Unit(province.type, "", 1)) if ends_with_unit(base) else base


def _in_commune(entry: Entry, base: Entry, home: Home) -> Entry:
    commune = find_commune(entry.unit, entry.place, home)
    if commune is None and home.day is not None and home.day <= LAST_DAY:
        return replace(entry, valid_until=LAST_DAY)
    if commune is None:
        return replace(entry, listed=False)
    name = f"{entry.name.removesuffix(entry.place)}{commune.name}"
    settled = replace(entry, name=name, id=slug(name), place=commune.name)
    if commune.successor is None:
        return replace(settled, valid_until=commune.valid_until)
    kind, _, place = commune.successor.partition(" ")
    successor = of_unit(base, Unit(kind.lower(), place, 1))
    return replace(settled, valid_until=commune.valid_until, successor=successor.id)
