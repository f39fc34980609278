"""Pages read at the same time, in threads: while Tesseract works, as a program or within, Python does not wait."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar

T = TypeVar("T")


def in_order(work: Iterable[Callable[[], T]], jobs: int) -> Iterator[T]:
    """What the calls of ``work`` return, in their order, ``jobs`` of them at a time.

    ``work`` itself runs in the calling thread (PDFium knows no threads), and only as far ahead as keeps the
    threads busy: what a call holds, such as the picture of a page, is held ``jobs + 1`` times at most.
    The first error ends it; calls not begun are given up then.
    """
    if jobs == 1:
        for call in work:
            yield call()
        return
    pool = ThreadPoolExecutor(jobs)
    flight: deque[Future[T]] = deque()
    try:
        for call in work:
            flight.append(pool.submit(copy_context().run, call))
            if len(flight) > jobs:
                yield flight.popleft().result()
        while flight:
            yield flight.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)
