"""The notice as plain text, as somebody would save it from a word processor."""

import textwrap

from sample_kit.source import Layout, Line, Source

INDENT = "    "


def to_text(source: Source) -> str:
    """Head, title, body, foot and annex one after another; table cells are parted by tabs."""
    return "\n\n".join(block for block in _blocks(source) if block) + "\n"


def _blocks(source: Source) -> list[str]:
    return [
        "\n".join([*(line.text for line in source.left), source.number]),
        "\n".join([*(line.text for line in source.right), source.place_date]),
        source.kind,
        "\n".join(source.title),
        _body(source),
        "\n".join(source.recipients),
        "\n".join(source.authority),
        source.signer,
        "\n".join(line.text for line in source.annex_title),
        "\n".join("\t".join(row) for row in source.annex_rows),
    ]


def _body(source: Source) -> str:
    layout = source.layout
    paragraphs = [_paragraph(line, layout) for line in source.body]
    return ("\n" if layout.paragraphs == "indented" else "\n\n").join(paragraphs)


def _paragraph(line: Line, layout: Layout) -> str:
    if layout.wrap is None:
        return line.text
    first = INDENT if layout.paragraphs == "indented" else ""
    return textwrap.fill(
        line.text, layout.wrap, initial_indent=first, break_long_words=False, break_on_hyphens=False
    )
