"""Symbols of documents whose marks or hyphens were lost: 85/2020/ND-CP is 85/2020/NĐ-CP."""

import re
from functools import cache

from kl_extract import resources

_SYMBOL = re.compile(
    r"\d+(?:/\d{4})?/[A-ZĐÐða-z\d&¢\-–_/]+|\d+-[A-ZĐ]{2,}/[A-ZĐ]{2,}"
    # Articles of the codified law name what they were taken from: "Điều 14.1.NĐ.2.21".
    r"|\d+(?:\.\d+)+\.[A-ZĐ](?:\.?[A-ZĐ])?(?:\.\d+)+"
)
# "Il", "Ill": no word, but the Roman numerals II and III read by a model of English.
_ROMAN = re.compile(r"I[Il]*l")
# Amounts of money end in đ; numbers below ten are written with a nought ("01 người", drafting practice).
_MONEY = re.compile(r"(\d{1,3}(?:\.\d{3})+)d(?=$|/)")
_NOUGHT = re.compile(r"O(\d)")


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["seen"]), row["true"]) for row in resources.read_tsv("repair_symbols.tsv"))


def mended(symbol: str) -> str:
    """``symbol`` with the marks that its abbreviations have; of digits only a nought read as a letter is changed.

    >>> mended("85/2020/ND-CP"), mended("9527/QDUBND"), mended("20.000d"), mended("O5")
    ('85/2020/NĐ-CP', '9527/QĐ-UBND', '20.000đ', '05')
    """
    if nought := _NOUGHT.fullmatch(symbol):
        return f"0{nought[1]}"
    if _MONEY.match(symbol):
        return _MONEY.sub(r"\1đ", symbol)
    if _ROMAN.fullmatch(symbol):
        return symbol.replace("l", "I")
    if not _SYMBOL.fullmatch(symbol):
        return symbol
    for pattern, true in _rules():
        symbol = pattern.sub(true, symbol)
    return symbol
