"""Vietnamese letters by case, for character classes.

A range such as ``à-ỹ`` holds capitals too (their code points alternate), so classes are spelled out.
"""

import re
import unicodedata

_BASES = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")

_MARKED = "".join(
    sorted({unicodedata.normalize("NFC", base + tone) for base in _BASES for tone in _TONES} - set("aeiouy"))
)
LOWER = "a-zđ" + _MARKED
"""The inside of a character class: small letters."""
UPPER = "A-ZĐ" + _MARKED.upper()
"""The inside of a character class: capitals."""


def compile_pattern(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Compile a pattern of the dictionaries: in its classes ``<U>`` stands for capitals, ``<l>`` for small letters."""
    return re.compile(pattern.replace("<U>", UPPER).replace("<l>", LOWER), flags)
