"""Syllable errors on damaged pages of the sample notices and on real scans, ours beside the peers'.

    pip install tesserocr ocrmypdf kreuzberg; sudo apt-get install unpaper      # what is absent is left out
    python benchmarks/scans.py [--pages 2] [--severities 1,3] [--damages "red stamp,fax"] [--jobs N]
    python benchmarks/scans.py --into scans.jsonl       # keeps what is measured, and goes on from there

Pages are drawn at 300 dpi from ``samples/*.pdf`` and damaged by ``tools/sample_kit/damage.py``, always alike; truth
is the PDF's own text layer. ``--real FOLDER`` adds pages with truth typed by a person: ``NAME.png`` and ``NAME.txt``.
Errors are edits over true syllables in per cent (words as ``peers.py`` cuts them, lines of a page number left out),
over all pages of a row. CPU seconds are of the reader and the programs it starts, peers with their start: take the
ratios. Printed as Markdown, each row once it is whole; pages go round by damage, so that a part of a run is fair.
"""

import argparse
import json
import os
import re
import resource
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image

from kl_extract.options import ReadOptions
from kl_extract.read import read_file

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "benchmarks")]
from peers import words  # noqa: E402
from scan_readers import AFTER, BEFORE, READERS, installed  # noqa: E402

from sample_kit.damage import DAMAGES, DPI, worn  # noqa: E402
from train_repair import pairs  # noqa: E402

os.environ["OMP_THREAD_LIMIT"] = "1"
SAMPLES = sorted(path for path in (ROOT / "samples").glob("*.pdf") if path.with_suffix(".txt").exists())
REAL = "real scans"
_PAGE_NUMBER = re.compile(r"(?m)^[\s\-–—]*\d{1,3}[\s\-–—]*$")


@dataclass(frozen=True, order=True)
class Task:
    """One page, one damage; of a real page the damage is its own."""

    page: str
    damage: str
    severity: int

    @property
    def row(self) -> str:
        """What it is counted under."""
        return self.damage if self.damage == REAL else f"{self.damage} {self.severity}"


