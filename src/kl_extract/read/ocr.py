"""Reads the image of a page: makes it straight and upright, has Tesseract read it, and places the words."""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from math import cos, inf, radians, sin
from statistics import median
from typing import TYPE_CHECKING

from kl_extract.model import Box
from kl_extract.options import PAGE_TIMEOUT
from kl_extract.read import tesseract
from kl_extract.read.apart import read_apart
from kl_extract.read.bend import Bend, bend_of
from kl_extract.read.columns import read_with_columns
from kl_extract.read.engine import RawWord
from kl_extract.read.layout import reading_order
from kl_extract.read.letters import clean_drawn
from kl_extract.read.level import levelled
from kl_extract.read.limit import limited
from kl_extract.read.quality import measure
from kl_extract.read.ready import Ready, make_ready, scaled, straightened
from kl_extract.read.rulings import drawn_tables, stands_free
from kl_extract.read.skew import skew_of
from kl_extract.read.tables import Table
from kl_extract.read.tokens import Row, Sheet, Token
from kl_extract.read.upright import lie_of, turned

if TYPE_CHECKING:
    from PIL.Image import Image

_POINTS = 72.0
# A4 at 300 dpi.
_USUAL_DOTS = 2480 * 3508
# Six real scans in four positions: upright 0.89–0.94, upside down 0.03–0.07, sideways 0.00. Of 55 upright pages only
# three scored below 0.69; what is poor for another reason costs only the trial of other positions.
_POOR = 0.45
_TURN_DPI = 150
_MIN_WORDS = 3
# Ink: darker than this; a page with less than this share of it is blank (dust on a scan: 0.0002).
_DARK = 128
_BLANK = 0.0004
_SURE = 0.5
# Of 43 scanned pages all 18 rows as short and as doubtful as this were specks or pieces of signatures and stamps;
# longer doubtful rows are often real (a number under a stamp) and stay, with their confidence.
_SCRAP_LETTERS, _SCRAP_CONFIDENCE = 3, 0.4
# Rows without a word of so many letters: of 40 pages all 11 pieces of signatures and stamps that letters were read
# into scored 0.51 and less, "SỞ Y TẾ" and its like 0.62–0.92, numbers more.
_WORD_LETTERS, _WORDLESS_CONFIDENCE = 3, 0.55
# Of the usual height of a word: a sign no larger than this either way, with this much room on either side.
_SPECK, _ALONE = 0.16, 0.25
_POINTS_OF_NUMBERS = ".,;:()%"
_DESCENDERS = frozenset("gjpqyạặậẹệịọộợụựỵ,;()/Q")
_DESCENT = 0.22


@dataclass(frozen=True, slots=True)
class _Reading:
    """One pass of Tesseract: its words as tokens on the straightened page, and how good they are."""

    tokens: tuple[Token, ...]
    quality: float
    tables: tuple[Table, ...] = ()
    bend: Bend | None = None


def read_image(
    image: "Image", dpi: float, number: int, head_expected: bool, timeout: float = PAGE_TIMEOUT
) -> Sheet:
    """One page from its 8-bit grey image; ``timeout`` is ``ReadOptions.page_timeout``.

    Raises MissingProgramError, and DamagedInputError where Tesseract fails or the page's time is over.
    """
    with limited(timeout * max(1.0, image.width * image.height / _USUAL_DOTS)):
        return _sheet(make_ready(image, dpi), number, head_expected)


def _sheet(page: Ready, number: int, head_expected: bool) -> Sheet:
    turn, angle, reading = 0, 0.0, _Reading((), 1.0)
    if not _is_blank(page.image):
        turn, angle, reading = _best_turn(page)
    width, height = (side * _POINTS / page.dpi for side in page.image.size)
    if turn in {90, 270}:
        width, height = height, width
    return Sheet(
        number=number,
        rows=_without_noise(reading_order(reading.tokens, head_expected, reading.tables)),
        reader="ocr",
        width=width,
        height=height,
        quality=reading.quality,
        rotated=turn,
        restore=restorer(angle, width, height, reading.bend),
    )


