"""Time and memory of the whole command on one long scan, beside bare Tesseract and ocrmypdf.

    python benchmarks/longscan.py [--pages 12] [--jobs N]             # time, as ratios
    python benchmarks/longscan.py --pages 300 --only kl-extract       # memory

The scan is a PDF of pictures (grey JPEG, 300 dpi): pages of ``samples/*.pdf`` as an office scanner gives them. Bare
Tesseract reads the same pages as PNG files, drawn beforehand, a process for each, as many at a time as there are
cores. Time is of the processor, all processes together; on an idle machine wall time tells the same. Memory is the
most that all processes held at a moment (what they share counted once), and the largest single process. Linux only.
"""

import argparse
import compileall
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.util import find_spec
from io import BytesIO
from itertools import cycle, islice
from pathlib import Path
from threading import Event, Thread

import pypdfium2

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "benchmarks")]
from scan_readers import OCRMYPDF  # noqa: E402

from kl_extract.workers import cores  # noqa: E402
from sample_kit.damage import worn  # noqa: E402

# Half of what the damage would save with, as office scanners are set.
_QUALITY = 60
_SECONDS_BETWEEN_LOOKS = 0.1
_OURS = [sys.executable, "-m", "kl_extract", "--format", "json", "-q"]


@dataclass
class Use:
    """Processor seconds, wall seconds, and MiB: all processes together, and the largest."""

    cpu: float
    wall: float
    together: float
    largest: float


def main() -> None:
    """Prints one row for each reader."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=12)
    parser.add_argument("--jobs", type=int, default=cores())
    parser.add_argument("--only", help="readers whose name begins so")
    chosen = parser.parse_args()
    os.environ["OMP_THREAD_LIMIT"] = "1"
    compileall.compile_dir(ROOT / "src", quiet=1)  # as where it is installed
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        scan = folder / "scan.pdf"
        pictures = [_scanned(page) for page in range(min(chosen.pages, _count()))]
        scan.write_bytes(_pdf(list(islice(cycle(pictures), chosen.pages))))
        print(f"{chosen.pages} pages, {scan.stat().st_size / 2**20:.0f} MiB, {chosen.jobs} at a time\n")
        print("| reader | CPU, s a page | to tesseract | wall, s | together, MiB | largest, MiB |")
        print("|---|---|---|---|---|---|")
        bare = 0.0
        for reader, commands in _commands(scan, chosen.jobs).items():
            if chosen.only and not reader.startswith(chosen.only):
                continue
            use = _used(commands or _bare(scan, folder), chosen.jobs)
            bare = bare or use.cpu
            ratio = f"{use.cpu / bare:.2f}" if not chosen.only else ""
            print(
                f"| {reader} | {use.cpu / chosen.pages:.2f} | {ratio} | {use.wall:.1f} | {use.together:.0f} |"
                f" {use.largest:.0f} |",
                flush=True,
            )


def _commands(scan: Path, jobs: int) -> dict[str, list[list[str]]]:
    """What each reader that is installed has to run; bare Tesseract's are made when its turn comes."""
    ours = [*_OURS, "--jobs", str(jobs), "-o", str(scan.with_suffix(".json")), str(scan)]
    found: dict[str, list[list[str]]] = {"tesseract": [], "kl-extract": [[*ours, "--engine", "tesseract"]]}
    if find_spec("tesserocr"):
        found["kl-extract, tesserocr"] = [[*ours, "--engine", "tesserocr"]]
    if shutil.which("ocrmypdf") and shutil.which("unpaper"):
        found["ocrmypdf"] = [[*OCRMYPDF, "--jobs", str(jobs), str(scan), str(scan.with_suffix(".ocr.pdf"))]]
    return found


def _bare(scan: Path, folder: Path) -> list[list[str]]:
    """One command for each page, whose picture is drawn here."""
    commands = []
    with pypdfium2.PdfDocument(scan) as document:
        for number, page in enumerate(document):
            png = folder / f"{number}.png"
            page.render(scale=300 / 72, grayscale=True).to_pil().save(png, dpi=(300, 300), compress_level=1)
            commands.append(["tesseract", str(png), str(png.with_suffix("")), "-l", "vie"])
    return commands


def _used(commands: Sequence[list[str]], jobs: int) -> Use:
    """What the commands use, ``jobs`` of them at a time."""
    before, start, ended = os.times(), time.perf_counter(), Event()
    peak = [0.0, 0.0]
    watcher = Thread(target=_watch, args=(peak, ended))
    watcher.start()
    with ThreadPoolExecutor(jobs) as pool:
        for done in pool.map(
            lambda command: subprocess.run(command, capture_output=True, check=False), commands
        ):
            if done.returncode:
                sys.exit(done.stderr.decode())
    ended.set()
    watcher.join()
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Use(cpu, time.perf_counter() - start, *peak)


def _watch(peak: list[float], ended: Event) -> None:
    """Notes the most MiB that the processes begun by this one hold: together and the largest."""
    while not ended.wait(_SECONDS_BETWEEN_LOOKS):
        held = [_held(process) for process in _below(os.getpid())]
        peak[:] = max(peak[0], sum(held)), max([peak[1], *held])


def _below(process: int) -> list[int]:
    """The processes begun by ``process``, and by those."""
    try:
        tasks = Path(f"/proc/{process}/task").iterdir()
        children = [int(word) for task in tasks for word in (task / "children").read_text().split()]
    except OSError:
        return []
    return children + [one for child in children for one in _below(child)]


def _held(process: int) -> float:
    """MiB held by a process, of what it shares its part; 0 if it has ended."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 2**10


def _samples() -> list[Path]:
    return sorted(path for path in (ROOT / "samples").glob("*.pdf") if path.with_suffix(".txt").exists())


def _all_pages() -> list[tuple[Path, int]]:
    pages = []
    for path in _samples():
        with pypdfium2.PdfDocument(path) as document:
            pages += [(path, number) for number in range(len(document))]
    return pages


def _count() -> int:
    return len(_all_pages())


def _scanned(at: int) -> tuple[bytes, int, int]:
    """One page of the samples as a scanner gives it: JPEG, width, height."""
    path, number = _all_pages()[at]
    with pypdfium2.PdfDocument(path) as document:
        page = document[number].render(scale=300 / 72).to_pil().convert("RGB")
    out = BytesIO()
    worn(page, "office scan", 1, f"{path.stem} {number}").convert("L").save(out, "JPEG", quality=_QUALITY)
    return out.getvalue(), page.width, page.height


def _pdf(pictures: Sequence[tuple[bytes, int, int]]) -> bytes:
    """A PDF of one picture a page, each stored anew, as scanners do."""
    kids = " ".join(f"{3 + 3 * at} 0 R" for at in range(len(pictures)))
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pictures)} >>".encode(),
    ]
    for at, (jpeg, width, height) in enumerate(pictures):
        first = 3 + 3 * at
        across, down = width * 72 / 300, height * 72 / 300
        content = f"{across:.2f} 0 0 {down:.2f} 0 0 cm /I Do".encode()
        bodies += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {across:.2f} {down:.2f}] /Contents {first + 1} 0 R"
            f" /Resources << /XObject << /I {first + 2} 0 R >> >> >>".encode(),
            _stream("", content),
            _stream(
                f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray"
                " /BitsPerComponent 8 /Filter /DCTDecode",
                jpeg,
            ),
        ]
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, table)
    return bytes(out)


def _stream(entries: str, content: bytes) -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries.encode(), len(content), content)


if __name__ == "__main__":
    main()
