"""The text of one Word paragraph and how it is set: bold, italic, centred, indented."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from kl_extract.legacy.fonts import LegacyFont, legacy_font
from kl_extract.model import Line
from kl_extract.read.coded import Coded, Piece, joined, moved, read_runs
from kl_extract.read.numbering import Numbering

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TEXTBOX = f"{W}txbxContent"
# What was deleted or moved away under "track changes", and the older twin of a drawing, is not what the page shows.
_SKIPPED = frozenset({f"{W}del", f"{W}moveFrom", f"{_MC}Fallback", f"{W}pPr", _TEXTBOX})
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}ptab": "\t"}
_TWIPS = 20


def paragraph_lines(element: Any, document: Any, numbering: Numbering) -> Iterator[Line]:
    """A line for each line break of the paragraph ``element``, then the lines of text boxes anchored in it."""
    runs = [(_run_text(run), run) for run in _runs(element)]
    style = _style(element, document)
    if any(part.strip() for part, _ in runs):
        label = _label(element, style, numbering)
        bold, italic = _share(runs, style, "b"), _share(runs, style, "i")
        centred = _property(element, style, "jc") == "center"
        indent = _indent(element, style)
        for number, part in enumerate(_parts(runs, style)):
            shown = moved(part, f"{label} {part.text}", len(label) + 1) if label and number == 0 else part
            shown = shown.stripped()
            if shown.text:
                yield Line(
                    text=shown.text,
                    page=1,
                    gap=number == 0,
                    indent=indent,
                    bold=bold,
                    italic=italic,
                    centred=centred,
                    decoded=shown.decoded,
                )
    for box in _textboxes(element):
        for paragraph in box.iter(f"{W}p"):
            yield from paragraph_lines(paragraph, document, numbering)


def _parts(runs: Sequence[tuple[str, Any]], style: list[Any]) -> list[Coded]:
    """The text between line breaks, decoded by its fonts where they tell, else by what it says."""
    lines: list[list[Piece]] = [[]]
    for text, font in _by_font(runs, style):
        for number, part in enumerate(text.split("\n")):
            if number:
                lines.append([])
            lines[-1].append((part, None) if font is None else _in_font(part, font))
    if any(before is not None for line in lines for _, before in line):
        return [joined(line).stripped() for line in lines]
    return [line.stripped() for line in read_runs(["".join(text for text, _ in line) for line in lines])]


def _by_font(runs: Sequence[tuple[str, Any]], style: list[Any]) -> Iterator[tuple[str, LegacyFont | None]]:
    """The text of neighbouring runs in one font, which Word parts at will."""
    named = [(text, legacy_font(_font(run, style))) for text, run in runs]
    for font, group in groupby(named, key=lambda pair: pair[1]):
        yield "".join(text for text, _ in group), font


def _in_font(text: str, font: LegacyFont) -> Piece:
    decoded = font.decode(text)
    return (text, None) if decoded is None or decoded == text else (decoded, text)


def _font(run: Any, style: list[Any]) -> str:
    """The font of Latin letters, from the run or the nearest style that sets one."""
    for holder in (run, *style):
        fonts = holder.find(f"{W}rPr/{W}rFonts")
        if fonts is not None and (name := fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi")):
            return str(name)
    return ""


def _runs(element: Any) -> Iterator[Any]:
    """Runs in order, also inside hyperlinks, fields, content controls and tracked insertions."""
    for child in element:
        if child.tag == f"{W}r":
            if child.find(f"{W}rPr/{W}vanish") is None:
                yield child
        elif child.tag not in _SKIPPED:
            yield from _runs(child)


def _run_text(run: Any) -> str:
    parts = []
    for child in run:
        if child.tag == f"{W}t":
            parts.append(child.text or "")
        elif child.tag == f"{W}br" and child.get(f"{W}type") in {"page", "column"}:
            parts.append("\n")
        else:
            parts.append(_SIGNS.get(child.tag, ""))
    return "".join(parts)


def _textboxes(element: Any) -> Iterator[Any]:
    for child in element:
        if child.tag == _TEXTBOX:
            yield child
        elif child.tag != f"{_MC}Fallback":
            yield from _textboxes(child)


def _style(element: Any, document: Any) -> list[Any]:
    """The paragraph's style and those it is based on, nearest first; the default style where it names none."""
    styles = document.styles.element
    named = element.find(f"{W}pPr/{W}pStyle")
    key = None if named is None else named.get(f"{W}val")
    chain: list[Any] = []
    found = _find_style(styles, key)
    while found is not None and found not in chain:
        chain.append(found)
        base = found.find(f"{W}basedOn")
        found = None if base is None else _find_style(styles, base.get(f"{W}val"))
    return chain


def _find_style(styles: Any, key: str | None) -> Any | None:
    for style in styles.findall(f"{W}style"):
        default = style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in {"1", "true"}
        if style.get(f"{W}styleId") == key or (key is None and default):
            return style
    return None


def _property(element: Any, style: list[Any], tag: str) -> str:
    """The value of a paragraph property, from the paragraph or the nearest style that sets it."""
    for holder in (element, *style):
        found = holder.find(f"{W}pPr/{W}{tag}")
        if found is not None:
            return str(found.get(f"{W}val") or "")
    return ""


def _indent(element: Any, style: list[Any]) -> float:
    """Points from the margin to the first line."""
    for holder in (element, *style):
        found = holder.find(f"{W}pPr/{W}ind")
        if found is not None:
            left = int(found.get(f"{W}left") or found.get(f"{W}start") or 0)
            first = int(found.get(f"{W}firstLine") or 0) - int(found.get(f"{W}hanging") or 0)
            return (left + first) / _TWIPS
    return 0.0


def _label(element: Any, style: list[Any], numbering: Numbering) -> str:
    """The number Word shows before the paragraph; list number 0 switches numbering off."""
    for holder in (element, *style):
        numbered = holder.find(f"{W}pPr/{W}numPr")
        if numbered is None:
            continue
        number_id, depth = (numbered.find(f"{W}{tag}") for tag in ("numId", "ilvl"))
        if number_id is None:
            continue
        key = str(number_id.get(f"{W}val"))
        return "" if key == "0" else numbering.label(key, 0 if depth is None else int(depth.get(f"{W}val")))
    return ""


def _share(runs: list[tuple[str, Any]], style: list[Any], tag: str) -> bool:
    """Whether most letters are set with ``tag`` ("b" or "i")."""
    letters = sum(len(text.strip()) for text, _ in runs)
    marked = sum(len(text.strip()) for text, run in runs if _is_on(run, style, tag))
    return letters > 0 and 2 * marked > letters


def _is_on(run: Any, style: list[Any], tag: str) -> bool:
    for holder in (run, *style):
        found = holder.find(f"{W}rPr/{W}{tag}")
        if found is not None:
            return found.get(f"{W}val") not in {"0", "false", "off", "none"}
    return False
