"""Who leads, who helps and who is reported to, within one segment."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from kl_extract.extract.assignments.segments import Segment
from kl_extract.extract.assignments.skeleton import LIST, SIGN, Skeleton, frame
from kl_extract.letters import LOWER
from kl_extract.resources import read_toml


@dataclass(frozen=True, slots=True)
class Lead:
    """Bodies told to act: mention numbers, the rule that found them, and where their naming ends."""

    mentions: tuple[int, ...]
    rule: str
    start: int
    end: int


@cache
def table() -> dict[str, Any]:
    """The tables of ``dictionaries/assignments.toml``."""
    return read_toml("assignments.toml")


@cache
def verbs() -> dict[str, Any]:
    """The tables of ``dictionaries/verbs.toml``."""
    return read_toml("verbs.toml")


def find_lead(skeleton: Skeleton, segment: Segment, passive: frozenset[int]) -> Lead | None:
    """The first directive of the segment that names who is told; mentions in ``passive`` act for the chair."""
    if is_assessed(skeleton, segment):
        return None
    named = next(lead_rules(skeleton, segment), None)
    if named is not None:
        rule, start, end = named
        return Lead(tuple(skeleton.mentions(start, end)), rule, start, end)
    return _subject(skeleton, segment, skeleton.value[segment.start : segment.end], passive)


def is_assessed(skeleton: Skeleton, segment: Segment) -> bool:
    """Whether the sentence praises, assesses or approves, and tells nobody to do anything."""
    value = skeleton.value[segment.start : segment.end]
    return frame(table()["assessed"]["pattern"]).match(value) is not None and _TOLD.search(value) is None


def lead_rules(skeleton: Skeleton, segment: Segment) -> Iterator[tuple[str, int, int]]:
    """The rules of ``assignments.toml`` that find leads in the segment, first rule first, with the leads' range."""
    value = skeleton.value[segment.start : segment.end]
    for rule in _likely("leads", value):
        match = frame(rule["pattern"]).search(value)
        if match is not None:
            yield rule["name"], segment.start + match.start("leads"), segment.start + match.end("leads")


def _likely(role: str, value: str) -> Iterator[dict[str, Any]]:
    """The rules of ``role`` that can match: a body stands in ``value``, and one string of each group they need."""
    if _SIGNED.search(value) is None:
        return
    lower = value.lower()
    for rule in table()[role]:  # plain loops: asked of each sentence, role and rule
        for group in rule["needs"]:
            for need in group:
                if need in lower:
                    break
            else:
                break
        else:
            yield rule


_SIGNED = re.compile(SIGN)
_TOLD = re.compile(rf"(?i:\bgiao\s+){SIGN}")


def bodies_in(skeleton: Skeleton, segment: Segment) -> Iterator[tuple[int, int]]:
    """Where bodies, or lists of them, stand in the segment."""
    for match in _list_pattern().finditer(skeleton.value, segment.start, segment.end):
        yield match.span()


def said_of(skeleton: Skeleton, end: int) -> str:
    """What is said of the bodies that end at ``end``, where it is no task ("đã", "được" …)."""
    match = _states().match(skeleton.value, end)
    return match[0].strip() if match else ""


def first_act(skeleton: Skeleton, segment: Segment, start: int) -> tuple[int, int] | None:
    """The first verb of doing in the segment from ``start`` on."""
    match = _any_act().search(skeleton.value, start, segment.end)
    return match.span() if match else None


@cache
def _any_act() -> re.Pattern[str]:
    manner = set(table()["modifiers"]) | {"theo", "làm", "căn cứ", "trên cơ sở", "theo chức năng", "phối hợp"}
    words = sorted((word for word in verbs()["acts"] if word not in manner), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)


def dictionary_of(rule: str) -> str:
    """The file of ``dictionaries/`` in which a rule of this room stands: those on subjects rest on the verbs."""
    return "verbs.toml" if rule in _ON_SUBJECTS else "assignments.toml"


