"""Loads what follows the reading of a scan while its pages are read: a quarter of a second less to wait."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread

from kl_extract.model import Document, Line, Page
from kl_extract.options import OnScan

# The dictionaries and the patterns are all asked about a sentence like this.
_SENTENCE = (
    "1. Giao Sở Tài chính báo cáo Ủy ban nhân dân tỉnh theo Luật Ngân sách nhà nước trước ngày 15/7/2025."
)


@contextmanager
def warming(work: Callable[[Document], object], *, wanted: bool) -> Iterator[OnScan]:
    """Gives what is to be called once a scan is met: it has ``work`` done on a page of one line, in a thread.

    The thread has ended when the block ends; where an error ends it, the thread is left behind.
    """
    threads: list[Thread] = []

    def begin() -> None:
        if wanted and not threads:
            threads.append(Thread(target=_quietly, args=(work,), daemon=True))
            threads[0].start()

    yield begin
    for thread in threads:
        thread.join()


def _quietly(work: Callable[[Document], object]) -> None:
    with suppress(Exception):  # whatever is wrong is met again, and told, with the document itself
        work(_page_of_one_line())


def _page_of_one_line() -> Document:
    return Document("", "", "", (Page(1, (Line(_SENTENCE, 1, origin="ocr"),), "ocr"),))