def _is_blank(image: "Image") -> bool:
    counts = image.histogram()
    return sum(counts[:_DARK]) < _BLANK * image.width * image.height


def _best_turn(page: Ready) -> tuple[int, float, _Reading]:
    """Degrees clockwise, skew and reading of the best position; others are tried where the likely one is poor."""
    lie = lie_of(page.image)
    reading = _read(page.turned(lie.turn), lie.skew)
    # A page of a line or two looks much the same both ways, and Tesseract reads lines set sideways, in any order.
    boxes = [(token.text, token.box) for token in reading.tokens]
    sideways = _stand_on_end([(text, box.x1 - box.x0, box.bottom - box.top) for text, box in boxes])
    if reading.quality >= _POOR and not sideways:
        return lie.turn, lie.skew, reading
    small = scaled(page.image, _TURN_DPI / page.dpi)
    # Lines without words are none: they may be the gaps between letters of a line set sideways.
    believed = lie.sure_of_axis and not sideways and len(reading.tokens) >= _MIN_WORDS
    turns = (lie.turn, (lie.turn + 180) % 360) if believed else (0, 90, 180, 270)
    scores = {turn: _score(turned(small, turn)) for turn in turns}
    turn = max(scores, key=lambda turn: (scores[turn], -turn))
    if turn == lie.turn:
        return lie.turn, lie.skew, reading
    other = page.turned(turn)
    skew = skew_of(other.image)
    second = _read(other, skew)
    better = sideways or second.quality > reading.quality
    return (turn, skew, second) if better else (lie.turn, lie.skew, reading)


def _score(image: "Image") -> float:
    """How much sound text a small image shows: quality times the number of words."""
    words = [word for word in tesseract.read_words(image, _TURN_DPI) if word.confidence >= _SURE]
    if _stand_on_end([(word.text, word.width, word.height) for word in words]):
        return 0.0
    return measure(word.text for word in words).quality * len(words)


def _stand_on_end(words: Sequence[tuple[str, float, float]]) -> bool:
    """Whether most words (text, width, height) are higher than wide: Tesseract also reads lines set sideways."""
    long = [height > width for text, width, height in words if len(text) >= _MIN_WORDS]
    return 2 * sum(long) > len(long)


def _read(page: Ready, skew: float) -> _Reading:
    """The reading of the page made straight; it leans by ``skew`` degrees clockwise.

    Thin lines of tables are told by the page as it came, too: what lifts stamps and grain may lift them. Lines over
    which letters run are of a stamp or of the back of the sheet.
    """
    scale = _POINTS / page.dpi
    level = levelled(page.image, skew)
    bend = bend_of(level, page.dpi)
    straight = bend.straightened(level, page.dpi) if bend else level
    tables = drawn_tables(straight, scale)
    if page.plain is not page.image:
        plain = straightened(page.plain, page.dpi, skew, bend)
        others = drawn_tables(plain, scale)
        if all(stands_free(table, straight, scale) for table in others):
            tables = max(tables, others, key=_cells)
    dots = round(page.dpi)
    words = read_with_columns(straight, page.dpi, tables) if tables else read_apart(straight, dots)
    tokens = tuple(_tokens(words, scale))
    return _Reading(tokens, _quality(tokens), tables, bend)


def _cells(tables: Sequence[Table]) -> int:
    return sum(len(row) for table in tables for row in table.rows)


def _quality(tokens: Sequence[Token]) -> float:
    """Soundness of the words times how sure Tesseract is of them; 0 where next to nothing was read."""
    letters = sum(len(token.text) for token in tokens)
    sides = [(token.text, token.box.x1 - token.box.x0, token.box.bottom - token.box.top) for token in tokens]
    if len(tokens) < _MIN_WORDS or _stand_on_end(sides):
        return 0.0
    sure = sum(token.confidence * len(token.text) for token in tokens) / letters
    return round(measure(token.text for token in tokens).quality * sure, 3)