def _lead(skeleton: Skeleton, segment: Segment, start: int, end: int, rule: str) -> Lead:
    low, high = segment.start + start, segment.start + end
    return Lead(tuple(skeleton.mentions(low, high)), rule, low, high)


@cache
def _list_pattern() -> re.Pattern[str]:
    return re.compile(LIST)


# "Sở X | trong tháng 11/2025 | hoàn thành …": a time before the verb, of words that tell of nothing done.
_TIME = (
    r"(?:ngay\s+)?(?:trong|trước|sau|chậm nhất|muộn nhất|hằng|hàng)\s+"
    r"(?:(?!(?:đã|đang|được|bị|của|mà|là|còn|có)\s)[\w/.]+\s+){1,14}?"
)


@cache
def _after_subject() -> re.Pattern[str]:
    words = sorted(verbs()["acts"], key=len, reverse=True)
    return re.compile(
        r"(?:\s*[-–,(]\s*(?:là\s+)?[Cc]ơ quan (?:thường trực|đầu mối)[^,.;:)]{0,60}\)?(?=\s))?"
        r"\s*(?:,\s*(?:trên cơ sở|căn cứ|theo)[^,]{3,120},\s*|cũng\s+|đều\s+|cùng(?:\s+với)?\s+"
        + LIST
        + rf"\s+|cùng\s+|{_TIME})?(?:"
        + "|".join(words)
        + r")(?!\w)"
    )


@cache
def _states() -> re.Pattern[str]:
    words = sorted(verbs()["states"], key=len, reverse=True)
    return re.compile(r"\s*(?:" + "|".join(words) + r")(?!\w)")


@cache
def _topics() -> re.Pattern[str]:
    words = sorted(table()["topics"], key=len, reverse=True)
    return re.compile(r"^\W*(?:" + "|".join(words) + r")(?!\w)", re.IGNORECASE)


_OPENS = re.compile(
    r"(?:^|[,;:]\s+|^\W+|^\W*(?:đồng chí|đ/c|ông|bà)\s[^,.;:]{3,40}\s[-–]\s+|"
    r"(?:đồng thời|trong đó|theo đó|do đó|riêng|ngoài ra|trước mắt|"
    r"^\W*(?:nếu|khi|trường hợp)\s[^.;:]{5,120}\sthì)\s*,?\s+)$",
    re.IGNORECASE,
)
# A sentence that opens so names who helps, up to its first verb: none of them leads.
_HELPED = re.compile(
    rf"^[^\w{SIGN[1:-1]}]*(?:(?:chủ động|tiếp tục|thường xuyên|tích cực)\s+)*phối hợp(?!\w)", re.IGNORECASE
)
_ADDRESSED = re.compile(r"(?:^|[,;]\s+)(?:riêng\s+)?đối với\s+$", re.IGNORECASE)


def _subject(skeleton: Skeleton, segment: Segment, value: str, passive: frozenset[int]) -> Lead | None:
    """A body, or a list of them, that acts: "Sở Y tế chủ trì …", "Về nhân lực, Sở Nội vụ rà soát …"."""
    if _HELPED.match(value):
        return None
    for match in _list_pattern().finditer(value):
        before, after = value[: match.start()], value[match.end() :]
        start = match.start()
        if _ADDRESSED.search(before) and re.match(r"\s*:", after):
            return _lead(skeleton, segment, start, match.end(), "addressed")
        if not _OPENS.search(before):
            start = _subject_after_topic(value, match)
            if start < 0:
                continue
        rule = _acts(before, after)
        if rule is None:
            continue
        lead = _lead(skeleton, segment, start, match.end(), rule)
        if not set(lead.mentions) <= passive:
            return lead
    return None


_ON_SUBJECTS = frozenset({"subject", "unlisted-verb"})
UNLISTED = "unlisted-verb"
"""The rule of a body that opens a sentence and is followed by words of which no list says that they are a task."""


