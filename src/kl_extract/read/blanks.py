"""Blanks that the typed head leaves for number and date: "Số:      /TB-UBND", "ngày     tháng     năm 2025".

The layout of the head is that of Nghị định 30/2020/NĐ-CP, Phụ lục I.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kl_extract.model import Box
from kl_extract.read.tokens import Token, rows_of

_DOTS = re.compile(r"[.…]*…[.…]*|\.{2,}")
_NUMBER_LABEL = re.compile(r"Số:?")
_SYMBOL = re.compile(r"[/–-]\S*[A-ZĐ]")
# Widths in type sizes, as in Times: where a run of dots lies within a word of a text layer.
_DOT, _ELLIPSIS, _LETTER = 0.25, 1.0, 0.55
# Room for a digit; less is no blank. Stamps sit above or below their line by up to half of its size.
_NARROWEST = 0.4
_ABOVE, _BELOW = 0.6, 0.35
_HEAD_SHARE = 0.4
NUMBER, DAY, MONTH = (
    re.compile(r"\d{1,5}[a-zđ]?"),
    re.compile(r"0?[1-9]|[12]\d|3[01]"),
    re.compile(r"0?[1-9]|1[0-2]"),
)


@dataclass(frozen=True, slots=True)
class Blank:
    """A place left free between the words ``before`` and ``after``: what may stand there, and where.

    ``dots`` were typed to show the blank.
    """

    form: re.Pattern[str]
    before: Token
    after: Token
    dots: tuple[Token, ...]
    box: Box


def blanks(tokens: Sequence[Token], height: float) -> list[Blank]:
    """The blanks in the head of a page of ``height`` points."""
    head = [token for token in tokens if token.baseline < _HEAD_SHARE * height]
    return [blank for row in rows_of(head) for blank in _blanks(row.tokens)]


def dots_apart(token: Token) -> list[Token]:
    """The token cut at runs of dots ("……/TB-UBND"), each part about where it stands."""
    cuts = sorted({0, len(token.text), *(at for match in _DOTS.finditer(token.text) for at in match.span())})
    if len(cuts) <= 2:
        return [token]
    widths = [_DOT if letter == "." else _ELLIPSIS if letter == "…" else _LETTER for letter in token.text]
    scale = (token.box.x1 - token.box.x0) / sum(widths)
    edges = [token.box.x0 + scale * sum(widths[:cut]) for cut in cuts]
    return [
        replace(
            token, text=token.text[start:end], box=Box(x0, token.box.top, x1, token.box.bottom), before=None
        )
        for (start, end), (x0, x1) in zip(pairwise(cuts), pairwise(edges), strict=True)
    ]


def _blanks(row: Sequence[Token]) -> Iterator[Blank]:
    words = [(at, token) for at, token in enumerate(row) if not _DOTS.fullmatch(token.text)]
    for place, ((left, before), (right, after)) in enumerate(pairwise(words)):
        form = _form(before, after)
        dated = form is not DAY or (place > 0 and words[place - 1][1].text.endswith(","))
        if form is None or not dated or after.box.x0 - before.box.x1 < _NARROWEST * before.size:
            continue
        box = Box(
            before.box.x1,
            min(before.box.top, after.box.top) - _ABOVE * before.size,
            after.box.x0,
            max(before.box.bottom, after.box.bottom) + _BELOW * before.size,
        )
        yield Blank(form, before, after, tuple(row[left + 1 : right]), box)


def _form(before: Token, after: Token) -> re.Pattern[str] | None:
    """What belongs between these two words."""
    if _NUMBER_LABEL.fullmatch(before.text) and _SYMBOL.match(after.text):
        return NUMBER
    if before.text == "ngày" and after.text == "tháng":
        return DAY
    if before.text == "tháng" and after.text == "năm":
        return MONTH
    return None
