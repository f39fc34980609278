"""Measures repair: errors before and after, time, the size of the model, and what single parts are worth.

Run from the repository root: ``PYTHONPATH=tools python benchmarks/repair.py PAIRS [--ablations]``; PAIRS is a
table of true and seen lines (columns true, seen, kind), of which only the lines held out of training are used.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from types import ModuleType

from kl_extract.repair import channel, decoder, language, mend, names, places
from kl_extract.repair.changes import apply
from kl_extract.repair.decoder import Decoder
from kl_extract.repair.folding import fold
from kl_extract.repair.judge import Damage
from kl_extract.repair.language import LanguageModel
from kl_extract.repair.lattice import Builder, Costs
from train_repair import pairs

Mend = Callable[[list[str]], list[str]]


def main() -> None:
    """Print one table."""
    _, tune = pairs.split(pairs.read(Path(sys.argv[1])))
    lines = [pair for pair in tune if not pair.kind.startswith("real")]
    start = perf_counter()
    model = language.load()
    found = channel.load("english")
    print(f"load {perf_counter() - start:.2f} s, model {language.PATH.stat().st_size / 1e6:.1f} MB")
    report("as seen", lines, lambda seen: seen)
    report("whole repairer", lines, with_parts(found, model))
    if "--ablations" not in sys.argv:
        return
    pairs_end = int(model.keys.searchsorted(len(model.words) << language.BITS))
    triples_end = int(model.keys.searchsorted(pairs_end << language.BITS))
    report("rows of three words", lines, with_parts(found, cut(model, triples_end)))
    report("rows of two words", lines, with_parts(found, cut(model, pairs_end)))
    with patched(decoder, {"_BREAK": -99.0, "_BREAK_AT_CAPITAL": -99.0}):
        report("lines always go on", lines, with_parts(found, model))
    report("beam of 8", lines, with_parts(found, model, beam=8))
    report("no capitals", lines, with_parts(found, model, Costs(capital=0.0)))
    report("8 candidates a word", lines, with_parts(found, model, Costs(most=8)))
    report("no splits, no merges", lines, with_parts(found, model, Costs(split=-99.0, merge=-99.0)))
    report("numbers never words", lines, with_parts(found, model, Costs(number=0.0, number_to_word=-99.0)))
    for name, changed in _CHANNEL_PARTS.items():
        with patched(channel, changed):
            # A channel keeps what it worked out, so each is built anew.
            report(name, lines, with_parts(channel.load.__wrapped__("english"), model))
    with patched(places, {"named": lambda firsts, seconds: []}):
        report("no list of places", lines, with_parts(found, model))
    with patched(names, {"agreed": lambda tokens, lattice, path: list(path)}):
        report("no cache of names", lines, with_parts(found, model))


# Sightings of whole parts or segments are left out by giving the others all the weight.
_CHANNEL_PARTS: dict[str, dict[str, object]] = {
    "segments alone": {"PRIOR": 1e9},
    "whole parts alone": {"PRIOR": 1e-9, "NOVEL": 0.0},
    "no letters alike": {"_TIED_TONE": 0.0, "_TIED_BASE": 0.0, "_SHAPE_SHARE": 0.0},
}


@contextmanager
def patched(module: ModuleType, values: Mapping[str, object]) -> Iterator[None]:
    """``module`` with other values for a while."""
    before = {name: getattr(module, name) for name in values}
    for name, value in values.items():
        setattr(module, name, value)
    try:
        yield
    finally:
        for name, value in before.items():
            setattr(module, name, value)


def cut(model: LanguageModel, rows: int) -> LanguageModel:
    """``model`` without the rows from number ``rows`` on."""
    return replace(model, keys=model.keys[:rows], logs=model.logs[:rows])


def with_parts(
    found: channel.Channel, model: LanguageModel, costs: Costs | None = None, beam: int = decoder.BEAM
) -> Mend:
    """A repairer of lines made of these parts."""
    builder = Builder(found, model, costs or Costs())

    def run(seen: list[str]) -> list[str]:
        changes = mend.mend_with(seen, Damage.ENGLISH, builder, Decoder(model, beam=beam))
        return [apply(line, made).text for line, made in zip(seen, changes, strict=True)]

    return run


def report(name: str, lines: list[pairs.LinePair], run: Mend, block: int = 40) -> None:
    """Print the share of wrong words and the time for each."""
    start, wrong, total = perf_counter(), 0, 0
    for at in range(0, len(lines), block):
        part = lines[at : at + block]
        for pair, after in zip(part, run([pair.seen for pair in part]), strict=True):
            true = [fold(word) for word in pairs.words(pair.true)]
            total += len(true)
            wrong += pairs.distance(true, pairs.words(after))
    seconds = perf_counter() - start
    print(
        f"{name:24} {100 * wrong / total:6.2f} % of {total} words wrong {1e3 * seconds / total:6.2f} ms a word"
    )


if __name__ == "__main__":
    main()
