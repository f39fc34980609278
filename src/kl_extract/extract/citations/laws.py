"""Laws, codes, ordinances and the Constitution, which are cited by name."""

import re
from dataclasses import dataclass
from functools import cache

from kl_extract.extract.citations.tables import bare, table
from kl_extract.letters import LOWER, UPPER
from kl_extract.resources import read_tsv

_HEAD = re.compile(r"(?<!\w)(?P<head>Bộ luật|Bộ Luật|Luật|Pháp lệnh|Hiến pháp)(?!\w)")
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
# The longest name in the table has 20 words; one that is not in the table rarely more than 8.
_LONGEST, _UNLISTED = 22, 8
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
def _stop() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{table()['laws']['stops']})(?!\w)")


def find_laws(text: str, start: int, end: int) -> list[LawName]:
    """Every law named in the stretch, in reading order."""
    found: list[LawName] = []
    for match in _HEAD.finditer(text, start, end):
        if found and match.start() < found[-1].end:
            continue
        law = _law_at(text, match, end)
        if law:
            found.append(law)
            found += _further(text, match, law, end)
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
    words = list(_words(text, start, end))
    known = [stop for stop in words if bare(text[start:stop]) in _known()]
    if known and _is_name(text[start + len(head) : known[-1]]):
        return known[-1]
    return _unlisted(text, start + len(head), end)


def _is_name(words: str) -> bool:
    """Names open with a capital; without one only a long name is sure ("Hội Luật gia" is not Luật Giá)."""
    return words.strip()[:1].isupper() or len(words.split()) >= _SURE


def _words(text: str, start: int, end: int) -> list[int]:
    """Where the words of the clause from ``start`` end; commas and brackets may stand between them."""
    found: list[int] = []
    for match in re.finditer(r"[^\s,;.:()\n“”\"]+|[;:\n“”\"]|\.\s", text[start : min(end, start + 160)]):
        if match[0][0] in ';:.\n“”"' or len(found) > _LONGEST:
            break
        found.append(start + match.end())
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


def _further(text: str, match: re.Match[str], law: LawName, end: int) -> list[LawName]:
    """The other names after a shared head: "các Luật: Đất đai, Nhà ở, Kinh doanh bất động sản"."""
    opening = _LIST.match(text, max(0, match.start() - len("các ")), end)
    if opening is None:
        return []
    found: list[LawName] = []
    position = law.tail
    while joint := re.compile(rf"(?:,\s|\svà\s|;\s)(?=[{UPPER}])").match(text, position, end):
        stop = _listed_end(text, law.head, joint.end(), end)
        if stop is None:
            break
        found.append(_with_year(text, joint.end(), stop, law.head))
        position = found[-1].tail
    return found


def _listed_end(text: str, head: str, start: int, end: int) -> int | None:
    known = [stop for stop in _words(text, start, end) if bare(f"{head} {text[start:stop]}") in _known()]
    return known[-1] if known else None
