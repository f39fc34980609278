"""``kl-extract doctor``: all there, Tesseract gone, its Vietnamese data gone, a dictionary at fault."""

import json
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from kl_extract.read.library import data_folder


def doctor(*words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "kl_extract", "doctor", *words],
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
    )


def _checks(done: subprocess.CompletedProcess[bytes]) -> dict[str, dict[str, Any]]:
    return {check["name"]: check for check in json.loads(done.stdout)["checks"]}


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, str]:
    """An environment without settings of the user who runs the tests."""
    return {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "config")}


@pytest.fixture
def without_tesserocr(tmp_path: Path) -> dict[str, str]:
    """An environment whose Python finds a tesserocr that cannot be loaded."""
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "tesserocr.py").write_text("raise ImportError('libtesseract')\n")
    return {"PYTHONPATH": os.pathsep.join([str(tmp_path / "broken"), os.environ.get("PYTHONPATH", "")])}


@pytest.fixture
def without_tesseract(tmp_path: Path, without_tesserocr: dict[str, str]) -> dict[str, str]:
    """An environment in which nothing is found."""
    (tmp_path / "empty").mkdir()
    return {"PATH": str(tmp_path / "empty"), **without_tesserocr}


@pytest.mark.ocr
@pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")
def test_all_there(settings: dict[str, str]) -> None:
    done = doctor("--format", "json", **settings)
    report, checks = json.loads(done.stdout), _checks(done)
    assert (done.returncode, report["ready"], done.stderr) == (0, True, b"")
    assert checks["reading"]["found"] == "Thông báo công trình thành công"
    assert "vie" in checks["vietnamese"]["found"]
    assert all(check["remedy"] is None for check in checks.values() if check["needed"])
    assert os.fsencode(settings["HOME"]) not in done.stdout


def test_tesseract_is_missing(settings: dict[str, str], without_tesseract: dict[str, str]) -> None:
    done = doctor("--format", "jsonl", **without_tesseract, **settings)
    checks = _checks(done)
    assert done.returncode == 3
    assert done.stdout.count(b"\n") == 1 and done.stderr == b""
    for name in ("tesseract", "vietnamese", "engine", "reading"):
        assert not checks[name]["ok"] and "install" in checks[name]["remedy"]


def test_vietnamese_data_is_missing(
    settings: dict[str, str], without_tesserocr: dict[str, str], tmp_path: Path
) -> None:
    """A Tesseract of another language: it runs, and cannot read the page."""
    program = tmp_path / "tesseract"
    program.write_text(
        '#!/bin/sh\ncase "$1" in\n--version) echo tesseract 5.3.0;;\n'
        '*) echo "List of available languages (1):"; echo eng;;\nesac\n'
    )
    program.chmod(0o755)
    done = doctor("--format", "json", PATH=f"{tmp_path}:/usr/bin:/bin", **without_tesserocr, **settings)
    checks = _checks(done)
    assert done.returncode == 3
    assert checks["tesseract"]["found"] == "5.3.0"
    assert checks["vietnamese"]["found"] == "eng" and not checks["vietnamese"]["ok"]
    assert not checks["reading"]["ok"]


@pytest.mark.ocr
@pytest.mark.skipif(data_folder() is None, reason="Tesseract's Vietnamese data are not installed")
@pytest.mark.skipif(find_spec("tesserocr") is None, reason="tesserocr is not installed")
def test_tesserocr_needs_no_program(settings: dict[str, str], tmp_path: Path) -> None:
    done = doctor("--format", "json", PATH=str(tmp_path), TESSDATA_PREFIX=str(data_folder()), **settings)
    checks = _checks(done)
    assert done.returncode == 0
    assert not checks["tesseract"]["ok"] and not checks["tesseract"]["needed"]
    assert checks["engine"]["found"].startswith("tesserocr (Tesseract 5.")
    assert checks["reading"]["ok"]


def test_a_tesserocr_that_cannot_be_loaded_is_passed_over(
    settings: dict[str, str], without_tesserocr: dict[str, str]
) -> None:
    checks = _checks(doctor("--format", "json", **without_tesserocr, **settings))
    assert not checks["tesserocr"]["ok"] and checks["tesserocr"]["remedy"] == "pip install tesserocr"
    assert (checks["engine"]["found"] or "tesseract").startswith("tesseract")


def test_a_table_names_what_is_missing(settings: dict[str, str], without_tesseract: dict[str, str]) -> None:
    shown = doctor("--format", "table", COLUMNS="120", **without_tesseract, **settings).stdout.decode()
    assert "THIẾU" in shown and "Tesseract" in shown
    assert "Python" in shown and "có" in shown


def test_a_dictionary_at_fault(settings: dict[str, str]) -> None:
    folder = Path(settings["XDG_CONFIG_HOME"]) / "kl-extract"
    if sys.platform == "darwin":
        folder = Path(settings["HOME"]) / "Library/Application Support/kl-extract"
    folder.mkdir(parents=True)
    (folder / "agencies.tsv").write_text("no table at all\n", encoding="utf-8")
    done = doctor("--format", "json", **settings)
    check = _checks(done)["dictionary"]
    assert not check["ok"] and check["remedy"]
    assert done.returncode in {2, 3}  # 3 where Tesseract is missing too
    assert os.fsencode(settings["HOME"]) not in done.stdout


def test_unknown_words_are_refused() -> None:
    done = doctor("all")
    assert done.returncode == 1 and done.stderr.count(b"\n") == 1
