"""Does what follows the reading of a scan, as far as it can be done before, while pages are read."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from queue import SimpleQueue
from threading import Thread

from kl_extract.model import Document, Line, Page
from kl_extract.options import OnScan

# Most of the dictionaries and the patterns are asked about a notice like this.
_NOTICE = """ỦY BAN NHÂN DÂN TỈNH
THÔNG BÁO
Kết luận của Chủ tịch Ủy ban nhân dân tỉnh tại cuộc họp về đầu tư công
Sáng ngày 02/6/2025, đồng chí Nguyễn Văn A, Chủ tịch Ủy ban nhân dân tỉnh chủ trì cuộc họp về dự thảo Nghị quyết.
Sau khi nghe báo cáo, Chủ tịch Ủy ban nhân dân tỉnh kết luận như sau:
1. Giao Sở Tài chính báo cáo Ủy ban nhân dân tỉnh theo Luật Ngân sách nhà nước trước ngày 15/7/2025.
2. Sở Nội vụ chủ trì, phối hợp với các sở, ngành, các xã có dự án đi qua rà soát, xong trong tuần tới, trong quý III.
3. Yêu cầu Thủ trưởng các đơn vị liên quan trong 10 ngày làm việc, trong tháng 8, định kỳ hằng tháng báo cáo kết quả.
Trên đây là kết luận của Chủ tịch Ủy ban nhân dân tỉnh; yêu cầu các đơn vị thực hiện./.
Nơi nhận:
- Thường trực Tỉnh ủy;
- Lưu: VT.
TL. CHỦ TỊCH
CHÁNH VĂN PHÒNG""".splitlines()

# Of 300 pages the process would hold 393 MiB, for a quarter of a second.
_SHORT = 60


@dataclass(frozen=True, slots=True)
class Errands:
    """What can be done before.

    ``notice`` is done once, on a short one; ``page`` with its lines, then with those of each page read; ``last`` once
    so few pages are left that all of them are being read: what takes memory does not come on top of most. Of long
    documents, which hold more themselves, it is not done before.
    """

    notice: Callable[[Document], object]
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
        self._errands, self._jobs, self._last, self._read = errands, jobs, False, 0
        self._queue: SimpleQueue[Callable[[], object] | None] = SimpleQueue()
        self._queue.put(partial(errands.notice, _document()))
        self._queue.put(partial(errands.page, _NOTICE))
        self._thread: Thread | None = None

    def add(self, left: int, lines: Sequence[str]) -> None:
        """See ``OnScan``. Nothing begins before the first of many pages is read: it would only wait for it."""
        if self._thread is None and (lines or left <= self._jobs):
            self._thread = Thread(target=_do, args=(self._queue,), daemon=True)
            self._thread.start()
        if lines:
            self._read += 1
            self._queue.put(partial(self._errands.page, lines))
        if left <= self._jobs and not self._last and self._read <= _SHORT:
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


def _document() -> Document:
    lines = tuple(Line(text, 1, origin="ocr") for text in _NOTICE)
    return Document("", "", "", (Page(1, lines, "ocr"),))
