"""How long one page may take: set where a page is begun, asked for wherever Tesseract is called for it.

The clock decides nothing but whether a page is given up.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic

from kl_extract.errors import DamagedInputError
from kl_extract.options import PAGE_TIMEOUT

_limit: ContextVar[tuple[float, float] | None] = ContextVar("limit", default=None)
"""How many seconds there are, and when they are over."""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """What is read within it, in this thread, may take ``seconds`` in all."""
    before = _limit.set((seconds, monotonic() + seconds))
    try:
        yield
    finally:
        _limit.reset(before)


def seconds_left() -> float:
    """How long the page may still take, always more than nothing; ``PAGE_TIMEOUT`` where no limit was set.

    Raises DamagedInputError once the page has had its time.
    """
    limit = _limit.get()
    if limit is None:
        return PAGE_TIMEOUT
    seconds, end = limit
    left = end - monotonic()
    if left <= 0:
        trouble = f"Tesseract has not read it within {seconds:.3g} s (--page-timeout)"
        raise DamagedInputError("page", trouble, "give it longer, or scan it again")
    return left
