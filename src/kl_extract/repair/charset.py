"""Repairs of characters that are exact: the true text follows from the seen one without guessing."""

import re
import unicodedata

# Every Vietnamese letter above U+00FF starts, in UTF-8 read as Windows-1252, with one of these pairs.
_TELLTALE = re.compile("á[º»][\u0080-\uffff]|Ä[\u0080-\uffff]|Æ[°¡¯ ]|Ã[\u0080-\u00bf]")


def undo_mojibake(line: str) -> str | None:
    """The line as it was before its UTF-8 bytes were read as Windows-1252, or None if they were not.

    >>> undo_mojibake("á»¦y ban nhÃ¢n dÃ¢n tá»‰nh")
    'Ủy ban nhân dân tỉnh'
    """
    if len(_TELLTALE.findall(line)) < 2:
        return None
    try:
        mended = bytes(_byte(character) for character in line).decode("utf-8")
    except (UnicodeDecodeError, ValueError):
        return None
    return unicodedata.normalize("NFC", mended)


def _byte(character: str) -> int:
    """The byte that Windows-1252 shows as ``character``; the five it leaves undefined stand for themselves."""
    try:
        return character.encode("cp1252")[0]
    except UnicodeEncodeError:
        if ord(character) <= 0xFF:
            return ord(character)
        raise ValueError(character) from None
