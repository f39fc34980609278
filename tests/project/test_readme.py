"""What the README shows works, and what it lists is complete."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from kl_extract.emit import labels, schema
from kl_extract.errors import ExitCode
from kl_extract.read import SUFFIXES

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def shown(language: str, text: str = README) -> list[str]:
    """The fenced blocks of ``language``."""
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def commands(*documents: str) -> list[str]:
    """Every line of every shell block, each once."""
    text = "\n".join((ROOT / name).read_text(encoding="utf-8") for name in documents)
    lines = (line.strip() for block in shown("sh", text) for line in block.splitlines())
    return list(dict.fromkeys(line for line in lines if line))


EXTRACTS = [line for line in commands("README.md") if line.startswith("kl-extract ")]
MAKES = [line for line in commands("README.md", "CONTRIBUTING.md") if line.startswith("make ")]
EXPORT = 'export PATH="$PWD/.venv/bin:$PATH"'


@pytest.fixture
def desk(tmp_path: Path, sample: Path) -> Path:
    """A folder with the files the README speaks of; DOCX stands in for scans, which take long."""
    for name in ("notice.pdf", "thong-bao.pdf"):
        shutil.copy(sample, tmp_path / name)
    shutil.copy(sample.with_suffix(".txt"), tmp_path / "notes.txt")
    for name in ("own.tsv", "rieng.tsv"):
        (tmp_path / name).write_text(
            "name\taliases\nBan Quản lý bến thuyền Hòa Lộc\tBQL bến thuyền\n", encoding="utf-8"
        )
    (tmp_path / "scans").mkdir()
    shutil.copy(sample.with_suffix(".docx"), tmp_path / "scans")
    return tmp_path


def test_every_command_is_of_a_kind_tested_here() -> None:
    assert set(commands("README.md")) == {
        *EXTRACTS,
        *(m for m in MAKES if m in commands("README.md")),
        EXPORT,
    }
    assert len(EXTRACTS) > 5


@pytest.mark.parametrize("line", EXTRACTS)
def test_an_extraction_runs_as_shown(line: str, desk: Path) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", line],
        cwd=desk,
        env=os.environ | {"PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    outputs = re.findall(r"-o (\S+)", line)
    assert all((desk / output).exists() for output in outputs)
    assert outputs or done.stdout


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
@pytest.mark.parametrize("line", MAKES)
def test_a_make_target_exists(line: str) -> None:
    target = line.split("#", maxsplit=1)[0].split()[1]
    subprocess.run(
        ["make", "--dry-run", "--no-print-directory", target], cwd=ROOT, check=True, capture_output=True
    )


def test_the_path_shown_holds_the_command() -> None:
    assert EXPORT in commands("README.md")
    assert "BIN = .venv/bin" in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_exit_codes_are_all_listed_in_both_languages() -> None:
    table = README.split("## Exit codes")[1].split("\n## ")[0]
    listed = {int(code) for code in re.findall(r"^\| (\d+) \|", table, re.MULTILINE)}
    assert listed == {*ExitCode, 141}
    vietnamese = README.split("## Khi có trục trặc")[1].split("---")[0]
    assert {int(code) for code in re.findall(r"`(\d+)`", vietnamese)} == set(ExitCode)


def test_options_are_all_listed() -> None:
    shown_help = subprocess.run(
        [sys.executable, "-m", "kl_extract", "--help"], capture_output=True, text=True, check=True
    ).stdout
    options = set(re.findall(r"--[a-z]+", shown_help))
    assert options == set(re.findall(r"--[a-z]+", README.split("| Option |")[1].split("\n\n")[0]))


def test_kinds_of_files_are_all_listed() -> None:
    listed = re.search(r"ends in `([^`]+)`", README)
    assert listed
    assert set(listed[1].split()) == SUFFIXES


@pytest.mark.parametrize("label", labels.WARNING.values())
def test_every_warning_is_explained_to_the_clerk(label: str) -> None:
    assert label in README.split("## Cảnh báo nghĩa là gì")[1].split("\n## ")[0]


def test_the_json_shown_is_the_contracts() -> None:
    (example,) = shown("json")
    jsonschema.validate(json.loads(example), _without_required(json.loads(schema())))


def _without_required(rules: Any) -> Any:
    """The schema for a shortened value: what is there must be right, nothing must be there."""
    if isinstance(rules, dict):
        return {key: _without_required(value) for key, value in rules.items() if key != "required"}
    return [_without_required(value) for value in rules] if isinstance(rules, list) else rules


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"])
def test_links_lead_somewhere(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", text):
        assert (ROOT / link).exists(), link


def test_files_named_in_the_architecture_exist() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    for name in re.findall(r"^\| `([a-z_]+(?:\.py|/))`", text, re.MULTILINE):
        assert (ROOT / "src" / "kl_extract" / name).exists(), name