def _tokens(words: Sequence[RawWord], scale: float) -> list[Token]:
    """Words in points, each on the baseline of its line."""
    lines: dict[tuple[int, int, int], list[RawWord]] = defaultdict(list)
    for word in words:
        lines[word.line].append(word)
    usual = median(word.height for word in words) if words else 0
    found: list[Token] = []
    for line in lines.values():
        baseline = median(map(_foot_of, line))
        found += [_token(word, baseline, usual, scale) for word in without_specks(line, usual)]
    return [token for token in found if token.text]


def without_specks(line: Sequence[RawWord], usual: float) -> list[RawWord]:
    """``line`` without specks read as signs ("_", "ˆ", "'"); ``usual`` is the height of words in pixels.

    Tesseract is often sure of them, so their size and place tell: all 12 lone signs as small as this in the
    samples' scans were specks. A full stop that stands by its word stays.
    """
    gaps = [right.left - (left.left + left.width) for left, right in pairwise(line)]
    room = [min(sides) for sides in pairwise([inf, *gaps, inf])]
    return [word for word, free in zip(line, room, strict=True) if not _is_speck(word, free, usual)]


def _is_speck(word: RawWord, free: float, usual: float) -> bool:
    small = max(word.width, word.height) <= _SPECK * usual
    return small and free >= _ALONE * usual and not any(_says_something(letter) for letter in word.text)


def _says_something(letter: str) -> bool:
    """Whether ``letter`` is a letter or digit; a circumflex by itself passes for a letter in Unicode."""
    return letter.isalnum() and unicodedata.category(letter) != "Lm"


def _foot_of(word: RawWord) -> float:
    """Where the letters of ``word`` stand: its lower edge, less the part of g, y, ạ … below the line."""
    drop = _DESCENT * word.height if _DESCENDERS & set(word.text) else 0.0
    return word.top + word.height - drop


def _token(word: RawWord, baseline: float, usual: float, scale: float) -> Token:
    box = Box(
        word.left * scale,
        word.top * scale,
        (word.left + word.width) * scale,
        (word.top + word.height) * scale,
    )
    text = clean_drawn(word.text).strip()
    return Token(text, box, baseline * scale, usual * scale, round(word.confidence, 3))


def _without_noise(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Without rows of signs alone and doubtful scraps: ruled lines, specks, the flourish of a signature."""
    return tuple(row for row in rows if not _is_noise(row))


def _is_noise(row: Row) -> bool:
    sizes = [sum(letter.isalnum() for letter in token.text) for token in row.tokens]
    sure = sum(token.confidence for token in row.tokens) / len(row.tokens)
    if sum(sizes) <= _SCRAP_LETTERS and (sum(sizes) == 0 or sure < _SCRAP_CONFIDENCE):
        return True
    numbers = all(token.text.strip(_POINTS_OF_NUMBERS).isdecimal() for token in row.tokens)
    return max(sizes) < _WORD_LETTERS and sure < _WORDLESS_CONFIDENCE and not numbers


def restorer(angle: float, width: float, height: float, bend: Bend | None = None) -> Callable[[Box], Box]:
    """Leads boxes of the straightened page back to the page as scanned, bent and ``angle`` degrees clockwise askew."""
    return partial(_restored, radians(angle), width / 2, height / 2, bend)


def _restored(angle: float, x: float, y: float, bend: Bend | None, box: Box) -> Box:
    """The box that holds ``box`` bent, then turned clockwise by ``angle`` around (``x``, ``y``)."""
    if bend:
        box = bend.restored(box)
    if not angle:
        return box
    corners = [(cx - x, cy - y) for cx in (box.x0, box.x1) for cy in (box.top, box.bottom)]
    xs = [x + cx * cos(angle) - cy * sin(angle) for cx, cy in corners]
    ys = [y + cx * sin(angle) + cy * cos(angle) for cx, cy in corners]
    return Box(min(xs), min(ys), max(xs), max(ys))
