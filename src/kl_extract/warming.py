"""Does what follows the reading of a scan, as far as it can be done before, while pages are read."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from queue import SimpleQueue
from threading import Thread

from kl_extract.model import Document, Line, Page
from kl_extract.options import OnScan

# The dictionaries and the patterns are all asked about a sentence like this.
_SENTENCE = (
    "1. Giao Sở Tài chính báo cáo Ủy ban nhân dân tỉnh theo Luật Ngân sách nhà nước trước ngày 15/7/2025."
)


@dataclass(frozen=True, slots=True)
class Errands:
    """``sentence`` is done once, on a page of one line; ``page`` with that line, then with those of each page read;
    ``last`` once so few pages are left that all of them are being read: what takes memory does not come on top of most.
    """

    sentence: Callable[[Document], object]
    page: Callable[[Sequence[str]], object]
    last: Callable[[], object]


@contextmanager
def warming(errands: Errands, jobs: int) -> Iterator[OnScan]:
    """Gives what is to be called as a scan is read, ``jobs`` pages at a time: it has the errands done in a thread.

    Where pages are read one by one there is none, since a thread more would only take its time from them. It has ended
    when the block ends; where an error ends that, nobody waits for it.
    """
    if jobs == 1:
        yield lambda left, lines: None
        return
    waiting = _Waiting(errands, jobs)
    try:
        yield waiting.add
    finally:
        waiting.end()
    waiting.join()


class _Waiting:
    """Errands, and the thread that does them in their order."""

    def __init__(self, errands: Errands, jobs: int) -> None:
        self._errands, self._jobs, self._last = errands, jobs, False
        self._queue: SimpleQueue[Callable[[], object] | None] = SimpleQueue()
        self._thread: Thread | None = None

    def add(self, left: int, lines: Sequence[str]) -> None:
        """See ``OnScan``."""
        if self._thread is None:
            self._queue.put(partial(self._errands.sentence, _page_of_one_line()))
            self._queue.put(partial(self._errands.page, [_SENTENCE]))
            self._thread = Thread(target=_do, args=(self._queue,), daemon=True)
            self._thread.start()
        if lines:
            self._queue.put(partial(self._errands.page, lines))
        if left <= self._jobs and not self._last:
            self._last = True
            self._queue.put(self._errands.last)

    def end(self) -> None:
        """Nothing more will come."""
        self._queue.put(None)

    def join(self) -> None:
        """Waits until all is done."""
        if self._thread is not None:
            self._thread.join()


def _do(queue: "SimpleQueue[Callable[[], object] | None]") -> None:
    while (errand := queue.get()) is not None:
        with suppress(Exception):  # whatever is wrong is met again, and told, with the document itself
            errand()


def _page_of_one_line() -> Document:
    return Document("", "", "", (Page(1, (Line(_SENTENCE, 1, origin="ocr"),), "ocr"),))
