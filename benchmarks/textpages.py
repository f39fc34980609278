"""Pages a second of born-digital PDFs, as ratios to pdfplumber on the same pages in the same run.

    python benchmarks/textpages.py [PAGES]

Builds a PDF of PAGES pages (200) from the text samples in turn, and times in CPU seconds of one core: pdfplumber's
words, our reading of the file, and everything from the file to JSON. Each is run RUNS times in a process of its
own; the fastest counts, as the least disturbed. The target: 40 pages a second from file to JSON, where pdfplumber
gives 14 (2.9 times as many).
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2

RUNS = 3
SAMPLES = Path(__file__).parents[1] / "samples"
TIMED = """
import sys, time
from pathlib import Path
{setup}
start = time.process_time()
{work}
print(time.process_time() - start)
"""
PROGRAMS = {
    "pdfplumber's words with font and size": TIMED.format(
        setup="import pdfplumber",
        work="""
with pdfplumber.open(sys.argv[1]) as pdf:
    for page in pdf.pages:
        page.extract_words(extra_attrs=["fontname", "size"])
        page.close()
""",
    ),
    "kl-extract, reading alone": TIMED.format(
        setup="""
from kl_extract.read import read_file
from kl_extract.workers import collect_rarely
collect_rarely()  # as the command does
""",
        work="read_file(Path(sys.argv[1]))",
    ),
    "kl-extract, file to JSON": TIMED.format(
        setup="""
from kl_extract.emit import to_json
from kl_extract.options import Options
from kl_extract.pipeline import process_file
from kl_extract.workers import collect_rarely
collect_rarely()
""",
        work="to_json(process_file(Path(sys.argv[1]), Options()))",
    ),
}


def build(path: Path, pages: int) -> None:
    """Writes a PDF of ``pages`` pages, those of the born-digital samples over and over."""
    sources = [pypdfium2.PdfDocument(text.with_suffix(".pdf")) for text in sorted(SAMPLES.glob("*.txt"))]
    places = [(source, number) for source in sources for number in range(len(source))]
    made = pypdfium2.PdfDocument.new()
    for index in range(pages):
        source, number = places[index % len(places)]
        made.import_pages(source, [number])
    made.save(path)


def fastest(program: str, pdf: Path) -> float:
    """CPU seconds of the fastest of RUNS runs of ``program``."""
    command = [sys.executable, "-c", program, str(pdf)]
    runs = [subprocess.run(command, check=True, capture_output=True, text=True) for _ in range(RUNS)]
    return min(float(run.stdout) for run in runs)


def main() -> None:
    """Prints the table."""
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "pages.pdf"
        build(pdf, pages)
        seconds = {name: fastest(program, pdf) for name, program in PROGRAMS.items()}
    slowest = next(iter(seconds.values()))
    for name, spent in seconds.items():
        print(f"{name:40}{pages / spent:7.1f} pages/s {slowest / spent:6.2f} ×")


if __name__ == "__main__":
    main()
