"""The trích yếu of a document: what it is about, verbatim."""

import re
from functools import cache

from kl_extract.extract.citations.found import Offsets
from kl_extract.extract.citations.tables import table

# Longer than the longest trích yếu met, short enough never to swallow a clause.
_REACH = 280
_LINK = r"\s(?:thực hiện|triển khai|theo|và|của|tại|căn cứ|hướng dẫn|các|thi hành)"
# From the first of the blanks and commas on: asked of each, time would grow with the square of their number.
_LAST_WORDS = re.compile(rf"(?<![\s,])(?:[\s,]*{_LINK}(?:{_LINK}){{0,20}})?[\s,]*$")


@cache
def _opens() -> re.Pattern[str]:
    return re.compile(rf",?\s(?P<title>(?:{table()['title_opens']})\s)", re.IGNORECASE)


@cache
def _stops() -> re.Pattern[str]:
    return re.compile(table()["title_stops"])


@cache
def _body() -> re.Pattern[str]:
    heads = sorted(table()["issuer_heads"], key=len, reverse=True)
    return re.compile(rf"(?P<comma>,\s)?(?<!\w)(?:{'|'.join(heads)})(?!\w)")


def _next_actor(text: str, start: int, end: int) -> int:
    """Where a comma leads on to a body that acts: a title that has named no body yet lists none. Else ``end``."""
    first = _body().search(text, start, end)
    return first.start() if first and first["comma"] else end


def title_after(text: str, position: int, ceiling: int) -> Offsets | None:
    """The trích yếu that opens at ``position`` and ends before ``ceiling`` (the next citation)."""
    match = _opens().match(text, position)
    if match is None:
        return None
    start, limit = match.start("title"), min(len(text), ceiling, position + _REACH)
    stop = _stops().search(text, match.end(), limit)
    words = text[start : _next_actor(text, start, stop.start() if stop else limit)]
    end = start + len(_LAST_WORDS.sub("", words))
    return (start, end) if end > match.end() else None
