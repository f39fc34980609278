"""Gives a repaired word the capitals of what was seen in its place."""


def recased(words: tuple[str, ...], seen: str, shouted: bool) -> str:
    """``words`` in the case of ``seen``: all capitals only in a line of capitals or for longer tokens.

    >>> recased(("sở",), "S&", False)
    'Sở'
    """
    pieces = seen.split()
    if len(pieces) == len(words) > 1:
        return " ".join(recased((word,), piece, shouted) for word, piece in zip(words, pieces, strict=True))
    letters = [letter for letter in seen if letter.isalpha()]
    text = " ".join(words)
    if all(letter.isupper() for letter in letters) and (shouted or len(letters) > 2):
        return text.upper()
    if seen[:1].isupper():
        return text[:1].upper() + text[1:]
    return text
