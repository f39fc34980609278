"""Numbers that an OCR read as letters ("ngày l6 tháng 3", "khoản I Điều 14"), mended where only a number can stand."""

import re
from collections.abc import Sequence
from functools import cache

from kl_extract import resources
from kl_extract.repair.folding import fold
from kl_extract.repair.tokens import Kind, Token

# Days, months, articles and clauses have no more digits, and are counted in Arabic ones (Nghị định 34/2016/NĐ-CP,
# Điều 62, on articles and clauses; Nghị định 30/2020/NĐ-CP, Phụ lục I, on dates).
_COUNTED = {"ngày": 31, "tháng": 12, "khoản": 99, "điều": 999}
_LONGEST = 3
# Digits and small letters that look like them: of 17 such words on rendered pages 16 are the number. "2l" may be
# two litres, "I7" a name.
_MIXED = re.compile(r"(?=.*\d)[\dlìïiø]{2,3}(?<!l)")
_LOOKS_LIKE = str.maketrans("lìïiø", "11110")


def number_behind(tokens: Sequence[Token], at: int) -> str | None:
    """The number that was read as token ``at``: of digits and letters, or where the word before it needs one.

    None for what is a number already, and for what does not look like one.
    """
    if len(tokens[at].text) > _LONGEST:
        return None
    if tokens[at].kind is Kind.MIXED and _MIXED.fullmatch(tokens[at].text):
        return tokens[at].text.translate(_LOOKS_LIKE)
    if not 0 < at < len(tokens) - 1:
        return None
    before, token, after = tokens[at - 1 : at + 2]
    # "khoản" may end a line, and "Điều" open the next.
    goes_on = _beside(token, after) or (after.line > token.line and fold(after.text) == "điều")
    if not _beside(before, token) or not goes_on or before.kind is not Kind.WORD:
        return None
    most = _COUNTED.get(fold(before.text), 0)
    digits = "".join(_shapes().get(sign, sign) for sign in token.text)
    if digits == token.text or not (digits.isascii() and digits.isdigit()):
        return None
    return digits if 0 < int(digits) <= most else None


def _beside(one: Token, other: Token) -> bool:
    """Whether nothing but a space parts two tokens: a sign between them may be a digit, too ("I]" for 11)."""
    return one.line == other.line and other.start - one.end == 1


@cache
def _shapes() -> dict[str, str]:
    """Digits by the letters that look like them."""
    return {
        sign: row["digit"]
        for row in resources.read_tsv("digit_shapes.tsv")
        for sign in row["looks_like"].split(" ")
    }
