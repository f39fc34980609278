"""``python -m train_repair``: trains the repairer from a corpus and a table of true and seen lines.

Everything is counted in a fixed order, so the same data give the same files, byte for byte.
"""

import argparse
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from kl_extract.repair.judge import Damage
from kl_extract.repair.vocabulary import counted
from train_repair import calibrate, channel, corpus, gazetteer, language, pairs, scans, sightings

_DICTIONARIES = Path(__file__).parents[2] / "dictionaries"
# Real scans are few and matter most.
_PAIR_WEIGHTS = {"real-silver": 5}
_SAMPLE, _BLOCK, _SEED = 900, 60, 1


def main() -> None:
    """Run the steps that the command line asks for, in their order."""
    parser = argparse.ArgumentParser(prog="python -m train_repair", description=__doc__)
    parser.add_argument("steps", nargs="+", choices=["language", "channel", "slips", "confidence"])
    parser.add_argument("--corpus", type=Path, help="folder of *.txt.xz, a paragraph a line")
    parser.add_argument("--pairs", type=Path, help="table of true and seen lines to learn from")
    parser.add_argument(
        "--scans", type=Path, help="table of pages read by Vietnamese OCR (train_repair.scans)"
    )
    parser.add_argument(
        "--exclude", type=Path, nargs="*", default=[], help="texts to measure on, never to learn"
    )
    asked = parser.parse_args()
    if "language" in asked.steps:
        train_language(asked.corpus, asked.pairs, asked.exclude)
    if "channel" in asked.steps:
        train_channel(asked.pairs)
    if "slips" in asked.steps:
        sightings.write_all(_DICTIONARIES, scans.read(asked.scans, ["learn"]))
    if "confidence" in asked.steps:
        measure_confidence(asked.corpus, asked.pairs, asked.scans)


def train_language(folder: Path, pair_table: Path, exclude: Sequence[Path]) -> None:
    """Count the corpora, the true lines and the names of the dictionaries, and write the model into the package."""
    numbering = corpus.Numbering()
    corpora = [corpus.encode(path, numbering) for path in sorted(folder.glob("*.txt.xz"))]
    entries: dict[str, list[str]] = defaultdict(list)
    for kind, entry in gazetteer.entries():
        entries[kind].append(entry)
    corpora += [corpus.encode_all(kind, texts, numbering) for kind, texts in sorted(entries.items())]
    learn, tune = pairs.split(pairs.read(pair_table))
    corpora.append(corpus.encode_all("pairs", pairs.true_texts(learn), numbering))
    words = language.choose_words(corpora, numbering)
    texts = [counted(" ".join(pair.true for pair in tune)), *(counted(_text(path)) for path in exclude)]
    model = language.train(corpora, numbering, words, texts)
    language.write(language.PATH, model, words, language.capital_shares(corpora, numbering, words))


def _text(path: Path) -> str:
    """The text of a file to keep out; of a table of pairs, its true lines."""
    if path.suffix == ".tsv":
        return " ".join(pair.true for pair in pairs.read(path))
    return path.read_text(encoding="utf-8")


def train_channel(pair_table: Path) -> None:
    """Learn the channel of English OCR and write its tables."""
    learn, _ = pairs.split(pairs.read(pair_table))
    found = channel.learn(pairs.syllable_pairs(learn, _PAIR_WEIGHTS))
    note = "What parts of Vietnamese syllables look like after OCR with an English model"
    channel.write_all(_DICTIONARIES, "english", note, found)


def measure_confidence(folder: Path, pair_table: Path, scan_table: Path) -> None:
    """Measure how often changes are right, on pairs, paragraphs and pages that were held out."""
    _, tune = pairs.split(pairs.read(pair_table))
    real = [pair for pair in tune if not pair.kind.startswith("real")]
    rng = random.Random(_SEED)
    held = sorted(
        text
        for path in sorted(folder.glob("*.txt.xz"))
        for text in corpus.paragraphs(path)
        if corpus.is_held_out(text)
    )
    sound = rng.sample(held, _SAMPLE)
    damaged = {
        Damage.ENGLISH: real,
        Damage.STRIPPED: calibrate.stripped(sound),
        Damage.HALF: calibrate.half_stripped(sound, rng),
    }
    tables = {
        kind.value: calibrate.table(calibrate.judged(_blocks(lines), kind)) for kind, lines in damaged.items()
    }
    tables[Damage.SLIPS.value] = calibrate.table(sightings.judged(scans.read(scan_table, ["dev"])))
    calibrate.write(_DICTIONARIES / "repair_confidence.tsv", tables)


def _blocks(lines: Sequence[pairs.LinePair]) -> Iterator[Sequence[pairs.LinePair]]:
    for start in range(0, len(lines), _BLOCK):
        yield lines[start : start + _BLOCK]


if __name__ == "__main__":
    main()
