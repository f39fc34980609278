"""Every body a notice names, in order, each with the body it means."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from kl_extract.contract import Agency, AgencyRef, NoticeWarning
from kl_extract.extract.agencies.choice import tier
from kl_extract.extract.agencies.definitions import defined_names
from kl_extract.extract.agencies.dictionary import Dictionary, default_dictionary
from kl_extract.extract.agencies.entry import Entry
from kl_extract.extract.agencies.mention import Mention
from kl_extract.extract.agencies.places import COMMUNES, DISTRICTS, Home, home_of
from kl_extract.extract.agencies.resolver import Account, Resolver
from kl_extract.extract.agencies.scan import Scanner
from kl_extract.extract.agencies.tokens import Token, tokenize
from kl_extract.extract.agencies.units import Unit, of_unit, own_unit, type_at
from kl_extract.extract.overlaps import Overlaps
from kl_extract.model import Outline, Range, Text

_BELOW = (COMMUNES | DISTRICTS) - {"thành phố"}


@dataclass(slots=True)
class Registry:
    """All mentions of one notice in order, each with the body it means.

    ``issuer`` is the mention that names the issuing body, if the head does; ``dictionary`` is what was looked up.
    """

    mentions: list[Mention]
    issuer: AgencyRef | None
    dictionary: Dictionary
    _accounts: list[Account] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)
    warnings: list[NoticeWarning] = field(default_factory=list)

    def add(self, mention: Mention, account: Account) -> None:
        """Append ``mention``, which follows all others, with what it came to."""
        self.mentions.append(mention)
        self._accounts.append(account)
        self._starts.append(mention.start)

    def within(self, start: int, end: int) -> Iterator[tuple[int, Mention]]:
        """Mentions wholly in ``[start, end)`` with their numbers."""
        number = bisect_left(self._starts, start)
        while number < len(self.mentions) and self.mentions[number].end <= end:
            yield number, self.mentions[number]
            number += 1

    def first_touching(self, start: int, end: int) -> Mention | None:
        """The first mention that shares a character with ``[start, end)``; mentions lie apart."""
        number = bisect_right(self.mentions, start, key=lambda mention: mention.end)
        found = self.mentions[number] if number < len(self.mentions) else None
        return found if found is not None and found.start < end else None

    def ref(self, number: int) -> AgencyRef:
        """The reference for mention ``number``."""
        return self._accounts[number].ref

    def refs(self, start: int, end: int) -> list[AgencyRef]:
        """References for all mentions in ``[start, end)``."""
        return [self.ref(number) for number, _ in self.within(start, end)]

    def agencies(self) -> list[Agency]:
        """Each body once, in the order in which it is first named."""
        counts: dict[str, int] = {}
        first: dict[str, Account] = {}
        for account in self._accounts:
            counts[account.ref.id] = counts.get(account.ref.id, 0) + 1
            first.setdefault(account.ref.id, account)
        return [_agency(account, counts[agency_id]) for agency_id, account in first.items()]


def build_registry(
    text: Text, outline: Outline, day: str | None, dictionary: Dictionary | None = None
) -> Registry:
    """Find and resolve every mention of ``text``; ``day`` is the notice's date (ISO 8601), if known."""
    known = dictionary or default_dictionary()
    issuer = _issuer(Scanner(text.value, known), outline)
    if issuer is None or not issuer.entries:
        titled = _issuer(Scanner(_titled(text.value, outline), known), outline)
        issuer = titled if titled is not None and titled.entries else issuer
    issuer = _below(text, issuer, outline) if issuer is not None else None
    home = _home(text, outline, day, issuer)
    defined = defined_names(text.value, Scanner(text.value, known, home=home))
    scanner = Scanner(text.value, known, defined, home)
    resolver = Resolver(text, home, issuer)
    for superior in _superiors(Scanner(text.value, known), outline):
        resolver.know(superior)
    parts = [scanner.find(start, end, codes=codes) for start, end, codes in _stretches(text, outline)]
    registry = Registry([], None, known)
    for mentions in sorted(parts, key=lambda found: found[0].start if found else 0):
        sure = [mention.entries[0] for mention in mentions if len(mention.entries) == 1]
        for number, mention in enumerate(mentions):
            account = resolver.resolve(mention, _beside(mentions, number, known) or sure)
            if account is not None:
                registry.add(mention, account)
    issuing = resolver.resolve(issuer) if issuer else None
    registry.issuer = issuing.ref if issuing else None
    registry.warnings.extend(resolver.warnings)
    return registry


def _beside(mentions: Sequence[Mention], number: int, known: Dictionary) -> list[Entry]:
    """The bodies right before and after one of those in a line, each beyond doubt.

    A deputy ("PCT | UBND xã") counts as such, not as the body.
    """
    near = [*mentions[max(0, number - 1) : number], *mentions[number + 1 : number + 2]]
    deputy = known.entries.get("pho-chu-tich-ubnd-tinh")
    if deputy is not None and any(mention.post in {"PCT", "Phó Chủ tịch"} for mention in near):
        return [deputy]
    return [mention.entries[0] for mention in near if len(mention.entries) == 1]


