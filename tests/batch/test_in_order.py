"""The batch itself: order, bounds, and workers that die, with fakes in place of the reading."""

import multiprocessing
import os
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import closing
from functools import partial
from pathlib import Path, PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kl_extract.batch import Outcome, attempt, in_order
from kl_extract.errors import DamagedInputError, ExitCode, MissingProgramError
from kl_extract.inputs import Job
from kl_extract.workers import InProcess


def jobs_called(*names: str) -> list[Job]:
    return [Job(name, PurePath(name), Path(name)) for name in names]


def shout(job: Job) -> str:
    """A fake of the pipeline: fails, or dies, where the name says so."""
    if "damaged" in job.name:
        raise DamagedInputError(job.name, "no PDF", "scan it again")
    if "bug" in job.name:
        raise ZeroDivisionError("one\nover\x1b[31m nought")
    if "crash" in job.name:
        os._exit(66)
    return job.name.upper()


def forked(workers: int) -> Executor:
    """A pool whose workers know the fakes of this file."""
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("fork"))


def threads(workers: int) -> Callable[[], Executor]:
    return partial(ThreadPoolExecutor, workers)


def summary(outcomes: Iterator[Outcome]) -> list[tuple[str, str | None]]:
    return [(outcome.job.name, outcome.text) for outcome in outcomes]


class Counting(InProcess):
    """Knows how many futures its user has not yet asked for their result."""

    def __init__(self) -> None:
        self.open = self.most = 0

    def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]
        self.open += 1
        self.most = max(self.most, self.open)
        future = super().submit(fn, *args, **kwargs)
        result = future.result

        def asked(timeout: float | None = None) -> object:
            self.open -= 1
            return result(timeout)

        future.result = asked
        return future


@pytest.mark.parametrize("new_executor", [InProcess, threads(1), threads(3), partial(forked, 2)])
@pytest.mark.parametrize("window", [1, 3, 50])
def test_results_come_in_the_order_of_the_inputs(new_executor: Callable[[], Executor], window: int) -> None:
    names = [f"n{number}" for number in range(12)]
    names[4] = "damaged"
    outcomes = list(in_order(jobs_called(*names), shout, new_executor, window))
    assert [outcome.job.name for outcome in outcomes] == names
    assert [outcome.text for outcome in outcomes if outcome.text] == [
        n.upper() for n in names if n != "damaged"
    ]


def test_a_slow_first_input_is_still_reported_first() -> None:
    others_done = threading.Event()

    def work(job: Job) -> str:
        if job.name == "first":
            assert others_done.wait(10)
        elif job.name == "last":
            others_done.set()
        return job.name

    names = ["first", "second", "last"]
    assert summary(in_order(jobs_called(*names), work, threads(2), 3)) == [(n, n) for n in names]


@given(count=st.integers(0, 30), window=st.integers(1, 8))
def test_no_more_are_in_flight_than_the_window_lets(count: int, window: int) -> None:
    executor = Counting()
    jobs = jobs_called(*(str(number) for number in range(count)))
    assert len(list(in_order(jobs, shout, lambda: executor, window))) == count
    assert executor.most == min(count, window)


def test_a_worker_that_dies_costs_only_its_own_input() -> None:
    names = ["a", "b", "crash 1", "c", "d", "crash 2", "e", "damaged"]
    outcomes = list(in_order(jobs_called(*names), shout, partial(forked, 2), 4))
    assert [outcome.job.name for outcome in outcomes] == names
    failed = {outcome.job.name: outcome for outcome in outcomes if outcome.text is None}
    assert set(failed) == {"crash 1", "crash 2", "damaged"}
    assert failed["crash 1"].error.startswith("crash 1: the process that read it died")
    assert failed["crash 1"].exit_code is ExitCode.UNREADABLE_INPUT
    assert not failed["crash 1"].trace


def test_inputs_that_all_kill_their_workers_are_all_reported() -> None:
    outcomes = list(in_order(jobs_called("crash 1", "crash 2", "crash 3"), shout, partial(forked, 2), 2))
    assert [outcome.text for outcome in outcomes] == [None] * 3


def test_an_executor_that_breaks_at_once_ends_the_batch_all_the_same() -> None:
    class Broken(InProcess):
        def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]
            from concurrent.futures import BrokenExecutor  # noqa: PLC0415

            raise BrokenExecutor

    outcomes = list(in_order(jobs_called("a", "b"), shout, Broken, 2))
    assert [(outcome.job.name, outcome.text) for outcome in outcomes] == [("a", None), ("b", None)]


def test_each_input_is_handed_out_once_where_nothing_dies() -> None:
    seen: Counter[str] = Counter()

    def work(job: Job) -> str:
        seen[job.name] += 1
        return ""

    list(in_order(jobs_called("a", "b", "c"), work, InProcess, 2))
    assert seen == {"a": 1, "b": 1, "c": 1}


def test_an_abandoned_batch_cancels_what_waits() -> None:
    started: list[str] = []
    release = threading.Event()

    def work(job: Job) -> str:
        started.append(job.name)
        if job.name != "a":
            assert release.wait(10)
        return job.name

    with closing(in_order(jobs_called("a", "b", "c", "d"), work, threads(1), 4)) as outcomes:
        assert next(outcomes).job.name == "a"
    release.set()
    assert set(started) <= {"a", "b"}


def test_an_interrupt_goes_through() -> None:
    def work(job: Job) -> str:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(in_order(jobs_called("a"), work, InProcess, 1))


def test_an_unforeseen_error_is_one_line_that_asks_for_a_report() -> None:
    outcome = attempt(shout, jobs_called("bug.pdf")[0])
    assert outcome.exit_code is ExitCode.UNREADABLE_INPUT
    assert outcome.error == (
        "bug.pdf: unexpected ZeroDivisionError (one over\ufffd[31m nought); "
        "please report this, with the file if you may"
    )
    assert "Traceback" in outcome.trace


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (DamagedInputError("a", "b", "c"), ExitCode.UNREADABLE_INPUT),
        (MissingProgramError("a", "b", "c"), ExitCode.MISSING_PROGRAM),
    ],
)
def test_a_known_error_keeps_its_line_and_code_over_processes(error: Exception, code: ExitCode) -> None:
    def work(job: Job) -> str:
        raise error

    outcome = attempt(work, jobs_called("a")[0])
    assert (outcome.error, outcome.exit_code, outcome.trace) == ("a: b; c", code, "")


def test_a_trouble_met_while_planning_is_the_outcome() -> None:
    job = Job("a", PurePath("a"), trouble=DamagedInputError("a", "b", "c"))
    assert attempt(shout, job).error == "a: b; c"


def test_the_future_of_an_in_process_call_holds_its_error() -> None:
    future: Future[str] = InProcess().submit(shout, jobs_called("bug")[0])
    assert isinstance(future.exception(), ZeroDivisionError)
