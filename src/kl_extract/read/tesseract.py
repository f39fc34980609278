"""The one place that calls Tesseract: as the program or, where it is installed, inside this process by tesserocr.

Which of the two holds for everything read meanwhile, whatever thread reads it, so nobody in between has to pass it on.
"""

import ctypes
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import TYPE_CHECKING

from kl_extract.options import Engine
from kl_extract.read import library, program
from kl_extract.read.engine import ANY_LAYOUT, RawWord, Recogniser

if TYPE_CHECKING:
    from PIL.Image import Image

_chosen: ContextVar[Engine] = ContextVar("engine", default=Engine.AUTO)


@contextmanager
def using(engine: Engine) -> Iterator[None]:
    """Within it ``engine`` reads; threads begun meanwhile must be given the context (``ahead.in_order`` does)."""
    before = _chosen.set(engine)
    try:
        yield
    finally:
        _chosen.reset(before)


def read_words(image: "Image", dpi: int, layout: int = ANY_LAYOUT) -> list[RawWord]:
    """The words in an 8-bit grey image; ``layout`` is Tesseract's page segmentation mode.

    Raises MissingProgramError where Tesseract or its Vietnamese data is not installed, and
    DamagedInputError where it fails on this image or the page's time is over.
    """
    return read_all([image], dpi, layout)[0]


def read_all(images: Sequence["Image"], dpi: int, layout: int = ANY_LAYOUT) -> list[list[RawWord]]:
    """The words in each of several images, as ``read_words`` finds them one by one, in less time."""
    return _recogniser(_chosen.get()).read_words(images, dpi, layout) if images else []


def require() -> str:
    """The version of Tesseract; raises MissingProgramError where it or its Vietnamese data is missing."""
    return _recogniser(_chosen.get()).version()


def rest() -> None:
    """Gives back the memory of what stands ready to read several pages at a time, and what its threads have freed."""
    library.LIBRARY.end_idle()
    give_back()


def give_back() -> None:
    """Gives back the memory that those who read pages have freed.

    Each thread's heap keeps that for the thread, and what follows would come on top: 11 to 95 MiB after twelve to
    forty-eight pages, returned in 0.005 s. C libraries other than glibc have no such call.
    https://www.man7.org/linux/man-pages/man3/malloc_trim.3.html
    """
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def _recogniser(engine: Engine) -> Recogniser:
    # One thread each: with a page for each core this is the fastest use of the cores.
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    if engine is Engine.TESSEROCR or (engine is Engine.AUTO and library.is_usable()):
        return library.LIBRARY
    return program.PROGRAM
