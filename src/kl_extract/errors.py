"""The tree of errors a user can meet, each with its exit code.

KlExtractError
├── UsageError           1  the command was given wrongly
├── InputError           2  an input cannot be read
│   ├── NotFoundError        no such file or folder
│   ├── NoDocumentsError     a folder without anything readable
│   ├── EmptyInputError      a file of 0 bytes or without a page
│   ├── DamagedInputError    truncated, or not what it claims to be
│   ├── EncryptedInputError  needs a password
│   ├── DictionaryError      a list of bodies of one's own is at fault
│   ├── EncodingError        text in a legacy or unknown encoding
│   ├── TooLargeError        an image beyond what can be held
│   └── UnsupportedInputError  a kind of file that is not read
├── MissingProgramError  3  Tesseract or its language data is missing
└── OutputError          4  the result cannot be written

A batch of which some inputs failed is no error of its own: it ends with ``ExitCode.SOME_FAILED``.
"""

import unicodedata
from enum import IntEnum
from typing import ClassVar


class ExitCode(IntEnum):
    """What the process returns to its caller; documented in the README."""

    DONE = 0
    USAGE = 1
    UNREADABLE_INPUT = 2
    MISSING_PROGRAM = 3
    CANNOT_WRITE = 4
    SOME_FAILED = 5
    INTERRUPTED = 130


def one_line(text: str) -> str:
    """``text`` without control characters or lone surrogates, each shown as ``�``.

    File names and notices come from strangers: an escape sequence in them must not drive the terminal,
    nor a line break split a message that others read line by line.
    """
    return "".join("\ufffd" if unicodedata.category(char) in {"Cc", "Cs"} else char for char in text)


class KlExtractError(Exception):
    """A trouble the user can mend: what it concerns, what is wrong, and the remedy.

    Only plain strings are kept, so that an error travels between processes unchanged.
    """

    exit_code: ClassVar[ExitCode] = ExitCode.UNREADABLE_INPUT

    def __init__(self, subject: str, trouble: str, remedy: str = "") -> None:
        super().__init__(subject, trouble, remedy)
        self.subject = subject
        self.trouble = trouble
        self.remedy = remedy

    def __str__(self) -> str:
        """One line: ``subject: trouble; remedy``."""
        line = f"{self.subject}: {self.trouble}" if self.subject else self.trouble
        return one_line(f"{line}; {self.remedy}" if self.remedy else line)


class UsageError(KlExtractError):
    """The command was given wrongly."""

    exit_code = ExitCode.USAGE


class InputError(KlExtractError):
    """An input cannot be read."""


class NotFoundError(InputError):
    """No such file or folder."""


class NoDocumentsError(InputError):
    """A folder that holds nothing this tool can read."""


class EmptyInputError(InputError):
    """A file of 0 bytes, or a document of 0 pages."""


class DamagedInputError(InputError):
    """A file that is truncated or is not what it claims to be."""


class EncryptedInputError(InputError):
    """A PDF that needs a password, or a wrong password."""


class DictionaryError(InputError):
    """A list of bodies of one's own that is at fault."""


class EncodingError(InputError):
    """Text in a legacy or unknown encoding."""


class TooLargeError(InputError):
    """An image of more pixels than can be held in memory, or of none."""


class UnsupportedInputError(InputError):
    """A kind of file this tool does not read."""


class MissingProgramError(KlExtractError):
    """Tesseract, or its Vietnamese data, is not installed."""

    exit_code = ExitCode.MISSING_PROGRAM


class OutputError(KlExtractError):
    """The result cannot be written."""

    exit_code = ExitCode.CANNOT_WRITE
