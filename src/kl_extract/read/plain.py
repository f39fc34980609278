"""Plain text: decodes UTF-8, refuses what is written otherwise, and measures how its lines are set."""

import re
from collections.abc import Iterator, Sequence

from kl_extract.errors import EmptyInputError, EncodingError, InputError, TooLargeError, UnsupportedInputError
from kl_extract.model import Line, Page
from kl_extract.read import charsets
from kl_extract.read.letters import clean
from kl_extract.read.quality import measure

# A notice is some 20 kB; what is a thousand times as long is no notice.
_MAX_BYTES = 32 * 1024 * 1024
_TAB = 8
# Typewritten lines of Vietnamese documents run to about 90 characters; one paragraph a line runs far beyond.
_MAX_WRAPPED = 130
_RIGHT_EDGE_QUANTILE = 0.9
_NEAR_EDGE = 0.8
# In two hard-wrapped notices 0.83 and 0.89 of the lines near the right edge break off in mid-sentence; in one with
# a paragraph on each line none does.
_MIN_BROKEN_OFF = 0.4
_MIN_LONG_LINES = 3
_SENTENCE_END = re.compile(r"[.;:!?…/,]\W*$")
_PAGE_NUMBER = re.compile(
    r"(?:[-–—]\s*)?(?:trang\s*)?(\d{1,3})(?:\s*/\s*\d{1,3})?(?:\s*[-–—])?", re.IGNORECASE
)
_PAGE_WORD = re.compile(r"trang\s*\d{1,3}(?:\s*/\s*\d{1,3})?", re.IGNORECASE)


def decode(data: bytes, name: str) -> str:
    """The text in ``data``.

    Raises EncodingError for anything but UTF-8 (naming the encoding where it can be told),
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
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_utf8(data, name, error.start) from error
    charset = charsets.legacy_charset(text)
    if charset is not None:
        raise _legacy_error(name, charset, as_unicode=True)
    return text


def _is_utf16(data: bytes) -> bool:
    """Text without a byte-order mark whose every other byte is mostly zero."""
    head = data[:4096]
    zeros = max(head[0::2].count(0), head[1::2].count(0))
    return len(head) >= 4 and zeros > len(head) // 8 and min(head[0::2].count(0), head[1::2].count(0)) == 0


def _little_endian(data: bytes) -> bool:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.startswith(b"\xff\xfe")
    return data[1:4096:2].count(0) > data[0:4096:2].count(0)


def _not_utf8(data: bytes, name: str, offset: int) -> InputError:
    charset = charsets.legacy_charset(data.decode("latin-1"))
    if charset is not None:
        return _legacy_error(name, charset, as_unicode=False)
    windows = data.decode("cp1258", errors="replace")
    if measure(clean(windows).split()).own > 0.2:
        return _encoding_error(name, "Windows-1258", "CP1258")
    return EncodingError(
        name, f"the text is not UTF-8 (byte {offset + 1} is invalid)", "save it again as UTF-8"
    )


def _encoding_error(name: str, encoding: str, iconv: str) -> EncodingError:
    return EncodingError(
        name, f"the text is in {encoding}, not UTF-8", f"convert it: iconv -f {iconv} -t UTF-8 IN > OUT"
    )


def _legacy_error(name: str, charset: charsets.Charset, as_unicode: bool) -> EncodingError:
    convert = (
        f"iconv -f {charset.iconv} -t UTF-8 IN > OUT" if charset.iconv else "with UniKey Toolkit to Unicode"
    )
    if charset.iconv and as_unicode:
        convert = f"iconv -f UTF-8 -t LATIN1 IN | iconv -f {charset.iconv} -t UTF-8 > OUT"
    return EncodingError(
        name, f"the text is in the legacy character set {charset.name}", f"convert it: {convert}"
    )


def read_plain(data: bytes, name: str) -> tuple[Page, ...]:
    """Pages of lines; a form feed opens a new page. Raises as ``decode``, and EmptyInputError for blanks alone."""
    sheets = [_sheet(sheet) for sheet in decode(data, name).split("\f")]
    if len(sheets) > 1 and not any(raw.strip() for raw in sheets[-1]):
        sheets.pop()
    if not any(raw.strip() for sheet in sheets for raw in sheet):
        raise EmptyInputError(name, "the text is blank", "give a file with content")
    edge = _right_edge([raw for sheet in sheets for raw in sheet if raw])
    numbered = _page_number_lines(sheets)
    return tuple(
        _page(number, sheet, edge, numbered.get(number, frozenset()))
        for number, sheet in enumerate(sheets, 1)
    )


def _sheet(text: str) -> list[str]:
    """Lines without trailing blanks, their tabs expanded only where they indent."""
    lines = []
    for raw in re.split(r"\r\n|[\r\n\x0b\x85\u2028\u2029]", text):
        line = clean(raw).rstrip()
        bare = line.lstrip()
        lines.append(line[: len(line) - len(bare)].expandtabs(_TAB) + bare)
    return lines


def _right_edge(lines: Sequence[str]) -> float | None:
    """The column at which hard-wrapped text breaks; None where every line is a paragraph."""
    lengths = sorted(map(len, lines))
    edge = lengths[int((len(lengths) - 1) * _RIGHT_EDGE_QUANTILE)]
    long = [line for line in lines if len(line) >= edge * _NEAR_EDGE]
    broken_off = sum(1 for line in long if not _SENTENCE_END.search(line))
    if edge > _MAX_WRAPPED or len(long) < _MIN_LONG_LINES or broken_off < _MIN_BROKEN_OFF * len(long):
        return None
    return float(edge)


def _page_number_lines(sheets: Sequence[Sequence[str]]) -> dict[int, frozenset[int]]:
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


def _lone_lines(sheets: Sequence[Sequence[str]]) -> Iterator[tuple[int, int, str]]:
    for page, sheet in enumerate(sheets, 1):
        padded = ["", *sheet, ""]
        for index, line in enumerate(sheet):
            if line and not padded[index] and not padded[index + 2]:
                yield page, index, line.strip()


def _page(number: int, sheet: Sequence[str], edge: float | None, dropped: frozenset[int]) -> Page:
    lines: list[Line] = []
    gap = False
    for index, raw in enumerate(sheet):
        if index in dropped:
            # The blank lines around a page number are its own and tell nothing of paragraphs.
            gap = False
        elif raw:
            lines.append(_line(raw, number, edge, gap and bool(lines)))
            gap = False
        else:
            gap = index - 1 not in dropped
    quality = measure(word for line in lines for word in line.text.split()).quality
    return Page(number=number, lines=tuple(lines), reader="plain", quality=quality)


def _line(raw: str, page: int, edge: float | None, gap: bool) -> Line:
    text = raw.strip(" ") if raw.count("\t") > 1 and raw.strip() else raw.strip()  # empty cells stay
    fill = 0.0 if edge is None else round(min(1.0, len(raw) / edge), 3)
    return Line(text=text, page=page, indent=float(len(raw) - len(text)), fill=fill, gap=gap)
