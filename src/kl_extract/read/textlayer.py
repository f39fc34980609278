"""Words of a PDF's text layer, from the characters that PDFium reports, or pdfplumber on odd pages."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from kl_extract.model import Box
from kl_extract.read.drawing import drawing, straight_pieces
from kl_extract.read.fonts import Fonts, Spelling
from kl_extract.read.glyphs import Glyph, upright_glyphs
from kl_extract.read.letters import clean_drawn
from kl_extract.read.tables import MIN_STROKES, Table, ruled_tables, tables_between
from kl_extract.read.tokens import Token
from kl_extract.read.typeset import OddPageError, typeset_glyphs

# A gap of a fifth of the type size parts words (a space in Times is a quarter; kerning stays below a tenth).
_WORD_GAP = 0.2
# Letters of one word touch or nearly do; the narrowest space is wider by far.
_TOUCHING = 0.05
# Poor man's bold draws a letter twice, less than a third of its width apart.
_TWICE = 0.3


@dataclass(frozen=True, slots=True)
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
    return TextLayer(tuple(_tokens(glyphs, fonts)), width, height, turn, picture, tables)


def typeset_layer(page: Any, fonts: Fonts) -> TextLayer:
    """Reads a plain page of pypdfium2. Raises OddPageError for one that ``text_layer`` reads better or alone."""
    drawn = drawing(page)
    if page.get_rotation() or drawn.spoken:
        raise OddPageError
    area = page.get_bbox()
    width, height = area[2] - area[0], area[3] - area[1]
    tokens = tuple(_tokens(typeset_glyphs(page, area, drawn), fonts))
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


def _tokens(glyphs: Sequence[Glyph], fonts: Fonts) -> Iterator[Token]:
    lines = [list(_words(_without_covered(line))) for line in _lines(glyphs)]
    for words, read in zip(lines, fonts.read(lines), strict=True):
        for word, spelling in zip(words, read, strict=True):
            yield from _token(word, spelling)


def _without_covered(line: Sequence[Glyph]) -> Iterator[Glyph]:
    """The glyphs without blanks that letters of one font, set close together, were stamped upon: "Số:        /TB"."""
    following: list[Glyph | None] = []
    later: Glyph | None = None
    for glyph in reversed(line):
        following.append(later)
        later = later if glyph.text.isspace() else glyph
    before: Glyph | None = None
    for glyph, after in zip(line, reversed(following), strict=True):
        if not glyph.text.isspace():
            before = glyph
        elif before and after and before.font == after.font and _touch(before, after):
            continue
        yield glyph


def _touch(before: Glyph, after: Glyph) -> bool:
    return after.x0 - before.x1 <= _TOUCHING * after.size


def _words(line: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    word: list[Glyph] = []
    for glyph in line:
        if word and (glyph.text.isspace() or glyph.x0 - word[-1].x1 > _WORD_GAP * glyph.size):
            yield word
            word = []
        if glyph.text.isspace() or (word and _again(word[-1], glyph)):
            continue
        word.append(glyph)
    if word:
        yield word


def _lines(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs that stand on one baseline, from left to right."""
    line: list[Glyph] = []
    for glyph in sorted(glyphs, key=attrgetter("baseline", "x0")):
        if line and glyph.baseline - line[-1].baseline > _WORD_GAP * max(glyph.size, 1.0):
            yield sorted(line, key=attrgetter("x0"))
            line = []
        line.append(glyph)
    yield sorted(line, key=attrgetter("x0"))


def _again(before: Glyph, glyph: Glyph) -> bool:
    """Whether ``glyph`` is the letter before it drawn a second time; then that letter counts as bold."""
    same = before.text == glyph.text and before.number == glyph.number
    twice = same and glyph.x0 - before.x0 < _TWICE * (before.x1 - before.x0)
    before.bold = before.bold or twice
    return twice


def _token(word: Sequence[Glyph], spelling: Spelling) -> Iterator[Token]:
    text = clean_drawn(spelling.text).strip()
    if not text:
        return
    box = Box(
        min([glyph.x0 for glyph in word]),
        min([glyph.top for glyph in word]),
        max([glyph.x1 for glyph in word]),
        max([glyph.bottom for glyph in word]),
    )
    yield Token(
        text=text,
        box=box,
        baseline=word[0].baseline,
        size=_usual_size([glyph.size for glyph in word]),
        bold=2 * sum([glyph.bold for glyph in word]) > len(word),
        italic=2 * sum([glyph.italic for glyph in word]) > len(word),
        before=spelling.before,
    )


def _usual_size(sizes: Sequence[float]) -> float:
    """The size of most letters, the smallest of several such."""
    if min(sizes) == max(sizes):
        return round(sizes[0], 2)
    counts = Counter(round(size, 2) for size in sizes)
    return max(sorted(counts), key=lambda size: counts[size])


def _picture_area(page: Any, whole: float) -> float:
    """The share of the page under its largest picture."""
    areas = [abs((image["x1"] - image["x0"]) * (image["bottom"] - image["top"])) for image in page.images]
    return min(1.0, max(areas, default=0.0) / whole) if whole else 0.0
