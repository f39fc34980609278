"""``kl-extract repair`` and ``--no-repair``: as many lines out as in, and the text as read where that is asked for."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

DAMAGED = """Két lun ciia dong chi Chii tich UBND tinh

S& Ngoai vu chi trì, phối hợp voi cac co quan lién quan
Báo cáo UBND tinh trudc ngay 15/7/2025.
"""


def run(*words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "kl_extract", *words], input=given, capture_output=True, check=False
    )


def test_lines_are_kept(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text(DAMAGED, encoding="utf-8")
    done = run("repair", str(source))
    lines = done.stdout.decode().split("\n")
    assert done.returncode == 0 and len(lines) == len(DAMAGED.split("\n"))
    assert lines[1] == "" and "Sở Ngoại vụ" in lines[2] and "15/7/2025" in lines[3]


def test_it_is_a_filter() -> None:
    assert run("repair", given=DAMAGED.encode()).stdout == run("repair", "-", given=DAMAGED.encode()).stdout


@pytest.mark.parametrize("text", ["", "Giao Sở Y tế rà soát.\n", "\n\n", "không có dòng mới ở cuối"])
def test_sound_text_passes(text: str) -> None:
    assert run("repair", given=text.encode()).stdout.decode().rstrip("\n") == text.rstrip("\n")


def test_diff_shows_what_changed() -> None:
    shown = run("repair", "--diff", given=DAMAGED.encode()).stdout.decode()
    assert "Ngoai vu" in shown and "Ngoại vụ" in shown


def test_no_such_file() -> None:
    done = run("repair", "none.txt")
    assert done.returncode == 2 and done.stdout == b"" and done.stderr.count(b"\n") == 1


def test_no_repair_leaves_the_text_as_read() -> None:
    plain = json.loads(run("-", "--no-repair", given=DAMAGED.encode()).stdout)
    mended = json.loads(run("-", given=DAMAGED.encode()).stdout)
    assert plain["repairs"] == [] and "S& Ngoai vu" in plain["text"]
    assert mended["repairs"] and "Sở Ngoại vụ" in mended["text"]
    for repair in mended["repairs"]:
        span = repair["span"]
        assert mended["text"][span["start"] : span["end"]] == repair["after"]
