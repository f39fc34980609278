"""Finds every body named in a stretch of text: known ones first, then groups, then unlisted ones."""

import re
from collections.abc import Sequence
from functools import cache

from kl_extract.extract.agencies.collectives import GROUP_PERSON, find_collectives
from kl_extract.extract.agencies.dictionary import Dictionary, Found, proper_name, provinces, units
from kl_extract.extract.agencies.mention import Mention
from kl_extract.extract.agencies.tokens import Token, fold, keys, tokenize
from kl_extract.extract.agencies.unlisted import match_unlisted, name_length
from kl_extract.model import Range
from kl_extract.resources import read_toml

_SYMBOL_BEFORE = re.compile(r"[\d/][-/]?$|-$")
_DISTRIBUTED = re.compile(
    r"(?i)\b(?:(?:đại diện|lãnh đạo|giám đốc|thủ trưởng|chánh|trưởng)\s+){0,2}(?:các|những)\s+(?P<noun>[Ss]ở|[Bb]ộ|[Pp]hòng|[Vv]ụ|[Cc]ục|[Bb]an)\b"
)
_DISTRIBUTED_UNITS = re.compile(
    r"(?P<office>(?:Chủ tịch\s+)?(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân|HĐND|Đảng ủy|Công an)\s+)?các\s+(?P<noun>xã|phường|huyện|thị xã|thành phố|quận|đặc khu)\s*:?\s+"
)
# Bodies in line of command are numbered by region ("Kho bạc Nhà nước | khu vực VII", "Thuế cơ sở 3").
_BRANCH = re.compile(r"\s+(?:[Kk]hu vực|[Cc]ơ sở|[Cc]hi nhánh [Kk]hu vực)\s+(?:[IVX]+|\d{1,2})(?!\w)")
_OWNER = re.compile(r"\s+(?:(?:trực\s+)?thuộc\s+|của\s+)?(?=[^\W\d_])")
_SEPARATOR = re.compile(r"\s*(?:[,;]\s*(?:và\s+)?|và\s+)")


