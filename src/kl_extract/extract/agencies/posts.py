"""Persons named by a post stand for the body named after it ("Giám đốc | Sở Tư pháp")."""

import re
from dataclasses import replace
from functools import cache
from typing import Any

from kl_extract.extract.agencies.mention import Mention
from kl_extract.resources import read_toml

# No post is longer; what stands further before a body is not looked at.
_REACH = 60


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = read_toml("agency_patterns.toml")["posts"]
    return table


@cache
def _posts() -> re.Pattern[str]:
    words = sorted(_table()["words"], key=len, reverse=True)
    return re.compile(
        r"(?<!\w)(?:[Đđ]ồng chí\s+)?(?P<post>" + "|".join(re.escape(word) for word in words) + r")\s+$"
    )


def with_post(text: str, low: int, mention: Mention) -> Mention:
    """The mention with the post before it, if a person is named by it; nothing before ``low`` counts.

    Some posts share their second word with the name of the body, some abbreviations stand for both.
    """
    written = text[mention.core : mention.end]
    for code, stands_for in _table()["codes"].items():
        if written == code or written.startswith(f"{code} "):
            return replace(mention, post=stands_for)
    match = _posts().search(text, max(low, mention.start - _REACH), mention.start)
    if match is None or mention.collective:
        return mention
    post = match["post"]
    for word in _table()["sharing"].get(post, []):
        if written.startswith(word):
            post = f"{post} {word}"
    return replace(mention, start=match.start(), post=post)
