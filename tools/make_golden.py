"""Writes the golden outputs of the born-digital samples anew: ``python tools/make_golden.py``.

Look at the difference before it is committed: a golden output is right only when a person found it so.
"""

from pathlib import Path

from kl_extract.emit import to_json
from kl_extract.options import Options
from kl_extract.pipeline import process_file

SAMPLES = Path(__file__).parents[1] / "samples"


def main() -> None:
    """Writes ``samples/golden/NAME.pdf.json`` for every sample."""
    for text in sorted(SAMPLES.glob("*.txt")):
        pdf = text.with_suffix(".pdf")
        golden = SAMPLES / "golden" / f"{pdf.name}.json"
        golden.write_text(to_json(process_file(pdf, Options())), encoding="utf-8", newline="\n")
        print(golden.relative_to(SAMPLES.parent))


if __name__ == "__main__":
    main()
