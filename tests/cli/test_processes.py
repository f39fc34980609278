"""The command with fakes of its stages, in processes of its own: what comes out, how signals end it, what workers do."""

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest


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


def test_garbage_is_not_sought_at_the_end() -> None:
    body = """
    import atexit, gc
    from kl_extract.workers import collect_rarely
    atexit.register(lambda: print(gc.get_freeze_count() > 1000))
    collect_rarely()
    """
    shown = subprocess.run([sys.executable, "-c", textwrap.dedent(body)], capture_output=True, check=True)
    assert shown.stdout == b"True\n"
