"""The words of the task: from where they begin, past the bodies and the manner, to the end of the directive."""

import re
from functools import cache

from kl_extract.extract.assignments.groups import Group
from kl_extract.extract.assignments.roles import Lead, find_bodies, table
from kl_extract.extract.assignments.segments import Segment
from kl_extract.extract.assignments.skeleton import SIGN, Skeleton
from kl_extract.letters import LOWER, UPPER
from kl_extract.resources import read_toml

_PURPOSE = re.compile(r"(?:trong|để|nhằm|về|theo|tại|khi|và|,|\.|;|$)(?!\w)")
_RUN_IN = re.compile(rf"^(?:(?!{SIGN})[^.;:]){{3,80}}:\s+")


def task_range(skeleton: Skeleton, group: Group) -> tuple[int, int]:
    """Where the task stands in the skeleton."""
    end = group.segments[-1].end
    if skeleton.value[max(0, end - 3) : end] == "./.":
        end -= 2
    while end > 0 and skeleton.value[end - 1] in " ;,":
        end -= 1
    first = group.opens if group.opens in group.segments else group.segments[0]
    start = first.start
    if group.lead is not None and group.lead_segment is first:
        start = _after_naming(skeleton, group.lead, first)
    elif group.lead is None:
        run_in = _RUN_IN.match(skeleton.value[start:end])
        start += run_in.end() if run_in else 0
    return min(start, end), end


def _after_naming(skeleton: Skeleton, lead: Lead, first: Segment) -> int:
    """Past the leads, their duty and the coordinators, to the first verb with the words of its manner; past the
    leads and their duty alone if no verb follows the coordinators."""
    person = _person().match(skeleton.value, lead.end)
    named = person.end() if person else lead.end
    place = _skip(skeleton.value, named, "modifiers")
    for naming in find_bodies(skeleton, first, "coordinators"):
        if naming.start <= place + 1 and naming.end > place:
            after = _skip(skeleton.value, naming.end, "duties")
            if not _PURPOSE.match(skeleton.value[after:]):
                return after
    return _skip(skeleton.value, named, "duties")


@cache
def _person() -> re.Pattern[str]:
    """The name of the person behind the post by which a body is told ("Phó Thủ tướng | Trần Văn Mẫu chỉ đạo …")."""
    families = "|".join(read_toml("agency_patterns.toml")["persons"]["family_names"])
    return re.compile(rf"\s(?:{families})(?:\s[{UPPER}][{LOWER}]{{1,6}}){{1,3}}(?=\s[{LOWER}])")


def _skip(value: str, place: int, words: str) -> int:
    """Past blanks, commas and a list of words of the dictionary, but not past "phối hợp"."""
    while True:
        match = _run_of(words).match(value, place)
        if match is None or match.end() == place:
            return place
        place = match.end()


@cache
def _run_of(words: str) -> re.Pattern[str]:
    listed = sorted(table()[words], key=len, reverse=True)
    return re.compile(r"[\s,:]*(?:(?:" + "|".join(listed) + r")(?!\w)[\s,]*)?")


# "… tổng hợp, báo cáo UBND tỉnh" reports, and "Thông báo này" is at hand already.
_NO_PRODUCT = re.compile(rf"^báo cáo\s+{SIGN}|\s(?:này|nêu trên|kèm theo)$", re.IGNORECASE)


@cache
def _product() -> re.Pattern[str]:
    products = table()["products"]
    verbs = "|".join(sorted(products["verbs"], key=len, reverse=True))
    nouns = "|".join(sorted(products["nouns"], key=len, reverse=True))
    stops = "|".join(sorted(products["stops"], key=len, reverse=True))
    return re.compile(
        rf"(?<!\w)(?:{verbs})(?:\s+(?:và|,)?\s*(?!{nouns})(?:\w|{SIGN})+){{0,4}}?[\s,]+"
        rf"(?P<product>(?:(?:các|dự thảo|chi tiết)\s+)?(?:{nouns})(?!\w)(?:[^.;,:\n]|(?<=sửa đổi),(?=\s*bổ sung\s))*?)"
        rf"(?=\s*(?:[.;:\n(]|,(?!(?<=sửa đổi,)\s*bổ sung\s)|$|(?<!\w)(?:{stops})(?!\w)))",
        re.IGNORECASE,
    )


def product_ranges(skeleton: Skeleton, start: int, end: int) -> list[tuple[int, int]]:
    """Where documents to be made are named in characters ``[start, end)`` of the skeleton."""
    found = []
    for match in _product().finditer(skeleton.value, start, end):
        low, high = match.span("product")
        if not _NO_PRODUCT.search(match["product"]):
            found.append((low, low + len(skeleton.value[low:high].rstrip())))
    return found
