"""The command as it is typed, in processes of its own: help, usage, interrupts, pipes, what gets loaded."""

import json
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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


def script(name: str, body: str) -> list[str]:
    """A command whose stages are the fake ``convert`` in ``body``; its workers import it as well."""
    start = """
    import functools, os, sys, threading
    import kl_extract.run
    from kl_extract.cli import main
    """
    end = """
    kl_extract.run.run = functools.partial(kl_extract.run.run, convert=convert)
    if __name__ == "__main__":
        sys.exit(main())
    """
    Path(name).write_text("\n".join(textwrap.dedent(part) for part in (start, body, end)))
    return [sys.executable, name]


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


def test_results_are_utf_8_whatever_the_locale() -> None:
    fake = script("fake.py", "def convert(job, options, style, on_page=None): return 'Sở Nội vụ\\n'")
    shown = subprocess.run(
        [*fake, "a.pdf"], capture_output=True, check=True, env=os.environ | {"PYTHONIOENCODING": "latin-1"}
    )
    assert shown.stdout.decode() == "Sở Nội vụ\n"


BLOCKING = """
if __name__ == "__main__":  # signals as on a terminal, even where the tests run in the background
    import signal
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)

def convert(job, options, style, on_page=None):
    sys.stderr.write(f"working {os.getpid()}\\n")
    sys.stderr.flush()
    threading.Event().wait()
"""


@contextmanager
def blocked(*words: str, body: str = BLOCKING) -> Iterator["subprocess.Popen[str]"]:
    """A run that never ends by itself, in a process group of its own, of which nothing is left afterwards."""
    process = subprocess.Popen(
        [*script("fake.py", body), *words],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.mark.parametrize(
    ("number", "code", "line"),
    [
        (signal.SIGINT, 130, "kl-extract: interrupted"),
        (signal.SIGTERM, 143, ""),
        (signal.SIGHUP, 129, ""),
    ],
)
@pytest.mark.parametrize("words", [["a.pdf"], ["a.pdf", "in", "--jobs", "1"], ["a.pdf", "in", "--jobs", "2"]])
def test_a_signal_ends_everything_without_traces(
    words: list[str], number: signal.Signals, code: int, line: str
) -> None:
    if "in" in words:
        for count in range(9):  # more than the workers hold, so that some wait in the queue
            Path(f"in/{count}.pdf").write_text("x")
    with blocked(*words, "-o", "out/") as process:
        assert process.stderr
        workers = [int(process.stderr.readline().split()[1]) for _ in range(2 if words[-1] == "2" else 1)]
        process.send_signal(number)
        _, said = process.communicate(timeout=60)
    assert (process.returncode, said.strip()) == (code, line)
    assert list(Path("out").iterdir()) == []
    for worker in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(worker, 0)


def test_an_interrupt_from_the_keyboard_reaches_workers_without_tracebacks() -> None:
    with blocked("a.pdf", "in", "--jobs", "2") as process:
        assert process.stderr
        process.stderr.readline()
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=60)
    lines = [line for line in said.splitlines() if line and not line.startswith("working")]
    assert (process.returncode, lines) == (130, ["kl-extract: interrupted"])


def test_a_worker_deaf_to_signals_is_killed() -> None:
    deaf = "signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT, signal.SIGTERM])"
    body = BLOCKING.replace("    threading.Event()", f"    import signal; {deaf}\n    threading.Event()")
    with blocked("a.pdf", "in", "--jobs", "2", body=body) as process:
        assert process.stderr
        process.stderr.readline()
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert (process.returncode, said.splitlines()[-1]) == (130, "kl-extract: interrupted")


def test_workers_end_with_a_parent_that_is_killed_outright() -> None:
    with blocked("a.pdf", "in", "--jobs", "2") as process:
        assert process.stderr
        assert process.stderr.readline().startswith("working")
        process.kill()
        process.communicate(timeout=60)  # comes to its end only when no worker holds the pipe any more


NAMING = """
def convert(job, options, style, on_page=None):
    if "crash" in job.name:
        os._exit(66)
    return f'"{job.name}"\\n'
"""


def test_results_do_not_depend_on_the_number_of_workers() -> None:
    fake = script("fake.py", NAMING)
    for number in range(9):
        Path(f"in/{number}.pdf").write_text("x")
    shown = [
        subprocess.run([*fake, "in", "a.pdf", "--jobs", jobs], capture_output=True, text=True, check=True)
        for jobs in ("1", "2", "5")
    ]
    assert shown[0].stdout.splitlines()[0] == '"in/0.pdf"'
    assert len(shown[0].stdout.splitlines()) == 11
    for other in shown[1:]:
        assert (other.stdout, other.stderr) == (shown[0].stdout, shown[0].stderr)


def test_a_crash_in_a_worker_is_one_failed_input() -> None:
    fake = script("fake.py", NAMING)
    Path("in/crash.pdf").write_text("x")
    shown = subprocess.run([*fake, "in", "a.pdf", "--jobs", "2"], capture_output=True, text=True, check=False)
    assert shown.returncode == 5
    assert shown.stdout == '"in/x/c.pdf"\n"a.pdf"\n'
    assert shown.stderr.splitlines() == [
        "kl-extract: in/crash.pdf: the process that read it died; "
        "the file may need more memory than there is",
        "3 inputs: 2 done, 1 failed",
    ]
