"""Bodies that no list knows, told by their first word and the capitals after it ("Trung tâm …", "Công ty …")."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from kl_extract.extract.agencies.name_stops import (
    LINKS,
    is_function_word,
    is_no_head,
    is_object,
    may_stop,
    opens_group,
    stop_length,
    stops_at,
)
from kl_extract.extract.agencies.persons import is_full_name, is_person
from kl_extract.extract.agencies.tokens import Token, keys
from kl_extract.extract.agencies.units import proper_name, unit_at, units
from kl_extract.resources import read_toml

# "Viện Quy hoạch đô thị và nông thôn quốc gia" has seven small words in a row, the police on "… xã hội" ten.
_SMALL_WORDS = 11
_LONGEST = 16
_SMALL_NAME = 5
# A name goes on in small letters behind a comma or a dash for no more words ("… phòng cháy, | chữa cháy và cứu nạn").
_SMALL_TAIL = 14
_SUPERIORS = frozenset({"sở", "bộ", "ban", "trường", "cục"})


@cache
def _table() -> dict[str, Any]:
    return read_toml("agency_patterns.toml")


@cache
def heads() -> dict[str, list[tuple[tuple[str, ...], str | None]]]:
    """By first word: the words that open a body's name, longest first, with the level they tell."""
    table: dict[str, list[tuple[tuple[str, ...], str | None]]] = {}
    for group in _table()["heads"]:
        for words in group["words"]:
            parts = keys(words)
            table.setdefault(parts[0], []).append((parts, group.get("level")))
    for forms in table.values():
        forms.sort(key=lambda form: -len(form[0]))
    return table


def match_unlisted(
    tokens: Sequence[Token], index: int, *, capitals: bool = False
) -> tuple[int, str | None] | None:
    """How many tokens from ``index`` name an unlisted body, and its level if the head tells it.

    A heading in capitals ("TỔ CHỨC THỰC HIỆN") names none; ``capitals`` lets the head of the notice, which is
    set in them, be read.
    """
    if not tokens[index].capital or (_in_capitals(tokens, index) and not capitals):
        return None
    for parts, level in heads().get(tokens[index].key, ()):
        if tuple(token.key for token in tokens[index : index + len(parts)]) != parts:
            continue
        if len(parts) == 1 and is_full_name(tokens, index):
            return None
        length = name_length(tokens, index + len(parts)) or _number_length(parts, tokens, index + len(parts))
        if not length and parts in _loose_heads():
            length = _loose_length(tokens, index + len(parts))
        if not length and len(parts) > 2:
            length = _unit_length(tokens, index + len(parts))
        if length and parts in _seated():
            length += _seat_length(tokens, index + len(parts) + length)
        return (len(parts) + length, level) if length else None
    return None


def _number_length(parts: tuple[str, ...], tokens: Sequence[Token], start: int) -> int:
    """How many tokens are the number of a body ("Trung đoàn | 888", "Ban Chỉ đạo | 35 tỉnh", "Đội | số 2")."""
    number = start + (start < len(tokens) and tokens[start].key == "số")
    if parts not in _numbered() or number >= len(tokens) or not tokens[number].text.isdigit():
        return 0
    following = tokens[number + 1].key if number + 1 < len(tokens) else ""
    return number + 1 - start + (following in units())


def _unit_length(tokens: Sequence[Token], start: int) -> int:
    """How many tokens are the unit whose body it is, of a head that says all else ("Hạt Kiểm lâm | huyện")."""
    words = [token.key for token in tokens[start : start + 2]]
    return 2 if words == ["khu", "vực"] else 1 if words and words[0] in units() else 0


@cache
def _numbered() -> frozenset[tuple[str, ...]]:
    return frozenset(keys(words) for words in _table()["numbered"])


@cache
def _seated() -> frozenset[tuple[str, ...]]:
    return frozenset(keys(words) for words in _table()["seated"]["words"])


