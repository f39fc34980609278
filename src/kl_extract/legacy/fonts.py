"""Which fonts draw Vietnamese letters at places of their own: told by the name of the font."""

import re
from dataclasses import dataclass
from functools import cache

from kl_extract import resources
from kl_extract.legacy.charsets import Charset, charsets

_SUBSET = re.compile(r"^[A-Z]{6}\+")
# Signs that text in any of these fonts may hold beside its letters.
_PLAIN = frozenset("–—“”‘’…•·\u00a0")


@dataclass(frozen=True, slots=True)
class LegacyFont:
    """The charset in which text set in a font is written; ``capitals`` where it draws small letters as capitals."""

    charset: Charset
    capitals: bool

    def decode(self, text: str) -> str | None:
        """``text`` as the font draws it, or None where it has letters that the charset cannot have written.

        Text that was converted to Unicode often keeps the name of its old font.
        """
        if not all(letter.isascii() or self._has(letter) for letter in text):
            return None
        decoded = self.charset.decode(text)
        return decoded.upper() if self.capitals else decoded

    def _has(self, letter: str) -> bool:
        return letter in _PLAIN or letter in self.charset.letters


@cache
def legacy_font(name: str) -> LegacyFont | None:
    """What the font ``name`` is known to draw; None for fonts of no legacy charset.

    >>> legacy_font("ABCDEF+.VnTimeH").capitals
    True
    """
    bare = _SUBSET.sub("", name)
    for row in resources.read_toml("legacy_fonts.toml")["font"]:
        if re.search(row["name"], bare):
            capitals = "capitals" in row and bool(re.search(row["capitals"], bare))
            return LegacyFont(charsets()[row["charset"]], capitals)
    return None
