"""The body: the meeting, the lead-in, what was assessed, the clauses and the closing."""

from dataclasses import dataclass

from kl_extract.contract import NoticeWarning
from kl_extract.marks import BULLETS, parse_mark
from kl_extract.model import Node, Range, Text
from kl_extract.split.clauses import ClauseBuilder
from kl_extract.split.cues import cue

# The lead-in comes after the paragraphs on time, place and attendance; these are seldom more than a dozen.
_LEAD_IN_PARAGRAPHS = 14


@dataclass(frozen=True, slots=True)
class Body:
    """What ``split_body`` finds."""

    meeting: tuple[Range, ...] = ()
    lead_in: Range | None = None
    assessment: tuple[Range, ...] = ()
    clauses: tuple[Node, ...] = ()
    warnings: tuple[NoticeWarning, ...] = ()


def split_body(text: Text, paragraphs: list[Range]) -> Body:
    """Tell the parts of the body apart."""
    first_label = _first_label(text, paragraphs)
    opening, labelled = paragraphs[:first_label], paragraphs[first_label:]
    meeting_end, lead_in = _meeting_end(text, opening)
    meeting, rest = opening[:meeting_end], opening[meeting_end:]
    if not labelled:
        return _unlabelled(text, tuple(meeting), lead_in, rest)
    if _only_bullets(text, labelled):
        return _unlabelled(text, tuple(meeting), lead_in, [*rest, *labelled])
    directive = next((i for i, part in enumerate(rest) if _directs(text, part)), len(rest))
    closing = _closing_start(text, labelled)
    builder = ClauseBuilder(text)
    for paragraph in labelled[:closing]:
        builder.add(paragraph)
    clauses = (
        *_plain(text, "intro", rest[directive:]),
        *builder.nodes(),
        *_plain(text, "closing", labelled[closing:]),
    )
    return Body(tuple(meeting), lead_in, tuple(rest[:directive]), clauses, tuple(builder.warnings))


def _first_label(text: Text, paragraphs: list[Range]) -> int:
    """The first paragraph that bears a label which opens a list.

    A list of attendees by dashes among the paragraphs on the meeting opens none.
    """
    lead_in = next(
        (i for i, part in enumerate(paragraphs) if cue("lead_in").search(_words(text, part))), None
    )
    for index, paragraph in enumerate(paragraphs):
        mark = parse_mark(_words(text, paragraph))
        if mark is None:
            continue
        if mark.level in BULLETS and lead_in is not None and index < lead_in:
            continue
        return index
    return len(paragraphs)


def _only_bullets(text: Text, labelled: list[Range]) -> bool:
    """Whether bullets are the only labels, and paragraphs stand among them: the notice is not numbered."""
    marks = [parse_mark(_words(text, part)) for part in labelled[: _closing_start(text, labelled)]]
    return None in marks and all(mark is None or mark.level in BULLETS for mark in marks)


def _meeting_end(text: Text, opening: list[Range]) -> tuple[int, Range | None]:
    """How many paragraphs tell of the meeting, the lead-in among them."""
    for index, paragraph in enumerate(opening[:_LEAD_IN_PARAGRAPHS]):
        if cue("lead_in").search(_words(text, paragraph)) and not _names_tasks(text, paragraph):
            return index + 1, paragraph
    count = 0
    while count < len(opening) and cue("meeting").match(_words(text, opening[count])):
        count += 1
    return count, None


def _names_tasks(text: Text, paragraph: Range) -> bool:
    """Whether a sentence that ends "như sau:" is itself a directive, not the chair's lead-in."""
    words = _words(text, paragraph)
    return (
        cue("directive").search(words) is not None
        and cue("meeting").match(words) is None
        and "nghe" not in words
    )


def _directs(text: Text, paragraph: Range) -> bool:
    return cue("directive").search(_words(text, paragraph)) is not None


def _closing_start(text: Text, labelled: list[Range]) -> int:
    """Where the unlabelled paragraphs that close the notice begin."""
    index = len(labelled)
    while index > 1:
        words = _words(text, labelled[index - 1])
        named = "closing" if index == len(labelled) else "closing_formula"
        if parse_mark(words) is not None or not cue(named).match(words):
            break
        if _is_heading(_words(text, labelled[index - 2])):
            break
        index -= 1
    return index


def _is_heading(words: str) -> bool:
    """Whether a labelled paragraph is a heading, so that the one after it is its own."""
    return parse_mark(words) is not None and not words.rstrip().endswith((".", ";", "!"))


def _unlabelled(text: Text, meeting: tuple[Range, ...], lead_in: Range | None, rest: list[Range]) -> Body:
    """A notice without numbers: its paragraphs are p1, p2, …, each with the bullets below it, the last one the
    closing if it reads like one."""
    closing = _closing_start(text, rest)
    builder = ClauseBuilder(text)
    for paragraph in rest[:closing]:
        builder.add(paragraph, numbered=False)
    nodes = (*builder.nodes(), *_plain(text, "closing", rest[closing:]))
    return Body(meeting, lead_in, (), nodes, tuple(builder.warnings))


def _plain(text: Text, clause_id: str, paragraphs: list[Range]) -> tuple[Node, ...]:
    if not paragraphs:
        return ()
    return (
        Node(
            id=clause_id,
            label="",
            level="plain",
            start=paragraphs[0].start,
            end=paragraphs[-1].end,
            heading=None,
            paragraphs=tuple(paragraphs),
        ),
    )


def _words(text: Text, part: Range) -> str:
    return text.value[part.start : part.end]