def main() -> None:
    """Measures what is not yet measured, and prints the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=2, help="of the samples, spread over all of them (2)")
    parser.add_argument("--severities", default="1,2,3", help="of 1, 2, 3 (all)")
    parser.add_argument("--damages", default=",".join(DAMAGES), help="parted by commas (all)")
    parser.add_argument("--readers", help="parted by semicolons (all that are installed)")
    parser.add_argument("--jobs", type=int, default=1, help="pages at a time (1)")
    parser.add_argument("--real", type=Path, help="folder of real pages: NAME.png, NAME.txt")
    parser.add_argument("--into", type=Path, help="file that keeps the measures")
    parser.add_argument("--show", action="store_true", help="only the tables of what --into keeps")
    chosen = parser.parse_args()
    readers = chosen.readers.split(";") if chosen.readers else installed()
    tasks = list(planned(chosen.pages, chosen.damages.split(","), chosen.severities.split(","), chosen.real))
    if chosen.show:
        kept = dict(_kept(chosen.into))
        tasks = [task for task in tasks if task in kept]
    else:
        kept = dict(measured(tasks, readers, chosen.jobs, chosen.real, chosen.into))
    print("Absent:", ", ".join(name for name in READERS if name not in installed()) or "none")
    print("Pages:", ", ".join(sorted({task.page for task in tasks})), "\n")
    report(tasks, kept, readers)


def planned(count: int, damages: list[str], severities: list[str], real: Path | None) -> Iterator[Task]:
    """All that is to be measured, a page of each damage after the other."""
    for page in spread([f"{path.stem} {number}" for path in SAMPLES for number in pages_of(path)], count):
        for severity in severities:
            yield from (Task(page, damage, int(severity)) for damage in damages)
    if real:
        yield from (Task(path.stem, REAL, 0) for path in sorted(real.glob("*.txt")) if _png(path).exists())


def pages_of(path: Path) -> range:
    """The numbers of the pages of a PDF."""
    with pypdfium2.PdfDocument(path) as document:
        return range(1, len(document) + 1)


def spread(pages: list[str], count: int) -> list[str]:
    """``count`` of ``pages`` at even distances."""
    return [pages[at * len(pages) // count] for at in range(min(count, len(pages)))]


Measure = dict[str, Any]
"""``syllables``, ``edits`` by column and ``seconds`` by reader."""


def measured(
    tasks: list[Task], readers: list[str], jobs: int, real: Path | None, into: Path | None
) -> Iterator[tuple[Task, Measure]]:
    """The measures of ``tasks``: those kept in the file ``into`` for all these readers, and then the others, added."""
    known = _kept(into) if into and into.exists() else ()
    kept = {task: one for task, one in known if one["seconds"].keys() >= set(readers)}
    yield from kept.items()
    missing = [task for task in tasks if task not in kept]
    with ProcessPoolExecutor(jobs) as pool:
        found = pool.map(measure, missing, [readers] * len(missing), [real] * len(missing))
        for task, one in zip(missing, found, strict=True):
            if into:
                with into.open("a", encoding="utf-8") as out:
                    out.write(json.dumps([task.page, task.damage, task.severity, one]) + "\n")
            print(".", end="", file=sys.stderr, flush=True)
            yield task, one


def _kept(path: Path) -> Iterator[tuple[Task, Measure]]:
    for line in path.read_text("utf-8").splitlines():
        *task, one = json.loads(line)
        yield Task(*task), one


def measure(task: Task, readers: list[str], real: Path | None) -> Measure:
    """One page read by everyone."""
    data, truth = (_real if task.damage == REAL else _sample)(task, real)
    true = syllables(truth)
    edits, seconds = {}, {}
    for name in readers:
        start = _cpu()
        texts = READERS[name](data)
        seconds[name] = round(_cpu() - start, 3)
        edits |= {
            f"{name} {part}".strip(): pairs.distance(true, syllables(text)) for part, text in texts.items()
        }
    return {"syllables": len(true), "edits": edits, "seconds": seconds}


def _cpu() -> float:
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _real(task: Task, real: Path | None) -> tuple[bytes, str]:
    text = Path(real or "", f"{task.page}.txt")
    return _png(text).read_bytes(), text.read_text("utf-8")


def _png(text: Path) -> Path:
    return text.with_suffix(".png")


def _sample(task: Task, _: Path | None) -> tuple[bytes, str]:
    """The damaged page as PNG, and its true text."""
    stem, number = task.page.rsplit(" ", 1)
    path = ROOT / "samples" / f"{stem}.pdf"
    with pypdfium2.PdfDocument(path) as document:
        page = document[int(number) - 1].render(scale=300 / 72).to_pil().convert("RGB")
    out = BytesIO()
    dpi = DPI.get(task.damage, 300)
    worn(page, task.damage, task.severity, task.page).save(out, "PNG", dpi=(dpi, dpi), compress_level=1)
    document = read_file(path, ReadOptions(frozenset({int(number)})))
    return out.getvalue(), "\n".join(line.text for line in document.lines())


def syllables(text: str) -> list[str]:
    """Its words, but for page numbers: no part of the text, and no mistake where one is read."""
    return words(_PAGE_NUMBER.sub("", text))


def report(tasks: list[Task], kept: dict[Task, Measure], readers: list[str]) -> None:
    """Errors by damage and severity, their means, and times as ratios."""
    columns = [column for name in readers for column in _columns(name)]
    rows: dict[str, list[Measure]] = defaultdict(list)
    for task in tasks:
        rows[task.row].append(kept[task])
    print("| syllable error, % | pages |", " | ".join(columns), "|")
    print("|---|---|", "---|" * len(columns), sep="")
    for row, of in rows.items():
        print(f"| {row} | {len(of)} |", " | ".join(f"{_rate(of, column):.1f}" for column in columns), "|")
    damaged = [of for row, of in rows.items() if row != REAL]
    if damaged:
        means = (sum(_rate(of, column) for of in damaged) / len(damaged) for column in columns)
        print(f"| **mean of {len(damaged)} damages** | |", " | ".join(f"{mean:.2f}" for mean in means), "|\n")
    total = {name: sum(kept[task]["seconds"][name] for task in tasks) for name in readers}
    bare = total.get("tesseract")
    print("CPU time, as a ratio to bare tesseract:" if bare else "CPU seconds:")
    print("; ".join(f"{name} {value / (bare or 1):.2f}" for name, value in total.items()))


def _columns(name: str) -> Iterable[str]:
    return [f"{name} {BEFORE}", f"{name} {AFTER}"] if name.startswith("kl-extract") else [name]


def _rate(measures: list[Measure], column: str) -> float:
    return 100 * sum(one["edits"][column] for one in measures) / sum(one["syllables"] for one in measures)


if __name__ == "__main__":
    Image.MAX_IMAGE_PIXELS = None
    main()
