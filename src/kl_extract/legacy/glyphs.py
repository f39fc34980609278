"""Glyph numbers into letters, by the order of glyphs that office fonts share."""

from collections import Counter
from collections.abc import Sequence
from functools import cache

from kl_extract import resources
from kl_extract.syllables import is_legal

Word = Sequence[int | str]
"""A word as drawn: letters that are known, and numbers of glyphs that are not."""

_NO_MATTER = "·"
_EDGES = "".join(map(chr, range(0x21, 0x41))) + "[\\]^_`{|}~“”‘’«»…–—•"
# Below this number no block begins: the letters that all fonts share stand there.
_FIRST_BLOCK = 490
# A block at an unusual place must make sound words of this many different ones, and of nearly all there are.
_MIN_WORDS, _MIN_SHARE = 4, 0.9


@cache
def _fixed() -> dict[int, str]:
    return {
        group["start"] + at: letter
        for group in resources.read_toml("glyph_orders.toml")["fixed"]
        for at, letter in enumerate(group["letters"])
        if letter != _NO_MATTER
    }


@cache
def order(block: int) -> dict[int, str]:
    """Which letter each glyph number is in a font whose own Vietnamese letters begin at number ``block``."""
    table = resources.read_toml("glyph_orders.toml")["block"]
    before = enumerate(table["letters_before"], block - table["before"])
    return _fixed() | dict(before) | dict(enumerate(table["letters"], block))


def usual_blocks() -> tuple[int, ...]:
    """The places met so far."""
    return tuple(resources.read_toml("glyph_orders.toml")["block"]["usual"])


def decode(word: Word, block: int) -> str | None:
    """The word in letters, or None where the order has no letter for one of its glyphs."""
    letters = order(block)
    found = [glyph if isinstance(glyph, str) else letters.get(glyph) for glyph in word]
    return None if None in found else "".join(filter(None, found))


def block_of(words: Sequence[Word], hints: Sequence[int] = ()) -> int | None:
    """Where the block of a font begins that draws ``words``; None where nothing makes sound Vietnamese of them.

    The usual places and ``hints`` (settled for other fonts of the file) want little evidence, others much.
    """
    marked = [word for word in dict.fromkeys(map(tuple, words)) if _needs_block(word)]
    tried = dict.fromkeys([*hints, *usual_blocks()])
    if not marked:
        return _block_of_plain(words, next(iter(tried)), bool(hints))
    shares = {block: _sound_share(marked, block) for block in tried}
    best = max(tried, key=lambda block: shares[block])
    if shares[best] > 0.5:
        return best
    return _unusual(marked)


def _block_of_plain(words: Sequence[Word], block: int, likely: bool) -> int | None:
    """Where words have only letters and digits that all fonts share, any block will do, if they are words at all.

    Where another font of the file was ``likely`` of this kind, it is enough that each glyph is a letter.
    """
    decoded = [decode(word, block) for word in words]
    if likely and None not in decoded:
        return block
    return block if 2 * sum(map(_is_sound, decoded)) > len(words) else None


def _unusual(marked: Sequence[Word]) -> int | None:
    """A block at another place: each glyph of a few frequent words votes for every place that makes a word of it."""
    size = len(resources.read_toml("glyph_orders.toml")["block"]["letters"])
    votes: Counter[int] = Counter()
    for word in marked[:60]:
        highest = max(glyph for glyph in word if isinstance(glyph, int))
        for block in range(max(_FIRST_BLOCK, highest - size + 1), highest + 1):
            votes[block] += _is_sound(decode(word, block))
    block, _ = min(votes.items(), key=lambda vote: (-vote[1], vote[0]))
    sound = sum(_is_sound(decode(word, block)) for word in marked)
    return block if sound >= max(_MIN_WORDS, _MIN_SHARE * len(marked)) else None


def _needs_block(word: Word) -> bool:
    return any(isinstance(glyph, int) and glyph >= _FIRST_BLOCK for glyph in word)


def _sound_share(words: Sequence[Word], block: int) -> float:
    return sum(_is_sound(decode(word, block)) for word in words) / len(words)


def _is_sound(text: str | None) -> bool:
    return text is not None and is_legal(text.strip(_EDGES))
