"""Many inputs over an executor: bounded in flight, results in the order of the inputs, no failure stops it.

The executor comes from outside, and what is handed to it pickles: a process pool today, a cluster later.
"""

import traceback
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass

from kl_extract.errors import ExitCode, KlExtractError, one_line
from kl_extract.inputs import Job

Work = Callable[[Job], str]
"""What is done with one input; returns the result as text. It and what it holds must pickle."""
NewExecutor = Callable[[], Executor]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one input went: ``text`` is its result, or ``error`` one line saying why there is none.

    ``trace`` is the traceback of an error nobody foresaw, for whoever mends it.
    """

    job: Job
    text: str | None = None
    error: str = ""
    exit_code: ExitCode = ExitCode.DONE
    trace: str = ""


def attempt(work: Work, job: Job) -> Outcome:
    """Does ``work`` and returns what came of it; no error leaves here, known or not."""
    try:
        if job.trouble:
            raise job.trouble
        return Outcome(job, text=work(job))
    except KlExtractError as error:
        return Outcome(job, error=str(error), exit_code=error.exit_code)
    except Exception as error:
        line = one_line(f"{job.name}: {_unforeseen(error)}; please report this, with the file if you may")
        return Outcome(job, error=line, exit_code=ExitCode.UNREADABLE_INPUT, trace=traceback.format_exc())


def _unforeseen(error: Exception) -> str:
    said = " ".join(str(error).split())[:200]
    return f"unexpected {type(error).__name__}" + (f" ({said})" if said else "")


def in_order(
    jobs: Iterable[Job], work: Work, new_executor: NewExecutor, window: int
) -> Generator[Outcome, None, None]:
    """Outcomes in the order of ``jobs``, of which at most ``window`` are in flight.

    Where a worker dies, an executor fails everything in flight. Those inputs are then tried again one
    by one, each in a fresh executor, so that only the one that kills its worker is lost.
    """
    waiting = deque(jobs)
    while waiting:
        for job in (yield from _until_broken(waiting, work, new_executor, window)):
            if (yield from _until_broken(deque([job]), work, new_executor, 1)):
                yield _killed(job)


def _until_broken(
    waiting: deque[Job], work: Work, new_executor: NewExecutor, window: int
) -> Generator[Outcome, None, list[Job]]:
    """Takes from ``waiting`` until it is empty or the executor breaks; returns what was in flight then."""
    flight: deque[tuple[Job, Future[Outcome]]] = deque()
    with _closing(new_executor()) as executor:
        while waiting or flight:
            try:
                while waiting and len(flight) < window:
                    flight.append((waiting[0], executor.submit(attempt, work, waiting[0])))
                    waiting.popleft()
                outcome = flight[0][1].result()
            except BrokenExecutor:
                return [job for job, _ in flight] or [waiting.popleft()]
            flight.popleft()
            yield outcome
    return []


@contextmanager
def _closing(executor: Executor) -> Iterator[Executor]:
    """Waits for the executor at the end; after an interrupt what is in flight is given up."""
    try:
        yield executor
    except BaseException:
        executor.shutdown(wait=False, cancel_futures=True)
        raise
    executor.shutdown()


def _killed(job: Job) -> Outcome:
    line = f"{job.name}: the process that read it died; the file may need more memory than there is"
    return Outcome(job, error=one_line(line), exit_code=ExitCode.UNREADABLE_INPUT)
