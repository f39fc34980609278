"""Finds the runs of a text that are written in a legacy charset, token by token, from what they say.

Each token costs something in each state (sound, or one of the charsets): sound text costs nothing as it stands,
a token of a charset nothing as decoded. The cheapest way through all tokens, where a change of state has its
price, tells the runs: a lone oddity stays, two words of a charset are one, and a word that may be read both
ways ("Bé": bé or Bộ) goes with its neighbours. Linear in the length of the text.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from kl_extract.legacy.evidence import (
    IMPOSSIBLE,
    LONGEST,
    STOPS,
    STRANGE,
    WRONG,
    costs_of,
    oddity,
    read_word,
    states,
)
from kl_extract.syllables import has_own_letter, is_legal


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters ``[start, end)`` of a line stand for ``after``."""

    start: int
    end: int
    after: str


_TOKEN = re.compile(r"[^ \t\r\n]+")
# So far around a run other damage tells against it.
_NEAR = 20
# A run may begin or end so many lines before or after a line that shows it.
_AROUND = 3
_ROUNDS = 4
# Names and slips aside, what a charset makes of a run are words.
_MOST = 0.75
_TURN, _TURN_IN_LINE = 4.0, 4.5
"""The cost of entering or leaving a charset with a new line, or within one."""


def edits(lines: Sequence[str]) -> list[list[Edit]]:
    """For each line what its tokens in legacy charsets stand for; and what is not in NFC, composed."""
    found: list[list[Edit]] = [[] for _ in lines]
    for part in _blocks([any(map(oddity, _TOKEN.findall(line))) for line in lines]):
        placed = [
            (number, token.start(), token[0]) for number in part for token in _TOKEN.finditer(lines[number])
        ]
        for (number, start, token), after in zip(placed, _read_block(placed), strict=True):
            if after != token:
                found[number].append(Edit(start, start + len(token), after))
    return found


def _blocks(odd: Sequence[bool]) -> list[range]:
    """Lines with an odd token and those around them, which may belong to the same run; parted by sound lines."""
    blocks: list[range] = []
    for number in (number for number, is_odd in enumerate(odd) if is_odd):
        start, end = max(0, number - _AROUND), min(len(odd), number + _AROUND + 1)
        if blocks and start <= blocks[-1].stop:
            blocks[-1] = range(blocks[-1].start, end)
        else:
            blocks.append(range(start, end))
    return blocks


def _read_block(placed: Sequence[tuple[int, int, str]]) -> list[str]:
    """What the tokens of a block, each with the number of its line, stand for.

    Read again as long as that explains more: a run beside others may show only when they are sound.
    """
    tokens, opens = [token for _, _, token in placed], _opens([number for number, _, _ in placed])
    for _ in range(_ROUNDS):
        read = _read_once(tokens, opens)
        if read == tokens:
            break
        tokens = read
    return tokens


def _read_once(tokens: Sequence[str], opens: Sequence[bool]) -> list[str]:
    # Text that is no odder than the price of entering any charset is sound.
    sound = sum(map(oddity, tokens)) < _TURN
    path = [0] * len(tokens) if sound else _cheapest(tokens, opens)
    after: list[str] = []
    for run in _runs(path):
        near = range(max(0, run.start - _NEAR), min(len(tokens), run.stop + _NEAR))
        odd = sum(path[at] == 0 and oddity(tokens[at]) > 0 for at in near) if path[run.start] else 0
        after += _decoded(tokens[run.start : run.stop], path[run.start], odd)
    return after


def _runs(path: Sequence[int]) -> list[range]:
    """Where the state stays the same."""
    starts = [at for at in range(len(path)) if at == 0 or path[at] != path[at - 1]]
    return [range(start, end) for start, end in zip(starts, [*starts[1:], len(path)], strict=True)]


def _decoded(words: Sequence[str], state: int, odd: int) -> list[str]:
    """The words of one run; as they are, composed, where the run is sound or proves too little.

    ``odd`` counts the words near it that are no words and that no charset explains: text damaged otherwise.
    """
    if state and _proves(words, state, odd):
        charset = states()[state - 1].charset
        shown = read_word(" ".join(words), charset).split(" ") if charset.key == "viqr" else words
        words = [read_word(word, charset) if _may_change(word) else word for word in shown]
    return [unicodedata.normalize("NFC", word) for word in words]


def _proves(words: Sequence[str], state: int, odd: int) -> bool:
    """Whether a run makes sense: most of what changes are words, one of them of Vietnamese alone.

    Two different words are enough, or one with a sign inside that no language writes there.
    """
    changed = [word for word in words if _changes(word, state)]
    sound = [word for word in changed if costs_of(word)[state] < WRONG]
    strange = any(costs_of(word)[0] >= STRANGE for word in sound)
    if not strange or len(changed) < 2 * odd or len(sound) < _MOST * len(changed):
        return False
    charset = states()[state - 1]
    if len(set(sound)) > 1 and any(has_own_letter(read_word(word, charset.charset)) for word in sound):
        return True
    whole = [word for word in sound if costs_of(word)[0] >= IMPOSSIBLE and not charset.rare]
    return any(is_legal(read_word(word, charset.charset).strip(STOPS)) for word in whole)


def _changes(word: str, state: int) -> bool:
    return _may_change(word) and states()[state - 1].charset.decode(word) != word


def _may_change(word: str) -> bool:
    """A sign alone is what it is, whatever letter shares its place; but "®)" is the label đ of TCVN3."""
    letters = word.strip(STOPS)
    return len(word) <= LONGEST and (any(map(str.isalnum, word)) or len(letters) > 1 or letters == "®")


def _opens(numbers: Sequence[int]) -> list[bool]:
    """For each token, by the number of its line, whether it is the first there."""
    return [at == 0 or number != numbers[at - 1] for at, number in enumerate(numbers)]


def _cheapest(tokens: Sequence[str], opens: Sequence[bool]) -> list[int]:
    """The state of each token on the cheapest way: 0 for sound, else the number of a charset and one."""
    costs = [costs_of(token) for token in tokens]
    rare = [0.0, *(state.rare for state in states())]
    totals = [0.0, *(_TURN + cost for cost in rare[1:])]
    back: list[list[int]] = []
    for cost, opened in zip(costs, opens, strict=True):
        turn = _TURN if opened else _TURN_IN_LINE
        left = [totals[0], *(total + turn for total in totals[1:])]
        away = min(left)
        best = left.index(away)
        came, new = [], []
        for state, total in enumerate(totals):
            entered = away + turn * (state > 0) + rare[state]
            turned = best != state and entered < total
            came.append(best if turned else state)
            new.append(min(entered, total) + cost[state] if best != state else total + cost[state])
        back.append(came)
        totals = new
    return _traced(
        back, min(range(len(totals)), key=lambda state: (totals[state] + _TURN * (state > 0), state))
    )


def _traced(back: Sequence[Sequence[int]], last: int) -> list[int]:
    path = []
    for came in reversed(back):
        path.append(last)
        last = came[last]
    return path[::-1]