class Scanner:
    """Finds mentions in one text with one dictionary."""

    def __init__(self, text: str, dictionary: Dictionary) -> None:
        self._text = text
        self._dictionary = dictionary
        self._capitals = False

    def find(self, start: int, end: int, *, codes: bool = False, capitals: bool = False) -> list[Mention]:
        """Mentions in ``text[start:end]``, in order and apart.

        ``codes`` lets bare abbreviations count, ``capitals`` unlisted names that are set in capitals.
        """
        self._capitals = capitals
        tokens = tokenize(self._text, start, end)
        at = {token.start: index for index, token in enumerate(tokens)}
        groups = {low: high for low, high in find_collectives(self._text, start, end)}
        mentions: list[Mention] = []
        done = start
        for index, token in enumerate(tokens):
            if token.start < done:
                continue
            found = self._at(tokens, index, groups, at, codes=codes)
            if found:
                mentions.extend(found)
                done = found[-1].end
        return [
            _with_post(self._text, start if i == 0 else mentions[i - 1].end, mention)
            for i, mention in enumerate(mentions)
        ]

    def subordinate(self, lines: Sequence[Range]) -> Mention | None:
        """The body that the last line names together with the superior above it ("VĂN PHÒNG" of "UBND TỈNH …")."""
        for first in range(len(lines) - 1):
            superior = tokenize(self._text, lines[first].start, lines[-2].end)
            tokens = [*tokenize(self._text, lines[-1].start, lines[-1].end), *superior]
            found = self._dictionary.match(tokens, 0)
            if found is not None and not found.shortened:
                start, end = lines[-1].start, lines[-1].end
                return Mention(
                    start, end, start, found.entries[0].name, found.entries, level=found.entries[0].level
                )
        return None

    def _at(
        self, tokens: list[Token], index: int, groups: dict[int, int], at: dict[int, int], *, codes: bool
    ) -> list[Mention]:
        token = tokens[index]
        if _in_symbol(self._text, token):
            return []
        listed = self._distributed(tokens, index, at)
        if listed:
            return listed
        known = self._dictionary.match(tokens, index, codes=codes)
        unlisted = match_unlisted(tokens, index, capitals=self._capitals)
        group = groups.get(token.start, 0)
        known_end = tokens[index + known.length - 1].end if known else 0
        if group and group >= known_end:
            return [_group(self._text, token.start, self._group_end(tokens, at, group))]
        if known and not (
            unlisted and unlisted[0] > known.length and self._extends(tokens, index, known, unlisted[0])
        ):
            return [self._known(tokens, index, known)]
        if unlisted:
            last = tokens[index + unlisted[0] - 1]
            name = self._text[token.start : last.end]
            return [Mention(token.start, last.end, token.start, name, level=unlisted[1])]
        return self._shortened(tokens, index)

    def _group_end(self, tokens: list[Token], at: dict[int, int], end: int) -> int:
        """Where a group ends when the body it belongs to follows ("các đảng ủy trực thuộc | Tỉnh ủy")."""
        owner = _OWNER.match(self._text, end)
        place = at.get(owner.end()) if owner else None
        if place is None:
            return end
        found = self._dictionary.match(tokens, place)
        return end if found is None or found.shortened else tokens[place + found.length - 1].end

    def _extends(self, tokens: list[Token], index: int, known: Found, length: int) -> bool:
        """Whether an unlisted name goes on with a capital right after a known one ("Ban Chỉ đạo 389 | Trung ương").

        A small letter after a known name is what the body does, or where it is.
        """
        following = tokens[index + known.length]
        return following.capital and following.key not in units() and length > known.length

    def _known(self, tokens: list[Token], index: int, found: Found) -> Mention:
        entry = found.entries[0]
        if found.shortened:
            start, end = tokens[index].start, tokens[index + found.length - 1].end
            return Mention(
                start, end, start, entry.name, found.entries, level=entry.level, head=self._text[start:end]
            )
        length = found.length + _unit_after(tokens, index + found.length, entry.level)
        start, end = tokens[index].start, tokens[index + length - 1].end
        branch = _BRANCH.match(self._text, end)
        if branch is None:
            return Mention(start, end, start, entry.name, found.entries, level=entry.level)
        name = f"{entry.name.removesuffix(' tỉnh')}{branch.group()}"
        return Mention(start, branch.end(), start, name, (), level=entry.level)

    def _shortened(self, tokens: list[Token], index: int) -> list[Mention]:
        """A head alone ("Văn phòng", "Sở") that stands for a body named before."""
        for head in _anaphors():
            length = len(head)
            written = tokens[index : index + length]
            if tuple(token.key for token in written) == head and written[0].capital:
                words = self._text[written[0].start : written[-1].end]
                return [Mention(written[0].start, written[-1].end, written[0].start, words, head=words)]
        return []

    def _distributed(self, tokens: list[Token], index: int, at: dict[int, int]) -> list[Mention]:
        """The members of "các Sở: A, B và C" or "UBND các xã D, E"."""
        start = tokens[index].start
        by_units = _DISTRIBUTED_UNITS.match(self._text, start)
        if by_units is not None:
            return self._by_units(tokens, by_units, at)
        match = _DISTRIBUTED.match(self._text, start)
        if match is None:
            return []
        after = re.compile(r"(?:\s*,\s*\w+)*(?:\s+(?:và|tỉnh|ngành))*\s*:?\s*").match(self._text, match.end())
        for place in dict.fromkeys(
            [after.end() if after and ":" in after.group() else match.end() + 1, match.end() + 1]
        ):
            listed = ":" in self._text[match.end() : place]
            mentions = self._members(tokens, place, fold(match["noun"]), at, listed=listed)
            if mentions:
                return [_starting(mentions[0], start), *mentions[1:]]
        return []

    def _members(
        self, tokens: list[Token], place: int, noun: str, at: dict[int, int], *, listed: bool
    ) -> list[Mention]:
        """Members from ``place`` on; unlisted ones count only in a list that a colon opens."""
        mentions: list[Mention] = []
        prefixed = 0
        while place in at:
            index = at[place]
            found = self._dictionary.match(tokens, index, prefix=(noun,)) if tokens[index].capital else None
            prefixed += found is not None
            found = found or (self._dictionary.match(tokens, index) if prefixed else None)
            length = 0 if found or not listed or match_unlisted(tokens, index) else name_length(tokens, index)
            if found is not None:
                mentions.append(self._known(tokens, index, found))
            elif length:
                mentions.append(self._member(tokens, index, length, noun))
                prefixed += 1
            else:
                break
            separator = _SEPARATOR.match(self._text, mentions[-1].end)
            if separator is None:
                break
            place = separator.end()
        return mentions if prefixed else []

    def _member(self, tokens: list[Token], index: int, length: int, noun: str) -> Mention:
        start, end = tokens[index].start, tokens[index + length - 1].end
        return Mention(start, end, start, f"{noun.capitalize()} {self._text[start:end]}")

    def _by_units(self, tokens: list[Token], match: re.Match[str], at: dict[int, int]) -> list[Mention]:
        mentions: list[Mention] = []
        place = match.end()
        office = (match["office"] or "UBND ").strip()
        while place in at and (proper := proper_name(tokens, at[place])):
            if self._dictionary.match(tokens, at[place]) or match_unlisted(tokens, at[place]):
                break
            last = tokens[at[place] + len(keys(proper)) - 1]
            name = f"{office} {match['noun']} {proper}"
            mentions.append(
                Mention(
                    place,
                    last.end,
                    place,
                    name,
                    level="xã" if match["noun"] in {"xã", "phường", "đặc khu"} else "huyện",
                )
            )
            separator = _SEPARATOR.match(self._text, last.end)
            if separator is None:
                break
            place = separator.end()
        return [_starting(mentions[0], match.start()), *mentions[1:]] if mentions else []


