"""One name, one spelling: a run of capitalised words seen again and again is read the same way each time."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from kl_extract.repair.decoder import Step
from kl_extract.repair.lattice import Arc
from kl_extract.repair.tokens import Kind, Token

Reading = tuple[str, ...]


def agreed(tokens: Sequence[Token], lattice: Sequence[Sequence[Arc]], path: Sequence[Step]) -> list[Step]:
    """``path`` where each run of capitalised words takes the reading that most of its like have."""
    mended = list(path)
    groups: dict[Reading, list[list[int]]] = defaultdict(list)
    for run in _runs(tokens, path):
        groups[tuple(tokens[path[place].token].text for place in run)].append(run)
    for runs in groups.values():
        if len(runs) > 2:
            _agree(runs, lattice, mended)
    return mended


def _runs(tokens: Sequence[Token], path: Sequence[Step]) -> list[list[int]]:
    """Places on the path of two words and more with capitals, side by side on one line."""
    runs: list[list[int]] = []
    run: list[int] = []
    for place, step in enumerate(path):
        token = tokens[step.token]
        named = token.kind is Kind.WORD and token.text[0].isupper() and step.arc.length == len(step.arc.words) == 1
        apart = bool(run) and not _follows(token, tokens[path[run[-1]].token])
        if run and (not named or apart):
            runs.append(run)
            run = []
        if named:
            run = [*run, place]
    runs.append(run)
    return [run for run in runs if len(run) > 1]


def _follows(token: Token, before: Token) -> bool:
    """Whether nothing but a space parts two tokens."""
    return token.line == before.line and token.start - before.end == 1


def _agree(runs: Sequence[list[int]], lattice: Sequence[Sequence[Arc]], path: list[Step]) -> None:
    readings = Counter(_reading(path, run) for run in runs)
    (best, count), *others = readings.most_common()
    if not others or count <= len(runs) // 2 or None in best:
        return
    for run in runs:
        for place, word in zip(run, best, strict=True):
            arcs = (arc for arc in lattice[path[place].token] if arc.text == (word,) and arc.length == 1)
            arc = next(arcs, None)
            if arc is not None and path[place].arc.text != arc.text:
                path[place] = replace(path[place], arc=arc)


def _reading(path: Sequence[Step], run: Sequence[int]) -> tuple[str | None, ...]:
    return tuple(path[place].arc.text[0] if path[place].arc.text else None for place in run)
