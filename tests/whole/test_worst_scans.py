"""Annexes on the worst scans: each row of their tables is a task, as in the file they were drawn from."""

import io
import shutil
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from kl_extract.contract import Notice
from kl_extract.options import Options
from kl_extract.pipeline import process_bytes, process_file
from sample_kit.damage import DPI, worn

SAMPLES = Path(__file__).parents[2] / "samples"


def scanned(path: Path, kind: str, severity: int) -> bytes:
    """All pages of a PDF as a TIFF of grey pictures, worn."""
    with pypdfium2.PdfDocument(path) as document:
        drawn = [page.render(scale=300 / 72).to_pil().convert("RGB") for page in document]
    pages = [worn(page, kind, severity, f"{path.stem} {at}").convert("L") for at, page in enumerate(drawn, 1)]
    out, dpi = io.BytesIO(), DPI.get(kind, 300)
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:], dpi=(dpi, dpi))
    return out.getvalue()


def rows(notice: Notice) -> set[Any]:
    """Clause, leads and days of each task of the annexes."""
    return {
        (task.clause, tuple(lead.name for lead in task.leads), tuple(day.due for day in task.deadlines))
        for task in notice.assignments
        if task.clause.startswith("phu-luc")
    }


@pytest.mark.ocr
@pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")
@pytest.mark.parametrize(
    ("stem", "kind", "right", "lost"),
    [
        ("annex-nghe-an", "office scan", 0.8, 0),
        ("annex-son-la", "office scan", 0.8, 0),
        # Letters lose their marks, thin lines come in dots, and of one hardly a dot is left: two rows become one.
        ("annex-nghe-an", "fax", 0.5, 0),
        ("annex-son-la", "fax", 0.4, 1),
    ],
)
def test_rows_of_annexes(stem: str, kind: str, right: float, lost: int) -> None:
    path = SAMPLES / f"{stem}.pdf"
    true = rows(process_file(path, Options()))
    found = rows(process_bytes(scanned(path, kind, 3), "scan.tif", Options()))
    assert len({clause for clause, _, _ in true} - {clause for clause, _, _ in found}) <= lost
    assert len(found & true) >= right * len(true)
