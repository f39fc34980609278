"""Mends lines of one kind of damage: tokens, lattice, best path, and what changed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
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


class ArcBuilder(Protocol):
    """What offers readings for tokens."""

    @property
    def model(self) -> language.LanguageModel:
        """The language model whose words the arcs name."""
        ...

    def arcs(self, tokens: Sequence[Token], at: int) -> list[Arc]:
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
    """Twice: what was mended first tells of the page's habits, and so of what else is mistaken."""
    model, read_by_ocr = language.load(), bool(doubts)
    doubts = {place: slips.WORTH * doubt for place, doubt in doubts.items()}
    least = LEAST_SHARE_READ if read_by_ocr else LEAST_SHARE[Damage.SLIPS]
    tokens = [token for number, line in enumerate(lines) for token in tokens_of(line, number)]
    sound = slips.sound_words(tokens) if read_by_ocr else frozenset()
    builder = CarefulBuilder(slips.load(typed=not read_by_ocr), model, SLIP_COSTS, doubts, words=sound)
    decoder = Decoder(model)
    first = mend_with(lines, Damage.SLIPS, builder, decoder, opens, least=least)
    mended = [(fold(change.after), fold(change.before)) for changes in first for change in changes]
    found = first
    if mended:
        habits = slips.habits(len(tokens), mended)
        found = mend_with(lines, Damage.SLIPS, replace(builder, habits=habits), decoder, opens, least=least)
    if read_by_ocr:
        for rule in (openings.mended(lines, doubts), numerals.mended(lines, doubts), highlands.mended(lines)):
            for number, others in rule.items():
                found[number] = _with(others, found[number])
    return found


def mend_with(
    lines: Sequence[str],
    kind: Damage,
    builder: ArcBuilder,
    decoder: Decoder,
    opens: Sequence[bool] | None = None,
    *,
    least: float | None = None,
) -> list[list[Change]]:
    """The same with a builder, a decoder and a least share of one's own."""
    least = LEAST_SHARE.get(kind, 0.0) if least is None else least
    starts = boundaries(lines) if opens is None else opens
    tokens = [
        token
        for number, (line, start) in enumerate(zip(lines, starts, strict=True))
        for token in tokens_of(line, number, start)
    ]
    changes: list[list[Change]] = [[] for _ in lines]
    if not tokens:
        return changes
    lattice = [builder.arcs(tokens, at) for at in range(len(tokens))]
    for at in range(len(tokens) - 1):
        if places.is_pair(tokens[at], tokens[at + 1]):
            lattice[at] += places.named(lattice[at], lattice[at + 1])
    path = names.agreed(tokens, lattice, decoder.decode(tokens, lattice))
    mending = [place for place, step in enumerate(path) if _mends(lines, tokens, step)]
    shares = confidence.shares(builder.model, tokens, lattice, path, mending)
    for step, (share, as_read) in zip([path[place] for place in mending], shares, strict=True):
        if step.arc.text is not None and as_read > 1.0 - least:
            continue
        change = _change(lines, tokens, step, kind, share)
        if change is not None:
            changes[tokens[step.token].line].append(change)
    return changes


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
