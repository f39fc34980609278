"""Decides which body each mention means, and keeps the account of all of them."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kl_extract.contract import Agency, AgencyRef, NoticeWarning, WarningCode
from kl_extract.extract.agencies.definitions import defined_names
from kl_extract.extract.agencies.dictionary import Dictionary, Entry, default_dictionary, slug
from kl_extract.extract.agencies.mention import Mention
from kl_extract.extract.agencies.scan import Scanner
from kl_extract.extract.agencies.tokens import keys
from kl_extract.model import Outline, Range, Text


@dataclass(frozen=True, slots=True)
class _Account:
    ref: AgencyRef
    level: str | None
    entry: Entry | None


@dataclass(slots=True)
class Registry:
    """All mentions of one notice in order, each with the body it means.

    ``issuer`` is the mention that names the issuing body, if the head does.
    """

    mentions: list[Mention]
    issuer: AgencyRef | None
    _accounts: list[_Account] = field(default_factory=list)
    warnings: list[NoticeWarning] = field(default_factory=list)

    def within(self, start: int, end: int) -> Iterator[tuple[int, Mention]]:
        """Mentions wholly in ``[start, end)`` with their numbers."""
        number = bisect_left(self.mentions, start, key=lambda mention: mention.start)
        while number < len(self.mentions) and self.mentions[number].end <= end:
            yield number, self.mentions[number]
            number += 1

    def ref(self, number: int) -> AgencyRef:
        """The reference for mention ``number``."""
        return self._accounts[number].ref

    def refs(self, start: int, end: int) -> list[AgencyRef]:
        """References for all mentions in ``[start, end)``."""
        return [self.ref(number) for number, _ in self.within(start, end)]

    def agencies(self) -> list[Agency]:
        """Each body once, in the order in which it is first named."""
        counts: dict[str, int] = {}
        first: dict[str, _Account] = {}
        for account in self._accounts:
            counts[account.ref.id] = counts.get(account.ref.id, 0) + 1
            first.setdefault(account.ref.id, account)
        return [_agency(account, counts[agency_id]) for agency_id, account in first.items()]


def build_registry(
    text: Text, outline: Outline, day: str | None, dictionary: Dictionary | None = None
) -> Registry:
    """Find and resolve every mention of ``text``; ``day`` is the notice's date (ISO 8601), if known."""
    known = dictionary or default_dictionary()
    scanner = Scanner(text.value, known, defined_names(text.value, Scanner(text.value, known)))
    issuer_mention = _issuer(scanner, outline)
    central = (
        issuer_mention is not None and bool(issuer_mention.entries) and _is_central(issuer_mention.entries[0])
    )
    mentions = sorted(_all_mentions(scanner, text, outline), key=lambda mention: mention.start)
    registry = Registry(mentions, None)
    resolver = _Resolver(text, day, central, issuer_mention)
    for mention in mentions:
        registry._accounts.append(resolver.resolve(mention))
    registry.issuer = resolver.resolve(issuer_mention).ref if issuer_mention else None
    registry.warnings.extend(resolver.warnings)
    return registry


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


def _is_central(entry: Entry) -> bool:
    return "trung ương" in entry.level


def _all_mentions(scanner: Scanner, text: Text, outline: Outline) -> Iterator[Mention]:
    """Mentions paragraph by paragraph, without the head; bare abbreviations count among the recipients."""
    passed_over = (*outline.head, *outline.authority)
    cells = sorted((part for row in outline.rows for _, part in row.cells), key=lambda part: part.start)
    for paragraph in text.paragraphs:
        if any(part.start < paragraph.end and part.end > paragraph.start for part in passed_over):
            continue
        first = bisect_left(cells, paragraph.start, key=lambda part: part.start)
        if first < len(cells) and cells[first].end <= paragraph.end:
            last = bisect_left(cells, paragraph.end, key=lambda part: part.start)
            for cell in cells[first:last]:
                yield from scanner.find(cell.start, cell.end)
            continue
        inside = [part for part in outline.recipients if _holds(paragraph.start, paragraph.end, part)]
        if inside:
            for part in inside:
                yield from scanner.find(part.start, part.end, codes=True)
        else:
            yield from scanner.find(paragraph.start, paragraph.end)


