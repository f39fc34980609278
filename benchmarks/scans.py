"""Reads the sample notices' pages, damaged in many ways, beside bare Tesseract: syllable errors and time.

    python benchmarks/scans.py [--pages N] [--severities 3] [--only "red stamp,fax"] [--jobs N]

Pages are drawn at 300 dpi from ``samples/*.pdf`` and damaged by ``tools/sample_kit/damage.py``, always alike. Truth is
the PDF's own text layer. Errors are edits over true syllables, in per cent, counted as in ``peers.py``, over all
pages of a row; seconds are for a page, in one process without the start of Python. ``ocrmypdf`` and ``kreuzberg``
are measured too where they are installed.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from time import perf_counter

import pypdfium2
from PIL import Image

from kl_extract.model import Document
from kl_extract.options import Options, ReadOptions
from kl_extract.read import read_bytes, read_file
from kl_extract.repair import repair

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))
from peers import words  # noqa: E402

from sample_kit.damage import DAMAGES, DPI, worn  # noqa: E402
from train_repair import pairs  # noqa: E402

os.environ["OMP_THREAD_LIMIT"] = "1"
SAMPLES = sorted(path for path in (ROOT / "samples").glob("*.pdf") if path.with_suffix(".txt").exists())


@dataclass(frozen=True)
class Task:
    """One page, one damage."""

    path: Path
    page: int
    kind: str
    severity: int


@dataclass
class Tally:
    """Edits and seconds by reader."""

    syllables: int = 0
    edits: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    pages: int = 0

    def add(self, other: "Tally") -> None:
        self.syllables += other.syllables
        self.pages += other.pages
        for reader in other.edits:
            self.edits[reader] = self.edits.get(reader, 0) + other.edits[reader]
            self.seconds[reader] = self.seconds.get(reader, 0.0) + other.seconds[reader]


def main() -> None:
    """Prints one row for each damage and severity, and their mean."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--pages", type=int, default=2, help="pages of the samples, spread over all of them (2)"
    )
    parser.add_argument("--severities", default="1,2,3", help="of 1, 2, 3 (all)")
    parser.add_argument("--only", default=",".join(DAMAGES), help="damages, parted by commas (all)")
    parser.add_argument("--ours", action="store_true", help="without the peers")
    parser.add_argument("--jobs", type=int, default=1, help="pages at a time; times are fair only with 1 (1)")
    chosen = parser.parse_args()
    rows = [(kind, int(level)) for kind in chosen.only.split(",") for level in chosen.severities.split(",")]
    pages = spread(list(all_pages()), chosen.pages)
    tasks = [Task(path, page, kind, level) for kind, level in rows for path, page in pages]
    print("pages:", ", ".join(f"{path.stem} {page}" for path, page in pages))
    report(tasks, rows, chosen.jobs, PEERS if not chosen.ours else {})


def report(tasks: list[Task], rows: list[tuple[str, int]], jobs: int, peers: "dict[str, Reader]") -> None:
    """Measures and prints row by row."""
    here = {name: read for name, read in peers.items() if shutil.which(name)}
    names = ["ours", "repaired", *here]
    print(
        f"{'damage':16}", *(f"{name:>11} %" for name in names), *(f"{name:>10} s" for name in ["ours", *here])
    )
    means: dict[str, list[float]] = {name: [] for name in names}
    with ProcessPoolExecutor(jobs) as pool:
        results = zip(tasks, pool.map(measured, tasks, [list(here)] * len(tasks)), strict=True)
        held = {row: Tally() for row in rows}
        for task, tally in results:
            row = held[task.kind, task.severity]
            row.add(tally)
            if row.pages == len(tasks) // len(rows):
                rates = {name: 100 * row.edits[name] / row.syllables for name in names}
                for name in names:
                    means[name].append(rates[name])
                times = [row.seconds[name] / row.pages for name in ["ours", *here]]
                label = f"{task.kind} {task.severity}"
                print(
                    f"{label:16}",
                    *(f"{rates[name]:12.1f} " for name in names),
                    *(f"{t:11.1f} " for t in times),
                )
                sys.stdout.flush()
    print(f"{'mean':16}", *(f"{sum(means[name]) / len(means[name]):12.2f} " for name in names))


def all_pages() -> Iterator[tuple[Path, int]]:
    """Every page of the samples."""
    for path in SAMPLES:
        with pypdfium2.PdfDocument(path) as document:
            yield from ((path, number) for number in range(1, len(document) + 1))


def spread(pages: list[tuple[Path, int]], count: int) -> list[tuple[Path, int]]:
    """``count`` of ``pages`` at even distances."""
    return [pages[at * len(pages) // count] for at in range(min(count, len(pages)))]


def measured(task: Task, peers: list[str]) -> Tally:
    """One damaged page read by everyone."""
    data = picture_of(task)
    # A page number is no part of the text, but no mistake either where it is read: both sides lack it.
    truth = words(text_of(read_file(task.path, ReadOptions(frozenset({task.page})))))
    tally = Tally(syllables=len(truth), pages=1)
    start = perf_counter()
    document = read_bytes(data, "page.png")
    tally.seconds["ours"] = perf_counter() - start
    tally.edits["ours"] = pairs.distance(truth, words(text_of(document)))
    start = perf_counter()
    tally.edits["repaired"] = pairs.distance(truth, words(text_of(repair(document, Options()))))
    tally.seconds["repaired"] = perf_counter() - start
    for name in peers:
        start = perf_counter()
        text = PEERS[name](data)
        tally.seconds[name] = perf_counter() - start
        tally.edits[name] = pairs.distance(truth, words(text))
    return tally


def picture_of(task: Task) -> bytes:
    """The damaged page as PNG."""
    with pypdfium2.PdfDocument(task.path) as document:
        page = document[task.page - 1].render(scale=300 / 72).to_pil().convert("RGB")
    out = BytesIO()
    dpi = DPI.get(task.kind, 300)
    picture = worn(page, task.kind, task.severity, f"{task.path.stem} {task.page}")
    picture.save(out, "PNG", dpi=(dpi, dpi), compress_level=1)
    return out.getvalue()


def text_of(document: Document) -> str:
    """The lines in reading order."""
    return "\n".join(line.text for line in document.lines())


Reader = Callable[[bytes], str]


def tesseract(data: bytes) -> str:
    """The bare program."""
    command = ["tesseract", "stdin", "stdout", "-l", "vie"]
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode()


def ocrmypdf(data: bytes) -> str:
    """With its preparation; the text comes as a side file."""
    with tempfile.TemporaryDirectory() as folder:
        page, side = Path(folder, "page.png"), Path(folder, "page.txt")
        page.write_bytes(data)
        options = [
            "-l",
            "vie",
            "--rotate-pages",
            "--deskew",
            "--clean",
            "--jobs",
            "1",
            "--output-type",
            "pdf",
        ]
        command = ["ocrmypdf", *options, "--sidecar", str(side), str(page), str(Path(folder, "out.pdf"))]
        subprocess.run(command, capture_output=True, check=False)
        return side.read_text("utf-8") if side.exists() else ""


def kreuzberg(data: bytes) -> str:
    """Its command line, with Vietnamese."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.png")
        page.write_bytes(data)
        command = ["kreuzberg", "extract", str(page), "--ocr-language", "vie"]
        return subprocess.run(command, capture_output=True, check=False).stdout.decode()


PEERS: dict[str, Reader] = {"tesseract": tesseract, "ocrmypdf": ocrmypdf, "kreuzberg": kreuzberg}


if __name__ == "__main__":
    Image.MAX_IMAGE_PIXELS = None
    main()
