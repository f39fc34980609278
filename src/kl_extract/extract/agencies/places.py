"""Provinces and communes, current and former: which of them a body's name speaks of, and until when it was one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from kl_extract.extract.agencies.tokens import Token, keys
from kl_extract.resources import read_tsv

COMMUNES = frozenset({"xã", "phường", "đặc khu"})
DISTRICTS = frozenset({"huyện", "quận", "thị xã", "thành phố"})
LAST_DAY = "2025-06-30"
"""Of districts, townships and the former communes (Luật Tổ chức chính quyền địa phương 2025, Điều 51)."""
_LONGEST = 8


@dataclass(frozen=True, slots=True)
class Province:
    """``successor`` is the name of the province that a former one became part of."""

    name: str
    type: str
    valid_until: str | None = None
    successor: str | None = None


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune of one province (its current name); ``successor`` is type and name of what a former one became, None
    where it was divided."""

    type: str
    name: str
    province: str
    valid_until: str | None = None
    successor: str | None = None
    then: str | None = None
    """The province of a former one as it was called."""


@dataclass(frozen=True, slots=True)
class Home:
    """Where a notice comes from and when: its province as it was then called (None: unknown), its day (ISO 8601).

    ``central`` tells that it comes from a body of the whole state, for which every province is another's.
    """

    province: str | None = None
    day: str | None = None
    central: bool = False

    @property
    def current(self) -> str | None:
        """The province of today in which it lies."""
        return _today(self.province) if self.province and keys(self.province) in provinces() else None

    @property
    def city(self) -> bool:
        """Whether the province is a city under the centre."""
        return bool(self.province) and provinces()[keys(self.province or "")].type == "thành phố"


@cache
def provinces() -> Mapping[tuple[str, ...], Province]:
    """Provinces and cities under the centre by their names as they are compared."""
    table = {
        keys(row["name"]): Province(
            row["name"], row["type"], row["valid_until"] or None, row["successor"] or None
        )
        for row in read_tsv("provinces.tsv")
    }
    return table | {("hcm",): table[keys("Hồ Chí Minh")]}


def province_at(tokens: Sequence[Token], start: int) -> int:
    """How many tokens from ``start`` on name a province; 0 if none do."""
    for length in range(min(5, len(tokens) - start), 0, -1):
        if tuple(token.key for token in tokens[start : start + length]) in provinces():
            return length
    return 0


@cache
def names_of_communes() -> dict[str, dict[str, list[tuple[str, str]]]]:
    """By type and name as it is compared: the names of today's communes so called, as written, and their provinces.

    Names are spelt as they are compared but for capitals and apostrophes: taking them apart into tokens would take
    long.
    """
    table: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for row in read_tsv("communes.tsv"):
        names, province = table.setdefault(row["type"], {}), row["province"]
        written = row["names"].split("|")
        for key, name in zip(_compared(row["names"]).split("|"), written, strict=True):
            names.setdefault(key, []).append((name, province))
    return table


@cache
def _former() -> dict[str, dict[str, list[tuple[str, str, str]]]]:
    """By type and name as it is compared: the names of communes that ended on ``LAST_DAY``, as written, the provinces
    they were in, and what they became ("" where they were divided)."""
    table: dict[str, dict[str, list[tuple[str, str, str]]]] = {}
    for row in read_tsv("communes_former.tsv"):
        names, province = table.setdefault(row["type"], {}), row["province"]
        written = zip(row["names"].split("|"), row["successors"].split("|"), strict=True)
        for key, (name, successor) in zip(_compared(row["names"]).split("|"), written, strict=True):
            names.setdefault(key, []).append((name, province, successor))
    return table


def _compared(name: str) -> str:
    return name.lower().replace("’", " ' ")


def _called(unit: str, key: str) -> list[Commune]:
    """The communes of type ``unit`` so called, today's first."""
    living = names_of_communes().get(unit, {}).get(key, ())
    former = _former().get(unit, {}).get(key, ())
    return [Commune(unit, *pair) for pair in living] + [
        Commune(unit, name, _today(province), LAST_DAY, successor or None, province)
        for name, province, successor in former
    ]


def _today(province: str) -> str:
    named = provinces()[keys(province)]
    return named.successor or named.name


def commune_at(unit: str, tokens: Sequence[Token], start: int) -> int:
    """How many tokens from ``start`` on name a commune of type ``unit``, written as a name; 0 if none do."""
    if start >= len(tokens) or not (tokens[start].capital or tokens[start].text.isdigit()):
        return 0
    names, former = names_of_communes().get(unit, {}), _former().get(unit, {})
    for length in range(min(_LONGEST, len(tokens) - start), 0, -1):
        key = " ".join(token.key for token in tokens[start : start + length])
        if key in names or key in former:
            return length
    return 0


def find_commune(unit: str, name: str, home: Home) -> Commune | None:
    """The commune meant: one of the notice's own province, else the only one in the country that is so called."""
    named = _called(unit, " ".join(keys(name)))
    near = [commune for commune in named if commune.province == home.current]
    living = [commune for commune in near if (home.day or "") <= (commune.valid_until or "9999")]
    if near:
        return _of_several(living or near, home)
    current = [commune for commune in named if commune.valid_until is None]
    return current[0] if len(current) == 1 else named[0] if len(named) == 1 else None


def _of_several(communes: Sequence[Commune], home: Home) -> Commune:
    """The commune of the notice's own province as it was when it was written, else the first; what became of it is not
    told where it may be another."""
    then = [
        commune for commune in communes if commune.then == home.province and (home.day or "9") <= LAST_DAY
    ]
    meant = then or communes
    alike = {commune.successor for commune in meant} == {meant[0].successor}
    return meant[0] if alike or meant[0].valid_until is None else replace(meant[0], successor=None)


def home_of(head: Sequence[Sequence[Token]], place: Sequence[Token]) -> str | None:
    """The name of the province that issues a notice, from the lines of its head and from where it is dated.

    The head names it ("UBND TỈNH …"), or a commune that no other province has; else the place is its seat.
    """
    found = _province_in([token for line in head for token in line]) or _province_of_commune(head)
    length = 0 if found else province_at(place, 0)
    province = found or (
        provinces()[tuple(token.key for token in place[:length])] if length else _province_in(place)
    )
    return province.name if province else None


def _province_in(tokens: Sequence[Token]) -> Province | None:
    """The province after its type ("TỈNH …", "TP. …"), or after its Party committee ("TỈNH ỦY …")."""
    for index, token in enumerate(tokens):
        skipped = index + 1 < len(tokens) and tokens[index + 1].key in {".", "ủy"}
        start = index + 1 + skipped
        length = province_at(tokens, start) if token.key in {"tỉnh", "tp", "thành"} else 0
        if length:
            return provinces()[tuple(token.key for token in tokens[start : start + length])]
    return None


def _province_of_commune(head: Sequence[Sequence[Token]]) -> Province | None:
    """The province of a commune whose name closes a line: what goes on may be the name of another."""
    for line in head:
        for index, token in enumerate(line):
            rest = len(line) - index - 1
            if token.key not in COMMUNES or commune_at(token.key, line, index + 1) != rest or not rest:
                continue
            commune = find_commune(token.key, " ".join(each.key for each in line[index + 1 :]), Home())
            if commune is not None:
                return provinces()[keys(commune.province)]
    return None
