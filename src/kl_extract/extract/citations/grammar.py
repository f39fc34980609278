"""The grammar of document symbols.

State papers write ``number/[year/]KIND-ISSUER`` or, for letters, ``number/ISSUER-UNIT`` (Nghị định
30/2020/NĐ-CP, Phụ lục I and III); Party papers ``number-KIND/ORGANISATION`` (Hướng dẫn 36-HD/VPTW).
Lost hyphens, stray spaces and look-alike letters are mended only where a known kind decides.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kl_extract.extract.citations.tables import issuers, kinds, party_kinds, table

_HYPHEN = "[-\u2010-\u2013\u2212\u00ad]"
_HYPHENS = re.compile(_HYPHEN)
# Eth and the African D look like Đ, and some typists and fonts use them for it.
_D_LIKE = str.maketrans({"Ð": "Đ", "Ɖ": "Đ"})
_CAPITAL = "A-ZĐÐƉÂÊÔƠƯĂ"
_TOKEN = f"[{_CAPITAL}][{_CAPITAL}a-zđêôơưăâi&]*\\d{{0,4}}"
_CAPITALS = f"[{_CAPITAL}]{{2,}}[{_CAPITAL}a-z&]*\\d{{0,4}}"
_JOIN = f"(?:{_HYPHEN}{_TOKEN}|\\s?{_HYPHEN}\\s?{_CAPITALS})"
# A digit that no other sign of a number stands before; the digit goes first, so that text without digits is run over.
_FIRST_DIGIT = r"\d(?<![\w/.,]\d)"
_STATE = re.compile(
    rf"(?P<no>{_FIRST_DIGIT}\d{{0,4}}(?:\.\d{{1,3}})?[a-zđ]?)\s?/\s?(?:(?P<year>(?:19|20)\d\d)\s?/\s?)?"
    rf"(?P<code>{_TOKEN}(?:\.{_CAPITALS})?{_JOIN}{{0,5}}(?:/{_TOKEN}(?:{_HYPHEN}{_TOKEN})*)?)(?!\w)"
)
# A number without any code is a symbol only between "số" and its date: "Công văn số 1234 ngày 05/3/2025".
_PLAIN = re.compile(r"(?<!\w)số\s(?P<no>\d{1,5})(?=,?\s\(?ngày\s\d)", re.IGNORECASE)
_SESSION = re.compile(r"(UBTVQH|QH)\d{1,2}$")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Symbol:
    """A number as it stands at ``text[start:end]``: normalised, with its own kind and issuer."""

    start: int
    end: int
    number: str
    kind: str | None
    issuer: str | None
    mended: bool = False

    @property
    def alone(self) -> bool:
        """Whether the code is an issuer alone ("64/CP", as in the 1990s), a kind alone ("12/GPXD"), or missing."""
        return self.issuer is None or (self.kind is None and self.number.endswith(f"/{self.issuer}"))

    @property
    def known(self) -> bool:
        """Whether the symbol alone is enough to tell it from a fraction or a plot number."""
        return (self.kind is not None or self.issuer in issuers()) and not self.alone


@cache
def _party() -> re.Pattern[str]:
    types = "|".join(party_kinds())
    return re.compile(
        rf"(?P<no>{_FIRST_DIGIT}\d{{0,4}}[a-zđ]?)(?P<join>\s?{_HYPHEN}\s?|\s)(?P<type>{types})\s?"
        rf"(?P<slash>/|(?<=VBHN){_HYPHEN}|{_HYPHEN})\s?(?P<org>{_TOKEN}(?:{_HYPHEN}{_TOKEN})*)(?!\w)"
    )


def find_symbols(text: str, start: int, end: int) -> list[Symbol]:
    """All symbols in reading order."""
    party = [_party_symbol(match) for match in _party().finditer(text, start, end)]
    taken = {symbol.start for symbol in party}
    state = [symbol for symbol in _state_symbols(text, start, end) if symbol.start not in taken]
    plain = [
        Symbol(*match.span("no"), match["no"], None, None) for match in _PLAIN.finditer(text, start, end)
    ]
    return sorted(party + state + plain, key=lambda symbol: symbol.start)


def _party_symbol(match: re.Match[str]) -> Symbol:
    slash = "-" if match["type"] == "VBHN" and match["slash"] != "/" else "/"
    number = f"{match['no']}-{match['type']}{slash}{_plain(match['org'])}"
    mended = match["join"].isspace() or (slash == "/" and match["slash"] != "/")
    return Symbol(
        match.start(), match.end(), number.translate(_D_LIKE), match["type"], _plain(match["org"]), mended
    )


def _plain(code: str) -> str:
    return _HYPHENS.sub("-", _SPACE.sub("", code)).translate(_D_LIKE)


def _state_symbols(text: str, start: int, end: int) -> Iterator[Symbol]:
    for match in _STATE.finditer(text, start, end):
        written = _without_next_sentence(match["code"])
        code = _plain(written)
        whole, mended = (code, False) if _complete(code) else (_mended(code), True)
        if whole:
            year = f"{match['year']}/" if match["year"] else ""
            kind, issuer = _read(whole)
            stop = match.start("code") + len(written)
            yield Symbol(match.start(), stop, f"{match['no']}/{year}{whole}", kind, issuer, mended)


def _without_next_sentence(code: str) -> str:
    """``code`` up to a full stop, unless the stop joins kind and issuer as it did in older symbols ("QĐ.UB")."""
    first, _, rest = code.partition(".")
    issuer = re.match(r"\w+", rest)
    joined = first.translate(_D_LIKE) in kinds() and issuer and issuer[0].translate(_D_LIKE) in issuers()
    return code if joined else first


def _complete(code: str) -> bool:
    if "-" in code or "." in code or _SESSION.match(code) is not None or code in table()["old_codes"]:
        return True
    kind, _, issuer = code.partition("/")
    return kind in kinds() and (not issuer or issuer in issuers())


def _mended(code: str) -> str | None:
    """A code whose hyphen was lost (NĐCP), or whose slash was read as A (HDANN); None if neither."""
    for kind in sorted(kinds(), key=len, reverse=True):
        rest = code.removeprefix(kind)
        if rest == code:
            continue
        if rest in issuers():
            return f"{kind}-{rest}"
        if rest.startswith("A") and rest[1:] in issuers():
            return f"{kind}/{rest[1:]}"
    return None


def _read(code: str) -> tuple[str | None, str | None]:
    """Kind and issuer of a code: TTr and SNN&MT of ``TTr-SNN&MT-VP``, none and VPCP of ``VPCP-KTTH``."""
    if session := _SESSION.match(code):
        return None, session[1]
    first, *rest = re.split(r"[-/.]", code)
    if first in kinds() and not rest:
        return first, None
    if first in kinds():
        session = _SESSION.match(rest[0])
        return first, session[1] if session else rest[0]
    return None, first
