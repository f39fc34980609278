"""``kl-extract explain``: as a table, as JSON, and where there is no such clause."""

import json
import subprocess
import sys
from pathlib import Path

SAMPLE = Path(__file__).parents[2] / "samples" / "tasks-thai-nguyen.txt"


def run(*words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "kl_extract", "explain", *words], input=given, capture_output=True, check=False
    )


def test_json_into_a_pipe() -> None:
    done = run(str(SAMPLE), "8.b")
    account = json.loads(done.stdout)
    assert done.returncode == 0 and account["clause"] == "8.b"
    assert account["assignments"][0]["rule"] == "assigned"


def test_a_table_for_people() -> None:
    shown = run(str(SAMPLE), "8.b", "--format", "table").stdout.decode()
    assert "Mục 8.b" in shown and "luật assigned" in shown and "Bỏ qua" in shown


def test_standard_input_gives_the_same() -> None:
    assert run("-", "8.b", given=SAMPLE.read_bytes()).stdout == run(str(SAMPLE), "8.b").stdout


def test_an_unknown_clause_names_near_ones() -> None:
    done = run(str(SAMPLE), "8.z")
    assert done.returncode == 1 and done.stdout == b""
    assert done.stderr.count(b"\n") == 1 and b"8.a" in done.stderr and b"8.b" in done.stderr


def test_an_unknown_file() -> None:
    done = run("none.pdf", "1")
    assert done.returncode == 2 and done.stderr.count(b"\n") == 1
