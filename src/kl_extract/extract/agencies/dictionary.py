"""The list of known bodies, ready for longest match."""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache

from kl_extract.extract.agencies.entry import Entry, Found
from kl_extract.extract.agencies.places import province_at, provinces
from kl_extract.extract.agencies.tokens import Token, keys
from kl_extract.extract.agencies.units import (
    CHAIRS,
    Unit,
    branch_of,
    ends_with_unit,
    of_committee,
    of_unit,
    unit_at,
    units,
)
from kl_extract.resources import read_tsv

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing a body, ``words`` as the table has it: ``code`` tells a bare abbreviation, ``unit`` a name
    that a unit must follow."""

    entry: Entry
    words: str
    code: bool = False
    unit: bool = False


class Dictionary:
    """Longest match of known bodies over tokens.

    ``own`` are the rows of whoever runs the tool: they take the place of rows with their ids, and what they call a
    body means nothing else.
    """

    def __init__(self, rows: Iterable[Row], own: Iterable[Row] = ()) -> None:
        self._forms: dict[tuple[str, ...], list[Form]] = {}
        self._lengths: dict[str, list[int]] = {}
        self.entries: dict[str, Entry] = {}
        for row in own:
            self._enter(row)
        claimed = frozenset(self._forms)
        self.own = frozenset(self.entries)
        for row in rows:
            if row["id"] not in self.entries:
                self._enter(row, claimed)

    def _enter(self, row: Row, claimed: frozenset[tuple[str, ...]] = frozenset()) -> None:
        entry = _entry(row)
        self.entries[entry.id] = entry
        for words in [entry.name, *filter(None, row["aliases"].split("|"))]:
            self._add(words, entry, claimed)

    def _add(self, words: str, entry: Entry, claimed: frozenset[tuple[str, ...]]) -> None:
        code = is_code(words)
        parts = keys(words)
        if parts not in claimed:
            self._put(parts, Form(entry, words, code))
        if not code and len(parts) > 1 and parts[-1] in units() and parts[:-1] not in claimed:
            self._put(parts[:-1], Form(entry, words, unit=True))

    def _put(self, parts: tuple[str, ...], form: Form) -> None:
        forms = self._forms.setdefault(parts, [])
        if not any(_same(form, known) for known in forms):
            forms.append(form)
        lengths = self._lengths.setdefault(parts[0], [])
        if len(parts) not in lengths:
            lengths.append(len(parts))
            lengths.sort(reverse=True)

    @property
    def first_words(self) -> Set[str]:
        """The words, as they are compared, with which names of bodies begin."""
        return self._lengths.keys()

    def forms_of(self, words: str) -> list[Form]:
        """The ways of writing a body that ``words`` may be, whole."""
        return [form for form in self._forms.get(keys(words), ()) if not form.unit]

    def predecessors(self, agency_id: str) -> list[str]:
        """Ids of the bodies that ``agency_id`` succeeded."""
        return [entry.id for entry in self.entries.values() if entry.successor == agency_id]

    def office_at(self, tokens: Sequence[Token], index: int) -> tuple[Entry | None, int]:
        """The office at ``index`` that several units have ("Công an | các xã …"), and its tokens.

        Units named without an office act by their committees.
        """
        if tokens[index].key == "các":
            return self.entries.get("ubnd-tinh"), 0
        for length, forms in self._forms_at(tokens, index, ()):
            for form in forms:
                if (
                    form.unit
                    and _is_name(tokens[index : index + length])
                    and not form.entry.id.startswith(CHAIRS)
                ):
                    return form.entry, length
        return None, 0

    def _forms_at(
        self, tokens: Sequence[Token], index: int, prefix: tuple[str, ...]
    ) -> Iterator[tuple[int, list[Form]]]:
        """The forms that the tokens at ``index`` may be behind ``prefix``, and how many tokens, the longest first."""
        lengths = self._lengths.get(prefix[0] if prefix else tokens[index].key)
        if not lengths:
            return
        written = tuple([token.key for token in tokens[index : index + lengths[0] - len(prefix)]])
        for whole in lengths:
            length = whole - len(prefix)
            if 0 < length <= len(written):
                forms = self._forms.get(prefix + written[:length])
                if forms:
                    yield length, forms

    def match(
        self, tokens: Sequence[Token], index: int, *, codes: bool = False, prefix: tuple[str, ...] = ()
    ) -> Found | None:
        """The longest name that starts at ``index``; ``prefix`` is put before the tokens ("các Sở: A, B").

        Bare abbreviations count where ``codes`` is set, else only those of four letters and more that
        mean one body.
        """
        for length, forms in self._forms_at(tokens, index, prefix):
            for form in forms:
                if prefix:
                    found = Found((form.entry,), length) if not form.unit else None
                else:
                    found = _accept(form, forms, tokens, index, length, codes=codes)
                if found is not None:
                    return found
        return None


def _accept(
    form: Form, forms: Sequence[Form], tokens: Sequence[Token], index: int, length: int, *, codes: bool
) -> Found | None:
    written, end = tokens[index : index + length], index + length
    letters = "".join(token.text for token in written)
    if form.unit:
        return _of_other_unit(form.entry, tokens, index, length) if _is_name(written) else None
    if form.code:
        if letters != form.words or not (codes or len(form.words) >= 4):
            return None
        if form.entry.id.startswith(CHAIRS) and end < len(tokens) and tokens[end].key == "ubnd":
            return None  # "PCT | UBND xã": the post of the body that follows
    elif not _is_name(written):
        return None
    same = (each for each in forms if not each.unit and (not each.code or each.words == letters))
    entries = tuple(dict.fromkeys(each.entry for each in same))
    if form.code and len(entries) > 1 and not codes:
        return None
    if len(entries) > 1 or form.code:
        return Found(entries, length + _province_after(tokens, end))
    return _of_place(form.entry, tokens, index, length)


def _of_place(entry: Entry, tokens: Sequence[Token], index: int, length: int) -> Found | None:
    """A body with the place it belongs to, if its name goes on with one."""
    end = index + length
    if ends_with_unit(entry):
        last, other = unit_at(tokens, end - 1), unit_at(tokens, end)
        if last is not None and last.place:
            return _unit_found(entry, last, length - 1)
        if other is not None and (other.type != keys(entry.name)[-1] or other.place):
            return _unit_found(entry, other, length)
    if keys(entry.name)[-1] == "ủy":
        committee, more = of_committee(entry, tokens, end)
        return Found((committee,), length + more)
    branch, more = branch_of(entry, tokens, end)
    if more:
        return Found((branch,), length + more)
    owner = unit_at(tokens, end) if "trung ương" not in entry.level else None
    if owner is not None and owner.type in {"tỉnh", "thành phố"} and not ends_with_unit(entry):
        return _of_owner(entry, owner, tokens, end, length)
    if owner is not None and not ends_with_unit(entry) and not tokens[end].capital and not owner.place:
        return Found((entry,), length + 1)
    return Found((entry,), length + _province_after(tokens, end))


def _of_owner(entry: Entry, owner: Unit, tokens: Sequence[Token], end: int, length: int) -> Found:
    """ "Sở Tư pháp | tỉnh Lâm Đồng": the words after the name only say whose it is."""
    province = _province_after(tokens, end + 1)
    if not province or entry.level != "tỉnh":
        return Found((entry,), length + 1 + province)
    return Found((of_unit(entry, owner),), length + owner.length)


def _unit_found(entry: Entry, unit: Unit, length: int) -> Found | None:
    """The body of ``unit``; a chair below the province is told as the post of the committee it leads."""
    if entry.id.startswith(CHAIRS) and unit.type not in {"tỉnh", "thành phố"}:
        return None
    return Found((of_unit(entry, unit),), length + unit.length)


def _of_other_unit(entry: Entry, tokens: Sequence[Token], index: int, length: int) -> Found | None:
    """A body whose name lacks its unit: another unit or a province follows ("Công an | thành phố"), or none does.

    None does where a council's or committee's body is named short ("Thường trực HĐND"), and where the body is that
    of every unit ("Liên đoàn Lao động | các huyện").
    """
    end = index + length
    unit = unit_at(tokens, end)
    if unit is not None:
        return _unit_found(entry, unit, length)
    plain = length > 1 and ends_with_unit(entry) and tokens[end - 1].key not in {"ubnd", "hđnd"}
    plain = plain and tokens[index].key not in _OWN_NAMED
    province = province_at(tokens, end) if plain else 0
    if province and tokens[end].capital:
        named = provinces()[tuple(token.key for token in tokens[end : end + province])]
        return _unit_found(entry, Unit(named.type, named.name, 1), length + province - 1)
    following, last = tokens[end : end + 2], tokens[end - 1].key
    if following and following[0].key == "các" and entry.id.startswith(CHAIRS):
        return None
    every = bool(following) and following[0].key == "các" and following[-1].key in units()
    if every and last not in {"ubnd", "hđnd"}:
        return Found((entry,), length)
    if length > 1 and last in {"ubnd", "hđnd"}:
        return Found((entry,), length, shortened=True)
    return None


def _province_after(tokens: Sequence[Token], end: int) -> int:
    """How many tokens at ``end`` name the province that the unit right before them speaks of."""
    unit = unit_at(tokens, end - 1)
    return unit.length - 1 if unit is not None and unit.type in {"tỉnh", "thành phố"} and unit.place else 0


def _same(form: Form, other: Form) -> bool:
    """Whether two forms are found alike; a code is found as it is written only."""
    alike = (form.entry, form.code, form.unit) == (other.entry, other.code, other.unit)
    return alike and (not form.code or form.words == other.words)


def _entry(row: Row) -> Entry:
    return Entry(
        id=row["id"],
        name=row["name"],
        level=row["level"],
        head=row.get("head") or None,
        valid_from=row.get("valid_from") or None,
        valid_until=row.get("valid_until") or None,
        successor=row.get("successor") or None,
    )


def is_code(words: str) -> bool:
    """Whether a form is a bare abbreviation: one word with two capitals or more."""
    return " " not in words and sum(c.isupper() for c in words) >= 2


def _is_name(written: Sequence[Token]) -> bool:
    """Whether the words are written as a name: a capital among the first two."""
    return any(token.capital for token in written[:2])


# Hospitals and schools bear the name of a place, which is not always that of their province today.
_OWN_NAMED = frozenset({"bệnh", "trường", "trung"})


@cache
def default_dictionary() -> Dictionary:
    """The dictionary that comes with the project."""
    return Dictionary(read_tsv("agencies.tsv"))
