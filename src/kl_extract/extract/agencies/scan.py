"""Finds every body named in a stretch of text: known ones first, then groups, then unlisted ones."""

import re
from collections.abc import Mapping, Sequence

from kl_extract.extract.agencies.anaphora import first_words, is_head, openings
from kl_extract.extract.agencies.collectives import find_collectives
from kl_extract.extract.agencies.dictionary import Dictionary
from kl_extract.extract.agencies.entry import Found
from kl_extract.extract.agencies.extensions import BOARDS, branch_end, is_numbered_board, works_end
from kl_extract.extract.agencies.further import with_others
from kl_extract.extract.agencies.groups import group, of_every_unit, several
from kl_extract.extract.agencies.lists import FIRST_WORDS, Place, members_at
from kl_extract.extract.agencies.mention import Mention
from kl_extract.extract.agencies.persons import is_person, post_length, post_openings
from kl_extract.extract.agencies.places import Home
from kl_extract.extract.agencies.posts import with_post
from kl_extract.extract.agencies.stand_ins import stand_in
from kl_extract.extract.agencies.tokens import Token, keys, tokenize
from kl_extract.extract.agencies.units import settle, units
from kl_extract.extract.agencies.unlisted import heads, match_unlisted
from kl_extract.model import Range

_SYMBOL_BEFORE = re.compile(r"[\d/][-/]?$|-$")
# Bodies in line of command are numbered by region ("Kho bạc Nhà nước | khu vực VII", "Thuế cơ sở 3").
_BRANCH = re.compile(r"\s+(?:[Kk]hu vực|[Cc]ơ sở|[Cc]hi nhánh [Kk]hu vực)\s+(?:[IVX]+|\d{1,2})(?!\w)")
# "Sở Y tế - | Cơ quan thường trực Ban Chỉ đạo" is one body.
_APPOSED = re.compile(r"[-–(,]\s*(?:là\s+)?[Cc]ơ$")


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
        tokens = place.tokens
        token = tokens[index]
        if _in_symbol(self._text, token):
            return []
        listed = members_at(place, index)
        if listed:
            return [*listed[:-1], *with_others(place, listed[-1])]
        apart = several(place, index)
        if apart:
            return apart
        defined = self._as_defined(tokens, index)
        if defined:
            return [defined]
        known = self._dictionary.match(tokens, index, codes=self._codes)
        unlisted = match_unlisted(tokens, index, capitals=self._capitals)
        if unlisted and known is None and post_length(tokens, index) > 1:
            unlisted = None
        if unlisted and _APPOSED.search(self._text, max(0, token.start - 4), token.end):
            return []
        group_end = groups.get(token.start, 0)
        known_end = tokens[index + known.length - 1].end if known else 0
        if group_end and group_end >= known_end:
            return [group(place, token.start, group_end, codes=self._codes)]
        if known and not (
            unlisted and unlisted[0] > known.length and self._extends(tokens, index, known, unlisted[0])
        ):
            return with_others(place, of_every_unit(self._text, self._known(tokens, index, known)))
        if unlisted:
            return with_others(place, of_every_unit(self._text, self._unlisted(tokens, index, *unlisted)))
        return stand_in(place, index)

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

    def _extends(self, tokens: list[Token], index: int, known: Found, length: int) -> bool:
        """Whether an unlisted name goes on with a capital right after a known one ("Ban Chỉ đạo 389 | Trung ương").

        A small letter after a known name is what the body does, or where it is.
        """
        place = index + known.length
        if is_person(tokens, place):
            return False
        if tokens[index].key == "bqlda" and place == index + 1 and tokens[place].key == "và":
            return True
        if is_numbered_board(tokens, index):
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

    def _unlisted(self, tokens: list[Token], index: int, length: int, level: str | None) -> Mention:
        start, last = tokens[index].start, tokens[index + length - 1]
        end = branch_end(self._text, last.end)
        head = self._text[start : tokens[index + length - 2].end]
        short = last.key in units() and is_head(head)
        return Mention(start, end, start, self._text[start:end], level=level, head=head if short else None)


def _in_symbol(text: str, token: Token) -> bool:
    """Whether the token is part of a document's symbol ("9355/VPCP-KTTH")."""
    return bool(_SYMBOL_BEFORE.search(text[max(0, token.start - 2) : token.start])) and token.text.isupper()
