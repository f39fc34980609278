"""``python -m train_repair.scans``: makes pairs of true lines and what the Vietnamese OCR reads, with its confidence.

Held-out paragraphs of official texts are set on A4 pages, worn as scans are, and read by the tool's own reader.
One table row is one line; the pages of ``dev`` and ``test`` are chosen by their number, before anything is seen.
The same corpus, fonts and version of Tesseract give the same table. A page takes about two seconds.
"""

import argparse
import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from kl_extract.read.ocr import read_image
from train_repair import corpus, paper

# Official texts, and some news for names of people and places and for foreign words.
SOURCES = ("laocai_admin", "vbpl", "news_misc", "law_misc", "tthc", "vietnews")
_PARAGRAPHS = 900
"""Of each source, at most."""
_SEED = "scans"
_SHORTEST, _LONGEST = 20, 1500
# Of six pages worn alike one is for tuning and one for testing; the wears take turns of their own.
_TURN = len(paper.WEARS)
_PARTS = ("learn", "learn", "dev", "learn", "learn", "test")
# A row of the reader belongs to the drawn line whose baseline is at most so many points away.
_NEAR = 7.0
COLUMNS = ("part", "page", "wear", "face", "true", "seen", "confidence")


@dataclass(frozen=True, slots=True)
class Sighting:
    """One line: its words as they are, as they were read, and the confidence of each word read (0–1)."""

    part: str
    page: int
    wear: str
    true: str
    seen: str
    confidence: tuple[float, ...]


def main() -> None:
    """Make the table that the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m train_repair.scans", description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of *.txt.xz, a paragraph a line")
    parser.add_argument("--fonts", nargs="+", required=True, help="NAME=REGULAR,BOLD,ITALIC: font files")
    parser.add_argument("--pages", type=int, default=240, help="how many pages to make (240)")
    parser.add_argument("--out", type=Path, required=True, help="the table to write")
    asked = parser.parse_args()
    faces = [_face(text) for text in asked.fonts]
    with asked.out.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, dialect="excel-tab", quoting=csv.QUOTE_NONE, quotechar=None)
        table.writerow(COLUMNS)
        pages = paper.sheets(iter(texts(asked.corpus)), faces, _SEED)
        for number, sheet in zip(range(asked.pages), pages, strict=False):
            table.writerows(_rows(number, sheet))
            stream.flush()


def _face(text: str) -> paper.Face:
    name, _, files = text.partition("=")
    regular, bold, italic = map(Path, files.split(","))
    return paper.Face(name, (regular, bold, italic))


def texts(folder: Path) -> list[str]:
    """Held-out paragraphs of all sources, mixed."""
    luck = Random(_SEED)
    found: list[str] = []
    for name in SOURCES:
        held = sorted(
            text
            for text in corpus.paragraphs(folder / f"{name}.txt.xz")
            if corpus.is_held_out(text) and _SHORTEST <= len(text) <= _LONGEST
        )
        found += luck.sample(held, min(_PARAGRAPHS, len(held)))
    luck.shuffle(found)
    return [" ".join(text.split()) for text in found]


def _rows(number: int, sheet: paper.Sheet) -> Iterator[tuple[object, ...]]:
    part = _PARTS[number // _TURN % len(_PARTS)]
    read = read_image(sheet.picture, sheet.dpi, number, head_expected=False)
    for row in read.rows:
        line = min(sheet.lines, key=lambda line: abs(line.baseline - row.baseline))
        if abs(line.baseline - row.baseline) < _NEAR:
            words = [(piece, token.confidence) for token in row.tokens for piece in token.text.split()]
            seen = " ".join(word for word, _ in words)
            sure = " ".join(f"{confidence:.3f}" for _, confidence in words)
            yield part, number, sheet.wear, sheet.face, line.text, seen, sure


def read(path: Path, parts: Sequence[str]) -> list[Sighting]:
    """The lines of a table that belong to ``parts``, in its order."""
    found = []
    with path.open(encoding="utf-8") as stream:
        next(stream)
        for line in stream:
            part, page, wear, _, true, seen, sure = line.rstrip("\n").split("\t")
            if part in parts:
                confidence = tuple(map(float, sure.split()))
                found.append(Sighting(part, int(page), wear, true, seen, confidence))
    return found


if __name__ == "__main__":
    main()