def _acts(before: str, after: str) -> str | None:
    """The rule by which what follows the body is what it is to do; at the start of a clause a colon suffices."""
    if re.match(r"\s*:", after) and not before.strip():
        return None if _DONE.match(after) else "label"
    act, state = _after_subject().match(after), _states().match(after)
    if state is not None and (act is None or act.end() < state.end()):
        return None
    if act is not None:
        return "subject"
    # No list of verbs is whole: what opens a sentence and is said of a body is what it is to do.
    return UNLISTED if not before.strip() and re.match(rf"\s+[{LOWER}]", after) else None


# What follows the colon tells of what was done ("Sở X: tháng 8 đã giải quyết …").
_DONE = re.compile(r"\s*:\s*(?:[^.;:]{0,60}\s)?đã\s")


def _subject_after_topic(value: str, match: re.Match[str]) -> int:
    """Where the subject starts in a list that begins within a topic ("Theo đề nghị của A, B khẩn trương …"): the
    bodies after the last comma; -1 if the sentence opens with no topic."""
    comma = match.group().rfind(", ")
    if comma < 0 or not _topics().match(value):
        return -1
    return match.start() + comma + 2


@dataclass(frozen=True, slots=True)
class Naming:
    """Bodies named in one role: mention numbers, the rule that found them, and where in the skeleton."""

    mentions: tuple[int, ...]
    rule: str
    start: int
    end: int


def find_bodies(skeleton: Skeleton, segment: Segment, role: str) -> list[Naming]:
    """Each naming of ``role`` ("coordinators", "reports_to"), in order."""
    found: list[Naming] = []
    for rule in _likely(role, skeleton.value[segment.start : segment.end]):
        for match in frame(rule["pattern"]).finditer(skeleton.value, segment.start, segment.end):
            mentions = skeleton.mentions(match.start("bodies"), match.end("bodies"))
            if not any(one.start < match.end() and match.start() < one.end for one in found):
                found.append(Naming(tuple(mentions), rule["name"], match.start(), match.end("bodies")))
    return sorted(found, key=lambda one: one.start)


def heading_lead(skeleton: Skeleton) -> tuple[int, ...]:
    """The bodies that a heading gives all below it to, if it does."""
    match = frame(table()["heading"]["pattern"]).match(skeleton.value.strip())
    if match is None:
        return ()
    offset = len(skeleton.value) - len(skeleton.value.lstrip())
    return tuple(skeleton.mentions(offset + match.start("leads"), offset + match.end("leads")))


@cache
def _imperative() -> re.Pattern[str]:
    acts = verbs()["acts"]
    skip = {"theo", "làm", "căn cứ", "trên cơ sở", "theo chức năng", "đánh giá"}
    words = sorted((word for word in acts if word not in skip), key=len, reverse=True)
    openers = (
        r"đồng thời|trước mắt|ngoài ra|bên cạnh đó|trong đó|định kỳ[^,]{2,30}|"
        r"(?:hằng|hàng|mỗi) (?:ngày|tuần|tháng|quý|năm)|trong thời gian (?:tới|đến)"
    )
    signs = rf"[^\w{SIGN[1:-1]}]{{0,200}}"
    topics = r"về|đối với|căn cứ|trên cơ sở|theo|để|nhằm|khi|sau khi|trong|trường hợp|nếu|trước|hằng|hàng"
    return re.compile(
        rf"^{signs}(?:[^.;:\n]{{2,110}}:{signs})?(?:(?:{openers})\s*,?\s*)*(?:(?:{topics})[^,]{{3,160}},\s*)?"
        rf"(?:{'|'.join(words)})(?!\w)",
        re.IGNORECASE,
    )


def is_imperative(words: str) -> bool:
    """Whether a sentence without a subject tells somebody to do something."""
    return _imperative().match(words) is not None and not frame(table()["assessed"]["pattern"]).match(words)
