"""Signs that an assignment may be wrong, as can be seen in it and around it (``confidence.toml`` weighs them)."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kl_extract.contract import Assignment
from kl_extract.extract.assignments.context import Context
from kl_extract.extract.assignments.unread import unread
from kl_extract.extract.deadlines import FoundDeadline
from kl_extract.extract.overlaps import Overlaps
from kl_extract.letters import LOWER, UPPER
from kl_extract.resources import read_toml

# Lines that OCR was less sure of than this are doubtful.
_SURE_PRINT = 0.8
_MANY = 3
ROW = "row"
"""The rule of assignments that rows of annex tables make."""
_DATE = re.compile(
    r"(?<!\w)(?:đầu|giữa|cuối|hết|trong) (?:tháng \d{1,2}|quý (?:IV|I{1,3}|[1-4])|năm \d{4})(?!\w)|"
    r"(?<![\d/.,])\d{1,2}\s?[/.]\s?\d{1,2}(?:\s?[/.]\s?\d{4})?(?![\d/%.,]|\s*(?:tỷ|triệu|km|m|ha|%))"
)
_HELPS = re.compile(r"phối hợp\s+(?:chặt chẽ\s+)?(?:với|cùng)\s", re.IGNORECASE)
# "Đề nghị Hội quán X, | Sở Y tế": a name that nothing knows stands between the order and the lead.
_UNREAD = re.compile(rf"(?i:(?<!\w)(?:giao|đề nghị|yêu cầu|phân công)\s+)[{UPPER}][^.;:]{{1,60}},\s*$")
# "Chính phủ | Nhân dân thành phố …": the name may be longer than what was taken for it.
_GOES_ON = re.compile(rf",? [{UPPER}][{LOWER}]")
_REPORTS = re.compile(r"(?:,|;|^|\.|và)\s*(?:báo cáo|trình|gửi)\s+(?!kết quả)", re.IGNORECASE)


def signs(
    context: Context, draft: Assignment, deadlines: Sequence[FoundDeadline], rule: str
) -> frozenset[str]:
    """Names of all signs seen; ``rule`` is what found the leads."""
    return frozenset(
        (
            *_of_leads(draft, rule),
            *_of_bodies(context, draft),
            *_of_words(context, draft, deadlines),
            *unread(context, draft),
        )
    )


def _of_leads(draft: Assignment, rule: str) -> Iterator[str]:
    if not draft.leads:
        yield "no-lead"
    elif draft.lead_source != "explicit":
        yield (
            "merged-lead" if rule == ROW and draft.lead_source == "inherited" else f"{draft.lead_source}-lead"
        )
    elif draft.leads[0].span.start >= draft.span.end:
        yield "lead-after"
    elif draft.leads[0].span.start < draft.span.start:
        yield "lead-before"
    if rule == "unlisted-verb":
        yield rule
    if not any(letter.isalpha() for letter in draft.task):
        yield "no-task"
    if int(draft.id.rpartition("/")[2]) > _MANY:
        yield "many-in-clause"


def _of_bodies(context: Context, draft: Assignment) -> Iterator[str]:
    others = [*draft.coordinators, *draft.reports_to]
    if any(not body.known for body in draft.leads):
        yield "unknown-lead"
    if any(not body.known for body in others):
        yield "unknown-other"
    if any(body.text in context.ambiguous for body in (*draft.leads, *others)):
        yield "ambiguous-body"
    ids = {body.id for body in (*draft.leads, *others)}
    cited = context.citations_at(draft.span.start, draft.span.end)
    for ref in context.registry.refs(draft.span.start, draft.span.end):
        inside = any(start <= ref.span.start and ref.span.end <= end for start, end, _ in cited)
        if ref.id not in ids and not ref.collective and not inside and ref.id not in context.passive:
            yield "body-left"
            break
    for _, mention in context.registry.within(draft.span.start, draft.span.end):
        more = _GOES_ON.match(context.text.value, mention.end)
        if more is not None and context.registry.first_touching(more.end() - 1, more.end()) is None:
            yield "name-goes-on"
            return


def _of_words(context: Context, draft: Assignment, deadlines: Sequence[FoundDeadline]) -> Iterator[str]:
    start, end = draft.span.start, draft.span.end
    words = context.text.value[start:end]
    if any(deadline.problem is not None for deadline in deadlines):
        yield "deadline-problem"
    if any(deadline.assumed is not None for deadline in deadlines):
        yield "deadline-assumed"
    if any(deadline.assumed is not None and deadline.kind == "within" for deadline in deadlines):
        yield "deadline-counted"
    if len(deadlines) > 1:
        yield "several-deadlines"
    taken = [(one.span.start, one.span.end) for one in draft.deadlines]
    taken += [(low, high) for low, high, _ in context.citations_at(start, end)]
    if _left(_DATE, words, start, taken):
        yield "date-left"
    if not draft.coordinators and _HELPS.search(words):
        yield "helpers-unnamed"
    if not draft.reports_to and _REPORTS.search(words):
        yield "recipient-unnamed"
    mentions = [(mention.start, mention.end) for _, mention in context.registry.within(start, end)]
    if _left(_capitals(), words, start, [*mentions, *taken]):
        yield "capitals-left"
    if draft.leads and _UNREAD.search(context.text.value[start : max(start, draft.leads[0].span.start)]):
        yield "name-unread"
    if _is_doubtful(context, start, end):
        yield "doubtful-print"


@cache
def _capitals() -> re.Pattern[str]:
    """The first word of a body's name with a capital after it."""
    heads = {word for row in read_toml("agency_patterns.toml")["heads"] for word in row["words"]}
    opening = "|".join(sorted(heads, key=lambda word: (-len(word), word)))
    first = "".join(sorted({word[0] for word in heads}))  # most words fail at once
    return re.compile(rf"(?=[{first}])(?<![\w-])(?:{opening})\s+[{UPPER}]")


def _is_doubtful(context: Context, start: int, end: int) -> bool:
    lines = (context.text.lines[piece.line] for piece, _, _ in context.text.pieces_of(start, end))
    return any(line.origin == "ocr" and line.confidence < _SURE_PRINT for line in lines)


def _left(pattern: re.Pattern[str], words: str, shift: int, taken: Sequence[tuple[int, int]]) -> bool:
    """Whether ``pattern`` stands in ``words`` somewhere apart from what is ``taken``."""
    found = [(match.start() + shift, match.end() + shift) for match in pattern.finditer(words)]
    if not found:
        return False
    spans = Overlaps((start, end, number) for number, (start, end) in enumerate(taken))
    return any(not spans.touching(*place) for place in found)
