"""The foot: recipients at the left, authority and signer at the right (ô số 7 and 9b of the layout).

In plain text the two columns often stand on one line ("- CT, các PCT UBND tỉnh; CHÁNH VĂN PHÒNG"):
the capitals at the end of such a line are the authority's.
"""

import re
from collections.abc import Sequence

from kl_extract.letters import LOWER, UPPER
from kl_extract.model import Paragraph, Range, Text
from kl_extract.split.cues import cue

_AROUND = " \t-–—+*•;,."


def split_foot(
    text: Text, paragraphs: Sequence[Paragraph]
) -> tuple[tuple[Range, ...], tuple[Range, ...], Range | None]:
    """Recipients (one a line), lines of authority in order, and the signer's name."""
    recipients: list[Range] = []
    authority: list[Range] = []
    signer: Range | None = None
    for paragraph in paragraphs:
        rest = Range(paragraph.start, paragraph.end)
        match = cue("authority").search(text.value[rest.start : rest.end])
        if match is not None and paragraph.column != 1:
            authority.append(
                Range(rest.start + match.start("authority"), rest.start + match.end("authority"))
            )
            rest = Range(rest.start, rest.start + match.start("authority"))
        named = cue("signer").match(text.value[rest.start : rest.end])
        if named is not None and authority and paragraph.column != 1:
            signer = signer or Range(rest.start + named.start("name"), rest.start + named.end("name"))
            continue
        if signer is None and authority and paragraph.column == 0:
            rest, signer = _name_beside(text.value, rest)
        recipient = _recipient(text.value, rest)
        if recipient is not None and paragraph.column != 2:
            recipients.append(recipient)
    return tuple(recipients), tuple(authority), signer


_BESIDE = re.compile(rf"(?<=[.;)])\s+(?P<name>[{UPPER}][{LOWER}]+(?:\s+[{UPPER}][{LOWER}]*){{1,3}})$")


def _name_beside(text: str, line: Range) -> tuple[Range, Range | None]:
    """The line, and the signer's name where it stands beside the last recipient ("- Lưu: VT.   Trần Văn Mẫu")."""
    match = _BESIDE.search(text[line.start : line.end])
    if match is None:
        return line, None
    start = line.start
    return Range(start, start + match.start()), Range(start + match.start("name"), start + match.end("name"))


def _recipient(text: str, line: Range) -> Range | None:
    """The line without "Nơi nhận:", its dash and its closing mark; None where nothing is left."""
    start, end = line.start, line.end
    opening = cue("recipients").match(text[start:end])
    if opening is not None:
        start += opening.end()
    while start < end and text[start] in _AROUND:
        start += 1
    while end > start and text[end - 1] in " \t;,.":
        end -= 1
    return Range(start, end) if end > start else None
