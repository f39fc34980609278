"""``kl-extract dictionary`` and ``--dictionary``: lists of bodies that an office brings."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

OWN = """# bodies of our own
name\tid\taliases\tlevel\tvalid_until\tsuccessor
Vườn quốc gia Bình Lâm\t\tVQG Bình Lâm|VQGBL\ttỉnh\t\t
Ban Quản lý Cảng Bình Lâm\tban-cang\tBQLC\ttỉnh\t2025-06-30\tvuon-quoc-gia-binh-lam
"""
NOTICE = "Giao Vườn quốc gia Bình Lâm chủ trì, phối hợp với Sở Y tế rà soát trước ngày 15/7/2026.\n"


def run(*words: str, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kl_extract", *words],
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def own(tmp_path: Path) -> str:
    path = tmp_path / "own.tsv"
    path.write_text(OWN, encoding="utf-8")
    return str(path)


def lead(*words: str) -> tuple[dict[str, Any], str]:
    """The lead of the notice, and the version of the dictionary."""
    notice = json.loads(run("-", "--format", "json", *words, given=NOTICE).stdout)
    found: dict[str, Any] = notice["assignments"][0]["leads"][0]
    return found, notice["source"]["versions"]["dictionary"]


def test_a_body_of_ones_own_is_known(own: str) -> None:
    plain, version = lead()
    assert plain["known"] is False and len(version) == 12
    known, with_own = lead("--dictionary", own)
    assert (known["known"], known["id"]) == (True, "vuon-quoc-gia-binh-lam")
    assert with_own.startswith(f"{version}+") and len(with_own) == 25


def test_the_dictionary_among_the_settings_counts(own: str, tmp_path: Path) -> None:
    settings = tmp_path / "settings" / "kl-extract" / "agencies.tsv"
    settings.parent.mkdir(parents=True)
    settings.write_text(OWN, encoding="utf-8")
    assert lead()[0]["known"] is True
    assert lead()[1] == lead()[1] != lead("--dictionary", own)[1]


def test_every_worker_has_it(own: str, tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"n{number}.txt").write_text(NOTICE, encoding="utf-8")
    names = [str(tmp_path / f"n{number}.txt") for number in range(3)]
    outputs = [
        run("--jobs", jobs, "--format", "jsonl", "--dictionary", own, *names).stdout for jobs in ("1", "2")
    ]
    assert outputs[0] == outputs[1]
    for line in outputs[0].splitlines():
        assert json.loads(line)["assignments"][0]["leads"][0]["id"] == "vuon-quoc-gia-binh-lam"


def test_check_counts_what_is_sound(own: str) -> None:
    done = run("dictionary", "check", own)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{own}: 2 bodies, 5 names\n"


FAULTS = [
    ("", 1, "empty"),
    ("id,name\nx,Sở X\n", 1, "one column"),
    ("id\taliases\nx\tSX\n", 1, "'name' is missing"),
    ("name\tnom\nSở X\tx\n", 1, "no column 'nom'"),
    ("name\tname\nSở X\tx\n", 1, "twice"),
    ("# a\nname\nSở X\tSX\n", 3, "2 cells in 1 columns"),
    ("name\tid\n\tx\n", 2, "name is missing"),
    ("name\nsở x\n", 2, "small letter"),
    ("name\tid\nSở X\tSở X\n", 2, "is no id"),
    ("name\tvalid_from\nSở X\t1/7/2025\n", 2, "is no date"),
    ("name\tvalid_from\nSở X\t2025-02-30\n", 2, "is no date"),
    ("name\tvalid_from\tvalid_until\nSở X\t2025-07-01\t2025-06-30\n", 2, "later than"),
    ("name\taliases\nSở X\tSX||S.X\n", 2, "alias is empty"),
    ("name\nSở X\nSở X\n", 3, "stands in line 2 too"),
    ("name\tsuccessor\nSở X\tso-khong-co\n", 2, "no body has the id"),
]


@pytest.mark.parametrize(("text", "line", "words"), FAULTS, ids=[words for *_, words in FAULTS])
def test_faults_are_told_with_their_lines(text: str, line: int, words: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.tsv"
    path.write_text(text, encoding="utf-8")
    checked, used = run("dictionary", "check", str(path)), run("-", "--dictionary", str(path), given=NOTICE)
    assert (checked.returncode, used.returncode) == (2, 2)
    assert f"{path}:{line}: error: " in checked.stderr and words in checked.stderr
    assert used.stdout == "" and f"{path}:{line}: " in used.stderr and used.stderr.count("\n") == 1


@pytest.mark.parametrize(("content", "words"), [(b"\xff\xfen\x00", "UTF-8"), (None, "no such dictionary")])
def test_a_file_that_is_none(content: bytes | None, words: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.tsv"
    if content is not None:
        path.write_bytes(content)
    for done in (run("dictionary", "check", str(path)), run("-", "--dictionary", str(path), given=NOTICE)):
        assert done.returncode == 2 and words in done.stderr and done.stderr.count("\n") == 1


def test_notes_say_what_changes(tmp_path: Path) -> None:
    path = tmp_path / "own.tsv"
    path.write_text(
        "name\tid\taliases\nSở Y tế Bình Lâm\tso-y-te\t\nBan Mẫu\tban-mau\tKKT\n", encoding="utf-8"
    )
    done = run("dictionary", "check", str(path))
    assert done.returncode == 0
    assert ":2: note: takes the place of 'Sở Y tế'" in done.stdout
    assert ":3: note: 'KKT' no longer means 'Ban Quản lý Khu kinh tế tỉnh'" in done.stdout


def found(*words: str) -> list[dict[str, Any]]:
    matches: list[dict[str, Any]] = json.loads(run("dictionary", "find", *words).stdout)
    return matches


def test_find_tells_what_matches_and_why(own: str) -> None:
    [match] = found("Sở KH&ĐT")
    assert (match["id"], match["valid_until"], match["successor"]) == (
        "so-ke-hoach-va-dau-tu",
        "2025-02-28",
        "so-tai-chinh",
    )
    assert "Sở KH&ĐT" in match["why"]
    [match] = found("TCT")
    assert [other["id"] for other in match["alternatives"]] and "may mean" in match["warnings"][0]
    [match] = found("VQGBL", "--dictionary", own)
    assert match["id"] == "vuon-quoc-gia-binh-lam" and "your dictionary" in match["why"]
    assert found("Bộ Nông nghiệp và Môi trường")[0]["predecessors"]
    assert [match["known"] for match in found("Công ty TNHH Bình Lâm và UBND phường Hải Vân")] == [
        False,
        True,
    ]
    assert found("không có gì ở đây") == []


def test_find_knows_the_day() -> None:
    [match] = found("BĐBP tỉnh", "--on", "2024-01-01")
    assert match["id"] == "bo-chi-huy-bo-doi-bien-phong-tinh" and not match["warnings"]


def test_find_as_table_and_lines() -> None:
    assert "so-y-te" in run("dictionary", "find", "Sở Y tế", "--format", "table").stdout
    lines = run("dictionary", "find", "Sở Y tế và Sở Nội vụ", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["so-y-te", "so-noi-vu"]


@pytest.mark.parametrize(
    "words", [[], ["find"], ["check"], ["seek", "x"], ["find", " "], ["find", "Sở Y tế", "--on", "mai"]]
)
def test_wrong_use(words: list[str]) -> None:
    done = run("dictionary", *words)
    assert (done.returncode, done.stdout) == (1, "") and done.stderr.count("\n") == 1
