"""Terms that count from a day, and deadlines that hang on an event.

The first day is not counted (Civil Code 2015, article 147). The term is not moved when its last
day is a day off: the notice is quoted, not amended.
"""

import re
from calendar import monthrange
from datetime import date, timedelta

from kl_extract.extract.deadlines.dates import find_dates
from kl_extract.extract.deadlines.found import FoundDeadline
from kl_extract.extract.deadlines.hit import Hit
from kl_extract.extract.deadlines.workdays import add_working_days, is_announced, lunar_new_year

_OWN_DAY = re.compile(
    r"(?:ban hành|ký|có|ra)(?:\s+ban hành)?(?:\s+(?:thông báo|kết luận|văn bản)(?:\s+kết luận)?)?(?:\s+này)?\s*$"
    r"|(?:thông báo|kết luận|văn bản|thông báo kết luận) này(?:\s+(?:có hiệu lực|được ban hành|được ký))?\s*$"
    r"|hôm nay\s*$|(?:ngày|khi) họp\s*$|cuộc họp này\s*$"
)
_RECEIPT = re.compile(r"nhận\s+(?:được\s+)?(?:thông báo|kết luận|văn bản|công văn|chỉ đạo)")
_STEMS = ("giáp", "ất", "bính", "đinh", "mậu", "kỷ", "canh", "tân", "nhâm", "quý")
_BRANCHES = ("tý", "sửu", "dần", "mão", "thìn", "tỵ", "ngọ", "mùi", "thân", "dậu", "tuất", "hợi")
_DAYS = {"ngày": 1, "tuần": 7}
_NUMBERS = {
    word: number
    for number, word in enumerate(["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"], 1)
} | {"mười lăm": 15, "hai mươi": 20, "ba mươi": 30, "bốn lăm": 45, "sáu mươi": 60}
_WAITS = "counts from an event whose day the notice does not tell"
# What was heard at the meeting lies behind; any other event that opens the sentence lies ahead.
_OPENS_WITH_EVENT = re.compile(
    r"\W*(?:ngay )?(?:sau khi|kể từ khi|khi) (?!(?:đã )?(?:nghe|xem xét|thảo luận|trao đổi))[^,]+,"
)
_SENTENCE_SIGN = re.compile(r"[;\n]|\.\s")
_OPENING_REACH = 240


def term(hit: Hit) -> list[FoundDeadline]:
    """A number of days, weeks, months or hours from a day; from an event it stays unresolved."""
    lead, clause = hit.get("lead"), hit.get("from")
    if lead == "sau" and not clause and "làm việc" not in hit.get("unit"):
        return []
    if not clause and lead.startswith(("không", "tối")):
        return []
    waits = hit.get("ahead").endswith(("tiếp theo", "kế tiếp")) or (not clause and _waits(hit))
    base, note = (None, _WAITS) if waits else _base(hit, clause)
    if base is None:
        kind = "event" if note == _WAITS else "within"
        return [hit.make(kind=kind, due=None, assumed=note)]
    due, doubt = _add(base, _number(hit.get("count")), hit.get("unit"))
    return [hit.make(due=due, assumed="; ".join(part for part in (note, doubt) if part))]


def _number(words: str) -> int:
    """A number in figures or in the words that terms are written with."""
    return int(words) if words.isdigit() else _NUMBERS[" ".join(words.split())]


def _base(hit: Hit, clause: str) -> tuple[date | None, str | None]:
    """The day a term counts from, and how it was come by."""
    named = find_dates(clause, 0, len(clause))
    if named and named[0][2]:
        return named[0][2], f"counted from {named[0][2]}, that day not counted"
    anchor, source = hit.reference.anchor, hit.reference.source
    if anchor is None:
        return None, "the notice shows no date to count from"
    if _RECEIPT.search(clause):
        return anchor, f"the day of receipt is unknown: counted from the {source} {anchor}"
    if not clause or _OWN_DAY.search(clause):
        return anchor, f"counted from the {source} {anchor}, that day not counted"
    return None, _WAITS


def _waits(hit: Hit) -> bool:
    """Whether the sentence sets the term only once something has happened ("Sau khi …, …")."""
    before = hit.match.string[max(0, hit.match.start() - _OPENING_REACH) : hit.match.start()]
    sentence = _SENTENCE_SIGN.split(before)[-1]
    return _OPENS_WITH_EVENT.match(sentence) is not None


def _add(base: date, count: int, unit: str) -> tuple[date, str | None]:
    if unit.startswith("giờ"):
        return base + timedelta(days=-(-count // 24)), "hours counted in whole days"
    if "làm việc" in unit:
        due = add_working_days(base, count)
        years = [str(year) for year in range(base.year, due.year + 1) if not is_announced(year)]
        return due, f"days off of {', '.join(years)} computed, not announced" if years else None
    if unit in _DAYS:
        return base + timedelta(days=_DAYS[unit] * count), None
    number = base.month - 1 + count
    year, month = base.year + number // 12, number % 12 + 1
    return date(year, month, min(base.day, monthrange(year, month)[1])), None


def event(hit: Hit) -> list[FoundDeadline]:
    """A time set by an event: the date is open."""
    return [hit.make(due=None, assumed="hangs on an event whose day the notice does not tell")]


def before_tet(hit: Hit) -> list[FoundDeadline]:
    """Before the lunar new year: the one named, else the next after the notice."""
    day = _tet(hit)
    if day is None:
        return [hit.make(kind="event", due=None)]
    return [hit.make(due=day, assumed=f"the lunar new year falls on {day}")]


def _tet(hit: Hit) -> date | None:
    if stated := hit.get("year"):
        return lunar_new_year(int(stated))
    anchor = hit.reference.anchor
    if anchor is None:
        return None
    ahead = [
        day
        for year in range(anchor.year, anchor.year + 12)
        if (day := lunar_new_year(year)) and day >= anchor
    ]
    if signs := hit.get("signs"):
        stem, branch = signs.replace("kỉ", "kỷ").replace("tị", "tỵ").split()
        wanted = (_STEMS.index(stem), _BRANCHES.index(branch))
        ahead = [day for day in ahead if ((day.year - 4) % 10, (day.year - 4) % 12) == wanted]
    return ahead[0] if ahead else None
