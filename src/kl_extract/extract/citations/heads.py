"""The noun that a symbol belongs to: "Nghị quyết của Ban Thường vụ Tỉnh ủy số …"."""

import re
from dataclasses import dataclass
from functools import cache

from kl_extract.extract.citations.found import Offsets
from kl_extract.extract.citations.issuers import inner_issuer
from kl_extract.extract.citations.tables import head_pattern, table

# From a noun to its number, with the issuer between them.
_REACH = 120
NUMBER_WORD = r"(?:[Ss]ố|s[0oóốồổ6]|S[0oốồ])"


@dataclass(frozen=True, slots=True)
class Head:
    """A noun at ``start``; ``words`` has its fillers too ("Công văn hỏa tốc"), ``issuer`` is who stands between."""

    start: int
    noun: str
    words: str
    issuer: Offsets | None


@cache
def _nouns() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{head_pattern()})(?!\w)", re.IGNORECASE)


@cache
def _to_number() -> re.Pattern[str]:
    fillers = "|".join(table()["fillers"])
    return re.compile(
        rf"(?P<filler>(?:\s(?:{fillers}))*)(?P<inner>\s[^,;.:()\n\d]{{2,80}}?)??"
        rf"(?P<mark>\s*(?::\s*)?{NUMBER_WORD}\s*:?)?\s*",
        re.IGNORECASE,
    )


def head_before(text: str, floor: int, number: int) -> Head | None:
    """The nearest noun before the symbol at ``number``, with nothing but an issuer between; None if there is none."""
    nouns = list(_nouns().finditer(text, max(floor, number - _REACH), number))
    return next((head for noun in reversed(nouns) if (head := _read(text, noun, number))), None)


def _read(text: str, noun: re.Match[str], number: int) -> Head | None:
    between = _to_number().fullmatch(text, noun.end(), number)
    if between is None:
        return None
    words = text[noun.start() : between.end("filler")]
    if between["inner"] is None:
        return Head(noun.start(), noun[0], words, None)
    issuer = inner_issuer(text, *between.span("inner")) if between["mark"] else None
    return Head(noun.start(), noun[0], words, issuer) if issuer else None
