"""Words of a PDF's text layer, from the characters that PDFium reports, or pdfplumber on odd pages."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from operator import attrgetter
from typing import Any

from kl_extract.model import Box
from kl_extract.read.drawing import drawing, straight_pieces
from kl_extract.read.fonts import Fonts
from kl_extract.read.glyphs import TWICE, WORD_GAP, Glyph, upright_glyphs
from kl_extract.read.letters import clean_drawn
from kl_extract.read.placed import OddPageError
from kl_extract.read.quality import Measure, measure
from kl_extract.read.tables import MIN_STROKES, Table, ruled_tables, tables_between
from kl_extract.read.tokens import Token
from kl_extract.read.typeset import typeset_letters

# Letters of one word touch or nearly do; the narrowest space is wider by far.
_TOUCHING = 0.05


@dataclass(frozen=True)
class TextLayer:
    """The words of one page's text layer, upright, and by how many degrees clockwise it was turned for that.

    ``area`` is the share of the page that its largest picture covers. Tables are looked for on upright pages only.
    """

    tokens: tuple[Token, ...]
    width: float
    height: float
    rotated: int
    area: float
    tables: tuple[Table, ...] = ()

    @cached_property
    def judged(self) -> Measure:
        """What its words show."""
        return measure(token.text for token in self.tokens)


def text_layer(page: Any, fonts: Fonts) -> TextLayer:
    """Reads a pdfplumber page; whatever pdfplumber raises for a damaged page passes through.

    ``fonts`` knows what was found out about the fonts of the file, and learns more.
    """
    area = _visible(page)
    width, height = area.x1 - area.x0, area.bottom - area.top
    glyphs, turn = upright_glyphs(page.chars, area)
    picture = _picture_area(page, width * height)
    if turn in {90, 270}:
        width, height = height, width
    tables = () if turn else ruled_tables(page, area)
    return TextLayer(tuple(_tokens(_lines(glyphs), fonts)), width, height, turn, picture, tables)


def typeset_layer(page: Any, fonts: Fonts) -> TextLayer:
    """Reads a plain page of pypdfium2. Raises OddPageError for one that ``text_layer`` reads better or alone."""
    drawn = drawing(page)
    if page.get_rotation() or drawn.spoken:
        raise OddPageError
    area = page.get_bbox()
    width, height = area[2] - area[0], area[3] - area[1]
    letters = typeset_letters(page, area, drawn)
    lines = list(_lines(letters.pieces()))
    if any(map(_is_tangled, lines)):
        lines = list(_lines(letters.glyphs()))
    tokens = tuple(_tokens(lines, fonts))
    if any(token.before is not None for token in tokens):
        raise OddPageError
    ruled = drawn.upright and drawn.strokes >= MIN_STROKES
    tables = tables_between(straight_pieces(drawn), area) if ruled else ()
    return TextLayer(tokens, width, height, 0, min(1.0, drawn.picture / (width * height)), tables)


def _visible(page: Any) -> Box:
    """The crop box inside the media box; the media box where they do not meet."""
    crop, media = Box(*map(float, page.cropbox)), Box(*map(float, page.mediabox))
    box = Box(
        max(crop.x0, media.x0),
        max(crop.top, media.top),
        min(crop.x1, media.x1),
        min(crop.bottom, media.bottom),
    )
    return box if box.x0 < box.x1 and box.top < box.bottom else media


def _is_tangled(line: Sequence[Glyph]) -> bool:
    """Whether something stands between the letters of a glyph of several, or so near as to be one of them again."""
    return any(
        glyph.x0 - before.last <= TWICE * (before.x1 - before.last)
        for before, glyph in pairwise(line)
        if before.count > 1
    )


def _tokens(lines: Iterable[Sequence[Glyph]], fonts: Fonts) -> Iterator[Token]:
    parted = [list(_words(line)) for line in lines]
    for words, read in zip(parted, fonts.read(parted), strict=True):
        for word, spelling in zip(words, read, strict=True):
            text = clean_drawn(spelling.text).strip()
            if text:
                yield _token(word, text, spelling.before)


def _words(line: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs that no gap parts and no blank; unless letters of one font, close together, were stamped upon blanks."""
    word: list[Glyph] = []
    blank = False
    before: Glyph | None = None
    for glyph in line:
        if glyph.text.isspace():
            blank = True
            continue
        if before and word:
            covered = blank and before.font == glyph.font and _touch(before, glyph)
            if (blank and not covered) or glyph.x0 - word[-1].x1 > WORD_GAP * glyph.size:
                yield word
                word = []
        blank, before = False, glyph
        if not (word and _again(word[-1], glyph)):
            word.append(glyph)
    if word:
        yield word


def _touch(before: Glyph, after: Glyph) -> bool:
    return after.x0 - before.x1 <= _TOUCHING * after.size


def _lines(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs that stand on one baseline, from left to right."""
    line: list[Glyph] = []
    for glyph in sorted(glyphs, key=attrgetter("baseline", "x0")):
        if line and glyph.baseline - line[-1].baseline > WORD_GAP * max(glyph.size, 1.0):
            yield sorted(line, key=attrgetter("x0"))
            line = []
        line.append(glyph)
    yield sorted(line, key=attrgetter("x0"))


def _again(before: Glyph, glyph: Glyph) -> bool:
    """Whether ``glyph`` is the letter before it drawn a second time; then that letter counts as bold."""
    same = before.text == glyph.text and before.number == glyph.number
    twice = same and glyph.x0 - before.x0 < TWICE * (before.x1 - before.x0)
    before.bold = before.bold or twice
    return twice


def _token(word: Sequence[Glyph], text: str, before: str | None) -> Token:
    if len(word) == 1:
        glyph = word[0]
        box = Box(glyph.x0, glyph.top, glyph.x1, glyph.bottom)
        size = round(glyph.size, 2)
        return Token(text, box, glyph.baseline, size, 1.0, glyph.bold, glyph.italic, before)
    box = Box(
        min([glyph.x0 for glyph in word]),
        min([glyph.top for glyph in word]),
        max([glyph.x1 for glyph in word]),
        max([glyph.bottom for glyph in word]),
    )
    letters = sum([glyph.count for glyph in word])
    return Token(
        text=text,
        box=box,
        baseline=word[0].baseline,
        size=_usual_size(word),
        bold=2 * sum([glyph.count for glyph in word if glyph.bold]) > letters,
        italic=2 * sum([glyph.count for glyph in word if glyph.italic]) > letters,
        before=before,
    )


def _usual_size(word: Sequence[Glyph]) -> float:
    """The size of most letters, the smallest of several such."""
    sizes = [glyph.size for glyph in word]
    if min(sizes) == max(sizes):
        return round(sizes[0], 2)
    counts: Counter[float] = Counter()
    for glyph in word:
        counts[round(glyph.size, 2)] += glyph.count
    return max(sorted(counts), key=lambda size: counts[size])


def _picture_area(page: Any, whole: float) -> float:
    """The share of the page under its largest picture."""
    areas = [abs((image["x1"] - image["x0"]) * (image["bottom"] - image["top"])) for image in page.images]
    return min(1.0, max(areas, default=0.0) / whole) if whole else 0.0
