"""A font without shapes, for text that is found and copied but not seen, and its map from codes to letters.

The smallest TrueType program that a PDF may carry (ISO 32000-1, 9.9: six tables) holds one glyph without area, half as
wide as the type is high. Every code stands for the UTF-16 unit of the same number, as in the PDFs that Tesseract makes.
"""

import struct

UNITS = 1000
ADVANCE = 500
"""The width of every letter in thousandths of the type size."""
ASCENT, DESCENT = 800, -200
# One stroke from the lower left to the upper right and back: it covers nothing, but gives letters a height,
# without which some readers pass over text that runs up or down.
_GLYPH = struct.pack(
    ">hhhhhHHBBhhhhxx", 1, 0, DESCENT, ADVANCE, ASCENT, 1, 0, 1, 1, 0, ADVANCE, DESCENT, ASCENT - DESCENT
)
_MAGIC = 0x5F0F3CF5
_SUM = 0xB1B0AFBA
TO_UNICODE = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
1 beginbfrange
<0000> <FFFF> <0000>
endbfrange
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


def font_program() -> bytes:
    """The font: two glyphs without a shape, the missing one and the one that all letters share."""
    tables = {
        b"glyf": _GLYPH,
        b"head": struct.pack(
            ">IIIIHHqqhhhhHHhhh",
            0x10000,
            0x10000,
            0,
            _MAGIC,
            0,
            UNITS,
            0,
            0,
            0,
            -200,
            ADVANCE,
            800,
            0,
            8,
            2,
            0,
            0,
        ),
        b"hhea": struct.pack(
            ">IhhhHhhhhhhhhhhhH", 0x10000, ASCENT, DESCENT, 0, ADVANCE, *[0] * 3, 1, *[0] * 7, 2
        ),
        b"hmtx": struct.pack(">HhHh", ADVANCE, 0, ADVANCE, 0),
        b"loca": struct.pack(">HHH", 0, 0, len(_GLYPH) // 2),
        b"maxp": struct.pack(">IHHHHHHHHHHHHHH", 0x10000, 2, 2, 1, 0, 0, 1, *[0] * 8),
    }
    start = 12 + 16 * len(tables)
    directory, body = struct.pack(">IHHHH", 0x10000, len(tables), 64, 2, 32), b""
    for name, content in sorted(tables.items()):
        padded = content + b"\0" * (-len(content) % 4)
        directory += name + struct.pack(">III", _checksum(padded), start + len(body), len(content))
        body += padded
    font = directory + body
    place = start + body.index(struct.pack(">I", _MAGIC)) - 4
    adjusted = struct.pack(">I", (_SUM - _checksum(font)) % 2**32)
    return font[:place] + adjusted + font[place + 4 :]


def _checksum(data: bytes) -> int:
    return sum(int.from_bytes(data[at : at + 4]) for at in range(0, len(data), 4)) % 2**32


def glyphs_of_codes(highest: int) -> bytes:
    """For the codes up to ``highest`` the glyph that all share, as a PDF's CIDToGIDMap."""
    return b"\0\1" * (highest + 1)
