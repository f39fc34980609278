"""ASN.1 as it lies in a file: nested elements of tag and content (X.690: DER, and BER with open lengths)."""

from collections.abc import Iterator
from dataclasses import dataclass

CONSTRUCTED = 0x20
INTEGER, OCTETS, OID, SEQUENCE, SET = 0x02, 0x04, 0x06, 0x30, 0x31
# Certificates inside signatures lie about fifteen deep; what lies deeper is no signature.
_DEEPEST = 60
_LONG_TAG = 0x1F
_LONG_LENGTH, _OPEN_LENGTH = 0x80, 0x80
_LENGTH_BYTES = 4
_TEXTS = {0x0C: "utf-8", 0x1E: "utf-16-be", 0x1C: "utf-32-be"}
"""How strings of characters are written, by tag; all others are read as Latin-1 (X.520, T.61 as it is used)."""


class DerError(ValueError):
    """The bytes are no ASN.1 of the kind that signatures are made of."""


@dataclass(frozen=True, slots=True)
class Element:
    """One element: its tag with class and form as written, its content, and its bytes from tag to end."""

    tag: int
    content: bytes
    whole: bytes
    depth: int = 0

    def parts(self) -> list["Element"]:
        """The elements inside; raises DerError where it holds none."""
        if not self.tag & CONSTRUCTED:
            raise DerError("not a constructed element")
        return list(_elements(self.content, self.depth + 1))

    def text(self) -> str:
        """The content as characters; what does not decode is shown as ``�``."""
        return self.content.decode(_TEXTS.get(self.tag, "latin-1"), "replace")


def first(data: bytes) -> Element:
    """The first element of ``data``; what follows it (the filling of a PDF's /Contents) is left alone.

    Raises DerError.
    """
    return _element(data, 0, 0)[0]


def _elements(data: bytes, depth: int) -> Iterator[Element]:
    at = 0
    while at < len(data):
        element, at = _element(data, at, depth)
        yield element


def _element(data: bytes, start: int, depth: int) -> tuple[Element, int]:
    """The element at ``start`` and where the next one begins."""
    if depth > _DEEPEST:
        raise DerError("nested too deeply")
    if start + 2 > len(data):
        raise DerError("breaks off")
    tag, length, at = data[start], data[start + 1], start + 2
    if tag & _LONG_TAG == _LONG_TAG:
        raise DerError("a tag no signature uses")
    if length == _OPEN_LENGTH:
        return _open_element(data, start, depth)
    if length > _LONG_LENGTH:
        count = length - _LONG_LENGTH
        if count > _LENGTH_BYTES:
            raise DerError("too long")
        length = int.from_bytes(data[at : at + count])
        at += count
    if at + length > len(data):
        raise DerError("breaks off")
    return Element(tag, data[at : at + length], data[start : at + length], depth), at + length


def _open_element(data: bytes, start: int, depth: int) -> tuple[Element, int]:
    """An element of open length, which ends with two bytes of zero (X.690, 8.1.3.6)."""
    if not data[start] & CONSTRUCTED:
        raise DerError("an open length without elements")
    at = start + 2
    while data[at : at + 2] != b"\0\0":
        _, at = _element(data, at, depth + 1)
    return Element(data[start], data[start + 2 : at], data[start : at + 2], depth), at + 2
