"""What a caller may choose; plain values, so that options travel between processes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

OnPage = Callable[[int, int], None]
"""Called after each page with how many are read and how many there are."""

OnScan = Callable[[int, Sequence[str]], None]
"""Called before pages are read from their pictures, and after each page read so: with how many pages are left to read,
and the lines of the page, of which there are none at first."""

DEBUG = "KL_EXTRACT_DEBUG"
"""The environment variable that adds tracebacks to unexpected errors, and lets libraries log."""

PAGE_TIMEOUT = 300.0
"""Seconds: a page takes 1–6 on one core, a ruined one 20, and ten times that where many programs share the core."""


class Format(StrEnum):
    """How a result is written."""

    JSON = "json"
    JSONL = "jsonl"
    TABLE = "table"


class Engine(StrEnum):
    """What runs Tesseract; see ``read.tesseract``."""

    AUTO = "auto"
    TESSERACT = "tesseract"
    TESSEROCR = "tesserocr"


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How one input is read.

    ``pages`` holds 1-based page numbers, or is empty for all of them. ``jobs`` scanned pages are read at a time;
    what is read does not depend on it. ``engine`` reads pictures: the program, tesserocr, or the latter where it is
    installed. ``page_timeout`` is how many seconds a scanned page of A4 at 300 dpi may take; one with more dots gets
    more.
    """

    pages: frozenset[int] = frozenset()
    password: str | None = None
    jobs: int = 1
    engine: Engine = Engine.AUTO
    page_timeout: float = PAGE_TIMEOUT


@dataclass(frozen=True, slots=True)
class Options:
    """All choices that change what one document yields; without ``repair`` the text stays as it was read.

    ``dictionaries`` are the texts, not the names, of the user's own lists of bodies: every process reads the same.
    """

    read: ReadOptions = ReadOptions()
    repair: bool = True
    dictionaries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Style:
    """How a result looks: ``width`` (columns) and ``colour`` concern the table only."""

    format: Format = Format.JSON
    width: int = 80
    colour: bool = False
