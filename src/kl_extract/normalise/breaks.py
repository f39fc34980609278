"""Decides where a line starts a new paragraph and where it only wraps.

The evidence, strongest first: columns and table rows, a clause label that fits the numbering so far,
how the line before ends (a full stop, a word that cannot end a sentence), how this one starts
(a small letter), how far the line before reaches, the indent of the first line, a blank line.
"""

import re
from functools import cache

from kl_extract.letters import LOWER
from kl_extract.marks import BULLETS, RANKS, Mark, follows, parse_mark
from kl_extract.model import Line
from kl_extract.resources import read_toml

# The last line of a paragraph seldom reaches the right edge; wrapped lines of justified print do, and
# ragged ones end within a long word of it (the longest Vietnamese syllable is 7 letters, a line about 80).
_FULL = 0.88
# A first-line indent is 10–12.7 mm (Nghị định 30/2020/NĐ-CP, Phụ lục I); skew and OCR blur it by a few points.
_INDENT_POINTS = 14.0
_INDENT_CHARACTERS = 1.0
_DROPPED_INDENT = 5
_TYPED_LINE = 80
_TERMINAL = re.compile(r"[.!?;:…][”\"’')\]]*$")
_CLOSED = re.compile(r"[./]/?\.[”\"]?$")
_CUT = re.compile(r"\w[-/\u2010\u2011]$")
_SMALL = re.compile(f"[{LOWER}]")
_STARTS_SMALL = re.compile(rf"^[\"“(]?[{LOWER}]")
_LABELLED_PART = re.compile(
    r"^(?:Nơi nhận|Kính gửi|Số\s*:|Lưu\s*:|(?:PHỤ LỤC|Phụ lục)\b|(?:TL|KT|TM|TUQ|T/L|K/T|T/M)\s*[./]?\s*[A-ZĐ])"
)


@cache
def _open_words() -> re.Pattern[str]:
    words = sorted(read_toml("line_breaks.toml")["open_ended"], key=len, reverse=True)
    return re.compile(r"(?:^|\s)(?:" + "|".join(words) + r")$")


@cache
def _open_units() -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|(?<!\S)(?P<before>\S+)\s+)(?:{'|'.join(read_toml('line_breaks.toml')['open_units'])})$"
    )


def is_open_ended(text: str) -> bool:
    """Whether a line ends with a word that cannot end a sentence ("… trước ngày", but not "… 6 tháng đầu năm")."""
    if _open_words().search(text):
        return True
    unit = _open_units().search(text)
    if unit is None:
        return False
    before = (unit["before"] or "").lower()
    return not before[:1].isdigit() and before not in read_toml("line_breaks.toml")["closed_by"]


@cache
def _openers() -> re.Pattern[str]:
    return re.compile(
        "(?:" + "|".join(read_toml("line_breaks.toml")["openers"]) + r")\s+(?=[\d<l>])".replace("<l>", LOWER)
    )


def is_capitals(text: str) -> bool:
    """Whether a line is set in capitals throughout (a heading, or a part of the head)."""
    if _SMALL.search(text):
        return False  # nearly every line
    letters = list(filter(str.isalpha, text))
    return len(letters) >= 4 and all(map(str.isupper, letters))


class BreakFinder:
    """Reads lines in order and tells for each whether it starts a paragraph."""

    def __init__(self) -> None:
        self._previous: Line | None = None
        self._last_order: dict[str, int] = {}
        self._opened_by_mark = False
        self._at_first_line = True

    def starts_paragraph(self, line: Line) -> bool:
        """Whether ``line`` starts a paragraph; to be asked of every line in reading order."""
        previous, self._previous = self._previous, line
        mark = parse_mark(line.text)
        if (
            previous is None
            or _apart(previous, line)
            or (mark is not None and self._is_label(previous, line, mark))
        ):
            breaks = True
        else:
            mark = None
            breaks = not _goes_on(previous, line, first=self._at_first_line)
        self._at_first_line = breaks
        if breaks:
            self._opened_by_mark = mark is not None
            if mark is not None:
                self._note(mark)
        return breaks

    def _note(self, mark: Mark) -> None:
        self._last_order = {
            level: order for level, order in self._last_order.items() if not _below(level, mark)
        }
        self._last_order[mark.level] = mark.order

    def _is_label(self, previous: Line, line: Line, mark: Mark) -> bool:
        """Whether a mark at the start of ``line`` is a label, not a number or dash of a wrapped sentence."""
        if _TERMINAL.search(previous.text):
            return True
        if is_open_ended(previous.text):
            return False
        words = line.text[mark.end :]
        short = previous.fill > 0 and not _reaches_edge(previous, line, first=self._at_first_line)
        set_apart = line.gap or _indented(line) or short
        if mark.level in BULLETS:
            if _STARTS_SMALL.match(words):
                return short and not previous.text.endswith(",")
            return set_apart or self._opened_by_mark or previous.fill == 0
        if _STARTS_SMALL.match(words) and not set_apart:
            return False
        return follows(mark.order, self._last_order.get(mark.level, 0)) and not previous.text.endswith(",")