def _seat_length(tokens: Sequence[Token], start: int) -> int:
    """How many tokens tell where a body sits ("Đại sứ quán Việt Nam | tại Lào")."""
    if start + 1 >= len(tokens) or tokens[start].key != "tại":
        return 0
    unit = unit_at(tokens, start + 1)
    place = unit.length if unit else _proper_length(tokens, start + 1)
    return 1 + place if place else 0


@cache
def _loose_heads() -> frozenset[tuple[str, ...]]:
    return frozenset(keys(words) for words in _table()["loose_heads"])


def _loose_length(tokens: Sequence[Token], start: int) -> int:
    """How many tokens go on with a head that takes names in small letters, or a second matter after "và"
    ("Ban Quản lý dự án | và Phát triển quỹ đất")."""
    if start + 1 < len(tokens) and tokens[start].key == "và" and _named(tokens[start + 1]):
        return 0 if _opens_body(tokens, start + 1) else 1 + name_length(tokens, start + 1)
    small = _small_length(tokens, start)
    return small + name_length(tokens, start + small) if small else 0


def _small_length(tokens: Sequence[Token], start: int) -> int:
    """How many small words go on with a head that takes such names ("Hội đồng tuyển sinh")."""
    index = start
    while index < len(tokens) and index - start < _SMALL_NAME and tokens[index].text[0].isalpha():
        if tokens[index].capital or stops_at(tokens, index) or is_object(tokens, index):
            break
        if tokens[index].key in LINKS and not _goes_on_small(tokens, index + 1):
            break
        if _closes(tokens, index, start):
            return index + 1 - start
        index += 1
    while index > start and tokens[index - 1].key in LINKS:
        index -= 1
    return index - start


def name_length(tokens: Sequence[Token], start: int) -> int:
    """How many tokens of a name follow its head: from a capital to the first word that cannot belong to it."""
    if start >= len(tokens) or not (_named(tokens[start]) or _several_named(tokens, start)):
        return 0
    index, kept, small = start, start, 0
    while index < len(tokens) and index - start < _LONGEST:
        token = tokens[index]
        if _closes(tokens, index, start):
            return index + 1 + _proper_length(tokens, index + 1) - start
        if _named(token) or token.text.isdigit():
            index, small = index + 1, 0
            kept = index
        elif token.key in LINKS:
            if not _link_goes_on(tokens, index, start):
                break
            index += 1
        elif token.text[0].isalpha() and small < _SMALL_WORDS and _belongs(tokens, index, start):
            index, small = index + 1, small + 1
            kept = index
        else:
            break
    return kept - start


def _several_named(tokens: Sequence[Token], index: int) -> bool:
    """Whether a name goes on in small letters: "Ban Quản lý | các Khu công nghiệp", "Hạt Kiểm lâm | khu vực …"."""
    following = tokens[index + 1 : index + 3]
    if tokens[index].key == "khu" and len(following) > 1 and following[0].key == "vực":
        return following[1].capital or following[1].text.isdigit()
    return (
        tokens[index].key == "các" and bool(following) and following[0].key in {"khu", "dự", "công", "cảng"}
    )


def _closes(tokens: Sequence[Token], index: int, start: int) -> bool:
    """Whether a token ends the name: the unit or the superior whose body it is ("Ủy ban Kiểm tra … | tỉnh")."""
    token = tokens[index]
    following = tokens[index + 1].key if index + 1 < len(tokens) else ""
    if token.key in units():
        return index > start and (token.key, following) != ("xã", "hội")
    if (token.key, following) == ("sở", "hữu"):
        return False
    return token.key in _SUPERIORS and token.capital and not (following and tokens[index + 1].capital)


def _proper_length(tokens: Sequence[Token], index: int) -> int:
    proper = proper_name(tokens, index)
    return len(keys(proper)) if proper else 0


def _in_capitals(tokens: Sequence[Token], index: int) -> bool:
    """Whether two words in capitals stand together, as in a heading; an abbreviation stands alone."""
    both = tokens[index : index + 2]
    return len(both) == 2 and all(len(token.text) > 1 and token.text.isupper() for token in both)


