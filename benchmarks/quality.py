"""Prints the figures behind the thresholds of ``kl_extract/read/quality.py``: sound text against damaged text.

    python benchmarks/quality.py LINES.tsv [TEXT.txt ...]

LINES.tsv has the columns ``true`` and ``seen`` (a line as printed, and as a foreign OCR read it); texts are
sound notices. Damage of other kinds is made from the true lines.
"""

import argparse
import csv
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from kl_extract import resources
from kl_extract.read.choice import TRUSTED
from kl_extract.read.quality import Measure, measure

WINDOW = 120


def main() -> None:
    """Reads the samples and prints a line for each kind."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("lines", type=Path)
    parser.add_argument("texts", type=Path, nargs="*")
    arguments = parser.parse_args()
    print(f"windows of {WINDOW} words; least, median, most")
    for kind, text in samples(arguments.lines, arguments.texts):
        report(kind, [measure(window) for window in windows(text.split())])


def samples(lines: Path, texts: list[Path]) -> Iterator[tuple[str, str]]:
    """Each kind of text, sound ones first."""
    with lines.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    true = "\n".join(row["true"] for row in rows)
    yield "sound lines", true
    for path in texts:
        yield path.name, path.read_text(encoding="utf-8")
    yield "foreign OCR", "\n".join(row["seen"] for row in rows)
    yield "marks stripped", stripped(true)
    yield "U+1EA0- lost", re.sub("[\u1ea0-\u1ef9]", "", true)
    yield "U+1EA0- blank", re.sub("[\u1ea0-\u1ef9]", " ", true)
    for table in resources.read_toml("legacy_charsets.toml").values():
        seen = dict(zip(table["unicode"].split(" "), table["seen"].split(" "), strict=True))
        yield table["name"], "".join(seen.get(letter, letter) for letter in true.lower())


def stripped(text: str) -> str:
    """``text`` without any mark."""
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def windows(words: list[str]) -> Iterator[list[str]]:
    """Whole windows of words, one after the other."""
    for start in range(0, max(1, len(words) - WINDOW + 1), WINDOW):
        yield words[start : start + WINDOW]


def report(kind: str, measures: list[Measure]) -> None:
    """One line of figures, and how many windows are trusted."""
    figures = []
    for name in ("valid", "own", "odd", "quality"):
        values = [getattr(found, name) for found in measures]
        figures.append(f"{name} {min(values):.2f} {median(values):.2f} {max(values):.2f}")
    trusted = sum(found.quality >= TRUSTED for found in measures)
    sys.stdout.write(f"{kind:16} {'   '.join(figures)}   trusted {trusted} of {len(measures)}\n")


if __name__ == "__main__":
    main()
