"""The text of one Word paragraph and how it is set: bold, italic, centred, indented."""

from collections.abc import Iterator
from typing import Any

from kl_extract.model import Line
from kl_extract.read.letters import clean
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
    text = "".join(part for part, _ in runs)
    style = _style(element, document)
    if text.strip():
        label = _label(element, style, numbering)
        bold, italic = _share(runs, style, "b"), _share(runs, style, "i")
        centred = _property(element, style, "jc") == "center"
        indent = _indent(element, style)
        for number, part in enumerate(text.split("\n")):
            shown = clean(f"{label} {part.strip()}" if label and number == 0 else part).strip()
            if shown:
                yield Line(
                    text=shown,
                    page=1,
                    gap=number == 0,
                    indent=indent,
                    bold=bold,
                    italic=italic,
                    centred=centred,
                )
    for box in _textboxes(element):
        for paragraph in box.iter(f"{W}p"):
            yield from paragraph_lines(paragraph, document, numbering)


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
