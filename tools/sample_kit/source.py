"""The mark-up in which the sample notices are written (``samples/source/*.txt``).

A file is a sequence of ``[section]`` lines, each followed by its content; a line that opens with ``;``
is a comment. Every other line is one printed line (head, title, foot) or one whole paragraph (body):

``[layout]``      ``key = value``: see `Layout`
``[left]``        left column of the head, then ``[number]``; ``[right]`` and ``[place-date]`` at the right
``[kind]``        THÔNG BÁO, and ``[title]`` beneath it
``[body]``        paragraphs with their labels as printed (``1.``, ``a)``, ``-``, ``+``)
``[recipients]``  "Nơi nhận:" and its lines; ``[authority]`` and ``[signer]`` at the right of it
``[annex]``       optional: centred lines, then table rows ``| cell | cell``, the first of them the heading

A line wholly within ``**`` is bold.
"""

from dataclasses import dataclass
from pathlib import Path

HEAD = ("layout", "left", "number", "right", "place-date", "kind", "title")
SECTIONS = (*HEAD, "body", "recipients", "authority", "signer", "annex")


class SourceError(ValueError):
    """The source text breaks the rules of its mark-up."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line or paragraph as printed."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """How a notice is set and scanned.

    ``wrap`` is the width of the plain text in characters (None: a paragraph a line) and
    ``paragraphs`` how paragraphs are told apart there (``blank-lines`` or ``indented``).
    ``size`` is in points, ``margin_right`` in millimetres. ``automatic`` leaves the numbering of the
    .docx to Word. The scan has ``dpi`` dots an inch, is turned by ``skew`` degrees anticlockwise and
    stored as JPEG of ``quality``.
    """

    wrap: int | None
    paragraphs: str
    size: float
    margin_right: float
    automatic: bool
    colour: bool
    dpi: int
    skew: float
    quality: int


@dataclass(frozen=True, slots=True)
class Source:
    """One notice, part by part; ``annex_rows`` is empty where there is no annex."""

    name: str
    layout: Layout
    left: tuple[Line, ...]
    number: str
    right: tuple[Line, ...]
    place_date: str
    kind: str
    title: tuple[str, ...]
    body: tuple[Line, ...]
    recipients: tuple[str, ...]
    authority: tuple[str, ...]
    signer: str
    annex_title: tuple[Line, ...]
    annex_rows: tuple[tuple[str, ...], ...]


def load(path: Path) -> Source:
    """The notice in ``path``; raises `SourceError` where a section is missing or unknown."""
    parts = _sections(path)
    return Source(
        name=path.stem,
        layout=_layout(parts["layout"]),
        left=_lines(parts["left"]),
        number=" ".join(parts["number"]),
        right=_lines(parts["right"]),
        place_date=" ".join(parts["place-date"]),
        kind=" ".join(parts["kind"]),
        title=tuple(parts["title"]),
        body=_lines(parts["body"]),
        recipients=tuple(parts["recipients"]),
        authority=tuple(parts["authority"]),
        signer=" ".join(parts["signer"]),
        annex_title=_lines([line for line in parts["annex"] if not line.startswith("|")]),
        annex_rows=tuple(_cells(line) for line in parts["annex"] if line.startswith("|")),
    )


def load_all(folder: Path) -> list[Source]:
    """All notices of a folder, by name."""
    return [load(path) for path in sorted(folder.glob("*.txt"))]


def _sections(path: Path) -> dict[str, list[str]]:
    parts: dict[str, list[str]] = {}
    current: list[str] | None = None
    for raw in path.read_text("utf-8").splitlines():
        line = raw.strip()
        if not line or line.startswith(";"):
            continue
        if line.startswith("[") and line.endswith("]"):
            current = parts.setdefault(line[1:-1], [])
        elif current is None:
            raise SourceError(f"{path.name}: text before the first section: {line}")
        else:
            current.append(line)
    parts.setdefault("annex", [])
    if set(parts) != set(SECTIONS):
        raise SourceError(f"{path.name}: missing or unknown sections: {sorted(set(parts) ^ set(SECTIONS))}")
    return parts


def _layout(lines: list[str]) -> Layout:
    values = {key.strip(): value.strip() for key, _, value in (line.partition("=") for line in lines)}
    wrap, _, paragraphs = values["wrap"].partition(" ")
    mode, dpi, skew, quality = values["scan"].split()
    return Layout(
        wrap=None if wrap == "none" else int(wrap),
        paragraphs=paragraphs or "blank-lines",
        size=float(values["size"]),
        margin_right=float(values["margin-right"]),
        automatic=values["numbering"] == "automatic",
        colour=mode == "colour",
        dpi=int(dpi),
        skew=float(skew),
        quality=int(quality),
    )


def _lines(lines: list[str]) -> tuple[Line, ...]:
    return tuple(_line(line) for line in lines)


def _line(text: str) -> Line:
    bold = len(text) > 4 and text.startswith("**") and text.endswith("**")
    return Line(text[2:-2], True) if bold else _partly_bold(text)


def _partly_bold(text: str) -> Line:
    """A bold heading that its paragraph follows ("**7. X:** …") is set plain: bold is whole or nothing."""
    return Line(text.replace("**", ""))


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip("|").split("|"))
