"""A page over which Tesseract hangs: it is given up and said so, and the others go on."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from scan_pdf import coded, scan_pdf

from kl_extract.errors import DamagedInputError
from kl_extract.read import limit

# It answers what it is, and then reads from a pipe that nobody ever writes to or closes.
FAKE = """#!/bin/sh
case "$*" in
*--version*) echo "tesseract 5.3.0" ;;
*--list-langs*) printf 'List of available languages (1):\\nvie\\n' ;;
*) exec 3<>"$0.pipe"; exec cat <&3 ;;
esac
"""


@pytest.fixture
def hanging(tmp_path: Path) -> dict[str, str]:
    """An environment in which Tesseract hangs over every page."""
    program = tmp_path / "bin" / "tesseract"
    program.parent.mkdir()
    program.write_text(FAKE)
    program.chmod(0o755)
    os.mkfifo(f"{program}.pipe")
    path = os.pathsep.join([str(program.parent), os.environ["PATH"]])
    return os.environ | {"PATH": path, "KL_EXTRACT_ENGINE": "tesseract"}


def run(environment: dict[str, str], *words: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "kl_extract", "--page-timeout", "0.2", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


@pytest.fixture
def inked() -> Any:
    page = Image.new("1", (1240, 1754), 1)
    page.paste(0, (100, 100, 900, 300))
    return page


def test_other_pages_go_on(hanging: dict[str, str], inked: Any, tmp_path: Path) -> None:
    pages = [inked, Image.new("1", inked.size, 1), inked]
    scan = tmp_path / "scan.tif"
    pages[0].save(scan, save_all=True, append_images=pages[1:], dpi=(150, 150))
    done = run(hanging, str(scan), "--format", "json")
    assert done.returncode == 0, done.stderr
    warnings = json.loads(done.stdout)["warnings"]
    told = [warning["message"] for warning in warnings if warning["code"] == "unreadable-page"]
    assert told == [
        f"page {page}: Tesseract has not read it within 0.2 s (--page-timeout)" for page in (1, 3)
    ]
    assert [page["page"] for page in json.loads(done.stdout)["source"]["pages"]] == [2]


def test_the_only_page(hanging: dict[str, str], inked: Any, tmp_path: Path) -> None:
    """One line, that names the reason."""
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(scan_pdf(coded(inked, "CCITT")))
    done = run(hanging, str(scan))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "page 1: Tesseract has not read it within 0.2 s" in done.stderr


def test_a_limit_holds_for_the_whole_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """However often Tesseract is called for it."""
    now = [100.0]
    clock: Callable[[], float] = lambda: now[0]  # noqa: E731
    monkeypatch.setattr(limit, "monotonic", clock)
    with limit.limited(7):
        assert limit.seconds_left() == 7
        now[0] += 5
        assert limit.seconds_left() == 2
        now[0] += 2
        with pytest.raises(DamagedInputError, match="not read it within 7 s"):
            limit.seconds_left()
    assert limit.seconds_left() == limit.PAGE_TIMEOUT
