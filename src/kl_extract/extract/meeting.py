"""The meeting: when and where it was held, who chaired it, what it was about, who attended."""

import re
from datetime import date
from functools import cache

from kl_extract.contract import AgencyRef, Chair, Meeting, PartOfDay
from kl_extract.extract.agencies import Registry, unique
from kl_extract.extract.deadlines import find_dates
from kl_extract.letters import compile_pattern
from kl_extract.model import Node, Outline, Range, Text
from kl_extract.resources import read_toml

_PART_OF_DAY: tuple[tuple[str, PartOfDay], ...] = (
    ("sáng", "morning"),
    ("chiều", "afternoon"),
    ("tối", "evening"),
    ("cả ngày", "day"),
)
# The part of day stands within a few words before its date ("Sáng ngày …", "vào lúc 8 giờ sáng ngày …").
_NEAR = 24
# After those met with comes what was talked about.
_MATTER = re.compile(r"\s(?:về|để|nhằm|bàn)\s")
# What tells of a meeting, its chair and its subject stands in its first words.
_LONGEST = 4000
_SENTENCE_END = re.compile(r"\.(?=\s|$)|\n")


@cache
def cue(name: str) -> re.Pattern[str]:
    """The pattern ``name`` of ``dictionaries/meeting.toml``."""
    table = read_toml("meeting.toml")
    family = "|".join(read_toml("agency_patterns.toml")["persons"]["family_names"])
    person = table["person"]["pattern"].replace("{family}", family)
    pattern = table[name]["pattern"].replace("{name}", table["name"]["pattern"]).replace("{person}", person)
    return compile_pattern(pattern)


def build_meeting(text: Text, outline: Outline, registry: Registry) -> Meeting | None:
    """The meeting, or None when the notice tells of none."""
    parts = outline.meeting
    chair = find_chair(text, outline)
    attendees = _attendees(text, outline, registry)
    if not parts and chair is None and not attendees:
        return None
    whole = Range(parts[0].start, parts[-1].end) if parts else Range(0, 0)
    held, ends, place_of_date = _dates(text.value, whole)
    words = text.value[whole.start : min(whole.end, whole.start + _LONGEST)]
    place, subject = cue("place").search(words), cue("subject").search(words)
    return Meeting(
        held_on=held.isoformat() if held else None,
        ends_on=ends.isoformat() if ends else None,
        part_of_day=_part_of_day(text.value, place_of_date),
        place=place["place"].strip() if place else None,
        chair=chair[0] if chair else None,
        subject=subject["subject"].strip() if subject else None,
        attendees=attendees,
    )


def find_chair(text: Text, outline: Outline) -> tuple[Chair, Range] | None:
    """Who chaired, and where the position is written: in the title, else in the paragraphs on the meeting."""
    places = [part for part in (outline.title, *outline.meeting) if part is not None]
    for part in places:
        for form in ("chair_before_position", "chair_after_position"):
            match = cue(form).search(text.value[part.start : min(part.end, part.start + _LONGEST)])
            if match is not None:
                position = " ".join(match["position"].split()).strip(" ,-–")
                where = Range(part.start + match.start("position"), part.start + match.end("position"))
                return Chair(name=" ".join(match["name"].split()), position=position or None), where
    return None


_OF_A_DOCUMENT = re.compile(r"(?:số\s+\S{1,40}|/\S{1,40})\s*(?:,\s*)?ngày\s*$|của")
_SEVERAL = re.compile(r"(?:hai|ba|02|03|các)\s+ngày|[Tt]ừ ngày")
_FIRST_OF_TWO = re.compile(r"(?<!\d)(\d{1,2})\s*(?:và|-|–)\s*(?:ngày\s*)?$")


def _dates(text: str, whole: Range) -> tuple[date | None, date | None, int]:
    """The first day, the last day if there are several, and where the first date stands."""
    end = _SENTENCE_END.search(text, whole.start, whole.end)
    days = [
        (start, day)
        for start, _, day in find_dates(text, whole.start, end.start() if end else whole.end)
        if day is not None and not _OF_A_DOCUMENT.search(text[max(whole.start, start - 40) : start])
    ]
    if not days:
        return None, None, -1
    start, first = days[0]
    pair = _FIRST_OF_TWO.search(text[max(whole.start, start - 12) : start].removesuffix("ngày "))
    if pair is not None and 1 <= int(pair[1]) < first.day:
        return first.replace(day=int(pair[1])), first, start
    several = _SEVERAL.search(text[whole.start : start + 8])
    return first, days[1][1] if several and len(days) > 1 else None, start


def _part_of_day(text: str, place: int) -> PartOfDay | None:
    if place < 0:
        return None
    before = text[max(0, place - _NEAR) : place + 4].lower()
    return next((part for word, part in _PART_OF_DAY if word in before), None)


def _attendees(text: Text, outline: Outline, registry: Registry) -> list[AgencyRef]:
    """Bodies named in the sentences, or under the headings, that tell who attended."""
    refs: list[AgencyRef] = []
    for part in outline.meeting:
        for sentence in _sentences(text.value, part):
            told = cue("attendance").search(text.value[sentence.start : sentence.end])
            if told is not None:
                start = sentence.start + told.start()
                matter = _MATTER.search(text.value, start, sentence.end) if told["with"] else None
                refs.extend(_bodies(text, registry, start, matter.start() if matter else sentence.end))
    for node in outline.nodes():
        if _tells_attendance(text, node):
            for below in node.walk():
                if not _names_chair(text, below):
                    refs.extend(_bodies(text, registry, below.paragraphs[0].start, below.paragraphs[-1].end))
    return unique(refs)


def _names_chair(text: Text, node: Node) -> bool:
    words = text.value[node.paragraphs[0].start : node.paragraphs[0].end]
    return re.match(r"(?i)(?:người\s+)?chủ trì", words) is not None


def _tells_attendance(text: Text, node: Node) -> bool:
    opening = node.heading or node.paragraphs[0]
    words = text.value[opening.start : opening.end].strip().lower()
    return bool(re.match(r"(?:thành phần )?(?:tham dự|dự họp|khách mời)", words))


def _bodies(text: Text, registry: Registry, start: int, end: int) -> list[AgencyRef]:
    """The bodies named; not a group whose members follow ("các cơ quan: Sở A, Sở B"), nor the inner units of
    a body ("lãnh đạo các phòng thuộc Sở A")."""
    refs = [registry.ref(number) for number, _ in registry.within(start, end)]
    return [
        ref
        for ref in refs
        if not (ref.collective and re.match(r":|\s+thuộc\s", text.value[ref.span.end : ref.span.end + 8]))
    ]


def _sentences(text: str, part: Range) -> list[Range]:
    found, done = [], part.start
    for match in _SENTENCE_END.finditer(text, part.start, part.end):
        found.append(Range(done, match.end()))
        done = match.end()
    return [*found, Range(done, part.end)]
