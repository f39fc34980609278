"""Decides which body a mention means, in reading order: a short form means one that was named before."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kl_extract.contract import AgencyRef, NoticeWarning, WarningCode
from kl_extract.extract.agencies.choice import Context, of_issuer, readings
from kl_extract.extract.agencies.entry import Entry, slug
from kl_extract.extract.agencies.mention import Mention
from kl_extract.extract.agencies.places import COMMUNES, DISTRICTS, Home
from kl_extract.extract.agencies.tokens import keys
from kl_extract.extract.agencies.units import Unit, of_unit, own_unit, units
from kl_extract.model import Text

_PLURAL = ("Các ", "Những ", "Mọi ", "Tất ", "Từng ", "Mỗi ")
_LONGEST_HEAD = 5
# These are nobody's in an office of a ministry but the ministry's.
_OF_MINISTRIES = ("Bộ trưởng", "Thứ trưởng")
_MINISTRY = "Bộ"
_NAMED_ABOVE = re.compile(r"\btrên$")
# Between a subject and its object: a few words, no stop.
_SAME_CLAUSE = re.compile(r"\s[^.,;:()\n]{2,40}\s")


@dataclass(frozen=True, slots=True)
class Account:
    """What a mention came to."""

    ref: AgencyRef
    level: str | None
    entry: Entry | None


class Resolver:
    """Resolves mentions in reading order."""

    def __init__(self, text: Text, home: Home, issuer: Mention | None) -> None:
        self._text = text
        self._home = home
        self._issuer = issuer
        self._last: Account | None = None
        self._listed: list[Account] = []
        self._listed_before: list[Account] = []
        self._by_head: dict[tuple[str, ...], Account] = {}
        self._superiors: dict[tuple[str, ...], Account] = {}
        self._named: set[str] = set()
        self._warned: set[tuple[str, str]] = set()
        self.warnings: list[NoticeWarning] = []

    def resolve(self, mention: Mention, beside: Sequence[Entry] = ()) -> Account | None:
        """The body that is meant; None for words like "đơn vị này" that stand for nothing named before.

        ``beside`` are the bodies beyond doubt in the same line of recipients.
        """
        if mention.anaphor:
            return self._standing_in(mention)
        account = self._shortened(mention) if mention.head else self._full(mention, beside)
        if not mention.collective and not mention.head:
            self._remember(account)
        self._check(account)
        return account

    def know(self, superior: Mention) -> None:
        """Let the head of a superior's name mean it ("Bộ"), until another body of the kind is named."""
        account = self._full(superior, ())
        self._superiors[keys(account.ref.name)[:1]] = account
        self._stands_for_head(account)

    def _stands_for_head(self, account: Account) -> None:
        parts = keys(account.ref.name)
        for length in range(1, min(_LONGEST_HEAD, len(parts) - 1) + 1):
            self._by_head[parts[:length]] = account

    def _remember(self, account: Account) -> None:
        self._last = account
        self._named.add(account.ref.id)
        self._stands_for_head(account)
        if self._listed and self._parted(self._listed[-1].ref, account.ref):
            self._listed_before, self._listed = self._listed, []
        self._listed.append(account)

    def _parted(self, before: AgencyRef, ref: AgencyRef) -> bool:
        """Whether a sentence ends between two bodies."""
        between = self._text.value[before.span.end : ref.span.start]
        return "\n" in between or ". " in between

    def _full(self, mention: Mention, beside: Sequence[Entry]) -> Account:
        kept = tuple(self._of_issuer(entry, mention) for entry in self._readings(mention.entries, beside))
        entry = kept[0] if kept else None
        name = entry.name if entry else mention.name
        if mention.collective and name.startswith(_PLURAL):
            name = name[0].lower() + name[1:]
        known = (entry is not None and entry.listed) or mention.collective
        ref = self._ref(mention, entry.id if entry else slug(name), name, known=known)
        if len(kept) > 1:
            meanings = " or ".join(reading.name for reading in kept)
            self._warn("agency-ambiguous", ref, f"{ref.text} may mean {meanings}")
        return Account(ref, (entry.level or None) if entry else mention.level, entry)

    def _of_issuer(self, entry: Entry, mention: Mention) -> Entry:
        """The body of the issuer's own unit, where the words give none ("CT", "Ban QLDA" in a district's notice)."""
        issuer = self._issuer.entries[0] if self._issuer and self._issuer.entries else None
        if issuer is None or issuer.unit not in COMMUNES | DISTRICTS or not own_unit(entry):
            return entry
        named = units().intersection(keys(self._text.value[mention.core : mention.end]))
        return entry if named else of_unit(entry, Unit(issuer.unit, "", 1))

    def _readings(self, entries: Sequence[Entry], beside: Sequence[Entry]) -> tuple[Entry, ...]:
        if len(entries) < 2:
            return tuple(entries)
        issuer = self._issuer.entries[0] if self._issuer and self._issuer.entries else None
        kept = readings(entries, Context(self._home, issuer, frozenset(self._named), beside))
        return of_issuer(kept, issuer, self._issuer.name if self._issuer else "") if len(kept) > 1 else kept

    def _shortened(self, mention: Mention) -> Account:
        """The last body whose name opens with the same words; the issuer, where none was named."""
        head = keys(mention.head or "")
        superior = self._superiors.get(keys(_MINISTRY)) if mention.head in _OF_MINISTRIES else None
        if superior is not None:
            return self._again(mention, superior)
        if self._issuer is not None and (
            mention.post == mention.head or keys(self._issuer.name)[: len(head)] == head
        ):
            return self._issuing(mention, self._issuer)
        account = self._by_head.get(head)
        if account is not None:
            return self._again(mention, account)
        if mention.entries:
            return self._full(mention, ())
        return Account(self._ref(mention, slug(mention.name), mention.name, known=False), mention.level, None)

    def _standing_in(self, mention: Mention) -> Account | None:
        """ "đơn vị này" is the last body named, "đơn vị nêu trên" those of the last list too; never the one that speaks
        to them ("Sở Y tế yêu cầu đơn vị nêu trên")."""
        listed = self._spoken_of(mention)
        if not mention.collective and (len(listed) < 2 or not _NAMED_ABOVE.search(mention.name)):
            return self._again(mention, listed[-1]) if listed else None
        account = self._full(replace(mention, collective=True), ())
        members = list(dict.fromkeys(each.ref.id for each in listed))
        if len(members) < 2:
            return account
        return Account(account.ref.model_copy(update={"members": members}), account.level, account.entry)

    def _spoken_of(self, mention: Mention) -> list[Account]:
        """The bodies of the last list but the subject of the mention's own clause; else those of the list before."""
        if self._last is None:
            return []
        between = self._text.value[self._last.ref.span.end : mention.start]
        if not _SAME_CLAUSE.fullmatch(between):
            return self._listed
        others = [each for each in self._listed if each.ref.id != self._last.ref.id]
        return others or self._listed_before

    def _again(self, mention: Mention, account: Account) -> Account:
        ref = self._ref(mention, account.ref.id, account.ref.name, known=account.ref.known)
        return Account(ref, account.level, account.entry)

    def _issuing(self, mention: Mention, issuer: Mention) -> Account:
        entry = issuer.entries[0] if issuer.entries else None
        name = entry.name if entry else issuer.name
        ref = self._ref(mention, entry.id if entry else slug(name), name, known=entry is not None)
        return Account(ref, issuer.level, entry)

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

    def _check(self, account: Account) -> None:
        ref, entry = account.ref, account.entry
        if entry is not None and self._home.day and (entry.valid_until or "9999") < self._home.day:
            successor = f", succeeded by {entry.successor}" if entry.successor else ""
            self._warn("agency-dissolved", ref, f"{ref.name} existed until {entry.valid_until}{successor}")
        if not ref.known and not ref.collective:
            self._warn("agency-unknown", ref, f"{ref.name} is in no dictionary")

    def _warn(self, code: WarningCode, ref: AgencyRef, message: str) -> None:
        if (code, ref.id) not in self._warned:
            self._warned.add((code, ref.id))
            self.warnings.append(NoticeWarning(code=code, message=message, span=ref.span))