def _below(level: str, mark: Mark) -> bool:
    return RANKS[level] > mark.rank


def _apart(previous: Line, line: Line) -> bool:
    """Whether two lines stand in different parts of the page, or one is a heading in capitals."""
    if previous.column != line.column:
        return True
    if _is_row(previous) or _is_row(line):
        return True
    if _LABELLED_PART.match(line.text) or re.match(r"^Nơi nhận\s*:", previous.text):
        return True
    if is_capitals(previous.text) or is_capitals(line.text):
        return not (is_capitals(previous.text) and is_capitals(line.text) and _wraps_heading(previous, line))
    return bool(_CLOSED.search(previous.text))


def _is_row(line: Line) -> bool:
    """A row of a table; in plain text its cells are parted by tabs."""
    return line.row is not None or line.text.count("\t") > 1


def _wraps_heading(previous: Line, line: Line) -> bool:
    """Whether a heading in capitals goes on: both lines run over the full width of the body."""
    return previous.fill >= _FULL and line.column == 0 and not line.centred and parse_mark(line.text) is None


def _goes_on(previous: Line, line: Line, *, first: bool) -> bool:
    """Whether an unlabelled ``line`` goes on with the paragraph of ``previous``, its ``first`` line perhaps."""
    ended = bool(_TERMINAL.search(previous.text))
    if line.column:
        return _column_goes_on(previous, line)
    if not ended and _STARTS_SMALL.match(line.text):
        return True
    if not ended and (
        is_open_ended(previous.text) or previous.text.endswith(",") or _unclosed(previous.text)
    ):
        return True
    if not ended and _CUT.search(previous.text):
        return True
    if previous.fill == 0:
        return False
    if line.gap and _openers().match(line.text):
        return False
    if previous.centred and line.centred:
        return not ended and previous.bold == line.bold
    if not _reaches_edge(previous, line, first=first):
        return False
    if _indented(line) and (ended or line.box is not None):
        return False
    return not (ended and line.gap)


def _reaches_edge(previous: Line, line: Line, *, first: bool) -> bool:
    """Whether the next word would not have fitted on the line before, so that the break is a wrap.

    Plain text does not show widths: proportional letters and a first-line indent that was dropped make
    a full line look shorter than it was.
    """
    if previous.box is not None:
        return previous.fill >= _FULL
    next_word = len(line.text.split(maxsplit=1)[0]) + 1
    indent = _DROPPED_INDENT if first and previous.indent == 0 else 0
    return previous.fill + (next_word + indent) / _TYPED_LINE >= _FULL


def _unclosed(text: str) -> bool:
    """Whether a quotation or a bracket is still open at the end of the line."""
    return text.count("“") > text.count("”") or text.count("(") > text.count(")")


def _column_goes_on(previous: Line, line: Line) -> bool:
    """In the narrow columns of head and foot only a wrapped recipient or a small letter goes on."""
    if _STARTS_SMALL.match(line.text):
        return not re.search(r"[;.]$", previous.text)
    return (line.column == 1 and previous.text.endswith((",", "(", "-", "–"))) or bool(
        is_open_ended(previous.text)
    )


def _indented(line: Line) -> bool:
    if line.centred:
        return False
    return line.indent >= (_INDENT_CHARACTERS if line.box is None else _INDENT_POINTS)
