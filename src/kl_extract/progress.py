"""Progress on standard error, for people: pages of one file, or files of a batch."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from kl_extract.errors import one_line
from kl_extract.options import OnPage
from kl_extract.report import Report


def _progress() -> Progress:
    """A bar that is wiped when done; results on standard output are never routed through it."""
    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[note]}", markup=False),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,
    )


@contextmanager
def pages(name: str) -> Iterator[OnPage]:
    """A bar that counts the pages of the input ``name``; yields what *read* calls after each."""
    with _progress() as progress:
        task = progress.add_task(one_line(name), total=None, note="")
        yield lambda done, total: progress.update(task, completed=done, total=total)


@contextmanager
def files(total: int) -> Iterator[Callable[[Report], None]]:
    """A bar that counts ``total`` inputs, and how many of them failed; yields what redraws it."""
    with _progress() as progress:
        task = progress.add_task("kl-extract", total=total, note="")

        def show(report: Report) -> None:
            note = f"{report.failed} failed" if report.failed else ""
            progress.update(task, completed=report.done + report.failed, note=note)

        yield show
