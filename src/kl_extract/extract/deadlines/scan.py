"""Runs the rules over a stretch of text and settles which matches stand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kl_extract.extract.deadlines.found import FoundDeadline, Reference
from kl_extract.extract.deadlines.hit import Hit
from kl_extract.extract.deadlines.productions import PRODUCTIONS
from kl_extract.extract.deadlines.rules import Rule, likely_rules, masks, signs, urgency

# A sentence ends at a line end, a semicolon, or a stop before a capital (never inside "12.9.2025").
_SENTENCE_END = re.compile(r"\n|;|[.!?…](?=\s+[^\W\d_])")
_DONE = re.compile(r"(?<!\w)đã(?!\w)")
_DONE_VERB = re.compile(
    r"(?<!\w)(?:đã(?:\s\w+){0,8}|(?:được|bị|có|tiếp nhận|phát sinh|ký kết|tuyển dụng|thành lập|bổ nhiệm"
    r"|khởi công|sinh|xây dựng)(?:\s\w+){0,3})\s$"
)
# No sentence of a notice is as long; a longer stretch is cut, so that time stays linear in its length.
_LONGEST = 3000
# What a rule says must not stand before a match is looked for no further back, so that time stays linear.
_UNLESS_REACH = 400
# How far "đã" after a period that opens a sentence still tells of it ("Trong năm 2024, Sở đã …").
_DONE_REACH = 90


@dataclass(frozen=True, slots=True)
class _Sentence:
    lower: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    order: int
    found: tuple[FoundDeadline, ...]


@lru_cache(maxsize=8)
def lowered(text: str) -> str:
    """``text`` in lower case, as long as it was (a few letters of other scripts grow: they stay)."""
    lower = text.lower()
    return (
        lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    )


def find_deadlines(
    text: str, start: int, end: int, reference: Reference, *, directed: bool = False
) -> list[FoundDeadline]:
    """All deadlines in ``text[start:end]``, in reading order, with offsets into ``text``.

    ``directed`` tells that the words are known to direct somebody, so that no verb need show it.
    """
    lower = lowered(text)
    found: list[FoundDeadline] = []
    for sentence in _sentences(lower, start, end):
        found += _settled(_candidates(sentence, reference, directed))
    return found


def _sentences(lower: str, start: int, end: int) -> Iterator[_Sentence]:
    for match in _SENTENCE_END.finditer(lower, start, end):
        yield from _pieces(lower, start, match.start())
        start = match.end()
    yield from _pieces(lower, start, end)


def _pieces(lower: str, start: int, end: int) -> Iterator[_Sentence]:
    while end - start > _LONGEST:
        cut = lower.find(" ", start + _LONGEST, end)
        if cut < 0:
            return  # one unbroken run of signs holds no words
        yield _Sentence(lower, start, cut)
        start = cut
    yield _Sentence(lower, start, end)


def _candidates(sentence: _Sentence, reference: Reference, directed: bool) -> list[_Candidate]:
    seen = signs(sentence.lower, sentence.start, sentence.end)
    hits = [
        (order, Hit(rule, match, reference))
        for order, rule in likely_rules(seen)
        for match in rule.pattern.finditer(sentence.lower, sentence.start, sentence.end)
    ]
    masked = _masked(sentence, seen) if hits else []
    return [
        candidate for order, hit in hits if (candidate := _candidate(hit, sentence, masked, order, directed))
    ]


def _masked(sentence: _Sentence, seen: set[str]) -> list[tuple[int, int]]:
    """The spans of the sentence in which no deadline lies."""
    return [
        match.span()
        for mask in masks()
        if mask.likely(seen)
        for match in mask.pattern.finditer(sentence.lower, sentence.start, sentence.end)
    ]


def _candidate(
    hit: Hit, sentence: _Sentence, masked: list[tuple[int, int]], order: int, directed: bool
) -> _Candidate | None:
    start, end = hit.span
    if any(low < end and start < high and not (start < low and high <= end) for low, high in masked):
        return None
    if not _in_place(hit.rule, sentence, hit.match.start(), hit.span, directed=directed):
        return None
    found = PRODUCTIONS[hit.rule.production](hit)
    if not found or _tells_of_the_past(hit, sentence, found):
        return None
    return _Candidate(start, end, order, tuple(found))


def _in_place(rule: Rule, sentence: _Sentence, opens: int, span: tuple[int, int], *, directed: bool) -> bool:
    """Whether the words around the match are such as the rule asks for."""
    lower, (start, end) = sentence.lower, span
    if rule.unless and rule.unless.search(lower[max(sentence.start, start - _UNLESS_REACH) : start]):
        return False
    if rule.cue is None or (directed and rule.asks_for_task):
        return True
    if rule.reach:
        return rule.cue.search(lower, max(sentence.start, opens - rule.reach), start) is not None
    return any(rule.cue.search(lower, *part) for part in ((sentence.start, start), (end, sentence.end)))


def _tells_of_the_past(hit: Hit, sentence: _Sentence, found: list[FoundDeadline]) -> bool:
    """Whether the words report what was done instead of setting a time.

    A day that is still ahead under a clear operator ("trước ngày …") is always a deadline.
    """
    past = all(_over(one, hit.reference) for one in found)
    left = sentence.lower[sentence.start : hit.span[0]]
    if hit.rule.weak:
        return past or _done(left, sentence, hit.span[1])
    return past and _DONE_VERB.search(left) is not None


def _over(one: FoundDeadline, reference: Reference) -> bool:
    day, anchor = one.due or one.starts, reference.anchor
    return day is not None and anchor is not None and day < anchor


def _done(left: str, sentence: _Sentence, end: int) -> bool:
    if _DONE.search(left, left.rfind(",") + 1):
        return True
    opens = len(left.strip(" -+•")) == 0
    return opens and _DONE.search(sentence.lower, end, min(sentence.end, end + _DONE_REACH)) is not None


def _settled(candidates: list[_Candidate]) -> list[FoundDeadline]:
    """The longest match stands, then the earlier rule; what overlaps it falls."""
    kept: list[_Candidate] = []
    for one in sorted(candidates, key=lambda one: (one.start - one.end, one.order, one.start)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    found = [each for one in kept for each in one.found]
    rules = [each.rrule for each in found if each.rrule]
    found = [each for each in found if not any(_told_better(each, other) for other in rules)]
    return sorted(found, key=lambda each: (each.start, each.end))


def _told_better(one: FoundDeadline, other: str) -> bool:
    """Whether the rule ``other`` gives the day that ``one`` leaves open ("hằng tháng … trước ngày 10").

    What shall happen so many times a period ("mỗi quý một lần") is a task of its own.
    """
    if one.rrule is None or one.rule == "times-per-period":
        return False
    quarterly = one.rrule == "FREQ=MONTHLY;INTERVAL=3" and ";BYMONTH=" in other
    return other.startswith(f"{one.rrule};BY") or quarterly


def find_urgency(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """Urgency without a date: ``(start, end, phrase in lower case)`` in reading order."""
    lower = lowered(text)
    pattern, limits = urgency()
    return [
        (match.start(), match.end(), " ".join(match[0].split()))
        for match in pattern.finditer(lower, start, end)
        if not limits[" ".join(match[0].split())].excludes(lower, match.start(), match.end())
    ]
