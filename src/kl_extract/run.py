"""One run of the command: opens the output, plans the inputs, does the work, says how it went."""

import os
import sys
from collections.abc import Callable
from concurrent.futures import Executor
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import replace
from functools import partial
from typing import Protocol

from kl_extract.batch import Outcome, attempt, in_order
from kl_extract.errors import ExitCode, OutputError
from kl_extract.inputs import Job, plan
from kl_extract.options import DEBUG, OnPage, Options, Style
from kl_extract.outputs import Sink
from kl_extract.report import Report
from kl_extract.request import Request
from kl_extract.workers import InProcess, WorkerPool

WINDOW = 4
"""Inputs handed out at a time for each worker: enough that none idles behind one slow file at the head."""


class Convert(Protocol):
    """Makes the text of one result; a fake of it lets tests run a batch without reading anything."""

    def __call__(self, job: Job, options: Options, style: Style, on_page: OnPage | None = None) -> str: ...


def convert(job: Job, options: Options, style: Style, on_page: OnPage | None = None) -> str:
    """The result of one input as text; runs in a worker, and loads the stages there."""
    from kl_extract.emit import render  # noqa: PLC0415
    from kl_extract.pipeline import process_bytes, process_file  # noqa: PLC0415

    if job.path is None:
        return render(process_bytes(job.data or b"", job.name, options, on_page), style)
    return render(process_file(job.path, options, on_page), style)


def run(request: Request, convert: Convert = convert) -> ExitCode:
    """Does what is asked and returns the exit code.

    Raises ``UsageError`` and, before any work is done, ``OutputError`` where the output takes nothing.
    """
    with request.sink() as sink:
        jobs = plan(request.inputs, request.folder, _suffixes())
        nothing_there = len(jobs) == 1 and jobs[0].trouble is not None
        if request.batch and not nothing_there:
            return _run_batch(request, jobs, sink, convert)
        return _run_one(request, jobs[0], sink, convert)


def _run_one(request: Request, job: Job, sink: Sink, convert: Convert) -> ExitCode:
    options = _sharing(request, 1)
    with _page_bar(request, job) as on_page:
        outcome = attempt(lambda job: convert(job, options, request.style, on_page), job)
    if outcome.text is None:
        complain(outcome.error, outcome.trace)
    else:
        sink.write(job, outcome.text)
    return outcome.exit_code


def _run_batch(request: Request, jobs: list[Job], sink: Sink, convert: Convert) -> ExitCode:
    report = Report()
    workers = min(request.jobs, len(jobs))
    new_executor = InProcess if workers == 1 else partial(_pool, workers)
    window = 1 if workers == 1 else workers * WINDOW
    work = partial(convert, options=_sharing(request, workers), style=request.style)
    with (
        _file_bar(request, len(jobs)) as show,
        closing(in_order(jobs, work, new_executor, window)) as outcomes,
    ):
        for outcome in outcomes:
            report.count(done=_keep(outcome, sink))
            show(report)
    if not request.quiet:
        print(report, file=sys.stderr)
    return report.exit_code


def _sharing(request: Request, workers: int) -> Options:
    """The options with the jobs shared among ``workers``: each may read so many pages of its input at a time."""
    return replace(request.options, read=replace(request.options.read, jobs=max(1, request.jobs // workers)))


def _pool(workers: int) -> Executor:
    """Worker processes, or none where the system allows none (a container or chroot without ``/dev/shm``)."""
    try:
        return WorkerPool(workers)
    except OSError as error:
        complain(f"no worker processes on this system ({error.strerror}); reading one input at a time")
        return InProcess()


def _keep(outcome: Outcome, sink: Sink) -> bool:
    """Writes the result, or says in one line why there is none; returns whether all went well."""
    if outcome.text is None:
        complain(outcome.error, outcome.trace)
        return False
    try:
        sink.write(outcome.job, outcome.text)
    except OutputError as error:
        complain(str(error))
        return False
    return True


def complain(line: str, trace: str = "") -> None:
    """One line on standard error; the traceback too, where the environment asks for it."""
    if trace and os.environ.get(DEBUG):
        print(trace, file=sys.stderr)
    print(f"kl-extract: {line}", file=sys.stderr)


def _suffixes() -> frozenset[str]:
    from kl_extract.read import SUFFIXES  # noqa: PLC0415

    return frozenset(SUFFIXES)


def _page_bar(request: Request, job: Job) -> AbstractContextManager[OnPage | None]:
    if not request.progress:
        return nullcontext()
    from kl_extract.progress import pages  # noqa: PLC0415

    return pages(job.name)


def _file_bar(request: Request, total: int) -> AbstractContextManager[Callable[[Report], None]]:
    if not request.progress:
        return nullcontext(lambda _: None)
    from kl_extract.progress import files  # noqa: PLC0415

    return files(total)
