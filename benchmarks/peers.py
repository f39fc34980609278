"""Our repairer beside the restorers of marks that can be installed: the same lines, the same run.

    pip install pyvi underthesea
    PYTHONPATH=tools python benchmarks/peers.py TRUE.txt SEEN.txt

TRUE.txt holds the text as printed, SEEN.txt as it was read. A peer that is not installed is left out, saying so;
lines on which pyvi fails stay as they were, and are counted. Printed: share of wrong words (edits over true
words), and time against ours.
"""

import re
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from kl_extract.repair import repair_lines
from kl_extract.repair.folding import fold
from train_repair import pairs

_WORD = re.compile(r"\d+(?:[/\-.]\w+)+|\w+")

Repair = Callable[[list[str]], list[str]]


def main() -> None:
    """Prints one line for each repairer."""
    true, seen = (
        unicodedata.normalize("NFC", Path(name).read_text(encoding="utf-8")) for name in sys.argv[1:3]
    )
    lines = seen.splitlines()
    ours = 0.0
    for name, run in (
        ("as read", list),
        ("kl-extract", kl_extract),
        ("pyvi", pyvi),
        ("underthesea", underthesea),
    ):
        start = perf_counter()
        try:
            after = run(lines)
        except ImportError as trouble:
            print(f"{name:12} left out: {trouble!r}")
            continue
        seconds = perf_counter() - start
        ours = seconds if name == "kl-extract" else ours
        wrong = pairs.distance(words(true), words("\n".join(after))) / len(words(true))
        beside = f"{seconds / ours:.2f} times our time" if ours else ""
        print(f"{name:12} {100 * wrong:6.2f} % of words wrong {beside}")


def kl_extract(lines: list[str]) -> list[str]:
    """Ours, as the command ``kl-extract repair`` runs it."""
    return [line.text for line in repair_lines(lines)]


def pyvi(lines: list[str]) -> list[str]:
    """pyvi puts marks on words that have none."""
    from pyvi import ViUtils  # noqa: PLC0415 - a peer, installed by whoever compares

    after, failed = [], 0
    for line in lines:
        try:
            after.append(ViUtils.add_accents(line) if line.strip() else line)
        except KeyError:  # words its model has no features for
            after.append(line)
            failed += 1
    print(f"{'':12} pyvi failed on {failed} of {len(lines)} lines")
    return after


def underthesea(lines: list[str]) -> list[str]:
    """underthesea mends spellings of marks; it restores none."""
    from underthesea import text_normalize  # noqa: PLC0415 - a peer, installed by whoever compares

    return [text_normalize(line) if line.strip() else line for line in lines]


def words(text: str) -> list[str]:
    """Words and symbols in lower case, tone marks in one style."""
    return [fold(word) for word in _WORD.findall(text)]


if __name__ == "__main__":
    main()
