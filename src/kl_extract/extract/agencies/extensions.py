"""How the name of a body goes on past where its list or its head ends it: branches, kinds of works, further members."""

import re
from collections.abc import Sequence
from functools import cache

from kl_extract.extract.agencies.tokens import Token, keys
from kl_extract.extract.agencies.units import proper_name, unit_at
from kl_extract.letters import LOWER, UPPER
from kl_extract.resources import read_toml

_PROPER = rf"[{UPPER}]\w*(?:\s+[{UPPER}]\w*){{0,3}}"
_UNIT = r"(?:tỉnh|[Tt]hành phố|TP\.?|huyện|thị xã|quận|xã|phường|đặc khu|[Kk]hu vực|số)"
# "Ngân hàng Chính sách xã hội | - Chi nhánh tỉnh Cao Bằng"
_BRANCH = re.compile(
    rf"\s*[-–]\s*(?:[Cc]hi nhánh|[Pp]hân hiệu|[Cc]ơ sở|[Pp]hòng giao dịch|CN|PGD)\s+"
    rf"(?:{_UNIT}\s+(?:[IVX]+(?!\w)|\d{{1,2}}(?!\w)|{_PROPER})|{_UNIT}(?!\w)|\d{{1,2}}(?!\w)|{_PROPER})"
)
BOARDS = "ban-quan-ly-du-an"
"""How ids of the boards open that build works, whose kind their full names tell."""
_COUNTED = frozenset({"ngày", "tháng", "năm", "tuần", "giờ", "dự", "công", "gói", "hạng"})


def branch_end(text: str, end: int) -> int:
    """Where a name that ends at ``end`` ends with the branch named behind a dash; ``end`` where none is."""
    branch = _BRANCH.match(text, end)
    return branch.end() if branch else end


def works_end(text: str, end: int) -> int:
    """Where the name of a project board ends with the works it builds ("… xây dựng | công trình giao thông tỉnh")."""
    works = _works().match(text, end)
    return len(text[: works.end()].rstrip()) if works else end


@cache
def _works() -> re.Pattern[str]:
    stops = read_toml("agency_patterns.toml")["name_stops"]
    vague = {*stops["ambiguous"], *stops["within_names"], *stops["words"]} - {
        "chủ trì",
        "khẩn trương",
        "chủ động",
    }
    acts = (word for word in read_toml("verbs.toml")["acts"] if " " in word and word not in vague)
    acting = "|".join(sorted({*acts, "phối hợp", "tổ chức", "hoàn thành"}, key=len, reverse=True))
    return re.compile(
        r"\s+(?:các\s+)?(?:công trình|khu vực|cơ bản)\s+(?:[^\W\d_]+(?:\s+|,\s+(?=\w+ \w+ và))){0,12}?"
        rf"(?:(?:tỉnh|[Tt]hành phố|huyện|thị xã|quận)(?!\w)(?:\s+{_PROPER})?|(?<=\s)(?=(?:{acting})(?!\w))|"
        rf"[{UPPER}]\w*(?:\s+[{UPPER}]\w*){{1,3}}(?=\s+[{LOWER}]))"
    )


def stem_length(tokens: Sequence[Token], start: int, end: int) -> int:
    """How many of the tokens ``[start, end)`` of a name stand before its place or its number.

    0 where the name has neither ("Ban Quản lý rừng phòng hộ | Kỳ Sơn", "Viện Pasteur | Thành phố Huế").
    """
    for index in range(start + 1, end):
        unit = unit_at(tokens, index)
        if unit is not None and unit.place and index + unit.length == end:
            return index - start
    if tokens[end - 1].text.isdigit():
        return end - 1 - start
    index = end
    while index > start + 1 and (tokens[index - 1].capital or tokens[index - 1].text.isdigit()):
        index -= 1
    return index - start if start + 1 < index < end and not tokens[index - 1].capital else 0


def further_member(tokens: Sequence[Token], index: int) -> int:
    """How many tokens at ``index`` are a further place or number in a list of bodies of one kind."""
    if index >= len(tokens):
        return 0
    unit = unit_at(tokens, index)
    if unit is not None and unit.place:
        return unit.length
    if tokens[index].text.isdigit() and len(tokens[index].text) <= 2:
        return 1
    return len(keys(proper_name(tokens, index)))


def is_numbered_board(tokens: list[Token], index: int) -> bool:
    """Whether a project board goes by a number ("Ban Quản lý dự án 85"), which counts nothing ("… 30 ngày")."""
    number = index + 1
    if tokens[index].key != "bqlda" or number >= len(tokens) or not tokens[number].text.isdigit():
        return False
    return number + 1 >= len(tokens) or tokens[number + 1].key not in _COUNTED
