"""Finds every body named in a stretch of text: known ones first, then groups, then unlisted ones."""

import re
from collections.abc import Mapping, Sequence

from kl_extract.extract.agencies.anaphora import (
    acts_here,
    back_at,
    first_words,
    head_at,
    is_head,
    is_told,
    openings,
    own_post_at,
    tails,
)
from kl_extract.extract.agencies.collectives import GROUP_PERSON, find_collectives
from kl_extract.extract.agencies.dictionary import Dictionary
from kl_extract.extract.agencies.entry import Found
from kl_extract.extract.agencies.extensions import BOARDS, branch_end, works_end
from kl_extract.extract.agencies.further import listed_by_place, with_others
from kl_extract.extract.agencies.lists import FIRST_WORDS, Place, members_at
from kl_extract.extract.agencies.mention import Mention
from kl_extract.extract.agencies.persons import is_person, post_length, post_openings
from kl_extract.extract.agencies.places import Home
from kl_extract.extract.agencies.posts import with_post
from kl_extract.extract.agencies.tokens import Token, keys, tokenize
from kl_extract.extract.agencies.units import of_unit, settle, unit_at, units
from kl_extract.extract.agencies.unlisted import heads, match_unlisted
from kl_extract.model import Range

_SYMBOL_BEFORE = re.compile(r"[\d/][-/]?$|-$")
# Bodies in line of command are numbered by region ("Kho bạc Nhà nước | khu vực VII", "Thuế cơ sở 3").
_BRANCH = re.compile(r"\s+(?:[Kk]hu vực|[Cc]ơ sở|[Cc]hi nhánh [Kk]hu vực)\s+(?:[IVX]+|\d{1,2})(?!\w)")
# "Sở Y tế - | Cơ quan thường trực Ban Chỉ đạo" is one body.
_APPOSED = re.compile(r"[-–(,]\s*(?:là\s+)?[Cc]ơ$")
_UNIT_WORDS = "huyện|tỉnh|xã|phường|quận|thị xã|thành phố|thị trấn|đặc khu"
_EVERYWHERE = re.compile(
    rf"\s+các\s+(?:{_UNIT_WORDS})(?:\s*,\s*(?:{_UNIT_WORDS}))*(?:\s+và\s+(?:{_UNIT_WORDS}))?"
    r"(?:\s+(?:trực thuộc Trung ương|trên địa bàn(?:\s+tỉnh)?))?(?!\w)(?!\s*:|\s+[A-ZĐ])"
)
_COUNTED = frozenset({"ngày", "tháng", "năm", "tuần", "giờ", "dự", "công", "gói", "hạng"})
_QUANTIFIERS = frozenset({"các", "những"})
_OWNER = re.compile(r"\s+(?:(?:trực\s+)?thuộc\s+|của\s+)?(?=[^\W\d_])")


