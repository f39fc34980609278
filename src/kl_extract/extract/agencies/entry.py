"""One known body, and what finding its name in a text gives."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from kl_extract.extract.agencies.tokens import fold


@dataclass(frozen=True, slots=True)
class Entry:
    """One known body; dates are ISO 8601 or None, ``successor`` is an id.

    ``unit`` and ``place`` are set on the body of a unit that the name gives ("Công an | xã | Đông Lĩnh"), ``base``
    on the entry it is made from. ``listed`` is False where that unit is in no table.
    """

    id: str
    name: str
    level: str
    head: str | None = None
    valid_from: str | None = None
    valid_until: str | None = None
    successor: str | None = None
    unit: str = ""
    place: str = ""
    base: "Entry | None" = None
    listed: bool = True

    def existed_on(self, day: str | None) -> bool:
        """Whether the body existed on ``day``; on an unknown day every body may have."""
        if day is None:
            return True
        return (self.valid_from or "") <= day <= (self.valid_until or "9999")


@dataclass(frozen=True, slots=True)
class Found:
    """A match: the entries it may mean, and how many tokens it takes.

    ``shortened`` tells that the name lacks its unit ("Thường trực HĐND"): whose it is, the notice tells.
    """

    entries: tuple[Entry, ...]
    length: int
    shortened: bool = False


@lru_cache(maxsize=1 << 14)
def slug(name: str) -> str:
    """An id from a name's own words: ASCII letters, digits and hyphens.

    >>> slug("Sở Ngoại vụ")
    'so-ngoai-vu'
    """
    plain = unicodedata.normalize("NFD", " ".join(fold(word) for word in name.split()).replace("đ", "d"))
    return re.sub(r"[^a-z0-9]+", "-", "".join(c for c in plain if not unicodedata.combining(c))).strip("-")
