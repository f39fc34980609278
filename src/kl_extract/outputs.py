"""Where results go: standard output, one file, or a folder; a file is there whole or not at all."""

import os
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from kl_extract.errors import OutputError
from kl_extract.inputs import Job
from kl_extract.options import Format

SUFFIX = {Format.JSON: ".json", Format.JSONL: ".jsonl", Format.TABLE: ".txt"}


class Sink(Protocol):
    """Takes the results one by one, in the order of the inputs; entered before any work is done."""

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
    def write(self, job: Job, text: str) -> None:
        """Keeps ``text``, the result of ``job``; raises ``OutputError`` where it cannot."""


class _Sink:
    """A sink with nothing to do at its beginning and end."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None


class StdoutSink(_Sink):
    """Results one after another on standard output; an empty line keeps tables apart."""

    def __init__(self, form: Format) -> None:
        self._between = "\n" if form is Format.TABLE else ""
        self._before = ""

    def write(self, job: Job, text: str) -> None:
        """Writes and flushes, so that the next program in a pipe sees each result at once."""
        emit(self._before + text)
        self._before = self._between


class StdoutArray(_Sink):
    """All results as one JSON array on standard output."""

    def __init__(self) -> None:
        self._before = "[\n"

    def write(self, job: Job, text: str) -> None:
        """Writes one element; values hold no raw line breaks, so indenting lines changes none."""
        emit(self._before + textwrap.indent(text.rstrip("\n"), "  "))
        self._before = ",\n"

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            emit("\n]\n" if self._before == ",\n" else "[]\n")


class FileSink(_Sink):
    """One result in one file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> Self:
        check_place(self._path)
        return self

    def write(self, job: Job, text: str) -> None:
        """Writes the file; a device or a pipe is written to, never replaced."""
        if self._path.exists() and not self._path.is_file():
            with _telling(self._path):
                self._path.write_text(text, encoding="utf-8", newline="\n")
        else:
            write_whole(self._path, text)


class FolderSink(_Sink):
    """One file for each input, paths mirrored as ``inputs`` describes."""

    def __init__(self, folder: Path, form: Format) -> None:
        self._folder = folder
        self._suffix = SUFFIX[form]

    def __enter__(self) -> Self:
        _try_folder(self._folder)
        return self

    def write(self, job: Job, text: str) -> None:
        """Writes the result of ``job``, making the folders above it."""
        path = self._folder / job.target
        path = path.with_name(path.name + self._suffix)
        with _telling(path):
            path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text)


def check_place(path: Path) -> None:
    """Raises ``OutputError`` where no file can be written at ``path``; to be asked before any work is done."""
    if not path.parent.is_dir():
        raise OutputError(str(path), "its folder does not exist", "create the folder first")
    if path.is_dir():
        raise OutputError(str(path), "is a folder", "name a file")
    if not path.exists() or path.is_file():
        _try_folder(path.parent)


def write_whole(path: Path, text: str) -> None:
    """As ``write_bytes``, for text."""
    write_bytes(path, text.encode())


def write_bytes(path: Path, data: bytes) -> None:
    """Writes beside ``path`` and renames: whoever looks sees the old file or the new one, never half of one.

    Raises ``OutputError``.
    """
    goal = path.resolve()  # a link keeps pointing where it points
    # The name is short because a Vietnamese file name may already fill the 255 bytes it has.
    draft = goal.with_name(f".kl-extract-{os.getpid()}.tmp")
    try:
        with _telling(path):
            draft.write_bytes(data)
            draft.replace(goal)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _try_folder(folder: Path) -> None:
    """Makes the folder and a file in it: the only sure way to learn that it takes one."""
    probe = folder / f".kl-extract-{os.getpid()}.tmp"
    with _telling(folder):
        folder.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()


def emit(text: str) -> None:
    """Writes ``text`` to standard output at once, as UTF-8 whatever the locale.

    Raises ``OutputError``, and ``BrokenPipeError`` where the reader has left: that is no error.
    """
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        silence_stdout()
        raise
    except OSError as error:
        silence_stdout()
        raise _cannot_write("standard output", error) from error


def silence_stdout() -> None:
    """Sends what is left in the buffer nowhere: Python flushes again at its end, and would fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def _telling(path: Path) -> Iterator[None]:
    """Turns what the system says into an ``OutputError`` about ``path``."""
    try:
        yield
    except OSError as error:
        raise _cannot_write(str(path), error) from error


def _cannot_write(subject: str, error: OSError) -> OutputError:
    reason = (error.strerror or type(error).__name__).lower()
    return OutputError(subject, f"cannot be written ({reason})", "choose another place with -o")
