"""What the citation extractor hands back."""

from dataclasses import dataclass, field
from datetime import date

from kl_extract.contract import Role

Offsets = tuple[int, int]


@dataclass(frozen=True, slots=True)
class FoundCitation:
    """One mention of a document at ``text[start:end]``: from its noun to the end of its date.

    ``number`` is normalised ("959-NQ/TW"); ``mended`` tells that a lost or misread mark was put back.
    ``issuer`` and ``title`` are offsets of the words that state them; ``issuer_name`` is what the code
    alone tells where no words do. ``issuer_code`` is the symbol's own part ("BCT", "TW").
    ``key`` makes two mentions one document, ``law_key`` is that of a law's name; ``mismatch`` says how
    words and symbol disagree.
    """

    start: int
    end: int
    type: str | None = None
    number: str | None = None
    issued_on: date | None = None
    issuer: Offsets | None = None
    issuer_name: str | None = None
    issuer_code: str | None = None
    title: Offsets | None = None
    parts: tuple[str, ...] = ()
    role: Role = "mentions"
    key: str = ""
    mismatch: str | None = None
    mended: bool = False
    law_key: str | None = None


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A document with all its mentions; each field from the first mention that states it."""

    mentions: tuple[FoundCitation, ...]
    type: str | None = None
    number: str | None = None
    issued_on: date | None = None
    issuer: Offsets | None = None
    issuer_name: str | None = None
    issuer_code: str | None = None
    title: Offsets | None = None
    parts: tuple[str, ...] = ()
    role: Role = "mentions"
    mismatches: tuple[str, ...] = field(default=())
