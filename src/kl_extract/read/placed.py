"""Letters of a PDF page as PDFium places them: by runs that share a line and a font, and from these as glyphs."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, repeat, starmap
from operator import ge, le, lt, mul, sub
from unicodedata import combining

from kl_extract.read.glyphs import TWICE, WORD_GAP, Glyph, joined

_BLANKS_AND_WORDS = re.compile(r"\s|\S+")


class OddPageError(Exception):
    """A page on which PDFium does not tell all that matters: pdfplumber has to read it."""


@dataclass(frozen=True, slots=True)
class Run:
    """What the letters of one text object share. ``direction`` as in ``glyphs``: 0 is upright.

    ``baseline``, ``top`` and ``bottom`` are measured from the top of the visible area, the others are lengths.
    """

    direction: int
    baseline: float
    size: float
    top: float
    bottom: float
    middle: float
    bold: bool
    italic: bool
    font: str


@dataclass(frozen=True, slots=True)
class Typeset:
    """The letters of a page in the order drawn: what they are, where each starts and ends, and in which run it is.

    ``runs`` come with the numbers of their first letter and of the one after their last; ``blanks`` are drawn too,
    but not among ``texts``. ``width`` is that of the visible area, from whose left edge all is measured.
    """

    texts: str
    lefts: Sequence[float]
    rights: Sequence[float]
    runs: Sequence[tuple[Run, int, int]]
    blanks: Sequence[Glyph]
    width: float

    def glyphs(self) -> list[Glyph]:
        """Each letter as a glyph. Raises OddPageError for ligatures that PDFium has taken apart."""
        return joined([*chain.from_iterable(starmap(self._letters, self.runs)), *self.blanks])

    def pieces(self) -> list[Glyph]:
        """The same, but letters of one run that surely belong to one word are one glyph: far less to handle."""
        if any(map(combining, self.texts)):
            return self.glyphs()
        return [*chain.from_iterable(starmap(self._pieces, self.runs)), *self.blanks]

    def _letters(self, run: Run, start: int, end: int) -> Iterator[Glyph]:
        for at in range(start, end):
            text, x0, x1 = self.texts[at], self.lefts[at], self.rights[at]
            if at > start and x0 == self.lefts[at - 1] and text.isascii():
                raise OddPageError  # a ligature that PDFium has taken apart
            if 0 <= x0 + x1 <= 2 * self.width:
                yield _glyph(run, text, x0, x1)
            if text == " " and at + 1 < end:
                yield from _more_blanks(run, x0, x1, self.lefts[at + 1])

    def _pieces(self, run: Run, start: int, end: int) -> Iterable[Glyph]:
        texts, lefts, rights = self.texts, self.lefts, self.rights
        gaps = _gaps(lefts[start:end], rights[start:end])
        if (
            gaps is None
            or lefts[start] + rights[start] < 0
            or lefts[end - 1] + rights[end - 1] > 2 * self.width
        ):
            return self._letters(run, start, end)
        found: list[Glyph] = []
        far = WORD_GAP * run.size
        close = max(gaps) <= far
        for match in _BLANKS_AND_WORDS.finditer(texts, start, end):
            first, after = match.span()
            last = after - 1
            if first == last:
                found.append(_glyph(run, texts[first], lefts[first], rights[first]))
                if gaps[first - start] > 0 and texts[first] == " ":
                    found += _more_blanks(run, lefts[first], rights[first], lefts[after])
            elif close or max(gaps[first - start : last - start]) <= far:
                found.append(_glyph(run, match[0], lefts[first], rights[last], lefts[last]))
            else:
                found += self._letters(run, first, after)
        return found


def _gaps(lefts: Sequence[float], rights: Sequence[float]) -> list[float] | None:
    """The gap behind each letter, behind the last none; or None unless each stands clearly to the right of others."""
    next_lefts = lefts[1:]
    if not all(map(lt, lefts, next_lefts)) or not all(map(le, rights, rights[1:])):
        return None
    least = map(mul, map(sub, rights, lefts), repeat(TWICE))
    if not all(map(ge, map(sub, next_lefts, lefts), least)):
        return None
    return [*map(sub, next_lefts, rights), 0.0]


def _glyph(run: Run, text: str, x0: float, x1: float, last: float = 0.0) -> Glyph:
    """A letter; or several, the last of which starts at ``last``."""
    style = run.bold, run.italic, run.font
    return Glyph(text, x0, x1, run.baseline, run.size, run.top, run.bottom, *style, None, len(text), last)


def _more_blanks(run: Run, left: float, right: float, end: float) -> Iterator[Glyph]:
    """The blanks up to ``end`` that follow one from ``left`` to ``right``: PDFium tells of the first alone."""
    step = right - left
    for index in range(round((end - right) / step) if 0 < step < end - right else 0):
        x = right + index * step
        yield _glyph(run, " ", x, x + step)