def _group(text: str, start: int, end: int) -> Mention:
    """A group of bodies, without the persons who stand for them ("Thủ trưởng | các sở, ngành")."""
    match = GROUP_PERSON.match(text, start, end)
    core = match.end() if match else start
    post = match.group().strip() if match else None
    return Mention(start, end, core, text[core:end], collective=True, post=post)


def _starting(mention: Mention, start: int) -> Mention:
    """The first member of a list starts where the list does, so that no word of it is left over."""
    return Mention(start, mention.end, mention.core, mention.name, mention.entries, level=mention.level)


def _in_symbol(text: str, token: Token) -> bool:
    """Whether the token is part of a document's symbol ("8355/VPCP-KTTH")."""
    return bool(_SYMBOL_BEFORE.search(text[max(0, token.start - 2) : token.start])) and token.text.isupper()


def _unit_after(tokens: list[Token], index: int, level: str | None) -> int:
    """How many tokens after a known name only say whose it is ("Sở Tư pháp | tỉnh Lâm Đồng")."""
    if (
        index >= len(tokens)
        or tokens[index].key not in {"tỉnh", "tp"}
        or level is None
        or "trung ương" in level
    ):
        return 0
    proper = proper_name(tokens, index + 1)
    return 1 + (len(keys(proper)) if proper and _is_province(proper) else 0)


def _is_province(proper: str) -> bool:
    return keys(proper) in provinces()


@cache
def _anaphors() -> tuple[tuple[str, ...], ...]:
    words = read_toml("agency_patterns.toml")["anaphora"]["heads"]
    return tuple(sorted((keys(word) for word in words), key=len, reverse=True))


@cache
def _posts() -> re.Pattern[str]:
    words = sorted(read_toml("agency_patterns.toml")["posts"]["words"], key=len, reverse=True)
    return re.compile(r"(?<!\w)(?P<post>" + "|".join(re.escape(word) for word in words) + r")\s+$")


def _with_post(text: str, low: int, mention: Mention) -> Mention:
    """The mention with the post before it, if a person is named by it."""
    match = _posts().search(text, low, mention.start)
    if match is None or mention.collective:
        return mention
    post = match["post"]
    shared = _sharing().get(post, [])
    written = text[mention.core : mention.end]
    for word in shared:
        if written.startswith(word):
            post = f"{post} {word}"
    return Mention(
        match.start(),
        mention.end,
        mention.core,
        mention.name,
        mention.entries,
        mention.collective,
        post,
        mention.level,
        mention.head,
    )


@cache
def _sharing() -> dict[str, list[str]]:
    """Posts that share their second word with the name of the body."""
    sharing: dict[str, list[str]] = read_toml("agency_patterns.toml")["posts"]["sharing"]
    return sharing
