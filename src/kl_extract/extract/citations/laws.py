"""Laws, codes, ordinances and the Constitution, which are cited by name."""

import re
from dataclasses import dataclass
from functools import cache

from kl_extract.extract.citations.tables import bare, table
from kl_extract.letters import LOWER, UPPER
from kl_extract.resources import read_tsv

_HEAD = re.compile(r"(?<!\w)(?P<head>Bộ luật|Bộ Luật|Luật|Pháp lệnh|Hiến pháp)(?!\w)")
_JOINT = re.compile(rf"(?:,\s|\svà\s|;\s)(?=[{UPPER}])")
_LIST = re.compile(r"(?<!\w)[Cc]ác\s(?P<head>Luật|Bộ luật|Pháp lệnh)\s?:?\s(?=\S)")
_AMENDING = re.compile(
    r"\ssửa đổi,?\s(?:và\s)?bổ sung\s(?:một số|\d{1,3}|các)?\s?điều(?:\scủa)?(?:\s(?:các|\d{1,3}))?"
    r"\s(?=Luật|Bộ luật|Pháp lệnh|luật)"
)
_YEAR = re.compile(
    r"\s(?:\(sửa đổi\)\s?)?(?:năm\s(?P<year>(?:19|20)\d\d)(?!\s?[-–/]\s?\d)|(?P<bare>(?:19|20)\d\d)(?![\d/]))"
)
_REVISED = re.compile(r"\s\(sửa đổi\)")
_WORD = re.compile(r"[^\s,;.:()\n“”\"/]+")
_NUMBERED = re.compile(r"\s(?:số\s)?\d{1,3}/\d{4}/")
# Words of a name; a comma or bracket in it counts for nothing.
_NAME_WORD = re.compile(r"[^\s,;.:()\n“”\"]+")
# The longest name in the table has 110 letters; one that is not in the table has rarely more than 8 words.
_REACH, _UNLISTED = 160, 8
# So many words agree with a listed name by chance only if they are that name.
_SURE = 4


@dataclass(frozen=True, slots=True)
class LawName:
    """A law at ``text[start:end]``; ``tail`` is where a year or "(sửa đổi)" after it ends."""

    start: int
    end: int
    tail: int
    head: str
    year: str | None = None


@cache
def _known() -> frozenset[str]:
    return frozenset(bare(row["name"]) for row in read_tsv("laws.tsv"))


@cache
def _prefixes() -> frozenset[str]:
    """All beginnings of known names, word by word."""
    words = [name.split() for name in _known()]
    return frozenset(" ".join(each[:count]) for each in words for count in range(1, len(each) + 1))


@cache
def _stop() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{table()['laws']['stops']})(?!\w)")


def find_laws(text: str, start: int, end: int) -> list[LawName]:
    """Every law named in the stretch, in reading order."""
    found: list[LawName] = []
    for match in _HEAD.finditer(text, start, end):
        if found and match.start() < found[-1].end:
            continue
        opening = _LIST.match(text, max(start, match.start() - len("các ")), end)
        law = _item(text, match["head"], opening.end(), end) if opening else None
        law = law or _law_at(text, match, end)
        if law:
            found.append(law)
            found += _further(text, law, end) if opening else []
    return found


def _law_at(text: str, match: re.Match[str], end: int) -> LawName | None:
    head, start = match["head"], match.start()
    if head == "Hiến pháp":
        return _with_year(text, start, match.end(), head) if _is_constitution(text, match.end()) else None
    amending = _AMENDING.match(text, match.end(), end)
    opens = amending.end() if amending else match.end() + 1
    inner = _HEAD.match(text, opens) if amending else match
    name_end = _name_end(text, inner["head"] if inner else head, inner.start() if inner else start, end)
    return _with_year(text, start, name_end, head) if name_end else None


def _is_constitution(text: str, end: int) -> bool:
    """Whether "Hiến pháp" names the Constitution, and not its study ("Hiến pháp học")."""
    return not text.startswith(" học", end)


def _with_year(text: str, start: int, end: int, head: str) -> LawName:
    if match := _YEAR.match(text, end):
        return LawName(start, end, match.end(), head, match["year"] or match["bare"])
    revised = _REVISED.match(text, end)
    return LawName(start, end, revised.end() if revised else end, head)


def _name_end(text: str, head: str, start: int, end: int) -> int | None:
    """The end of the longest known name that opens at ``start``, else of one told by its capital."""
    known = _known_ends(text, "", start, end)
    if known and _is_name(text[start + len(head) : known[-1]]):
        return known[-1]
    return _unlisted(text, start + len(head), end)


def _is_name(words: str) -> bool:
    """Names open with a capital; without one only a long name is sure ("Hội Luật gia" is not Luật Giá)."""
    return words.strip()[:1].isupper() or len(words.split()) >= _SURE


def _known_ends(text: str, lead: str, start: int, end: int) -> list[int]:
    """Where names of the table that open at ``start`` (after the noun ``lead``, if it stands elsewhere) end."""
    found: list[int] = []
    names = lead
    for match in _NAME_WORD.finditer(text, start, min(end, start + _REACH)):
        names = f"{names} {bare(match[0])}".strip()
        if names not in _prefixes():
            break
        if names in _known():
            found.append(match.end())
    return found


def _unlisted(text: str, opens: int, end: int) -> int | None:
    """A name the table lacks: a capital, then words up to a stop."""
    match = re.compile(rf"\s([{UPPER}][{LOWER}{UPPER}]*)").match(text, opens, end)
    if match is None or match[1].lower() in table()["laws"]["not_names"]:
        return None
    limit = min(end, opens + 120)
    stop = _stop().search(text, match.end(), limit)
    cut = re.compile(r"[,;.:()\n“”\"/]").search(text, match.end(), limit)
    limit = min([limit, *(found.start() for found in (stop, cut) if found)])
    words = [word.end() for word in _WORD.finditer(text, opens, limit)][:_UNLISTED]
    return words[-1] if words and not match[1].isupper() else None


def _further(text: str, law: LawName, end: int) -> list[LawName]:
    """The other names after a shared noun: "các Luật: Đất đai, Nhà ở, Kinh doanh bất động sản"."""
    found = [law]
    while joint := _JOINT.match(text, found[-1].tail, end):
        item = _item(text, law.head, joint.end(), end)
        if item is None:
            break
        found.append(item)
    return found[1:]


def _item(text: str, head: str, start: int, end: int) -> LawName | None:
    """A known law named without its noun."""
    known = _known_ends(text, bare(head), start, end)
    return _with_year(text, start, known[-1], head) if known else None
