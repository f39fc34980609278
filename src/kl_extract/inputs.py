"""From what stands on the command line to a list of jobs: folders opened, doubles dropped, names given.

Results mirror the inputs: ``a.pdf`` becomes ``out/a.pdf.json`` and ``scans/x/y.pdf`` becomes
``out/scans/x/y.pdf.json``. The input's own suffix stays, so ``a.pdf`` and ``a.docx`` never meet.
A path that is absolute or climbs with ``..`` counts from its last name: ``../in/a.pdf`` is ``a.pdf``.
"""

import os
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from kl_extract.errors import InputError, NoDocumentsError, UsageError

STDIN = "-"
STDIN_NAME = "stdin"
OWNER_FILE = "~$"
"""How Word names the file that marks a document as open; it has a document's suffix and holds none."""


@dataclass(frozen=True, slots=True)
class Job:
    """One input: a file at ``path``, or the bytes in ``data``, or a ``trouble`` met before reading.

    ``name`` is what messages call it; ``target`` is where its result belongs under the output folder,
    still without the suffix of the format.
    """

    name: str
    target: PurePath
    path: Path | None = None
    data: bytes | None = None
    trouble: InputError | None = None


def is_batch(inputs: Sequence[str]) -> bool:
    """Whether these inputs can yield more than one result: several of them, or a folder."""
    return len(inputs) > 1 or any(name != STDIN and Path(name).is_dir() for name in inputs)


def plan(inputs: Sequence[str], output: Path | None, suffixes: Collection[str]) -> list[Job]:
    """Jobs in the order given, each file once; what lies under the folder ``output`` is no input.

    Raises ``UsageError`` where two results would go to one place under ``output``.
    """
    jobs: dict[str, Job] = {}
    for name in inputs:
        for job in _jobs(name, output, suffixes):
            jobs.setdefault(STDIN if job.path is None else os.path.realpath(job.path), job)
    planned = list(jobs.values())
    if output is not None:
        _refuse_collisions(planned)
    return planned


def _jobs(name: str, output: Path | None, suffixes: Collection[str]) -> Iterator[Job]:
    if name == STDIN:
        yield Job(STDIN_NAME, PurePath(STDIN_NAME), data=sys.stdin.buffer.read())
        return
    path, target = Path(name), _target(name)
    if path.is_dir():
        yield from _folder(path, target, output, suffixes)
    else:
        yield Job(name, target, path)


def _target(name: str) -> PurePath:
    """Where the result of the input ``name`` belongs, relative to the output folder."""
    path = PurePath(name)
    if path.is_absolute() or ".." in path.parts:
        return PurePath(Path(name).absolute().resolve().name if path.name in {"", ".."} else path.name)
    return path


def _folder(path: Path, target: PurePath, output: Path | None, suffixes: Collection[str]) -> Iterator[Job]:
    denied: list[OSError] = []
    found = sorted(_walk(path, output, denied.append), key=lambda file: file.parts)
    documents = [file for file in found if file.suffix.lower() in suffixes]
    for file in documents:
        yield Job(str(file), target / file.relative_to(path), file)
    for trouble in denied:
        folder = Path(str(trouble.filename))
        error = InputError(str(folder), "this folder cannot be opened", "check its permissions")
        yield Job(str(folder), target, folder, trouble=error)
    if not documents and not denied:
        kinds = " ".join(sorted(suffixes))
        nothing = NoDocumentsError(str(path), "no document in this folder", f"what can be read: {kinds}")
        yield Job(str(path), target, path, trouble=nothing)


def _walk(top: Path, output: Path | None, onerror: Callable[[OSError], None]) -> Iterator[Path]:
    """Files below ``top``, without hidden ones; a folder met again through a link is entered once."""
    seen = {os.path.realpath(output)} if output else set()
    seen.add(os.path.realpath(top))
    for folder, below, names in os.walk(top, onerror=onerror, followlinks=True):
        below.sort()
        for name in list(below):
            real = os.path.realpath(Path(folder, name))
            if _skipped(name) or real in seen:
                below.remove(name)
            seen.add(real)
        files = (Path(folder, name) for name in names if not _skipped(name))
        # A pipe or device would block; a broken link stays, so that it is reported.
        yield from (file for file in files if file.is_file() or file.is_symlink())


def _skipped(name: str) -> bool:
    return name.startswith((".", OWNER_FILE))


def _refuse_collisions(jobs: Sequence[Job]) -> None:
    held: dict[PurePath, Job] = {}
    for job in jobs:
        if job.trouble:
            continue
        other = held.setdefault(job.target, job)
        if other is not job:
            raise UsageError(
                job.name,
                f"would be written to the same place as {other.name}",
                "run them one after the other",
            )
