"""Marked words that are no syllables, such as "crômit" and "bôxit": seen with other vowels or as digits."""

from collections import defaultdict

from kl_extract.repair.folding import strip_marks
from kl_extract.repair.language import LanguageModel
from kl_extract.repair.syllables import parts

_SHORTEST = 3
# Natural logs: the marks of such a word are lost; a vowel of it is seen as another or as a sign.
_MARKS, _VOWEL = -1.0, -1.5
# What an OCR without Vietnamese letters takes marked vowels for.
_VOWELS = str.maketrans(dict.fromkeys("aeiouy068@&¢", "*"))


class Loanwords:
    """The marked words of a language model that are no syllables, by their consonants."""

    def __init__(self, model: LanguageModel) -> None:
        self._by_consonants: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for word in model.words:
            bare = strip_marks(word)
            if (
                len(word) >= _SHORTEST
                and word.isalpha()
                and bare != word.replace("đ", "d")
                and word not in parts()
            ):
                self._by_consonants[bare.translate(_VOWELS)].append((word, bare))

    def behind(self, seen: str) -> list[tuple[str, float]]:
        """Words that ``seen`` (lower case) may stand for, and log P(seen | word)."""
        bare = strip_marks(seen)
        return [
            (word, _MARKS + _VOWEL * sum(a != b for a, b in zip(bare, true, strict=True)))
            for word, true in self._by_consonants.get(bare.translate(_VOWELS), ())
        ]
