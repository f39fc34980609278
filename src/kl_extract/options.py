"""What a caller may choose; plain values, so that options travel between processes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How one input is read.

    ``pages`` holds 1-based page numbers, or is empty for all of them.
    """

    pages: frozenset[int] = frozenset()
    password: str | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """All choices that change what one document yields."""

    read: ReadOptions = ReadOptions()
