"""Channels for text whose letters are right and whose marks are not: stripped, or read slightly wrong."""

import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache, lru_cache

from kl_extract.repair.folding import strip_marks
from kl_extract.repair.syllables import parts
from kl_extract.repair.telex import untyped

Scored = list[tuple[str, float]]

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


@cache
def by_skeleton() -> dict[str, list[str]]:
    """Legal syllables by what is left of them without marks, in alphabetical order."""
    found: dict[str, list[str]] = defaultdict(list)
    for syllable, (onset, rime) in sorted(parts().items()):
        found[strip_marks(onset) + strip_marks(rime)].append(syllable)
    return dict(found)


@lru_cache(maxsize=1 << 15)
def _marks(word: str) -> tuple[str, tuple[str, ...]]:
    """The tone of ``word``, and of each letter its other mark ("-" for the bar of đ)."""
    tone, shapes = "", []
    for letter in unicodedata.normalize("NFD", word):
        if not unicodedata.combining(letter):
            shapes.append("-" if letter == "đ" else "")
        elif letter in _TONES:
            tone = letter
        elif shapes:
            shapes[-1] = letter
    return tone, tuple(shapes)


@dataclass(frozen=True, slots=True)
class MarkChannel:
    """P(seen | syllable) where only marks may be lost or mistaken; all scores are natural logs."""

    lost: float
    mistaken: float
    typed: float = -99.0
    _held: dict[str, Scored] = field(default_factory=dict)

    def candidates(self, seen: str) -> Scored:
        """Syllables that may stand behind ``seen`` (lower case), best first."""
        if seen not in self._held:
            best: dict[str, float] = {}
            self._add(seen, best)
            if (meant := untyped(seen)) is not None and self.typed > -99.0:
                best[meant] = max(best.get(meant, -99.0), self.typed)
            self._held[seen] = sorted(best.items(), key=lambda item: (-item[1], item[0]))
        return self._held[seen]

    def _add(self, seen: str, best: dict[str, float]) -> None:
        tone, shapes = _marks(seen)
        for syllable in by_skeleton().get(strip_marks(seen), ()):
            true_tone, true_shapes = _marks(syllable)
            score = self._cost(true_tone, tone)
            if true_shapes != shapes:
                score += sum(map(self._cost, true_shapes, shapes))
            if score > max(best.get(syllable, -99.0), _LEAST):
                best[syllable] = score

    def _cost(self, true: str, seen: str) -> float:
        if true == seen:
            return 0.0
        return self.mistaken if seen else self.lost


# Three marks of one syllable are never mistaken at once.
_LEAST = -16.0


@cache
def stripped() -> MarkChannel:
    """All marks lost at no cost; those that are seen are right."""
    return MarkChannel(lost=0.0, mistaken=-6.0)


@cache
def half_stripped() -> MarkChannel:
    """Some marks lost, typed in Telex, or mistaken."""
    return MarkChannel(lost=-2.0, mistaken=-5.0, typed=-3.0)
