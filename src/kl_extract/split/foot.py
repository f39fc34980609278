"""The foot: recipients at the left, authority and signer at the right (ô số 7 and 9b of the layout).

In plain text the two columns often stand on one line ("- CT, các PCT UBND tỉnh; CHÁNH VĂN PHÒNG"):
the capitals at the end of such a line are the authority's.
"""

from collections.abc import Sequence

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
        recipient = _recipient(text.value, rest)
        if recipient is not None and paragraph.column != 2:
            recipients.append(recipient)
    return tuple(recipients), tuple(authority), signer


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
