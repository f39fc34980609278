"""Mends lines of one kind of damage: tokens, lattice, best path, and what changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Protocol

from kl_extract.contract import RepairReason
from kl_extract.repair import (
    channel,
    confidence,
    highlands,
    labels,
    language,
    marks,
    names,
    numerals,
    openings,
    places,
    screen,
    slips,
    symbols,
)
from kl_extract.repair.careful import CarefulBuilder, CarefulCosts
from kl_extract.repair.casing import recased
from kl_extract.repair.changes import Change
from kl_extract.repair.decoder import Decoder, Step
from kl_extract.repair.folding import fold, strip_marks
from kl_extract.repair.judge import Damage
from kl_extract.repair.lattice import Arc, Builder
from kl_extract.repair.stretches import stretches
from kl_extract.repair.tokens import Kind, Token, boundaries, is_shouted, tokens_of

Doubts = Mapping[tuple[int, int], float]

# Found on the development pages; 40 candidates mend no more than 24.
SLIP_COSTS = CarefulCosts(
    most=48, capital=0.3, name=-1.0, unknown=-5.0, proper=-5.5, alone=-2.0, split=-2.0, digits=-2.0
)

# A word is mended only when the other readings together have this share against what was read: sound words must stay.
# Which of them it is then may be doubtful; the confidence of the change tells.
LEAST_SHARE = {Damage.SLIPS: 0.9, Damage.HALF: 0.5}
# What an OCR of ours read is doubtful by its own word: less must speak for a change. On the development pages 284
# words are wrong with this, 291 with 0.9, 280 with 0.7, which also changes three sound words in 60,000.
LEAST_SHARE_READ = 0.8
# A number that is taken for a word wants a person's eye, whatever the figures say.
NUMBER_TO_WORD = 0.5
# Tokens that are decoded at once, about twenty pages: of 300 pages in one the process held 544 MiB, so it holds 300.
_AT_ONCE = 8000
# Tokens that show the habits of a text, taken from all over it in stretches.
_ENOUGH, _SAMPLE = 2000, 250


class ArcBuilder(Protocol):
    """What offers readings for tokens."""

    @property
    def model(self) -> language.LanguageModel:
        """The language model whose words the arcs name."""
        ...

    def arcs(self, tokens: Sequence[Token], at: int) -> Sequence[Arc]:
        """All readings that open with token number ``at``."""
        ...


def mend(
    lines: Sequence[str], kind: Damage, doubts: Doubts | None = None, opens: Sequence[bool] | None = None
) -> list[list[Change]]:
    """For each line the changes that make it whole, judged in the context of all lines."""
    if kind is Damage.NONE:
        return [[] for _ in lines]
    if kind is Damage.SLIPS:
        return _slips(lines, doubts or {}, opens)
    builder = _builder(kind) if not doubts else _careful(kind, doubts)
    changes = mend_with(lines, kind, builder, Decoder(builder.model), opens)
    if kind in (Damage.ENGLISH, Damage.STRIPPED):
        for number, letters in labels.mended(lines).items():
            changes[number] = _with(letters, changes[number])
    return changes


def _with(letters: Sequence[Change], changes: Sequence[Change]) -> list[Change]:
    """Both in their order; what touches a letter of a point gives way."""
    apart = [
        change
        for change in changes
        if all(change.end <= letter.start or letter.end <= change.start for letter in letters)
    ]
    return sorted([*letters, *apart], key=lambda change: change.start)


@cache
def _builder(kind: Damage) -> ArcBuilder:
    if kind is Damage.ENGLISH:
        return Builder(channel.load("english"), language.load())
    return _careful(kind, {})


def _careful(kind: Damage, doubts: Doubts) -> ArcBuilder:
    model = language.load()
    if kind is Damage.STRIPPED:
        return CarefulBuilder(marks.stripped(), model, CarefulCosts(), doubts)
    return CarefulBuilder(marks.half_stripped(), model, CarefulCosts(split=-6.0), doubts)


def _slips(lines: Sequence[str], doubts: Doubts, opens: Sequence[bool] | None) -> list[list[Change]]:
    """Twice: what is mended first, all over the text, tells of its habits, and so of what else is mistaken."""
    model, read_by_ocr = language.load(), bool(doubts)
    doubts = {place: slips.WORTH * doubt for place, doubt in doubts.items()}
    least = LEAST_SHARE_READ if read_by_ocr else LEAST_SHARE[Damage.SLIPS]
    tokens = _tokens(lines, opens)
    sound = slips.sound_words(tokens) if read_by_ocr else frozenset()
    builder = CarefulBuilder(slips.load(typed=not read_by_ocr), model, SLIP_COSTS, doubts, words=sound)
    every = max(1, round(len(tokens) / _ENOUGH))
    shown = list(stretches(tokens, _SAMPLE if every > 1 else _AT_ONCE))[::every]
    mender = _Mender(Damage.SLIPS, builder, Decoder(model), least)
    found = mender.changes(lines, shown)
    mended = [(fold(change.after), fold(change.before)) for changes in found for change in changes]
    if mended or every > 1:
        habits = slips.habits(sum(map(len, shown)), mended)
        mender = replace(mender, builder=builder.with_habits(habits))
        found = mender.changes(lines, stretches(tokens, _AT_ONCE))
    if read_by_ocr:
        for rule in (openings.mended(lines, doubts), numerals.mended(lines, doubts), highlands.mended(lines)):
            for number, others in rule.items():
                found[number] = _with(others, found[number])
    return found


def prepare_slips(lines: Sequence[str]) -> None:
    """Loads what mends text that an OCR of ours read, and looks up the words of ``lines``; not the language model."""
    mistakes = slips.load(typed=False)
    for token in _tokens(lines, None):
        if token.kind is Kind.WORD:
            mistakes.candidates(fold(token.text))


def mend_with(
    lines: Sequence[str],
    kind: Damage,
    builder: ArcBuilder,
    decoder: Decoder,
    opens: Sequence[bool] | None = None,
) -> list[list[Change]]:
    """The same with a builder and a decoder of one's own."""
    least = LEAST_SHARE.get(kind, 0.0)
    return _Mender(kind, builder, decoder, least).changes(lines, stretches(_tokens(lines, opens), _AT_ONCE))