def _superiors(scanner: Scanner, outline: Outline) -> Iterator[Mention]:
    """The known bodies that the lines above the issuer's own name whole ("BỘ Y TẾ" above "VĂN PHÒNG")."""
    for line in outline.issuer[:-1]:
        found = scanner.find(line.start, line.end, capitals=True)
        if found and found[0].entries and (found[0].start, found[0].end) == (line.start, line.end):
            yield found[0]


def _below(text: Text, issuer: Mention, outline: Outline) -> Mention:
    """The issuer as a body of its superior's unit ("VĂN PHÒNG HĐND VÀ UBND" below "UBND HUYỆN …").

    A city may be a province of its own, so its name says nothing of the unit.
    """
    above = [token for line in outline.issuer[:-1] for token in _tokens(text, line)]
    kinds = [type_at(above, index) for index in range(len(above))]
    unit = next((kind for kind in kinds if kind in _BELOW), None)
    if unit is None:
        return issuer
    entries = tuple(of_unit(each, Unit(unit, "", 1)) if own_unit(each) else each for each in issuer.entries)
    return replace(issuer, entries=entries)


def _titled(text: str, outline: Outline) -> str:
    """``text`` with the issuer's lines written as names are: a district's name in capitals is no abbreviation."""
    for line in outline.issuer:
        titled = text[line.start : line.end].title()
        if len(titled) == line.end - line.start:
            text = text[: line.start] + titled + text[line.end :]
    return text


def _issuer(scanner: Scanner, outline: Outline) -> Mention | None:
    """The issuing body: the lowest lines at the left of the head that name one (its superior stands above).

    A line may need its superior to be a name: "UBND TỈNH …" above "VĂN PHÒNG".
    """
    lines = outline.issuer
    found: Mention | None = None
    for first in range(len(lines)):
        mentions = scanner.find(lines[first].start, lines[-1].end, capitals=True)
        if mentions and mentions[0].start == lines[first].start and mentions[0].end == lines[-1].end:
            found = mentions[0]
            if found.entries and not found.head:
                return found
    if found is None or found.head:
        found = scanner.subordinate(lines) or found
    return found


def _home(text: Text, outline: Outline, day: str | None, issuer: Mention | None) -> Home:
    """Where and when the notice was issued."""
    head = [_tokens(text, line) for line in outline.issuer]
    place = _tokens(text, outline.place_and_date) if outline.place_and_date else []
    central = issuer is not None and bool(issuer.entries) and tier(issuer.entries[0]) == "trung ương"
    return Home(None if central else home_of(head, place), day, central)


def _tokens(text: Text, part: Range) -> list[Token]:
    return tokenize(text.value, part.start, part.end)


def _stretches(text: Text, outline: Outline) -> Iterator[tuple[int, int, bool]]:
    """The parts that are looked through, without the head, and whether bare abbreviations count in them.

    They do among the recipients; "Lưu:" names those who drafted the notice by letters of their own.
    """
    passed_over = _overlaps([*outline.head, *outline.authority])
    recipients = _overlaps(outline.recipients)
    cells = sorted((part for row in outline.rows for _, part in row.cells), key=lambda part: part.start)
    for paragraph in text.paragraphs:
        if passed_over.touching(paragraph.start, paragraph.end):
            continue
        first = bisect_left(cells, paragraph.start, key=lambda part: part.start)
        if first < len(cells) and cells[first].end <= paragraph.end:
            last = bisect_left(cells, paragraph.end, key=lambda part: part.start)
            for cell in cells[first:last]:
                yield cell.start, cell.end, False
            continue
        inside = [
            (start, end)
            for start, end, _ in recipients.touching(paragraph.start, paragraph.end)
            if paragraph.start <= start and end <= paragraph.end
        ]
        for start, end in inside:
            yield start, end, not text.value.startswith("Lưu", start)
        if not inside:
            yield paragraph.start, paragraph.end, False


def _overlaps(parts: Sequence[Range]) -> Overlaps:
    return Overlaps((part.start, part.end, number) for number, part in enumerate(parts))


def _agency(account: Account, mentions: int) -> Agency:
    ref, entry = account.ref, account.entry
    return Agency(
        id=ref.id,
        name=ref.name,
        level=account.level,
        known=ref.known,
        collective=ref.collective,
        mentions=mentions,
        valid_until=entry.valid_until if entry else None,
        successor=entry.successor if entry else None,
    )


def unique(refs: Iterable[AgencyRef]) -> list[AgencyRef]:
    """References to different bodies, the first of each."""
    kept: dict[str, AgencyRef] = {}
    for ref in refs:
        kept.setdefault(ref.id, ref)
    return list(kept.values())
