"""What the citation extractor hands back."""

from dataclasses import dataclass
from datetime import date

from kl_extract.contract import Role

Offsets = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What the words and the symbol state of a document.

    ``number`` is normalised ("959-NQ/TW"). ``issuer`` and ``title`` are offsets of the words that state
    them; ``issuer_name`` is what the code alone tells where no words do, ``issuer_code`` the symbol's own
    part ("BCT", "TW").
    """

    type: str | None = None
    number: str | None = None
    issued_on: date | None = None
    issuer: Offsets | None = None
    issuer_name: str | None = None
    issuer_code: str | None = None
    title: Offsets | None = None
    parts: tuple[str, ...] = ()
    role: Role = "mentions"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCitation(Stated):
    """One mention of a document at ``text[start:end]``: from its noun to the end of its date.

    ``key`` makes two mentions one document, ``law_key`` is that of a law's name; ``mismatch`` says how
    words and symbol disagree; ``mended`` tells that a lost or misread mark was put back.
    """

    start: int
    end: int
    key: str = ""
    mismatch: str | None = None
    mended: bool = False
    law_key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedDocument(Stated):
    """A document with all its mentions; each field from the first mention that states it."""

    mentions: tuple[FoundCitation, ...]
    mismatches: tuple[str, ...] = ()