def _holds(start: int, end: int, part: Range) -> bool:
    return start <= part.start and part.end <= end


class _Resolver:
    """Resolves mentions in reading order, so that a short form means the last body so named."""

    def __init__(self, text: Text, day: str | None, central: bool, issuer: Mention | None) -> None:
        self._text = text
        self._day = day
        self._central = central
        self._issuer = issuer
        self._seen: list[_Account] = []
        self._warned: set[tuple[str, str]] = set()
        self.warnings: list[NoticeWarning] = []

    def resolve(self, mention: Mention) -> _Account:
        account = self._shortened(mention) if mention.head else self._named(mention)
        if not mention.collective and not mention.head:
            self._seen.append(account)
        self._check(mention, account)
        return account

    def _named(self, mention: Mention) -> _Account:
        entry = self._choose(mention.entries)
        agency_id = entry.id if entry else slug(mention.name)
        name = entry.name if entry else mention.name
        if mention.collective and name.startswith(("Các ", "Những ", "Mọi ", "Tất ", "Từng ", "Mỗi ")):
            name = name[0].lower() + name[1:]
        return _Account(
            self._ref(mention, agency_id, name, known=bool(entry) or mention.collective), mention.level, entry
        )

    def _choose(self, entries: Sequence[Entry]) -> Entry | None:
        """Of several bodies with one name: one that existed then, of the issuer's own level if there is one."""
        if len(entries) < 2:
            return entries[0] if entries else None
        living = [entry for entry in entries if entry.existed_on(self._day)] or list(entries)
        near = [entry for entry in living if _is_central(entry) is self._central]
        return (near or living)[0]

    def _shortened(self, mention: Mention) -> _Account:
        """The last body whose name opens with the same words; the issuer, where none was named."""
        head = keys(mention.head or "")
        if self._issuer is not None and (
            mention.post == mention.head or keys(self._issuer.name)[: len(head)] == head
        ):
            return self._issuing(mention)
        for account in reversed(self._seen):
            if keys(account.ref.name)[: len(head)] == head and len(keys(account.ref.name)) > len(head):
                return _Account(
                    self._ref(mention, account.ref.id, account.ref.name, known=account.ref.known),
                    account.level,
                    account.entry,
                )
        if mention.entries:
            return self._named(mention)
        return _Account(
            self._ref(mention, slug(mention.name), mention.name, known=False), mention.level, None
        )

    def _issuing(self, mention: Mention) -> _Account:
        assert self._issuer is not None
        entry = self._issuer.entries[0] if self._issuer.entries else None
        name = entry.name if entry else self._issuer.name
        ref = self._ref(mention, entry.id if entry else slug(name), name, known=entry is not None)
        return _Account(ref, self._issuer.level, entry)

    def _ref(self, mention: Mention, agency_id: str, name: str, *, known: bool) -> AgencyRef:
        return AgencyRef(
            id=agency_id,
            name=" ".join(name.split()),
            text=self._text.value[mention.start : mention.end],
            known=known,
            collective=mention.collective,
            post=mention.post,
            span=self._text.span(mention.start, mention.end),
        )

    def _check(self, mention: Mention, account: _Account) -> None:
        ref, entry = account.ref, account.entry
        if entry is not None and self._day and entry.valid_until and entry.valid_until < self._day:
            successor = f", succeeded by {entry.successor}" if entry.successor else ""
            self._warn("agency-dissolved", ref, f"{ref.name} existed until {entry.valid_until}{successor}")
        if entry is None and not ref.known and not ref.collective:
            self._warn("agency-unknown", ref, f"{ref.name} is in no dictionary")
        living = [other for other in mention.entries if other.existed_on(self._day)]
        if len(living) > 1 and len({_is_central(other) for other in living}) < len(living):
            readings = " or ".join(other.name for other in living)
            self._warn("agency-ambiguous", ref, f"{ref.text} may mean {readings}")

    def _warn(self, code: WarningCode, ref: AgencyRef, message: str) -> None:
        if (code, ref.id) not in self._warned:
            self._warned.add((code, ref.id))
            self.warnings.append(NoticeWarning(code=code, message=message, span=ref.span))


def _agency(account: _Account, mentions: int) -> Agency:
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
