"""The whole command on real files: valid, the same each time, and without the network."""

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import jsonschema
import pytest

from kl_extract.emit import schema

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.txt"))
RULES = jsonschema.Draft202012Validator(json.loads(schema()))


def extract(*words: str, **environment: str) -> bytes:
    return subprocess.run(
        [sys.executable, "-m", "kl_extract", *words],
        env=os.environ | environment,
        check=True,
        capture_output=True,
    ).stdout


def test_there_are_samples() -> None:
    assert len(SAMPLES) >= 5


@pytest.mark.parametrize("suffix", [".txt", ".pdf", ".docx"])
@pytest.mark.parametrize("source", SAMPLES, ids=lambda path: path.stem)
def test_the_output_is_valid_by_the_schema(source: Path, suffix: str) -> None:
    notice = json.loads(extract(str(source.with_suffix(suffix))))
    RULES.validate(notice)
    assert notice["assignments"]


def test_every_run_gives_the_same_bytes(sample: Path) -> None:
    assert extract(str(sample), PYTHONHASHSEED="1") == extract(str(sample), PYTHONHASHSEED="2")


def test_the_number_of_workers_changes_nothing(tmp_path: Path) -> None:
    texts = [str(sample) for sample in SAMPLES]
    for jobs in ("1", "3"):
        extract(*texts, "--jobs", jobs, "-o", str(tmp_path / jobs))
    alone = sorted((tmp_path / "1").iterdir())
    assert len(alone) == len(SAMPLES)
    for file in alone:
        assert file.read_bytes() == (tmp_path / "3" / file.name).read_bytes()


def test_no_network_is_used(sample: Path) -> None:
    code = f"""
    import socket, sys
    def shut(*arguments, **named):
        raise AssertionError("a socket was opened")
    socket.socket = socket.create_connection = socket.getaddrinfo = shut
    from kl_extract.cli import main
    sys.exit(main([{str(sample)!r}]))
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_imports_go_downward_only() -> None:
    root = Path(__file__).parents[2]
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
