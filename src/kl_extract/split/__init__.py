"""Finds the parts of a notice: head, title, meeting, clauses as a tree, closing, recipients, signature."""

from dataclasses import replace

from kl_extract.marks import BULLETS, parse_mark
from kl_extract.model import Outline, Paragraph, Range, Text
from kl_extract.split.annex import annex_rows, names_tasks
from kl_extract.split.body import split_body
from kl_extract.split.cues import cue
from kl_extract.split.foot import split_foot
from kl_extract.split.head import split_head

__all__ = ["split"]


def split(text: Text) -> Outline:
    """The outline of the notice; what a part lacks stays empty."""
    paragraphs = text.paragraphs
    foot = _foot_start(text)
    annex = _annex_start(text, foot)
    head, after_head = split_head(text, paragraphs[:foot])
    body = split_body(text, [_range(p) for p in paragraphs[after_head:foot]])
    recipients, authority, signer = split_foot(text, paragraphs[foot:annex])
    return replace(
        head,
        meeting=body.meeting,
        lead_in=body.lead_in,
        assessment=body.assessment,
        clauses=body.clauses,
        recipients=recipients,
        authority=authority,
        signer=signer,
        annexes=tuple(_range(p) for p in paragraphs[annex:]),
        rows=annex_rows(text, paragraphs[annex:]),
        warnings=(*head.warnings, *body.warnings),
    )


def _range(paragraph: Paragraph) -> Range:
    return Range(paragraph.start, paragraph.end)


def _foot_start(text: Text) -> int:
    """The first paragraph of the foot: "Nơi nhận", or the lines of authority where there is no such list.

    A body ends with "./."; without either of these the whole document is body.
    """
    for number, paragraph in enumerate(text.paragraphs):
        if cue("recipients").match(text.value[paragraph.start : paragraph.end]):
            return _with_authority(text, number)
    for number, paragraph in enumerate(text.paragraphs):
        words = text.value[paragraph.start : paragraph.end]
        if number and words.isupper() and cue("authority").match(words):
            before = text.paragraphs[number - 1]
            if text.value[before.start : before.end].endswith(("./.", ".")):
                return number
    return len(text.paragraphs)


def _with_authority(text: Text, number: int) -> int:
    """Lines of authority that were read before "Nơi nhận" belong to the foot too."""
    while number > 0:
        before = text.paragraphs[number - 1]
        words = text.value[before.start : before.end]
        if not words.isupper() or not cue("authority").match(words):
            break
        number -= 1
    return number


def _annex_start(text: Text, foot: int) -> int:
    """The first paragraph of what goes with the notice: the title of an annex, the heading of a table of tasks
    without one, or whatever else is enclosed (a list, a form, another document)."""
    listed = text.paragraphs[foot].page if foot < len(text.paragraphs) else 0
    for number in range(foot, len(text.paragraphs)):
        paragraph = text.paragraphs[number]
        words = text.value[paragraph.start : paragraph.end]
        if cue("annex").match(words) or names_tasks(text, paragraph) or cue("enclosed").search(words):
            return number
        if paragraph.page > listed:
            if not _goes_on(words):
                return number
            listed = paragraph.page
    return len(text.paragraphs)


def _goes_on(words: str) -> bool:
    """Whether the first paragraph of a page goes on with the foot: one more recipient, or who signs."""
    mark = parse_mark(words)
    listed = mark is not None and mark.level in BULLETS
    return listed or any(cue(part).match(words) for part in ("authority", "signer"))
