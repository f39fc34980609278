"""The words that name who issued a document."""

import re
from functools import cache

from kl_extract.extract.citations.found import Offsets
from kl_extract.extract.citations.tables import bare, heads, issuers, table
from kl_extract.letters import LOWER

# Longest stretch of words looked at: names of bodies and the posts before them.
_REACH = 140
_PUNCTUATION = re.compile(
    r"[,;:.()\n/|“”\"]|(?<!khu)(?<!phường)(?<!Phường)(?<!quận)(?<!Quận)(?<!vực)(?<!đoàn)\s\d"
)
_OF = re.compile(r"\s*(?:(?:\),?|,)\s*)?của\s+")
_AND = re.compile(r"\s(?:và|hoặc)\s")
_WORD = re.compile(r"\w+")
# The longest noun of a body or document that has to be told after "và".
_HEAD_WORDS = 5
_ABBREVIATED = re.compile(r"(?:TP|Tp|TT|TX)$")


@cache
def _opens() -> re.Pattern[str]:
    heads = sorted(table()["issuer_heads"], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(heads)})(?!\w)")


@cache
def _stops() -> re.Pattern[str]:
    return re.compile(rf"\s(?:(?:{table()['issuer_stops']})(?!\w)|(?:và|hoặc)\s[{LOWER}])")


@cache
def _joined() -> frozenset[str]:
    """Nouns of bodies and documents: after "và" they open something else, while other capitals go on with a name."""
    return frozenset((*table()["issuer_heads"], *heads()))


def _stop(text: str, start: int, end: int) -> int:
    """Where the words of one issuer end between ``start`` and ``end``."""
    stop = _stops().search(text, start, end)
    end = stop.start() if stop else end
    for match in _AND.finditer(text, start, end):
        words = _WORD.findall(text, match.end(), min(len(text), match.end() + _REACH))[:_HEAD_WORDS]
        if any(" ".join(words[:count]) in _joined() for count in range(1, len(words) + 1)):
            return match.start()
    return end


@cache
def _comma_names() -> re.Pattern[str]:
    return re.compile("|".join(table()["comma_names"]))


def _cut(text: str, start: int) -> int:
    """Where the first mark of punctuation that is part of no name ends the words from ``start``."""
    limit = min(len(text), start + _REACH)
    names = [match.span() for match in _comma_names().finditer(text, start, limit)]
    for match in _PUNCTUATION.finditer(text, start, limit):
        inside = any(low < match.start() < high for low, high in names)
        if not inside and not (match[0] == "." and _ABBREVIATED.search(text, start, match.start())):
            return match.start()
    return limit


def issuer_at(text: str, start: int) -> int | None:
    """The end of an issuer's words that open at ``start``; None if none opens there."""
    if not _opens().match(text, start):
        return None
    return start + len(text[start : _stop(text, start, _cut(text, start))].rstrip())


def right_issuer(text: str, end: int) -> Offsets | None:
    """The issuer named after a document that ends at ``end``: "… của Bộ Chính trị"."""
    match = _OF.match(text, end)
    if match is None:
        return None
    stop = issuer_at(text, match.end())
    return (match.end(), stop) if stop else None


@cache
def _links() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{table()['left_links']})\s+(?:các\s+|những\s+|\d+\s+)?$")


def left_issuer(text: str, start: int, floor: int) -> Offsets | None:
    """The issuer named before a document that opens at ``start``: "Bộ Công Thương tại các Văn bản …"."""
    low = max(floor, start - _REACH)
    link = _links().search(text, low, start)
    if link is None:
        return None
    for match in _opens().finditer(text, low, link.start()):
        if issuer_at(text, match.start()) == link.start():
            return match.start(), link.start()
    return None


def inner_issuer(text: str, start: int, end: int) -> Offsets | None:
    """The issuer between noun and number: "Nghị quyết của Bộ Chính trị số …"."""
    words = text[start:end]
    lead = len(words) - len(words.lstrip())
    start += lead
    if text.startswith("của ", start):
        start += len("của ")
    stop = issuer_at(text, start)
    return (start, stop) if stop == start + len(text[start:end].rstrip()) else None


def directs_only(words: str, code: str | None) -> bool:
    """Whether the words left of "tại" name who directed, and the paper is from the office that serves them."""
    return (
        code is not None
        and code.startswith("VP")
        and any(words.startswith(name) for name in table()["directors"])
        and disagrees(words, code)
    )


def disagrees(words: str, code: str) -> bool:
    """Whether a known code names another body than the words."""
    issuer = issuers().get(code)
    folded = bare(words)
    if folded in table()["unnamed"]:
        return False
    return issuer is not None and not any(word in folded for word in issuer.words)


def derived(code: str | None) -> str | None:
    """The issuer that a code names by itself."""
    issuer = issuers().get(code or "")
    return issuer.name if issuer and issuer.derive else None
