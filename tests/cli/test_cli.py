"""The command as it is typed, mostly in processes of its own: help, usage, what gets loaded, one line for each trouble."""

import json
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from kl_extract import __version__
from kl_extract.cli import COMMANDS, main
from kl_extract.errors import UsageError
from kl_extract.page_ranges import parse_pages

COMMAND = [sys.executable, "-m", "kl_extract"]
HEAVY = (
    "pdfplumber",
    "pydantic",
    "PIL",
    "docx",
    "pypdfium2",
    "pytesseract",
    "tesserocr",
    "rich",
    "multiprocessing",
)


def command(*words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [*COMMAND, *words], capture_output=True, text=True, check=False, env=os.environ | environment
    )


def test_help_names_every_option_and_command() -> None:
    shown = command("--help")
    assert (shown.returncode, shown.stderr) == (0, "")
    options = (
        "--format",
        "--output",
        "--pages",
        "--password",
        "--jobs",
        "--engine",
        "--quiet",
        "--version",
        "-h",
    )
    for word in (*options, *COMMANDS):
        assert word in shown.stdout
    assert command("-h").stdout == shown.stdout


def test_version() -> None:
    shown = command("--version")
    assert (shown.returncode, shown.stdout, shown.stderr) == (0, f"kl-extract {__version__}\n", "")


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["--wrong"]])
def test_nothing_heavy_is_loaded_before_it_is_needed(words: list[str]) -> None:
    code = f"""
    import sys
    from kl_extract.cli import main
    main({words!r})
    print("loaded:", [name for name in {HEAVY!r} if name in sys.modules])
    """
    shown = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, check=True
    )
    assert shown.stdout.splitlines()[-1] == "loaded: []"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "Missing argument 'INPUT'; see kl-extract --help"),
        (["--wrong", "a.pdf"], "No such option: --wrong"),
        (["a.pdf", "--format", "xml"], "xml"),
        (["a.pdf", "--jobs", "0"], "--jobs"),
        (["a.pdf", "--pages", "3-1"], "--pages 3-1: not a list of pages; write it as 1-3,5"),
        (["schema", "a.pdf"], "see kl-extract schema --help"),
    ],
)
def test_a_wrong_command_line_gives_one_line_and_exit_code_1(
    capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert main(words) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("kl-extract: ")
    assert said in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("text", "pages"),
    [("1", {1}), ("1-3,5", {1, 2, 3, 5}), (" 2 , 4 - 5 ", {2, 4, 5}), ("7,7", {7})],
)
def test_pages(text: str, pages: set[int]) -> None:
    assert parse_pages(text) == pages


@pytest.mark.parametrize("text", ["", "0", "0-2", "3-1", "1,", "1-", "-3", "a", "1..3", "٣", "1-9999999"])
def test_what_is_no_list_of_pages(text: str) -> None:
    with pytest.raises(UsageError):
        parse_pages(text)


def test_schema_is_printed_and_a_file_of_that_name_can_still_be_read() -> None:
    shown = command("schema")
    assert json.loads(shown.stdout)["title"] == "Notice"
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "schema: " in command("./schema").stderr


def test_a_missing_file_gives_one_line_and_exit_code_2() -> None:
    shown = command("không có.pdf")
    assert (shown.returncode, shown.stdout) == (2, "")
    assert shown.stderr.startswith("kl-extract: không có.pdf: ")
    assert shown.stderr.count("\n") == 1


def test_a_file_name_cannot_drive_the_terminal() -> None:
    shown = command("a\x1b[2J\n.pdf")
    assert shown.returncode == 2
    assert "\x1b" not in shown.stderr
    assert shown.stderr.count("\n") == 1


def test_an_output_that_takes_nothing_gives_exit_code_4() -> None:
    shown = command("a.pdf", "in", "-o", "b.txt/out")
    assert shown.returncode == 4
    assert shown.stderr.startswith("kl-extract: b.txt/out: cannot be written (not a directory); ")


def test_a_reader_that_leaves_ends_it_quietly() -> None:
    process = subprocess.Popen([*COMMAND, "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout and process.stderr
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 128 + signal.SIGPIPE


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_under_standard_output_gives_exit_code_4() -> None:
    with Path("/dev/full").open("w") as full:
        shown = subprocess.run(
            [*COMMAND, "schema"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert shown.returncode == 4
    assert shown.stderr.startswith("kl-extract: standard output: cannot be written (no space left on device)")
    assert shown.stderr.count("\n") == 1
