"""What each token may be: arcs over one or two tokens, each with the words it stands for and its cost."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise, product
from math import log
from typing import NamedTuple

import numpy as np

from kl_extract.repair.acronyms import Acronyms
from kl_extract.repair.channel import LEAST, Channel, Places, Vector
from kl_extract.repair.folding import fold
from kl_extract.repair.language import LanguageModel
from kl_extract.repair.loanwords import Loanwords
from kl_extract.repair.syllables import legal_syllables, parts
from kl_extract.repair.tokens import Kind, Token
from kl_extract.repair.vocabulary import number_class

# Words explained better than this (natural log) are one word; longer ones than two syllables are none.
_NO_SPLIT = -8.0
_LONGEST_SPLIT = 15
_LEAST_OF_THREE, _MOST_OF_THREE = 5, 9


class Arc(NamedTuple):
    """``words`` (numbers of the model) may stand behind ``length`` tokens, which costs ``-score``.

    ``text`` holds the words as they would be written, in lower case; it is None where the token stays as it is.
    ``tail`` and ``head`` say that the signs beside the token belong to the word.
    """

    words: tuple[int, ...]
    score: float
    length: int = 1
    text: tuple[str, ...] | None = None
    head: bool = False
    tail: bool = False

    def ends(self, last: Token) -> bool:
        """Whether a sentence ends behind it, where ``last`` is its last token: a sign read as a letter ends none."""
        return last.ends_past_tail if self.tail else last.ends


@dataclass(frozen=True, slots=True)
class Costs:
    """Natural log probabilities of what happens to words; found on the development pairs."""

    most: int = 64
    worse: float = 12.0
    """A reading less likely than the best by this much is none."""
    unigram: float = 1.3
    keep_latin: float = -2.0
    unknown: float = -7.0
    unknown_letter: float = -2.5
    mixed: float = -10.0
    number: float = -1.5
    split: float = -4.0
    merge: float = -5.5
    capital: float = 0.9
    number_to_word: float = -1.0
    sign_lost: float = -9.0
    tail: float = -0.5
    tail_left: float = -5.0
    acronym_letter: float = -4.0


@dataclass(frozen=True, slots=True)
class Capitals:
    """By the number of a word what speaks for it (natural log, weighted) where the token opens so."""

    small: list[float]
    capital: list[float]
    silent: list[float]
    """Of tokens that tell nothing."""

    @classmethod
    def of(cls, model: LanguageModel, weight: float) -> "Capitals":
        """Of the words of ``model``."""
        shares = model.capital.tolist()
        usual = {share: min(0.97, max(0.03, share)) for share in set(shares)}
        small = {share: weight * log(1.0 - often) for share, often in usual.items()}
        capital = {share: weight * log(often) for share, often in usual.items()}
        return cls(
            [small[share] for share in shares], [capital[share] for share in shares], [0.0] * len(shares)
        )

    def of_token(self, token: Token) -> list[float]:
        """Those for the token; what opens a sentence, is no letter or all capitals tells nothing."""
        first = token.text[0]
        if token.opens or not first.isalpha() or token.text[1:].isupper():
            return self.silent
        return self.capital if first.isupper() else self.small


Candidate = tuple[int, float, str]


@dataclass(frozen=True, slots=True)
class Syllables:
    """The syllables that the language model knows, in the order of their numbers there."""

    numbers: list[int]
    spellings: list[str]
    places: tuple[Places, Places]
    usual: Vector
    """How often each is written, weighted: frequent ones come first."""

    @classmethod
    def of(cls, model: LanguageModel, channel: Channel, weight: float) -> "Syllables":
        """Those of ``model`` as ``channel`` numbers their parts."""
        known = [(number, word) for number, word in enumerate(model.words) if word in parts()]
        numbers = [number for number, _ in known]
        spellings = [word for _, word in known]
        usual = np.asarray(model.rows(numbers) * weight, dtype=np.float32)
        return cls(numbers, spellings, channel.places(spellings), usual)

    def likeliest(self, scores: Vector, most: int, worse: float) -> list[Candidate]:
        """The ``most`` best by ``scores`` and use, none worse than the best by more than ``worse``."""
        kept = (scores > LEAST).nonzero()[0]
        if not len(kept):
            return []
        worth = scores[kept] + self.usual[kept]
        near = (worth >= worth.max() - worse).nonzero()[0]
        order = kept[near[(-worth[near]).argsort(kind="stable")][:most]]
        return [
            (self.numbers[place], score, self.spellings[place])
            for place, score in zip(order.tolist(), scores[order].tolist(), strict=True)
        ]


@dataclass(slots=True)
class Builder:
    """Builds arcs with one channel and one language model; what it finds for a word it keeps."""

    channel: Channel
    model: LanguageModel
    costs: Costs = field(default_factory=Costs)
    _syllables: Syllables = field(init=False)
    _words: dict[tuple[str, bool], list[Candidate]] = field(default_factory=dict)
    _splits: dict[str, list[Arc]] = field(default_factory=dict)
    _acronyms: Acronyms = field(init=False)
    _loanwords: Loanwords = field(init=False)
    _capitals: Capitals = field(init=False)

    def __post_init__(self) -> None:
        self._syllables = Syllables.of(self.model, self.channel, self.costs.unigram)
        self._capitals = Capitals.of(self.model, self.costs.capital)
        self._acronyms = Acronyms(self.model)
        self._loanwords = Loanwords(self.model)

    def arcs(self, tokens: Sequence[Token], at: int) -> list[Arc]:
        """All arcs that open with token number ``at``."""
        token = tokens[at]
        if token.kind is Kind.FIXED:
            return [self._fixed(token)]
        arcs = self._acronym(token) if token.kind is Kind.ACRONYM else self._single(token)
        if token.kind in (Kind.WORD, Kind.MIXED):
            arcs += self._split(token, arcs)
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if following is not None and _mergeable(token, following):
            arcs += self._merged(token, following)
        return arcs

    def _fixed(self, token: Token) -> Arc:
        if any(map(str.isdigit, token.text)):
            return Arc((self.model.number[number_class(token.text)],), 0.0)
        return Arc((self.model.number.get(fold(token.text), self.model.unknown),), 0.0)

    def _single(self, token: Token) -> list[Arc]:
        seen = fold(token.text)
        spread = self.costs.number_to_word if token.kind is Kind.NUMBER else 0.0
        capitals = self._capitals_of(token)
        arcs: list[Arc] = []
        if token.kind is not Kind.NUMBER or len(seen) <= 3:
            arcs += [
                Arc((number,), score + spread + capitals[number], 1, (word,))
                for number, score, word in self.candidates(seen)
            ]
        if token.tail:
            arcs += [
                Arc((number,), score + self.costs.tail + capitals[number], 1, (word,), tail=True)
                for number, score, word in self.candidates(seen + token.tail)
            ]
        if token.head and token.kind in (Kind.NUMBER, Kind.MIXED):
            arcs += [
                Arc((number,), score + self.costs.tail + capitals[number], 1, (word,), head=True)
                for number, score, word in self.candidates(token.head + seen)
            ]
        arcs += [
            Arc((number := self.model.number[word],), score + capitals[number], 1, (word,))
            for word, score in self._loanwords.behind(seen)
            if word != seen
        ]
        arcs.append(self._kept(token, seen))
        if token.tail:
            arcs = [
                arc if arc.tail or not arc.text else arc._replace(score=arc.score + self.costs.tail_left)
                for arc in arcs
            ]
        return arcs

    def _capitals_of(self, token: Token) -> Sequence[float]:
        """By the number of a word how well its habit of opening with a capital fits the token."""
        if token.kind is Kind.ACRONYM:
            return self._capitals.silent
        return self._capitals.of_token(token)

    def _kept(self, token: Token, seen: str) -> Arc:
        """The token as it stands: a number, a sign without meaning, a Latin word, or a word nobody knows."""
        if token.kind is Kind.NUMBER:
            return Arc((self.model.number[number_class(token.text)],), self.costs.number * (len(seen) <= 3))
        if token.kind is Kind.SIGN:
            return Arc((), self.costs.sign_lost)
        if token.kind is Kind.MIXED:
            return Arc((self.model.number[number_class(seen)],), self.costs.mixed)
        known = self.model.number.get(seen)
        if known is not None and seen not in parts():
            return Arc((known,), self.costs.keep_latin + self._capitals_of(token)[known])
        return Arc((self.model.unknown,), self.costs.unknown + self.costs.unknown_letter * len(seen))

    def candidates(self, seen: str, known: bool = False) -> list[Candidate]:
        """Syllables of the model behind ``seen``: number, log P(seen | syllable), spelling; likeliest first."""
        if (seen, known) not in self._words:
            self._words[seen, known] = self._syllables.likeliest(
                self.channel.scores(seen, self._syllables.places, known), self.costs.most, self.costs.worse
            )
        return self._words[seen, known]

    def _split(self, token: Token, singles: Sequence[Arc]) -> list[Arc]:
        seen = fold(token.text)
        best = max((arc.score for arc in singles if arc.text), default=-99.0)
        if not 2 <= len(seen) <= _LONGEST_SPLIT or best > _NO_SPLIT:
            return []
        if seen not in self._splits:
            self._splits[seen] = self._cut(seen)
        return self._splits[seen]

    def _cut(self, seen: str) -> list[Arc]:
        """Two words written as one, or three."""
        found = self._cuts(seen, 2)
        if _LEAST_OF_THREE <= len(seen) <= _MOST_OF_THREE:
            found += self._cuts(seen, 3)
        return found

    def _cuts(self, seen: str, count: int) -> list[Arc]:
        found: list[tuple[float, Arc]] = []
        for cuts in combinations(range(1, len(seen)), count - 1):
            edges = [0, *cuts, len(seen)]
            pieces = [
                self.candidates(seen[low:high], known=True)[: 6 - count] for low, high in pairwise(edges)
            ]
            for words in product(*pieces):
                score = sum(word[1] for word in words) + self.costs.split * (count - 1)
                usual = sum(map(float, self.model.rows([word[0] for word in words]))) * self.costs.unigram
                arc = Arc(tuple(word[0] for word in words), score, 1, tuple(word[2] for word in words))
                found.append((score + usual, arc))
        found.sort(key=lambda item: (-item[0], item[1].words))
        return [arc for _, arc in found[:8]]

    def _merged(self, token: Token, following: Token) -> list[Arc]:
        seen = fold(token.text + following.text)
        capitals = self._capitals_of(token)
        return [
            Arc((number,), score + self.costs.merge + capitals[number], 2, (word,))
            for number, score, word in self.candidates(seen, known=True)[:5]
            if score > -9.0
        ]

    def _acronym(self, token: Token) -> list[Arc]:
        """Acronyms known to the model that look alike; short ones may be words in capitals."""
        seen = token.text.lower()
        arcs = [self._kept(token, seen)]
        arcs += [
            Arc((self.model.number[word],), score, 1, (word,)) for word, score in self._acronyms.behind(seen)
        ]
        if seen not in self.model.number or seen in legal_syllables():
            arcs += [
                Arc((number,), score + self.costs.acronym_letter * 0.5, 1, (word,))
                for number, score, word in self.candidates(seen)[:6]
            ]
        return arcs


def _mergeable(token: Token, following: Token) -> bool:
    """Whether two tokens may be one word torn apart: side by side, nothing between them but a space."""
    return (
        token.line == following.line
        and following.start - token.end == 1
        and (
            {token.kind, following.kind} <= {Kind.WORD, Kind.MIXED, Kind.SIGN}
            or token.kind is following.kind is Kind.ACRONYM
        )
        and len(token.text) + len(following.text) <= 9
        and not (len(token.text) > 2 and following.text[0].isupper() and not following.text.isupper())
    )
