"""Letters from the first moment as the rest of the tool expects them: NFC, and đ spelt with its own letter."""

import unicodedata
from functools import lru_cache

# Eth and African D look like Đ and stand for it in many converted files (QCVN and .VnTime conversions).
_LOOKALIKES = str.maketrans({"\u00d0": "Đ", "\u0189": "Đ"})
# No-break and figure spaces become plain ones; zero-width signs and soft hyphens are no text.
_SPACES = dict.fromkeys((0xA0, 0x2007, 0x202F), " ")
_NOTHING = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD))
# The fraction slash is what OCR makes of a slash in a slanted numeral.
_SLASHES = {0x2044: "/", 0x2215: "/"}
_INVISIBLE = _SPACES | _NOTHING | _SLASHES
# A visible hyphen: Word's PDF export writes U+00AD for every "-" of some fonts, PDFium U+FFFE at a line end.
_DRAWN_HYPHENS = str.maketrans({"\u00ad": "-", "\ufffe": "-"})


def clean(text: str) -> str:
    """``text`` in NFC, with Đ for its look-alikes, plain spaces, and without invisible characters."""
    return unicodedata.normalize("NFC", text.translate(_INVISIBLE)).translate(_LOOKALIKES)


@lru_cache(maxsize=1 << 14)
def clean_drawn(text: str) -> str:
    """The same for characters drawn on a page, where a soft hyphen is a hyphen one can see."""
    return clean(text.translate(_DRAWN_HYPHENS))


@lru_cache(maxsize=1 << 12)
def fold(text: str) -> str:
    """``text`` in lower case without any marks, to recognise a few fixed words in damaged text."""
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))
