"""Arcs for text whose letters can be trusted: only marks change, and what is no word stays as it is."""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Protocol

from kl_extract.repair import slips
from kl_extract.repair.digits import number_behind
from kl_extract.repair.folding import fold, strip_marks
from kl_extract.repair.language import LanguageModel
from kl_extract.repair.lattice import Arc, Capitals
from kl_extract.repair.marks import Scored
from kl_extract.repair.syllables import parts, skeletons
from kl_extract.repair.tokens import Kind, Token
from kl_extract.repair.vocabulary import number_class

# Shorter words are not two.
_LEAST_OF_TWO = 5


Reading = tuple[int, float, float, tuple[str]]
"""A syllable's number, log P(seen | syllable), how usual the mistake is on the page, and its spelling."""


class Candidates(Protocol):
    """What offers syllables for a word."""

    def candidates(self, seen: str) -> Scored:
        """Syllables that may stand behind ``seen`` (lower case) with log P(seen | syllable), best first."""
        ...


@dataclass(frozen=True, slots=True)
class CarefulCosts:
    """Natural log probabilities; ``unknown`` for small words nobody knows, ``name`` for those with a capital."""

    most: int = 40
    capital: float = 0.6
    latin: float = -0.3
    unknown: float = -10.0
    name: float = -6.0
    split: float | None = None
    digits: float | None = None
    """Of letters that stand for a number, where only a number can stand."""
    proper: float = 0.0
    """What it costs to change a word that opens with a capital inside a sentence, most likely a name."""
    alone: float = 0.0
    """The same where no other capital stands beside it."""


@dataclass(slots=True)
class CarefulBuilder:
    """Builds arcs for words whose marks were lost or mistaken."""

    channel: Candidates
    model: LanguageModel
    costs: CarefulCosts
    doubts: Mapping[tuple[int, int], float] = field(default_factory=dict)
    """Added to the score of each change, by line number and offset: what an OCR said of its own word."""
    habits: slips.Habits = field(default_factory=dict)
    """Added to the score of each change by the kind of its mistake: what the page itself shows."""
    words: frozenset[str] = frozenset()
    """Words that are taken for sound, though they are no syllables."""
    _acronyms: dict[str, list[str]] = field(init=False, default_factory=dict)
    _capitals: Capitals = field(init=False)
    _held: dict[str, list[Reading]] = field(init=False, default_factory=dict)
    _words: dict[tuple[str, bool, float], list[Arc]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._capitals = Capitals.of(self.model, self.costs.capital)
        for word in self.model.words:
            if word.isascii() or not word.isalpha() or not 2 <= len(word) <= 8 or word in parts():
                continue
            if strip_marks(word) != word:
                self._acronyms.setdefault(strip_marks(word), []).append(word)

    def with_habits(self, habits: slips.Habits) -> "CarefulBuilder":
        """The same for a page of other ``habits``."""
        other = copy(self)
        other.habits, other._held, other._words = habits, {}, {}
        return other

    def arcs(self, tokens: Sequence[Token], at: int) -> Sequence[Arc]:
        """All arcs that open with token number ``at``; alike words as doubtful as each other share theirs."""
        token = tokens[at]
        seen = fold(token.text)
        if self.costs.digits is not None and (digits := number_behind(tokens, at)) is not None:
            cost = 0.0 if token.kind is Kind.MIXED else self.costs.digits
            arc = Arc((self.model.number[number_class(digits)],), cost, 1, (digits,))
            return [arc, self._kept(token, seen, self._strangeness(token, seen))]
        if token.kind is Kind.WORD:
            doubt = self.doubts.get((token.line, token.start), 0.0) + self._proper(tokens, at)
            asked = token.text, token.opens, doubt
            if asked not in self._words:
                self._words[asked] = self._word(token, seen, doubt)
            return self._words[asked]
        if token.kind is Kind.SIGN:
            return [Arc((), 0.0)]
        if token.kind is Kind.ACRONYM:
            return [self._kept(token, seen, 0.0), *self._marked(seen)]
        number = number_class(seen) if any(map(str.isdigit, seen)) else seen
        return [Arc((self.model.number.get(number, self.model.unknown),), 0.0)]

    def _proper(self, tokens: Sequence[Token], at: int) -> float:
        """What it costs more to change token number ``at``: most where it stands beside a capital, as in a name."""
        token = tokens[at]
        if not token.text[0].isupper() or token.text.isupper() or token.opens:
            return 0.0
        beside = (*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2])
        named = any(other.line == token.line and other.text[0].isupper() for other in beside)
        return self.costs.proper if named else self.costs.alone

    def _word(self, token: Token, seen: str, doubt: float) -> list[Arc]:
        if seen in self.words or (len(seen) == 1 and self.costs.proper):
            return [self._kept(token, seen, 0.0)]
        capitals, same = self._capitals.of_token(token), (seen,)
        arcs = [
            Arc((known,), score + (0.0 if text == same else doubt + habit) + capitals[known], 1, text)
            for known, score, habit, text in self._readings(seen)
        ]
        if not any(arc.text == same for arc in arcs):
            arcs.append(self._kept(token, seen, self._strangeness(token, seen)))
        if (
            self.costs.split is not None
            and seen not in parts()
            and token.text == seen
            and len(seen) >= _LEAST_OF_TWO
        ):
            arcs += self._split(seen, self.costs.split)
        return arcs

    def _readings(self, seen: str) -> list[Reading]:
        """The syllables of the model that may stand behind ``seen``, best first."""
        if seen not in self._held:
            number = self.model.number
            self._held[seen] = [
                (number[word], score, self._habit(word, seen), (word,))
                for word, score in self.channel.candidates(seen)[: self.costs.most]
                if word in number
            ]
        return self._held[seen]

    def _habit(self, word: str, seen: str) -> float:
        return self.habits.get(slips.kind_of(word, seen), 0.0) if self.habits else 0.0

    def _strangeness(self, token: Token, seen: str) -> float:
        marked = seen not in parts() and strip_marks(seen) != seen and strip_marks(seen) in skeletons()
        if seen in parts() or (seen in self.model.number and not marked):
            return self.costs.latin
        return self.costs.name if token.text[0].isupper() else self.costs.unknown

    def _kept(self, token: Token, seen: str, score: float) -> Arc:
        known = self.model.number.get(seen, self.model.unknown)
        return Arc((known,), score + self._capitals.of_token(token)[known])

    def _marked(self, seen: str) -> list[Arc]:
        """Acronyms that differ from ``seen`` in marks they have and it lacks."""
        if strip_marks(seen) != seen or seen in self.model.number:
            return []
        return [Arc((self.model.number[word],), -1.0, 1, (word,)) for word in self._acronyms.get(seen, ())]

    def _split(self, seen: str, cost: float) -> list[Arc]:
        """Two words written as one."""
        number = self.model.number
        arcs = []
        for cut in range(1, len(seen)):
            for left, first in self.channel.candidates(seen[:cut])[:3]:
                for right, second in self.channel.candidates(seen[cut:])[:3]:
                    if left in number and right in number:
                        words = (number[left], number[right])
                        arcs.append(Arc(words, first + second + cost, 1, (left, right)))
        arcs.sort(key=lambda arc: (-arc.score, arc.words))
        return arcs[:12]
