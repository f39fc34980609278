"""Makes the files of ``samples/`` from ``samples/source``: see ``samples/README.md``.

Usage: python tools/make_samples.py [--out DIR] [--only txt,docx,pdf,scan,english-ocr] [NAME ...]

The same sources and the same versions of the programs give the same bytes. PDFs need the fonts of
Debian's package fonts-liberation2 (``--fonts DIR`` where they lie elsewhere), ``english-ocr`` needs
Tesseract with its English data. Exit code 1 says what is missing.
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from sample_kit.blocks import Fonts
from sample_kit.paper import write_pdf
from sample_kit.plain import to_text
from sample_kit.scan import photograph, write_english_ocr, write_scan
from sample_kit.source import Source, load_all
from sample_kit.word import write_docx

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
LIBERATION = Path("/usr/share/fonts/truetype/liberation2")
KINDS = ("txt", "docx", "pdf", "scan", "english-ocr")


def make(source: Source, out: Path, kinds: Sequence[str], fonts: Fonts) -> None:
    """Writes the files of the given kinds for one notice into ``out``."""
    if "txt" in kinds:
        (out / f"{source.name}.txt").write_text(to_text(source), "utf-8", newline="\n")
    if "docx" in kinds:
        write_docx(source, out / f"{source.name}.docx")
    if not set(kinds).isdisjoint(KINDS[2:]):
        with tempfile.TemporaryDirectory() as folder:
            _make_pdfs(source, out, kinds, fonts, Path(folder))


def _make_pdfs(source: Source, out: Path, kinds: Sequence[str], fonts: Fonts, scratch: Path) -> None:
    paper = (out if "pdf" in kinds else scratch) / f"{source.name}.pdf"
    write_pdf(source, paper, fonts)
    if set(kinds).isdisjoint(KINDS[3:]):
        return
    photos = photograph(paper, source.layout)
    if "scan" in kinds:
        write_scan(photos, out / f"{source.name}-scan.pdf")
    if "english-ocr" in kinds:
        write_english_ocr(photos, out / f"{source.name}-english-ocr.pdf", fonts)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; returns the exit code."""
    parser = argparse.ArgumentParser(description="Makes the sample notices.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="notices to make (all)")
    parser.add_argument("--out", type=Path, default=SAMPLES, help="folder to write into (samples/)")
    parser.add_argument("--only", default=",".join(KINDS), help="kinds, parted by commas (all)")
    parser.add_argument("--fonts", type=Path, default=LIBERATION, help="folder of LiberationSerif-*.ttf")
    chosen = parser.parse_args(arguments)
    kinds, fonts = chosen.only.split(","), Fonts(chosen.fonts)
    if unknown := set(kinds) - set(KINDS):
        parser.error(f"unknown kinds: {', '.join(sorted(unknown))}")
    if not set(kinds).isdisjoint(KINDS[2:]) and not fonts.found():
        print(f"{chosen.fonts}: LiberationSerif-*.ttf not found; install fonts-liberation2", file=sys.stderr)
        return 1
    chosen.out.mkdir(parents=True, exist_ok=True)
    for source in load_all(SAMPLES / "source"):
        if not chosen.names or source.name in chosen.names:
            make(source, chosen.out, kinds, fonts)
    return 0


if __name__ == "__main__":
    sys.exit(main())
