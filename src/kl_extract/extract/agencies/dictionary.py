"""The list of known bodies, ready for longest match."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from kl_extract.extract.agencies.tokens import Token, fold, keys
from kl_extract.resources import read_toml, read_tsv


@dataclass(frozen=True, slots=True)
class Entry:
    """One known body; dates are ISO 8601 or None, ``successor`` is an id."""

    id: str
    name: str
    level: str
    head: str | None = None
    valid_from: str | None = None
    valid_until: str | None = None
    successor: str | None = None

    def existed_on(self, day: str | None) -> bool:
        """Whether the body existed on ``day``; on an unknown day every body may have."""
        if day is None:
            return True
        return (self.valid_from or "") <= day <= (self.valid_until or "9999")


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing a body: ``code`` is a bare abbreviation, ``unit`` a name that a unit must follow."""

    entry: Entry
    code: str | None = None
    unit: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A match: the entries it may mean, and how many tokens it takes.

    ``shortened`` tells that the name lacks its unit ("Thường trực HĐND"): whose it is, the notice tells.
    """

    entries: tuple[Entry, ...]
    length: int
    shortened: bool = False


class Dictionary:
    """Longest match of known bodies over tokens."""

    def __init__(self, rows: Sequence[dict[str, str]]) -> None:
        self._forms: dict[tuple[str, ...], list[Form]] = {}
        self._longest: dict[str, int] = {}
        self.entries: dict[str, Entry] = {}
        for row in rows:
            entry = _entry(row)
            self.entries[entry.id] = entry
            for form in [entry.name, *filter(None, row["aliases"].split("|"))]:
                self._add(form, entry)

    def _add(self, words: str, entry: Entry) -> None:
        code = words if _is_code(words) else None
        self._put(keys(words), Form(entry, code))
        parts = keys(words)
        if code is None and len(parts) > 1 and parts[-1] in units():
            self._put(parts[:-1], Form(entry, unit=True))

    def _put(self, parts: tuple[str, ...], form: Form) -> None:
        forms = self._forms.setdefault(parts, [])
        if form not in forms:
            forms.append(form)
        self._longest[parts[0]] = max(self._longest.get(parts[0], 0), len(parts))

    def match(
        self, tokens: Sequence[Token], index: int, *, codes: bool = False, prefix: tuple[str, ...] = ()
    ) -> Found | None:
        """The longest name that starts at ``index``; ``prefix`` is put before the tokens ("các Sở: A, B").

        Bare abbreviations count where ``codes`` is set, else only those of four letters and more that
        mean one body.
        """
        first = prefix[0] if prefix else tokens[index].key
        longest = min(self._longest.get(first, 0) - len(prefix), len(tokens) - index)
        for length in range(longest, 0, -1):
            parts = prefix + tuple(token.key for token in tokens[index : index + length])
            for form in self._forms.get(parts, ()):
                found = self._accept(form, tokens, index, length, codes=codes, prefixed=bool(prefix))
                if found is not None:
                    return found
        return None

    def _accept(
        self, form: Form, tokens: Sequence[Token], index: int, length: int, *, codes: bool, prefixed: bool
    ) -> Found | None:
        written = tokens[index : index + length]
        if form.unit:
            if not prefixed and not _is_name(written):
                return None
            return _with_unit(form.entry, tokens, index, length) or _without_unit(
                form.entry, written, tokens[index + length : index + length + 2]
            )
        parts = tuple(token.key for token in written)
        if form.code is not None and not prefixed:
            if "".join(token.text for token in written) != form.code or not (codes or len(form.code) >= 4):
                return None
        elif not prefixed and not _is_name(written):
            return None
        if not prefixed and form.code is None and _ends_with_unit(form.entry.name):
            other_unit = _with_unit(form.entry, tokens, index, length)
            if other_unit is not None:
                return other_unit
        same = (
            [other.entry for other in self._forms.get(parts, ()) if not other.unit]
            if not prefixed
            else [form.entry]
        )
        entries = tuple(dict.fromkeys(same)) or (form.entry,)
        if form.code is not None and len(entries) > 1 and not codes:
            return None
        return Found(entries, length + _province_length(tokens, index + length - 1))


def _entry(row: dict[str, str]) -> Entry:
    return Entry(
        id=row["id"],
        name=row["name"],
        level=row["level"],
        head=row["head"] or None,
        valid_from=row["valid_from"] or None,
        valid_until=row["valid_until"] or None,
        successor=row["successor"] or None,
    )


def _is_code(words: str) -> bool:
    return " " not in words and sum(c.isupper() for c in words) >= 2


def _is_name(written: Sequence[Token]) -> bool:
    """Whether the words are written as a name: a capital among the first two."""
    return any(token.capital for token in written[:2])


def _ends_with_unit(name: str) -> bool:
    return keys(name)[-1] in units()


@cache
def units() -> frozenset[str]:
    """Units of government that are one token, as they are compared."""
    return frozenset(_unit_names())


@cache
def _unit_names() -> dict[str, str]:
    return {
        keys(unit)[0]: unit for unit in read_toml("agency_patterns.toml")["units"] if len(keys(unit)) == 1
    }


@cache
def provinces() -> frozenset[tuple[str, ...]]:
    """Names of provinces, current and former, as they are compared."""
    names = {keys(row["name"]) for row in read_tsv("provinces.tsv")}
    return frozenset(names | {("hcm",)})


def _province_length(tokens: Sequence[Token], index: int) -> int:
    """How many tokens after the unit at ``index`` name a province ("tỉnh | Gia Lai", "TP. Huế")."""
    if index < 0 or tokens[index].key not in {"tỉnh", "tp"}:
        return 0
    start = index + 1
    if tokens[index].key == "tp" and start < len(tokens) and tokens[start].key == ".":
        start += 1
    for length in range(min(5, len(tokens) - start), 0, -1):
        if tuple(token.key for token in tokens[start : start + length]) in provinces():
            return start + length - index - 1
    return 0


def _with_unit(entry: Entry, tokens: Sequence[Token], index: int, length: int) -> Found | None:
    """A body of another unit than the province: "Công an thành phố", "Thanh tra huyện Đông Lĩnh"."""
    at = index + length
    if at >= len(tokens):
        return None
    unit = _unit_names().get(tokens[at].key)
    own = _unit_names().get(keys(entry.name)[-1])
    if unit is None or (unit == own and (unit == "tỉnh" or not proper_name(tokens, at + 1))):
        return None
    taken = _province_length(tokens, at)
    proper = "" if taken else proper_name(tokens, at + 1)
    if proper:
        taken = len(keys(proper))
    name = " ".join(filter(None, [entry.name.removesuffix(f" {own}"), unit, proper]))
    level = (
        "tỉnh"
        if unit == "thành phố" and not proper
        else {"thành phố": "huyện", "xã": "xã", "phường": "xã"}.get(unit, "huyện")
    )
    return Found(
        (
            replace(
                entry, id=slug(name), name=name, level=level, successor=None, **_unit_validity(entry, unit)
            ),
        ),
        length + 1 + taken,
    )


def _without_unit(entry: Entry, written: Sequence[Token], following: Sequence[Token]) -> Found | None:
    """A council's or committee's body named without its unit ("Chủ tịch UBND", "Thường trực HĐND"), or a body of
    every unit ("Liên đoàn Lao động | các huyện")."""
    every = bool(following) and following[0].key == "các" and following[-1].key in units()
    if every and written[-1].key not in {"ubnd", "hđnd"}:
        return Found((entry,), len(written))
    if len(written) > 1 and written[-1].key in {"ubnd", "hđnd"}:
        return Found((entry,), len(written), shortened=True)
    return None


def _unit_validity(entry: Entry, unit: str) -> dict[str, str | None]:
    """Districts ended on 2025-06-30 (Luật Tổ chức chính quyền địa phương 2025, Điều 51)."""
    if unit in {"huyện", "thị xã", "quận", "thị trấn"}:
        return {"valid_until": "2025-06-30"}
    return {"valid_until": entry.valid_until}


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


def slug(name: str) -> str:
    """An id from a name's own words: ASCII letters, digits and hyphens.

    >>> slug("Sở Ngoại vụ")
    'so-ngoai-vu'
    """
    plain = unicodedata.normalize("NFD", " ".join(fold(word) for word in name.split()).replace("đ", "d"))
    return re.sub(r"[^a-z0-9]+", "-", "".join(c for c in plain if not unicodedata.combining(c))).strip("-")


@cache
def default_dictionary() -> Dictionary:
    """The dictionary that comes with the project."""
    return Dictionary(read_tsv("agencies.tsv"))
