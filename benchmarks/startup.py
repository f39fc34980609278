"""Start-up and speed as ratios, since seconds differ from machine to machine.

    python benchmarks/startup.py [TEXT.pdf]

Two targets: ``kl-extract --help`` under 0.3 s, and a text PDF read in no more than 3 times what
pdfplumber alone takes for its words. Each command runs RUNS times; the fastest counts, as the least disturbed.
"""

import subprocess
import sys
import time
from pathlib import Path

RUNS = 7
SAMPLE = Path(__file__).parents[1] / "samples" / "province-dak-lak.pdf"
WORDS = """
import sys, pdfplumber
with pdfplumber.open(sys.argv[1]) as pdf:
    for page in pdf.pages:
        page.extract_words(extra_attrs=["fontname", "size"])
"""


def fastest(*command: str) -> float:
    """Seconds of the fastest of RUNS runs of ``command``."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    """Prints both ratios."""
    pdf = sys.argv[1] if len(sys.argv) > 1 else str(SAMPLE)
    python, ours = sys.executable, [sys.executable, "-m", "kl_extract"]
    bare, shown = fastest(python, "-c", "pass"), fastest(*ours, "--help")
    print(f"--help:      {shown:.3f} s, {shown / bare:.1f} × python -c pass ({bare:.3f} s)")
    words, whole = fastest(python, "-c", WORDS, pdf), fastest(*ours, pdf, "--format", "json")
    print(f"{Path(pdf).name}: {whole:.3f} s, {whole / words:.1f} × pdfplumber's words ({words:.3f} s)")


if __name__ == "__main__":
    main()
