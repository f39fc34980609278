"""Loads what follows the reading of a scan while its pages are read: half a second, which nobody then waits for."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread

from kl_extract.model import Box, Document, Line, Page, Word
from kl_extract.options import OnScan

# The dictionaries, the language model and the patterns are all asked about a sentence like this.
_SENTENCE = (
    "1. Giao Sở Tài chính báo cáo Ủy ban nhân dân tỉnh theo Luật Ngân sách nhà nước trước ngày 15/7/2025."
)
_CONFIDENCE = 0.9


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
    """As OCR gives it: each word with its place and confidence."""
    words, at = [], 0
    for word in _SENTENCE.split():
        words.append(Word(word, at, Box(at, 0, at + len(word), 1), _CONFIDENCE))
        at += len(word) + 1
    line = Line(_SENTENCE, 1, tuple(words), Box(0, 0, at, 1), "ocr", _CONFIDENCE)
    return Document("", "", "", (Page(1, (line,), "ocr"),))
