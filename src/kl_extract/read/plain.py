"""Plain text: decodes UTF-8 and the legacy charsets, refuses other bytes, and measures how its lines are set."""

import re
from collections.abc import Iterator, Sequence

from kl_extract.errors import EmptyInputError, EncodingError, TooLargeError, UnsupportedInputError
from kl_extract.legacy.charsets import windows_view
from kl_extract.model import Line, Page
from kl_extract.read.coded import Coded, moved, read_runs
from kl_extract.read.quality import measure

# A notice is some 20 kB; what is a thousand times as long is no notice.
_MAX_BYTES = 32 * 1024 * 1024
_TAB = 8
# Typewritten lines of Vietnamese documents run to about 90 characters; one paragraph a line runs far beyond.
_MAX_WRAPPED = 130
_LINE_END = re.compile(r"\r\n|[\r\n\x0b\x85\u2028\u2029]")
# Sound text has 0.44 and more of words that only Vietnamese writes; bytes read in the wrong way have none.
_LEAST_OWN = 0.2
_RIGHT_EDGE_QUANTILE = 0.9
_NEAR_EDGE = 0.8
# In two hard-wrapped notices 0.83 and 0.89 of the lines near the right edge break off in mid-sentence; in one with
# a paragraph on each line none does.
_MIN_BROKEN_OFF = 0.4
_MIN_LONG_LINES = 3
_SIGNS_AT_END = re.compile(r"(?<!\W)\W*$")
_SENTENCE_SIGNS = frozenset(".;:!?…/,")
_PAGE_NUMBER = re.compile(
    r"(?:[-–—]\s*)?(?:trang\s*)?(\d{1,3})(?:\s*/\s*\d{1,3})?(?:\s*[-–—])?", re.IGNORECASE
)
_PAGE_WORD = re.compile(r"trang\s*\d{1,3}(?:\s*/\s*\d{1,3})?", re.IGNORECASE)


