"""The last stage: one notice as JSON, as a line of JSON, or as a table for people."""

from kl_extract.contract import Notice
from kl_extract.emit.assemble import Findings, assemble
from kl_extract.emit.serialise import schema, to_json, to_jsonl
from kl_extract.options import Format, Style

__all__ = ["Findings", "assemble", "render", "schema", "to_json", "to_jsonl"]


def render(notice: Notice, style: Style) -> str:
    """``notice`` in the format of ``style``, ending with a line break."""
    if style.format is Format.JSON:
        return to_json(notice)
    if style.format is Format.JSONL:
        return to_jsonl(notice)
    from kl_extract.emit.table import to_table  # noqa: PLC0415 - rich is loaded only for a table

    return to_table(notice, style)
