"""The executors of this machine: the process itself, or one process for each core."""

import atexit
import gc
import logging
import multiprocessing
import os
import signal
import sys
import threading
import time
import warnings
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from functools import partial
from multiprocessing.connection import wait as wait_for
from multiprocessing.process import BaseProcess
from types import FrameType
from typing import ParamSpec, TypeVar

from kl_extract.options import DEBUG

GRACE = 3.0
"""Seconds a worker has to clean up once it is told to end: more than rendering a page takes."""
_COLLECTED_AFTER = 50_000, 10, 10
"""New objects between looks at the young ones; of these between looks at older ones, and at the oldest. Python: 700."""
P = ParamSpec("P")
T = TypeVar("T")


def cores() -> int:
    """How many cores this process may use, which in a container is fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class InProcess(Executor):
    """Does each call at once, in this process; an interrupt goes through."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """The finished future of ``fn(*args, **kwargs)``."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


class WorkerPool(ProcessPoolExecutor):
    """Processes started afresh ("spawn"): a fork would copy locks held by the thread that draws progress."""

    def __init__(self, workers: int) -> None:
        context = multiprocessing.get_context("spawn")
        super().__init__(max_workers=workers, mp_context=context, initializer=_start_worker)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """As its base, but a worker is born deaf to Ctrl-C until it can end without a traceback."""
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            return super().submit(partial(_or_leave, fn), *args, **kwargs)
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """As its base; where nobody waits for the results, the workers are ended first.

        Either way the base is waited for: its own clean-up at Python's end may fail where it is not.
        """
        if not wait:
            _end(multiprocessing.active_children())
        super().shutdown(wait=True, cancel_futures=cancel_futures)


def _end(workers: Sequence[BaseProcess]) -> None:
    """Tells ``workers`` to end, and kills those that do not within GRACE, as one inside a C library may not."""
    for worker in workers:
        worker.terminate()
    deadline = time.monotonic() + GRACE
    for worker in workers:
        if not wait_for([worker.sentinel], max(0.0, deadline - time.monotonic())):
            worker.kill()


def hush_libraries() -> None:
    """Keeps what libraries log and warn about off standard error, which belongs to our own lines."""
    if not os.environ.get(DEBUG):
        logging.disable()
        warnings.simplefilter("ignore")


def collect_rarely() -> None:
    """Has Python seek cycles of garbage less often: almost all that is read stays, and is gone through for nothing.

    On text PDFs that takes a tenth of the time (``benchmarks/textpages.py``). Nor are they sought at the end, when all
    is given back anyway: that would take 0.12 s of each command.
    """
    gc.set_threshold(*_COLLECTED_AFTER)
    atexit.register(gc.freeze)


def end_cleanly(*numbers: signal.Signals) -> None:
    """Makes these signals end this process by ``SystemExit``: drafts are removed, workers told to end.

    A signal that is ignored stays so: ``nohup`` means it.
    """
    for number in numbers:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _leave)


def _leave(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)


_leaving = threading.Event()
"""In a worker: set once it has been told to end, for whatever may have swallowed the ``SystemExit``."""


def _leave_once(number: int, frame: FrameType | None) -> None:
    """As ``_leave``, but a second signal (Ctrl-C reaches a worker twice) does not cut the first one's cleaning up."""
    if not _leaving.is_set():
        _leaving.set()
        _leave(number, frame)


def _or_leave(fn: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Calls ``fn``; when told to end, ends: the pool would catch ``SystemExit`` and take the next input."""
    if not _leaving.is_set():
        try:
            return fn(*args, **kwargs)
        except SystemExit:
            pass  # temporary files are cleaned up by now
    os._exit(1)


def _start_worker() -> None:
    """Prepares a worker: quiet, quick, ending without a traceback, and with its parent."""
    hush_libraries()
    collect_rarely()
    threading.Thread(target=_follow_parent, daemon=True).start()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _leave_once)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _follow_parent() -> None:
    """Ends this worker with its parent: one killed outright cannot tell it, and it would wait for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
