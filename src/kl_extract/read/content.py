"""The bytes of an input: held, or left in their file where they are many."""

import hashlib
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kl_extract.errors import InputError

# What is larger stays in its file, and PDFium asks for what it draws: scans of some thirty pages and more.
_HELD = 32 * 1024**2
# Bytes of a file that are held at a time.
_WINDOW = 16 * 1024**2


@dataclass(frozen=True, slots=True)
class Content:
    """``data``, or what stands in ``file``, which was opened at ``path``."""

    data: bytes = b""
    file: BinaryIO | None = None
    path: Path | None = None

    def size(self) -> int:
        """In bytes."""
        return len(self.data) if self.file is None else os.fstat(self.file.fileno()).st_size

    def part(self, start: int, end: int) -> bytes:
        """Bytes ``[start, end)``, as far as there are any. Raises InputError where a disk or network fails."""
        if self.file is None:
            return self.data[start:end]
        try:
            self.file.seek(start)
            return self.file.read(max(0, end - start))
        except OSError as error:
            raise unreadable(str(self.path), error) from error

    def whole(self) -> bytes:
        """All of them; held as long as the caller holds them."""
        return self.part(0, self.size())

    def windows(self, before: int, after: int) -> Iterator[tuple[int, range, bytes]]:
        """The content in pieces: where each begins, the places that are its own, and its bytes.

        Each begins ``before`` bytes ahead of its own places and ends ``after`` bytes behind them, so that what an edge
        cuts is whole in one of them.
        """
        size = self.size()
        step = max(1, size) if self.file is None else _WINDOW
        for start in range(0, size, step):
            first = max(0, start - before)
            yield first, range(start, start + step), self.part(first, start + step + after)

    def holds(self, *wanted: bytes) -> bool:
        """Whether one of ``wanted`` stands anywhere in it."""
        after = max(map(len, wanted)) - 1
        return any(any(one in window for one in wanted) for _, _, window in self.windows(0, after))

    def sha256(self) -> str:
        """Its digest, in hexadecimal digits."""
        digest = hashlib.sha256()
        for _, _, window in self.windows(0, 0):
            digest.update(window)
        return digest.hexdigest()

    def for_pdfium(self) -> bytes | BinaryIO:
        """What pypdfium2 opens, any number of times."""
        return self.data if self.file is None else self.file

    def stream(self) -> io.BytesIO | io.BufferedReader:
        """A file of its own, to be closed: parsers rely on where they last read."""
        return io.BytesIO(self.data) if self.path is None else self.path.open("rb")


@contextmanager
def opened(path: Path) -> Iterator[Content]:
    """The content of the file at ``path``; left there where it is large. Raises OSError."""
    with path.open("rb") as file:
        # A pipe has no size, and is read as far as it goes.
        large = os.fstat(file.fileno()).st_size > _HELD
        yield Content(file=file, path=path) if large else Content(file.read())


def unreadable(subject: str, error: OSError) -> InputError:
    """That a file cannot be read, and what the system says of it."""
    return InputError(subject, f"cannot be read ({error.strerror or error})", "check the disk or the name")