def _tokens(lines: Sequence[str], opens: Sequence[bool] | None) -> list[Token]:
    starts = boundaries(lines) if opens is None else opens
    numbered = enumerate(zip(lines, starts, strict=True))
    return [token for number, (line, start) in numbered for token in tokens_of(line, number, start)]


@dataclass(frozen=True, slots=True)
class _Mender:
    """How lines of one kind of damage are mended; ``least`` as in ``LEAST_SHARE``."""

    kind: Damage
    builder: ArcBuilder
    decoder: Decoder
    least: float

    def changes(self, lines: Sequence[str], parts: Iterable[Sequence[Token]]) -> list[list[Change]]:
        """For each line the changes in those parts of the text, each judged by itself."""
        changes: list[list[Change]] = [[] for _ in lines]
        for tokens in parts:
            for token, change in self._of_stretch(lines, tokens):
                changes[token.line].append(change)
        return changes

    def _of_stretch(self, lines: Sequence[str], tokens: Sequence[Token]) -> Iterator[tuple[Token, Change]]:
        lattice = [self.builder.arcs(tokens, at) for at in range(len(tokens))]
        for at in range(len(tokens) - 1):
            if places.is_pair(tokens[at], tokens[at + 1]):
                lattice[at] = [*lattice[at], *places.named(lattice[at], lattice[at + 1])]
        path = names.agreed(tokens, lattice, self._best_path(tokens, lattice))
        mending = [place for place, step in enumerate(path) if _mends(lines, tokens, step)]
        shares = confidence.shares(self.builder.model, tokens, lattice, path, mending)
        for step, (share, as_read) in zip([path[place] for place in mending], shares, strict=True):
            if step.arc.text is not None and as_read > 1.0 - self.least:
                continue
            change = _change(lines, tokens, step, self.kind, share)
            if change is not None:
                yield tokens[step.token], change

    def _best_path(self, tokens: Sequence[Token], lattice: Sequence[Sequence[Arc]]) -> list[Step]:
        if self.kind is Damage.SLIPS:
            return screen.decoded(self.builder.model, self.decoder, tokens, lattice)
        return self.decoder.decode(tokens, lattice)


def _mends(lines: Sequence[str], tokens: Sequence[Token], step: Step) -> bool:
    """Whether the step may do something to the line: a word that is read otherwise, or a symbol."""
    token = tokens[step.token]
    if step.arc.text is None:
        return token.kind is Kind.FIXED
    start, end = _span(tokens, step)
    return tuple(map(fold, lines[token.line][start:end].split())) != step.arc.text


def _span(tokens: Sequence[Token], step: Step) -> tuple[int, int]:
    """The characters of the line that the step reads."""
    token, last = tokens[step.token], tokens[step.token + step.arc.length - 1]
    return token.start - len(token.head) * step.arc.head, last.end + len(token.tail) * step.arc.tail


def _change(
    lines: Sequence[str], tokens: Sequence[Token], step: Step, kind: Damage, share: float
) -> Change | None:
    """What the step does to the line, or nothing where a symbol stays."""
    token = tokens[step.token]
    if step.arc.text is None:
        return _symbol(token)
    line = lines[token.line]
    start, end = _span(tokens, step)
    before = line[start:end]
    after = recased(step.arc.text, before, is_shouted(line))
    reason: RepairReason = "spelling" if strip_marks(before) == strip_marks(after) else "language-model"
    sure = confidence.calibrated(kind.value, share)
    if token.kind is Kind.NUMBER:
        sure = min(sure, NUMBER_TO_WORD)
    return Change(start, end, before, after, reason, sure, share)


def _symbol(token: Token) -> Change | None:
    after = symbols.mended(token.text)
    if after == token.text:
        return None
    same_digits = [sign for sign in after if sign.isdigit()] == [
        sign for sign in token.text if sign.isdigit()
    ]
    sure = SYMBOL_RIGHT if same_digits else NUMBER_TO_WORD
    return Change(token.start, token.end, token.text, after, "dictionary", sure)


SYMBOL_RIGHT = 0.98
"""Share of the 40 symbols in the development pairs that the rules mended rightly, at least."""
