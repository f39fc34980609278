"""What the letters of a text layer are where their fonts do not say so: by font name, by glyph number, by content."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from kl_extract.legacy import glyphs as orders
from kl_extract.legacy.fonts import legacy_font
from kl_extract.legacy.runs import edits
from kl_extract.read.glyphs import UNKNOWN_GLYPH, Glyph

# Places to which Windows-1252 gives no letter of its own: a font that lacks only these has codes, not glyph numbers.
_UNNAMED = frozenset({0x81, 0x8D, 0x8F, 0x90, 0x9D, 0xA0, 0xAD})

# Where Unicode has its pictures of the control characters.
_PICTURES = 0x2400

Drawn = Sequence[Glyph]
"""The glyphs of one word."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """A word in letters; ``before`` is what the text layer says, where that had to be decoded."""

    text: str
    before: str | None = None


class Fonts:
    """The fonts of one file: where their Vietnamese letters begin, as far as its pages have told."""

    def __init__(self) -> None:
        self._blocks: dict[str, int] = {}
        self._coded: set[str] = set()

    def read(self, lines: Sequence[Sequence[Drawn]]) -> list[list[Spelling]]:
        """The words of each line of one page."""
        self._settle([word for line in lines for word in line])
        read = [[self._spelling(word) for word in line] for line in lines]
        found = edits([" ".join(word.text for word in line) for line in read])
        return [
            _by_content(line, {(edit.start, edit.end): edit.after for edit in row})
            for line, row in zip(read, found, strict=True)
        ]

    def _settle(self, words: Sequence[Drawn]) -> None:
        """Finds out about the fonts of unknown letters, those with most words first: they help with the others."""
        unknown: dict[str, list[Drawn]] = {}
        for word in words:
            numbered = [glyph.font for glyph in word if glyph.number is not None]
            for font in dict.fromkeys(numbered) if numbered else ():
                if font not in self._blocks and legacy_font(font) is None:
                    unknown.setdefault(font, []).append(word)
        for font, drawn in unknown.items():
            numbers = {glyph.number for word in drawn for glyph in word if glyph.font == font} - {None}
            if numbers <= _UNNAMED:
                self._coded.add(font)
        for font in sorted(unknown.keys() - self._coded, key=lambda font: (-len(unknown[font]), font)):
            spelt = [self._letters(word, font) for word in unknown[font]]
            block = orders.block_of([word for word in spelt if word], sorted(set(self._blocks.values())))
            if block is not None:
                self._blocks[font] = block

    def _letters(self, word: Drawn, font: str) -> tuple[int | str, ...]:
        """The word with the glyph numbers of ``font`` alone; nothing where it has unknown ones of another, too."""
        letters: list[int | str] = []
        for glyph in word:
            letter = self._letter(glyph)
            if letter is None and glyph.font != font:
                return ()
            letters.append(letter if letter is not None else glyph.number or 0)
        return tuple(letters)

    def _letter(self, glyph: Glyph) -> str | None:
        if glyph.number is None:
            return glyph.text
        if glyph.font in self._coded:
            return chr(glyph.number)
        if glyph.font not in self._blocks:
            return None
        return orders.order(self._blocks[glyph.font]).get(glyph.number)

    def _spelling(self, word: Drawn) -> Spelling:
        """The word by what its fonts tell."""
        if all(glyph.number is None and legacy_font(glyph.font) is None for glyph in word):
            return Spelling("".join([glyph.text for glyph in word]))
        parts = [self._part(font, list(part)) for font, part in groupby(word, key=lambda glyph: glyph.font)]
        text, before = (
            "".join(part.text for part in parts),
            "".join(part.before or part.text for part in parts),
        )
        return Spelling(text, None if all(part.before is None for part in parts) else before)

    def _part(self, name: str, part: Drawn) -> Spelling:
        font = legacy_font(name)
        if font is not None:
            seen = "".join(glyph.text if glyph.number is None else chr(glyph.number) for glyph in part)
            decoded = font.decode(seen)
            return Spelling(seen) if decoded is None or decoded == seen else Spelling(decoded, seen)
        letters = [self._letter(glyph) for glyph in part]
        text = "".join(UNKNOWN_GLYPH if letter is None else letter for letter in letters)
        if name not in self._blocks:
            return Spelling(text)
        seen = _seen(part)
        return Spelling(text, None if seen == text else seen)


def _seen(part: Drawn) -> str:
    """What the text layer says: glyph numbers as letters of these numbers, control characters by their pictures."""
    return "".join(glyph.text if glyph.number is None else _picture(glyph.number) for glyph in part)


def _picture(number: int) -> str:
    return chr(number if number >= 0x20 else _PICTURES + number)


def _by_content(line: Sequence[Spelling], found: dict[tuple[int, int], str]) -> list[Spelling]:
    """The words of a line, those decoded that stand where ``found`` says."""
    read, start = [], 0
    for word in line:
        end = start + len(word.text)
        after = found.get((start, end))
        read.append(word if after is None else Spelling(after, word.before or word.text))
        start = end + 1
    return read
