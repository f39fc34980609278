"""Speed of everything after reading, on clean notices of 5, 10 and 20 pages.

    python benchmarks/stages.py [--profile]

Targets: at most 60 ms for 5 pages and 10 ms for each further page, growing in proportion. The notices are the
clauses of the sample texts under the head and the foot of one, renumbered, in lines as a page has them. Seconds are of
the processor: "warm" the fastest of RUNS runs in one process, "first use" the median of STARTS fresh processes, with
the modules loaded and nothing else. They differ from machine to machine: the reference, Python's own tokenizer over
the source of ``argparse``, is timed in the same run. ``--profile`` tells where a first use of 5 pages goes.
"""

import argparse
import cProfile
import inspect
import io
import re
import statistics
import subprocess
import sys
import textwrap
import time
import tokenize
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kl_extract.emit import assemble, to_json
from kl_extract.extract import extract
from kl_extract.model import Document
from kl_extract.normalise import normalise
from kl_extract.options import Options, ReadOptions
from kl_extract.read import read_bytes
from kl_extract.repair import language_version, repair
from kl_extract.resources import dictionary_version
from kl_extract.split import split

RUNS = 9
STARTS = 7
PAGES = (5, 10, 20)
# The samples have 2,200 characters on a full page, in lines of up to 75.
CHARACTERS, COLUMNS = 2_200, 75
SAMPLES = Path(__file__).parents[1] / "samples"
FRAME = "province-dak-lak.txt"
BODIES = (FRAME, "ministry-construction.txt", "city-can-tho.txt", "district-tan-lap.txt")
_CLAUSE = re.compile(r"(?m)^\d{1,2}\. ")
_FOOT = re.compile(r"(?m)^Nơi nhận:")


def notice(pages: int) -> str:
    """A clean notice of so many pages."""
    frame = (SAMPLES / FRAME).read_text("utf-8")
    head, foot = frame[: _opens(frame)], frame[_closes(frame) :]
    clauses = [clause for name in BODIES for clause in _clauses((SAMPLES / name).read_text("utf-8"))]
    body: list[str] = []
    while len(head) + len(foot) + sum(map(len, body)) < pages * CHARACTERS:
        body.append(f"{len(body) + 1}. {clauses[len(body) % len(clauses)]}")
    lines = (head + "".join(body) + foot).splitlines()
    return "\n".join(textwrap.fill(line, COLUMNS) if len(line) > COLUMNS else line for line in lines)


def _clauses(text: str) -> list[str]:
    return _CLAUSE.split(text[: _closes(text)])[1:]


def _opens(text: str) -> int:
    match = _CLAUSE.search(text)
    return match.start() if match else 0


def _closes(text: str) -> int:
    match = _FOOT.search(text)
    return match.start() if match else len(text)


def read(pages: int) -> Document:
    """The notice as the reading room gives it."""
    return read_bytes(notice(pages).encode(), "notice.txt", ReadOptions())


def stages(document: Document) -> dict[str, float]:
    """Seconds of each stage after reading."""
    taken: dict[str, float] = {}

    def timed(name: str, work: Callable[[], Any]) -> Any:
        start = time.process_time()
        result = work()
        taken[name] = time.process_time() - start
        return result

    repaired = timed("repair", lambda: repair(document, Options()))
    text = timed("normalise", lambda: normalise(repaired))
    outline = timed("split", lambda: split(text))
    findings = timed("extract", lambda: extract(text, outline))
    timed(
        "emit",
        lambda: to_json(assemble(repaired, text, findings, dictionary_version(), language_version())),
    )
    return taken


def reference() -> float:
    """Seconds of the reference, the fastest of RUNS."""
    source = inspect.getsource(argparse)
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        for _token in tokenize.generate_tokens(io.StringIO(source).readline):
            pass
        times.append(time.process_time() - start)
    return min(times)


def show(name: str, taken: dict[str, float], yardstick: float) -> float:
    """Prints one line; gives the total."""
    total = sum(taken.values())
    parts = "  ".join(f"{stage} {seconds * 1000:5.1f}" for stage, seconds in taken.items())
    print(f"{name:22} {total * 1000:6.1f} ms  {total / yardstick:5.2f} × reference   {parts}")
    return total


def first_use(pages: int) -> dict[str, float]:
    """Stages in a fresh process, the one of STARTS with the median total."""
    command = [sys.executable, __file__, "--once", str(pages)]
    outputs = [
        subprocess.run(command, check=True, capture_output=True, text=True).stdout for _ in range(STARTS)
    ]
    rows = [dict(zip(out.split()[::2], map(float, out.split()[1::2]), strict=True)) for out in outputs]
    middle = statistics.median_low([sum(row.values()) for row in rows])
    return next(row for row in rows if sum(row.values()) == middle)


def main() -> None:
    """Prints times and ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--once", type=int, metavar="PAGES", help=argparse.SUPPRESS)
    parser.add_argument("--profile", action="store_true", help="where the time of a first use goes")
    chosen = parser.parse_args()
    if chosen.profile:
        document = read(PAGES[0])
        cProfile.runctx("stages(document)", globals(), {"document": document}, sort="cumulative")
        return
    if chosen.once:
        print(" ".join(f"{stage} {seconds}" for stage, seconds in stages(read(chosen.once)).items()))
        return
    yardstick = reference()
    print(f"reference {yardstick * 1000:.1f} ms")
    totals = []
    for pages in PAGES:
        document = read(pages)
        runs = [stages(document) for _ in range(RUNS)]
        totals.append(show(f"{pages} pages, warm", min(runs, key=lambda run: sum(run.values())), yardstick))
        show(f"{pages} pages, first use", first_use(pages), yardstick)
    further = (totals[-1] - totals[0]) / (PAGES[-1] - PAGES[0])
    print(f"each further page      {further * 1000:6.1f} ms  {further / yardstick:5.2f} × reference   (warm)")


if __name__ == "__main__":
    main()
