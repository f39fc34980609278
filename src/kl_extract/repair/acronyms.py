"""Acronyms whose marks an OCR without Vietnamese letters lost: "HDND" is HĐND, "BPS" is BĐS."""

from collections import defaultdict
from collections.abc import Iterator

from kl_extract.repair.folding import strip_marks
from kl_extract.repair.language import LanguageModel
from kl_extract.repair.syllables import parts

_SHORTEST, _LONGEST = 2, 8
# Natural log of the probability that only marks were lost, and that the bar of a capital Đ made a P or B of it.
_MARKS, _BAR = -1.0, -3.0
_LIKE_D = "PB"


class Acronyms:
    """The acronyms of a language model by what they may be read as."""

    def __init__(self, model: LanguageModel) -> None:
        self._by_look: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for word in model.words:
            if word.isalpha() and _SHORTEST <= len(word) <= _LONGEST and word not in parts():
                for look, score in _looks(word):
                    self._by_look[look].append((word, score))

    def behind(self, seen: str) -> list[tuple[str, float]]:
        """Acronyms other than ``seen`` (lower case) that it may stand for, and log P(seen | acronym)."""
        return [(word, score) for word, score in self._by_look.get(strip_marks(seen), ()) if word != seen]


def _looks(word: str) -> Iterator[tuple[str, float]]:
    yield strip_marks(word), _MARKS
    if "đ" in word:
        for letter in _LIKE_D.lower():
            yield strip_marks(word.replace("đ", letter)), _BAR
