"""Who reads a picture of a page in the benchmarks of scans: this tool in both ways, and its peers.

Each reader takes the bytes of a PNG and gives texts by the name of their column. A peer is used as its own
instructions say for Vietnamese; one that is not installed is left out and named. One that takes more than
``LIMIT`` seconds of the processor for a page is ended, and has read nothing.
"""

import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from kl_extract.model import Document
from kl_extract.options import Engine, Options, ReadOptions
from kl_extract.read import read_bytes
from kl_extract.repair import repair

Reader = Callable[[bytes], dict[str, str]]
LIMIT = 150
BEFORE, AFTER = "as read", "repaired"
# The command line of kreuzberg is a separate download; this is its own library, in a process of its own.
_KREUZBERG = """
import sys
from kreuzberg import ExtractionConfig, OcrConfig, extract_bytes_sync
ocr = OcrConfig(backend="tesseract", language="vie")
config = ExtractionConfig(ocr=ocr, use_cache=False, force_ocr=True)
sys.stdout.buffer.write(extract_bytes_sync(sys.stdin.buffer.read(), "image/png", config=config).content.encode())
"""
OCRMYPDF = ["ocrmypdf", "-l", "vie", "--rotate-pages", "--deskew", "--clean", "--output-type", "pdf"]


def ours(engine: Engine, data: bytes) -> dict[str, str]:
    """This tool, before and after repair."""
    document = read_bytes(data, "page.png", ReadOptions(engine=engine))
    return {BEFORE: _text(document), AFTER: _text(repair(document, Options()))}


def _text(document: Document) -> str:
    return "\n".join(line.text for line in document.lines())


def _tesseract(data: bytes) -> dict[str, str]:
    command = ["tesseract", "stdin", "stdout", "-l", "vie"]
    return {"": _run(command, data)}


def _run(command: list[str], data: bytes = b"") -> str:
    """What ``command`` prints; nothing where it fails or does not end."""
    done = subprocess.run(command, input=data, capture_output=True, check=False, preexec_fn=_limited)
    return "" if done.returncode else done.stdout.decode()


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT))


def _ocrmypdf(data: bytes) -> dict[str, str]:
    with tempfile.TemporaryDirectory() as folder:
        page, side = Path(folder, "page.png"), Path(folder, "page.txt")
        page.write_bytes(data)
        command = [*OCRMYPDF, "--jobs", "1", "--sidecar", str(side), str(page), str(Path(folder, "out.pdf"))]
        _run(command)
        return {"": side.read_text("utf-8") if side.exists() else ""}


def _kreuzberg(data: bytes) -> dict[str, str]:
    return {"": _run([sys.executable, "-c", _KREUZBERG], data)}


READERS: dict[str, Reader] = {
    "kl-extract": partial(ours, Engine.TESSERACT),
    "kl-extract, tesserocr": partial(ours, Engine.TESSEROCR),
    "tesseract": _tesseract,
    "ocrmypdf": _ocrmypdf,
    "kreuzberg": _kreuzberg,
}
_INSTALLED: dict[str, Callable[[], bool]] = {
    "kl-extract": lambda: shutil.which("tesseract") is not None,
    "kl-extract, tesserocr": lambda: find_spec("tesserocr") is not None,
    "tesseract": lambda: shutil.which("tesseract") is not None,
    "ocrmypdf": lambda: shutil.which("ocrmypdf") is not None and shutil.which("unpaper") is not None,
    "kreuzberg": lambda: find_spec("kreuzberg") is not None,
}


def installed() -> list[str]:
    """The readers that can be used here."""
    return [name for name in READERS if _INSTALLED[name]()]