class Scanner:
    """Finds mentions in one text with one dictionary."""

    def __init__(
        self,
        text: str,
        dictionary: Dictionary,
        defined: Mapping[str, Mention] | None = None,
        home: Home = Home(),  # noqa: B008 - a frozen value
    ) -> None:
        self._text = text
        self._dictionary = dictionary
        self._defined = {keys(name): mention for name, mention in (defined or {}).items()}
        self._home = home
        # No body, list or post is named from any other word on.
        self._first_words = frozenset().union(
            dictionary.first_words, heads(), post_openings(), first_words(), units(), FIRST_WORDS,
            (name[0] for name in self._defined),
        )  # fmt: skip
        self._small = openings() | post_openings()
        self._capitals = False
        self._codes = False

    def find(self, start: int, end: int, *, codes: bool = False, capitals: bool = False) -> list[Mention]:
        """Mentions in ``text[start:end]``, in order and apart.

        ``codes`` lets bare abbreviations count, ``capitals`` unlisted names that are set in capitals.
        """
        self._capitals, self._codes = capitals, codes
        tokens = tokenize(self._text, start, end)
        place = Place(
            self._text,
            self._dictionary,
            tokens,
            {token.start: index for index, token in enumerate(tokens)},
            self._home,
        )
        groups = dict(find_collectives(self._text, tokens, end))
        mentions: list[Mention] = []
        done = start
        for index in self._openings(tokens, groups):
            if tokens[index].start < done:
                continue
            found = self._at(place, index, groups)
            if found:
                found[0] = with_post(self._text, done, found[0])
                mentions.extend(found)
                done = found[-1].end
        return mentions

    def subordinate(self, lines: Sequence[Range]) -> Mention | None:
        """The body that the last line names together with the superior above it ("VĂN PHÒNG" of "UBND TỈNH …")."""
        for first in range(len(lines) - 1):
            superior = tokenize(self._text, lines[first].start, lines[-2].end)
            tokens = [*tokenize(self._text, lines[-1].start, lines[-1].end), *superior]
            found = self._dictionary.match(tokens, 0)
            if found is not None and not found.shortened:
                start, end = lines[-1].start, lines[-1].end
                entries = tuple(settle(entry, self._home) for entry in found.entries)
                return Mention(start, end, start, entries[0].name, entries, level=entries[0].level)
        return None

    def _openings(self, tokens: list[Token], groups: dict[int, int]) -> list[int]:
        """From which tokens on a body may be named: one of two words has a capital, or a group or a post opens."""
        first_words, small = self._first_words, self._small
        following = [*(token.capital for token in tokens[1:]), False]
        return [
            index
            for index, token in enumerate(tokens)
            if token.start in groups
            or (token.key in first_words and (token.capital or following[index] or token.key in small))
        ]

    def _at(self, place: Place, index: int, groups: dict[int, int]) -> list[Mention]:
        tokens, at = place.tokens, place.at
        token = tokens[index]
        if _in_symbol(self._text, token):
            return []
        listed = members_at(place, index)
        if listed:
            return [*listed[:-1], *with_others(place, listed[-1])]
        several = self._several(place, index)
        defined = None if several else self._as_defined(tokens, index)
        if several or defined:
            return [defined] if defined else several
        known = self._dictionary.match(tokens, index, codes=self._codes)
        unlisted = match_unlisted(tokens, index, capitals=self._capitals)
        if unlisted and known is None and post_length(tokens, index) > 1:
            unlisted = None
        if unlisted and _APPOSED.search(self._text, max(0, token.start - 4), token.end):
            return []
        group = groups.get(token.start, 0)
        known_end = tokens[index + known.length - 1].end if known else 0
        if group and group >= known_end:
            return [_group(self._text, token.start, self._group_end(tokens, at, group))]
        if known and not (
            unlisted and unlisted[0] > known.length and self._extends(tokens, index, known, unlisted[0])
        ):
            return with_others(place, self._everywhere(self._known(tokens, index, known)))
        if unlisted:
            last = tokens[index + unlisted[0] - 1]
            end = branch_end(self._text, last.end)
            head = self._text[token.start : tokens[index + unlisted[0] - 2].end]
            short = last.key in units() and is_head(head)
            name = self._text[token.start : end]
            mention = Mention(
                token.start, end, token.start, name, level=unlisted[1], head=head if short else None
            )
            return with_others(place, self._everywhere(mention))
        return self._shortened(tokens, index) or self._pointing_back(tokens, index)

    def _everywhere(self, mention: Mention) -> Mention:
        """A body of every unit is a group of bodies ("Trung tâm Y tế | các huyện, thị xã")."""
        units_named = None if mention.head else _EVERYWHERE.match(self._text, mention.end)
        if units_named is None:
            return mention
        name = self._text[mention.core : units_named.end()]
        return Mention(
            mention.start, units_named.end(), mention.core, name, collective=True, level=mention.level
        )

    def _as_defined(self, tokens: list[Token], index: int) -> Mention | None:
        """A short name that the notice gave to a body further up; a longer name at this place goes before it."""
        for name, mention in self._defined.items():
            written = tokens[index : index + len(name)]
            if tuple(token.key for token in written) != name or not written[0].capital:
                continue
            if index + len(name) < len(tokens) and tokens[index + len(name)].capital:
                continue
            start, end = written[0].start, written[-1].end
            return Mention(start, end, start, mention.name, mention.entries, level=mention.level)
        return None

    def _several(self, place: Place, index: int) -> list[Mention]:
        """Bodies of one kind, told by a quantifier before a name ("các Ban Quản lý rừng phòng hộ"); each by itself
        where their places or numbers are listed ("các Viện Pasteur Nha Trang, Tây Nguyên")."""
        tokens = place.tokens
        if tokens[index].key not in _QUANTIFIERS or index + 1 >= len(tokens):
            return []
        length, known = match_unlisted(tokens, index + 1), self._dictionary.match(tokens, index + 1)
        if length is None or (known and not _is_numbered_board(tokens, index + 1)):
            return []
        end = index + 1 + length[0]
        return listed_by_place(place, index + 1, end) or [
            _group(self._text, tokens[index].start, tokens[end - 1].end)
        ]

    def _group_end(self, tokens: list[Token], at: dict[int, int], end: int) -> int:
        """Where a group ends when the body it belongs to follows ("các đảng ủy trực thuộc | Tỉnh ủy")."""
        owner = _OWNER.match(self._text, end)
        place = at.get(owner.end()) if owner else None
        if place is None:
            return end
        found = self._dictionary.match(tokens, place, codes=self._codes)
        if found is not None and not found.shortened:
            return tokens[place + found.length - 1].end
        owned = owner is not None and "thuộc" in owner.group()
        short = self._shortened(tokens, place) if owned else []
        return short[0].end if short else end

    def _extends(self, tokens: list[Token], index: int, known: Found, length: int) -> bool:
        """Whether an unlisted name goes on with a capital right after a known one ("Ban Chỉ đạo 389 | Trung ương").

        A small letter after a known name is what the body does, or where it is.
        """
        place = index + known.length
        if is_person(tokens, place):
            return False
        if tokens[index].key == "bqlda" and place == index + 1 and tokens[place].key == "và":
            return True
        if _is_numbered_board(tokens, index):
            return True
        if [token.key for token in tokens[place : place + 2]] == ["cửa", "khẩu"]:
            return True  # "Ban Quản lý Khu kinh tế | cửa khẩu Mộc Bài"
        return tokens[place].capital and tokens[place].key not in units() and length > known.length

    def _known(self, tokens: list[Token], index: int, found: Found) -> Mention:
        entries = tuple(settle(entry, self._home) for entry in found.entries)
        entry = entries[0]
        start, end = tokens[index].start, tokens[index + found.length - 1].end
        if found.shortened:
            return Mention(
                start, end, start, entry.name, entries, level=entry.level, head=self._text[start:end]
            )
        longer = branch_end(self._text, end)
        if entry.id.startswith(BOARDS):
            longer = works_end(self._text, longer)
        if longer > end:
            return Mention(start, longer, start, self._text[start:longer], level=entry.level)
        branch = _BRANCH.match(self._text, end)
        if branch is None:
            return Mention(start, end, start, entry.name, entries, level=entry.level)
        name = f"{entry.name.removesuffix(' tỉnh')}{branch.group()}"
        return Mention(start, branch.end(), start, name, (), level=entry.level)

    def _own_post(self, tokens: list[Token], index: int, length: int) -> list[Mention]:
        following = tokens[index + length] if index + length < len(tokens) else None
        if following is not None and (following.capital or following.key in _QUANTIFIERS):
            return []
        start, end = tokens[index].start, tokens[index + length - 1].end
        post = self._text[start:end]
        return [Mention(start, end, start, post, post=post, head=post)]

    def _pointing_back(self, tokens: list[Token], index: int) -> list[Mention]:
        """Words that stand for a body named before ("đơn vị này"), or for the issuing unit ("Thành phố")."""
        words = back_at(tokens, index)
        if words:
            start, end = tokens[index].start, tokens[index + words - 1].end
            return [Mention(start, end, start, self._text[start:end], anaphor=True)]
        unit = unit_at(tokens, index)
        base = self._dictionary.entries.get("ubnd-tinh")
        if base is None or unit is None:
            return []
        start, end = tokens[index].start, tokens[index + unit.length - 1].end
        told = bool(unit.place) and tokens[index].capital and is_told(self._text, start, end)
        if not told and not acts_here(self._text, tokens[index], named=bool(unit.place)):
            return []
        entry = settle(of_unit(base, unit), self._home)
        if unit.place:
            return [Mention(start, end, start, entry.name, (entry,), level=entry.level)]
        return [Mention(start, end, start, entry.name, (entry,), level=entry.level, head=entry.name)]

    def _shortened(self, tokens: list[Token], index: int) -> list[Mention]:
        """A head alone ("Văn phòng", "Sở") that stands for a body named before, or a post alone for the issuer."""
        post = own_post_at(tokens, index)
        if post:
            return self._own_post(tokens, index, post)
        length = head_at(tokens, index)
        if not length or post_length(tokens, index) > length:
            return []  # "Chi cục trưởng Chi cục …" is no "Chi cục"
        start, end = tokens[index].start, tokens[index + length - 1].end
        words = self._text[start:end]
        return [Mention(start, end, start, words, head=words)]


def _group(text: str, start: int, end: int) -> Mention:
    """A group of bodies, without the persons who stand for them ("Thủ trưởng | các sở, ngành")."""
    match = GROUP_PERSON.match(text, start, end)
    core = match.end() if match else start
    post = match.group().strip() if match else None
    back = text[core:end].endswith(tails())
    return Mention(start, end, core, text[core:end], collective=True, post=post, anaphor=back)


def _is_numbered_board(tokens: list[Token], index: int) -> bool:
    """Whether a project board goes by a number ("Ban Quản lý dự án 85"), which counts nothing ("… 30 ngày")."""
    number = index + 1
    if tokens[index].key != "bqlda" or number >= len(tokens) or not tokens[number].text.isdigit():
        return False
    return number + 1 >= len(tokens) or tokens[number + 1].key not in _COUNTED


def _in_symbol(text: str, token: Token) -> bool:
    """Whether the token is part of a document's symbol ("9355/VPCP-KTTH")."""
    return bool(_SYMBOL_BEFORE.search(text[max(0, token.start - 2) : token.start])) and token.text.isupper()
