"""Whether a PDF is sound as far as its bytes show, found without parsing it.

PDFium draws what it can of a damaged page and tells nobody. So every packed stream that may hold text is unpacked
once for trial; only where all of them are whole can a page be left to PDFium.
"""

import base64
import re
import zlib

from kl_extract.read.content import Content

# The end mark stands in the last bytes (ISO 32000-1, 7.5.5); some servers append a little rubbish.
_TAIL, _PADDING = 4096, 65536
# Without a look at what stands before it this is sought ten times as fast; pictures make such files long.
_STREAM = re.compile(rb"stream\r?\n")
# Dictionaries of streams are short; one that is longer than this is searched in its last part.
_DICTIONARY = 2048
# Of a file too large to be held a stream is unpacked as far as this.
_BEHIND = 4 * 1024**2
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_FILTERS = re.compile(rb"/Filter\s*(?:\[([^\]]*)\]|(/\w+)|(\S))")
_NAME = re.compile(rb"/(\w+)")
_FLATE, _ASCII85 = {b"FlateDecode", b"Fl"}, {b"ASCII85Decode", b"A85"}


def is_truncated(content: Content) -> bool:
    """Whether the end of the file is missing."""
    end = _end(content)
    tail = content.part(max(0, end - _TAIL), end)
    return b"startxref" not in tail and b"%%EOF" not in tail


def _end(content: Content) -> int:
    """Where the padding at the end begins."""
    end = content.size()
    while end > 0:
        start = max(0, end - _PADDING)
        kept = content.part(start, end).rstrip(b"\x00 \r\n\t")
        end = start + len(kept)
        if kept:
            break
    return end


def is_sound(content: Content) -> bool:
    """Whether no stream of the PDF is broken; False, too, where that cannot be told (encryption, rare filters)."""
    if is_truncated(content) or content.holds(b"/Encrypt"):
        return False
    return all(
        _is_whole(window, *mark.span())
        for first, own, window in content.windows(_DICTIONARY, _BEHIND)
        for mark in _STREAM.finditer(window)
        if first + mark.start() in own and not window.endswith(b"end", 0, mark.start())
    )


def _is_whole(data: bytes, head: int, start: int) -> bool:
    begin = max(data.rfind(b"obj", 0, head), head - _DICTIONARY, 0)
    dictionary = data[begin:head]
    filters = _FILTERS.search(dictionary)
    if filters is None or _PICTURE.search(dictionary):
        return True
    names = [name.group(1) for name in _NAME.finditer(filters[1] or filters[2] or b"")]
    packed = data[start : data.find(b"endstream", start)]
    if names and names[0] in _ASCII85:
        try:
            packed = base64.a85decode(packed.strip().removeprefix(b"<~").removesuffix(b"~>"))
        except ValueError:
            return False
        names = names[1:]
    return bool(names) and names[0] in _FLATE and not is_broken(packed)


def is_broken(packed: bytes) -> bool:
    """Whether ``packed`` breaks off or goes wrong; a missing checksum at its very end does no harm."""
    try:
        return not zlib.decompressobj().decompress(packed) and bool(packed.strip())
    except zlib.error:
        return True
