"""The head: number, place and date, issuer, kind and title (Nghị định 30/2020/NĐ-CP, Phụ lục I, ô số 1–5)."""

import re
from collections.abc import Sequence
from datetime import date

from kl_extract.contract import NoticeWarning
from kl_extract.marks import parse_mark
from kl_extract.model import Outline, Paragraph, Range, Text
from kl_extract.split.cues import cue

# The kind stands below at most two columns of four lines; further down the words are part of the body.
_HEAD_PARAGRAPHS = 24
_TITLE_PARAGRAPHS = 9
_BODY_SENTENCE = 220
_LONGEST_TITLE = 600
_HEAD_CUES = ("motto", "number", "number_line", "place_and_date", "date_line")


def split_head(text: Text, paragraphs: Sequence[Paragraph]) -> tuple[Outline, int]:
    """The outline with its head filled in, and the number of the first paragraph after the title."""
    kind_at = _kind_at(text, paragraphs)
    title_at = 0 if kind_at is None else kind_at + 1
    if kind_at is None:
        title_at = _first_not_head(text, paragraphs)
    head = paragraphs[: title_at if kind_at is None else kind_at]
    title_end = _title_end(text, paragraphs, title_at, has_kind=kind_at is not None)
    number = _search(text, head, "number", "number")
    outline = Outline(
        head=tuple(Range(p.start, p.end) for p in head),
        number=number,
        kind=None if kind_at is None else _search(text, paragraphs[kind_at : kind_at + 1], "kind", "kind"),
        issuer=_issuer(text, head),
        place_and_date=_search(text, head, "place_and_date", None) or _search(text, head, "date_line", None),
        title=_title(paragraphs[title_at:title_end]),
        warnings=_missing(text, head, number, has_head=kind_at is not None or bool(head)),
    )
    while title_end < len(paragraphs) and not _spells(_words(text, paragraphs[title_end])):
        title_end += 1
    return outline, title_end


def _words(text: Text, paragraph: Paragraph) -> str:
    return text.value[paragraph.start : paragraph.end]


def _kind_at(text: Text, paragraphs: Sequence[Paragraph]) -> int | None:
    for index, paragraph in enumerate(paragraphs[:_HEAD_PARAGRAPHS]):
        if cue("kind").match(text.value[paragraph.start : paragraph.end]):
            return index
    return None


def _first_not_head(text: Text, paragraphs: Sequence[Paragraph]) -> int:
    """Where the head ends in a notice that does not name its kind: below capitals, motto, number and date."""
    for index, paragraph in enumerate(paragraphs[:_HEAD_PARAGRAPHS]):
        words = _words(text, paragraph)
        named = any(cue(part).search(words) for part in _HEAD_CUES)
        if not named and (not words.isupper() or cue("title").match(words) or parse_mark(words)):
            return index
    return 0


def _title_end(text: Text, paragraphs: Sequence[Paragraph], start: int, *, has_kind: bool) -> int:
    """The first paragraph of the body: it tells of the meeting, bears a label, or is a whole sentence."""
    title = text.value[paragraphs[start].start : paragraphs[start].end] if start < len(paragraphs) else ""
    for index in range(start, min(start + _TITLE_PARAGRAPHS, len(paragraphs))):
        words = _words(text, paragraphs[index])
        if index == start and not has_kind and not cue("title").match(words):
            return index
        if index > start and (not _spells(words) or _opens_body(words) or _names_authority(words, title)):
            return index
        if index == start and has_kind and _opens_body(words, first=True) and not cue("title").match(words):
            return index
    return min(start + _TITLE_PARAGRAPHS, len(paragraphs))


def _opens_body(words: str, *, first: bool = False) -> bool:
    """Whether a paragraph below the kind is none of the title; the first one may be long, if it is no sentence."""
    if any(cue(part).match(words) for part in ("meeting", "addressee")) or parse_mark(words):
        return True
    if cue("lead_in").search(words):
        return True
    return words.endswith((".", ":", ";")) or len(words) > (_LONGEST_TITLE if first else _BODY_SENTENCE)


def _spells(words: str) -> bool:
    """Whether a paragraph has letters: a rule of dashes or stars below the title has none."""
    return any(letter.isalpha() for letter in words)


def _names_authority(words: str, title: str) -> bool:
    """Whether a line of capitals below a title in small letters names who decides ("BỘ TRƯỞNG BỘ XÂY DỰNG")."""
    return words.isupper() and not title.isupper() and cue("authority").match(words) is not None


def _title(paragraphs: Sequence[Paragraph]) -> Range | None:
    return Range(paragraphs[0].start, paragraphs[-1].end) if paragraphs else None


def _search(text: Text, head: Sequence[Paragraph], part: str, group: str | None) -> Range | None:
    for paragraph in head:
        match = cue(part).search(text.value[paragraph.start : paragraph.end])
        if match is not None:
            return Range(paragraph.start + match.start(group or 0), paragraph.start + match.end(group or 0))
    return None


def _issuer(text: Text, head: Sequence[Paragraph]) -> tuple[Range, ...]:
    """The capitals at the left above the number: the parent body's lines, then the issuer's own."""
    found: list[Range] = []
    for paragraph in head:
        words = _words(text, paragraph)
        motto = cue("motto").search(words)
        if motto is not None and motto.start() > 0:
            found.append(Range(paragraph.start, paragraph.start + motto.start()))
        elif motto is None and paragraph.column != 2 and _is_name(words):
            found.append(Range(paragraph.start, paragraph.end))
    return tuple(found)


def _is_name(words: str) -> bool:
    return words.isupper() and not cue("number").search(words) and not re.search(r"\d|[_*]{3}", words)


def _missing(
    text: Text, head: Sequence[Paragraph], number: Range | None, *, has_head: bool
) -> tuple[NoticeWarning, ...]:
    """Warnings for a number or a date that the head leaves blank."""
    if not has_head:
        return ()
    warnings = []
    shown = text.value[number.start : number.end] if number else ""
    if not re.match(r"\d", shown):
        blank = _search(text, head, "number", None) or _search(text, head, "number_line", None)
        span = text.span(blank.start, blank.end) if blank else None
        message = f"the number is blank: {shown}" if shown else "the head shows no number"
        warnings.append(NoticeWarning(code="number-missing", message=message, span=span))
    if not _is_dated(text, head):
        place = _search(text, head, "place_and_date", None) or _search(text, head, "date_line", None)
        span = text.span(place.start, place.end) if place else None
        written = text.value[place.start : place.end] if place else ""
        message = f"the date is incomplete: {written}" if written else "the head shows no date"
        warnings.append(NoticeWarning(code="date-missing", message=message, span=span))
    return tuple(warnings)


def _is_dated(text: Text, head: Sequence[Paragraph]) -> bool:
    """Whether the head gives a day that the calendar has."""
    parts = [_search(text, head, "place_and_date", group) for group in ("year", "month", "day")]
    words = [text.value[part.start : part.end] for part in parts if part is not None]
    try:
        date(*map(int, words))
    except (TypeError, ValueError):
        return False
    return True
