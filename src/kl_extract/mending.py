"""``kl-extract repair``: the text of one input made whole, line for line, or beside what it was."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kl_extract.errors import ExitCode, InputError, NotFoundError
from kl_extract.inputs import STDIN
from kl_extract.options import ReadOptions

if TYPE_CHECKING:
    from rich.text import Text

    from kl_extract.model import Document
    from kl_extract.repair import RepairedLine

Pair = tuple[str, "RepairedLine"]
"""A line as it was, and after repair."""


def mend(name: str, options: ReadOptions, *, diff: bool) -> ExitCode:
    """Print the repaired text of the input ``name``; with ``diff`` the changed lines beside what they were.

    As many lines go out as come in: nothing is joined, blank lines stay.
    """
    from kl_extract.outputs import emit  # noqa: PLC0415

    pairs = _pairs(name, options)
    if diff:
        emit(_side_by_side(pairs))
    else:
        emit("".join(f"{after.text}\n" for _, after in pairs))
    return ExitCode.DONE


def _pairs(name: str, options: ReadOptions) -> list[Pair]:
    """Every line of a text as it stands in the file; of other kinds, the lines that reading finds."""
    from kl_extract.repair import repair_lines  # noqa: PLC0415

    data = sys.stdin.buffer.read() if name == STDIN else _content(Path(name))
    lines = _text_lines(data)
    if lines is not None:
        return list(zip(lines, repair_lines(lines), strict=True))
    from kl_extract.read import read_bytes  # noqa: PLC0415

    return _read_pairs(read_bytes(data, "stdin" if name == STDIN else name, options))


def _read_pairs(document: "Document") -> list[Pair]:
    """The lines of a document as they were written, with what reading decoded and repair mended."""
    from kl_extract.repair import repair_lines  # noqa: PLC0415
    from kl_extract.repair.chain import chained, decoded_line  # noqa: PLC0415

    lines = list(document.lines())
    mended = repair_lines([line.text for line in lines], [line.origin == "ocr" for line in lines])
    return [
        (line.written, chained(decoded_line(line.text, line.decoded), after))
        for line, after in zip(lines, mended, strict=True)
    ]


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise NotFoundError(str(path), "no such file", "check the name and the folder") from error
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror})", "check the name") from error


def _text_lines(data: bytes) -> list[str] | None:
    """The lines of plain text; None for any other kind of file.

    Text that is no UTF-8 is taken byte by byte: what the bytes of a legacy character set stand for is for
    repair to tell.
    """
    if (
        data.startswith((b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8", b"II*\x00", b"MM\x00*"))
        or b"\x00" in data
    ):
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    return text.replace("\r\n", "\n").removesuffix("\n").split("\n") if text else []


def _side_by_side(pairs: Sequence[Pair]) -> str:
    """The lines that changed, each with its number, as they were and as they are."""
    from io import StringIO  # noqa: PLC0415

    from rich.box import SIMPLE_HEAD  # noqa: PLC0415
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    from kl_extract.request import Request  # noqa: PLC0415

    style = Request(inputs=()).style
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), expand=True)
    table.add_column("", justify="right", no_wrap=True)
    table.add_column("đọc được", ratio=1)
    table.add_column("đã sửa", ratio=1)
    for number, (before, after) in enumerate(pairs, 1):
        if after.changes:
            table.add_row(str(number), _before(before, after), _after(after))
    console = Console(
        file=StringIO(),
        width=style.width,
        force_terminal=style.colour,
        no_color=not style.colour,
        highlight=False,
    )
    with console.capture() as capture:
        console.print(table)
    return "\n".join(line.rstrip() for line in capture.get().splitlines()) + "\n"


def _before(line: str, repaired: "RepairedLine") -> "Text":
    from rich.text import Text  # noqa: PLC0415

    text = Text(line)
    for change in repaired.changes:
        text.stylize("red", change.start, change.end)
    return text


def _after(repaired: "RepairedLine") -> "Text":
    from rich.text import Text  # noqa: PLC0415

    text = Text(repaired.text)
    for start, end in repaired.places:
        text.stylize("green", start, end)
    return text