def decode(data: bytes, name: str) -> str:
    """The text in ``data``.

    Bytes of a legacy charset come as Windows shows them: which words they stand for, their lines tell.
    Raises EncodingError for UTF-16 and for bytes that make no Vietnamese,
    UnsupportedInputError for binary data, TooLargeError for more than 32 MiB.
    """
    if len(data) > _MAX_BYTES:
        raise TooLargeError(name, "the text is larger than 32 MiB", "give one notice at a time")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or _is_utf16(data):
        raise _encoding_error(name, "UTF-16", "UTF-16LE" if _little_endian(data) else "UTF-16BE")
    if b"\x00" in data:
        raise UnsupportedInputError(
            name, "is a binary file that is not read", "give a PDF, an image, .docx or text"
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _not_utf8(data, name, error.start)


def _is_utf16(data: bytes) -> bool:
    """Text without a byte-order mark whose every other byte is mostly zero."""
    head = data[:4096]
    zeros = max(head[0::2].count(0), head[1::2].count(0))
    return len(head) >= 4 and zeros > len(head) // 8 and min(head[0::2].count(0), head[1::2].count(0)) == 0


def _little_endian(data: bytes) -> bool:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.startswith(b"\xff\xfe")
    return data[1:4096:2].count(0) > data[0:4096:2].count(0)


def _not_utf8(data: bytes, name: str, offset: int) -> str:
    """Bytes of a legacy charset as Windows shows them, if reading them so gives Vietnamese."""
    text = windows_view(data)
    lines = read_runs(text.splitlines())
    if any(line.decoded for line in lines) and _own(lines) > _LEAST_OWN:
        return text
    raise EncodingError(
        name, f"the text is not UTF-8 (byte {offset + 1} is invalid)", "save it again as UTF-8"
    )


def _own(lines: Sequence[Coded]) -> float:
    return measure(word for line in lines for word in line.text.split()).own


def _encoding_error(name: str, encoding: str, iconv: str) -> EncodingError:
    return EncodingError(
        name, f"the text is in {encoding}, not UTF-8", f"convert it: iconv -f {iconv} -t UTF-8 IN > OUT"
    )


def read_plain(data: bytes, name: str) -> tuple[Page, ...]:
    """Pages of lines; a form feed opens a new page. Raises as ``decode``, and EmptyInputError for blanks alone."""
    sheets = _sheets(decode(data, name))
    if len(sheets) > 1 and not any(line.text.strip() for line in sheets[-1]):
        sheets.pop()
    if not any(line.text.strip() for sheet in sheets for line in sheet):
        raise EmptyInputError(name, "the text is blank", "give a file with content")
    edge = _right_edge([line.text for sheet in sheets for line in sheet if line.text])
    numbered = _page_number_lines(sheets)
    return tuple(
        _page(number, sheet, edge, numbered.get(number, frozenset()))
        for number, sheet in enumerate(sheets, 1)
    )


def _sheets(text: str) -> list[list[Coded]]:
    """The lines of each page, decoded."""
    pages = [_LINE_END.split(page) for page in text.split("\f")]
    lines = iter(read_runs([line for page in pages for line in page]))
    return [[_indented(next(lines)) for _ in page] for page in pages]


def _indented(line: Coded) -> Coded:
    """The line without trailing blanks, its tabs expanded only where they indent."""
    if _is_row(line.text):
        return line
    bare = line.stripped()
    indent = line.text[: len(line.text) - len(line.text.lstrip())].expandtabs(_TAB) if bare.text else ""
    return moved(bare, indent + bare.text, len(indent))


def _right_edge(lines: Sequence[str]) -> float | None:
    """The column at which hard-wrapped text breaks; None where every line is a paragraph."""
    lengths = sorted(map(len, lines))
    edge = lengths[int((len(lengths) - 1) * _RIGHT_EDGE_QUANTILE)]
    long = [line for line in lines if len(line) >= edge * _NEAR_EDGE]
    broken_off = sum(1 for line in long if not _ends_sentence(line))
    if edge > _MAX_WRAPPED or len(long) < _MIN_LONG_LINES or broken_off < _MIN_BROKEN_OFF * len(long):
        return None
    return float(edge)


def _ends_sentence(line: str) -> bool:
    signs = _SIGNS_AT_END.search(line)
    return signs is not None and not _SENTENCE_SIGNS.isdisjoint(signs[0])


def _page_number_lines(sheets: Sequence[Sequence[Coded]]) -> dict[int, frozenset[int]]:
    """Line numbers, by page, of page numbers that stand alone between blank lines.

    "Trang 2/5" says so itself; bare numbers must run 2, 3, 4 … or 1, 2, 3 … through the whole text.
    """
    found: dict[int, set[int]] = {}
    expected: int | None = None
    for page, index, text in _lone_lines(sheets):
        match = _PAGE_NUMBER.fullmatch(text)
        if match is None:
            continue
        value = int(match[1])
        if _PAGE_WORD.fullmatch(text) or value == expected or (expected is None and value in {1, 2}):
            found.setdefault(page, set()).add(index)
            expected = value + 1
    return {page: frozenset(indices) for page, indices in found.items()}


def _lone_lines(sheets: Sequence[Sequence[Coded]]) -> Iterator[tuple[int, int, str]]:
    for page, sheet in enumerate(sheets, 1):
        padded = ["", *(line.text for line in sheet), ""]
        for index, line in enumerate(padded[1:-1]):
            if line and not padded[index] and not padded[index + 2]:
                yield page, index, line.strip()


def _page(number: int, sheet: Sequence[Coded], edge: float | None, dropped: frozenset[int]) -> Page:
    lines: list[Line] = []
    gap = False
    for index, raw in enumerate(sheet):
        if index in dropped:
            # The blank lines around a page number are its own and tell nothing of paragraphs.
            gap = False
        elif raw.text:
            lines.append(_line(raw, number, edge, gap and bool(lines)))
            gap = False
        else:
            gap = index - 1 not in dropped
    quality = measure(word for line in lines for word in line.text.split()).quality
    return Page(number=number, lines=tuple(lines), reader="plain", quality=quality)


def _line(raw: Coded, page: int, edge: float | None, gap: bool) -> Line:
    bare = raw.stripped(" ") if _is_row(raw.text) else raw.stripped()
    fill = 0.0 if edge is None else round(min(1.0, len(raw.text) / edge), 3)
    indent = float(len(raw.text) - len(bare.text))
    return Line(text=bare.text, page=page, indent=indent, fill=fill, gap=gap, decoded=bare.decoded)


def _is_row(text: str) -> bool:
    """Whether tabs part the cells of a table's row: empty cells stay."""
    return text.count("\t") > 1 and not text.isspace()
