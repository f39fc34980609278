"""The wheel holds all the tool needs, and works away from the checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def unpacked(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without the network and laid out as an installer would."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=root,
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def installed(unpacked: Path, *words: str, cwd: Path) -> bytes:
    """What the unpacked command prints."""
    return subprocess.run(
        [sys.executable, "-m", "kl_extract", *words],
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(unpacked)},
        check=True,
        capture_output=True,
    ).stdout


def test_it_holds_every_dictionary_and_module(unpacked: Path, root: Path) -> None:
    for source, target in (("dictionaries", "kl_extract/dictionaries"), ("src/kl_extract", "kl_extract")):
        files = {
            path.relative_to(root / source)
            for path in (root / source).rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        }
        assert files
        held = {
            path.relative_to(unpacked / target) for path in (unpacked / target).rglob("*") if path.is_file()
        }
        assert files <= held, files - held


def test_it_holds_nothing_else(unpacked: Path) -> None:
    names = sorted(path.name.split("-")[0] for path in unpacked.iterdir())
    assert names == ["kl_extract", "kl_extract"]  # the package and its metadata
    assert (
        next(unpacked.glob("*.dist-info/licenses/LICENSE")).read_text().strip().startswith("Apache License")
    )


def test_it_finds_its_own_dictionaries(unpacked: Path, tmp_path: Path) -> None:
    code = "from kl_extract.resources import dictionaries; print(dictionaries())"
    found = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(unpacked)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert Path(found.stdout.strip()) == unpacked / "kl_extract" / "dictionaries"


def test_it_gives_the_same_bytes_as_the_checkout(unpacked: Path, sample: Path, tmp_path: Path) -> None:
    here = subprocess.run([sys.executable, "-m", "kl_extract", str(sample)], check=True, capture_output=True)
    assert installed(unpacked, str(sample), cwd=tmp_path) == here.stdout