def _belongs(tokens: Sequence[Token], index: int, start: int) -> bool:
    """Whether a small word belongs to the name: it is no verb, or it is the second half of a word whose first half
    has the only capital ("Phòng Đào | tạo"); after two capitals, as in a place, and where two syllables make the
    verb, a verb is a verb, and so is then what may be part of a name elsewhere ("… Tây Nguyên | kiểm tra")."""
    if (
        tokens[index - 1].key == "ủy"
    ):  # "Ban Thường vụ Đảng ủy | kế hoạch …", but "… Đảng ủy các cơ quan Đảng"
        return [token.key for token in tokens[index : index + 2]] == ["các", "cơ"]
    lone = _named(tokens[index - 1]) and (index - 1 == start or not _named(tokens[index - 2]))
    length = stop_length(tokens, index)
    if not length:
        proper = not lone and tokens[index - 1].text.istitle() and tokens[index - 2].text.istitle()
        return not (proper and may_stop(tokens, index))
    if length > 1:
        return False
    return lone and not is_function_word(tokens, index)


def _named(token: Token) -> bool:
    return token.capital and token.text[0].isalpha()


def _link_goes_on(tokens: Sequence[Token], index: int, start: int) -> bool:
    """Whether the name goes on after "và", a comma or a dash: with a capital that opens no other body.

    After a comma only a list that "và" closes goes on ("Văn hóa, Thể thao và Du lịch").
    """
    if index + 1 >= len(tokens) or (tokens[index + 1].capital and _opens_body(tokens, index + 1)):
        return False
    following = tokens[index + 1]
    if not _named(following):
        if tokens[index].key in {",", "-"}:
            return _goes_on_small(tokens, index + 1)
        if tokens[index].key == "và" and _several_named(tokens, index + 1):
            return True
        return (
            tokens[index].key == "và"
            and following.key not in {"các", "những", "một"}
            and _closes_small(tokens, index)
        )
    if tokens[index].key != ",":
        return True
    if any(token.key == "và" for token in tokens[start:index]):
        return False
    rest = [token.key for token in tokens[index + 1 : index + 6]]
    return "và" in rest and "," not in rest[: rest.index("và")]


def _goes_on_small(tokens: Sequence[Token], start: int) -> bool:
    """Whether words in small letters behind a comma or a dash belong to the name before it.

    They open no group of bodies and tell of nothing done, and what the body is to do follows them ("Cục Quản lý Khám,
    | chữa bệnh rà soát", "Phòng Phổ biến, | giáo dục pháp luật và Trợ giúp pháp lý chủ trì").
    """
    if stops_at(tokens, start) or opens_group(tokens, start):
        return False
    for index in range(start, min(start + _SMALL_TAIL, len(tokens))):
        token = tokens[index]
        if stop_length(tokens, index) > 1:
            return index > start
        if token.key in LINKS:
            if opens_group(tokens, index + 1):
                return False
            if token.key == "," and index + 1 < len(tokens) and _opens_body(tokens, index + 1):
                return True
        elif not token.text.isalpha() or stops_at(tokens, index):
            return False
        elif token.capital and (tokens[index - 1].key != "và" or _opens_body(tokens, index)):
            return index > start + 1 and not (_opens_body(tokens, index) or is_person(tokens, index))
    return False


def _closes_small(tokens: Sequence[Token], index: int) -> bool:
    """ "Phòng Lao động, thương binh và xã hội": a small word after "và" belongs to a name in small letters."""
    return index > 0 and not tokens[index - 1].capital and not stops_at(tokens, index + 1)


def _opens_body(tokens: Sequence[Token], index: int) -> bool:
    if is_no_head(tokens, index):
        return False
    return any(
        tuple(token.key for token in tokens[index : index + len(parts)]) == parts
        for parts, _ in heads().get(tokens[index].key, ())
    )
