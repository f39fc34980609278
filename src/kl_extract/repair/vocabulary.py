"""What the language model counts: folded words, a few classes of tokens, and where sentences end."""

import re

from kl_extract.repair.folding import fold

UNKNOWN, BOUNDARY, SMALL_NUMBER, YEAR, NUMBER, DATE, SYMBOL = (
    "<unk>",
    "<s>",
    "<n>",
    "<year>",
    "<num>",
    "<date>",
    "<sym>",
)
CLASSES = (UNKNOWN, BOUNDARY, SMALL_NUMBER, YEAR, NUMBER, DATE, SYMBOL)

_DATE = re.compile(r"\d{1,2}[/.\-]\d{1,2}(?:[/.\-]\d{4})?$|\d{1,2}[/.\-]\d{4}$")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_SMALL = re.compile(r"\d{1,2}$")
_AMOUNT = re.compile(r"[\d.,]+$")
_TOKENS = re.compile(r"\d(?:[\w./,\-]*\w)?|\w+|[.;:!?](?=\s|$)")


def number_class(token: str) -> str:
    """The class of a token that holds a digit."""
    if _SMALL.match(token):
        return SMALL_NUMBER
    if _YEAR.match(token):
        return YEAR
    if _DATE.match(token):
        return DATE
    return NUMBER if _AMOUNT.match(token) else SYMBOL


def counted(text: str) -> list[str]:
    """The tokens of a paragraph as the language model counts them.

    >>> counted("Trước ngày 15/7/2025, Sở báo cáo.")
    ['trước', 'ngày', '<date>', 'sở', 'báo', 'cáo', '<s>']
    """
    return [counted_token(token) for token in raw_tokens(text)]


def raw_tokens(text: str) -> list[str]:
    """The tokens of a paragraph as they stand."""
    return _TOKENS.findall(text)


def counted_token(token: str) -> str:
    """One token as the language model counts it."""
    if token[0] in ".;:!?":
        return BOUNDARY
    if any(map(str.isdigit, token)):
        return number_class(token)
    return fold(token)
