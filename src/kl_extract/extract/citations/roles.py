"""In what relation a cited document stands, by the nearest cue before it."""

import re
from typing import get_args

from kl_extract.contract import Role
from kl_extract.extract.citations.tables import role_cues

_REACH = 110
_SENTENCE = re.compile(r"[;\n]|\.\s")
_STRENGTH: tuple[Role, ...] = ("replaces", "amends", "implements", "basis", "mentions")
assert set(_STRENGTH) == set(get_args(Role))


def role_before(text: str, start: int, floor: int) -> Role | None:
    """The role told by the last cue before ``start``, not looking past ``floor`` or the sentence; None if no cue."""
    low = max(floor, start - _REACH)
    window = text[low:start].lower()
    for stop in _SENTENCE.finditer(window):
        window = " " * stop.end() + window[stop.end() :]
    found: tuple[int, Role] | None = None
    for name, pattern in role_cues():
        for match in pattern.finditer(window):
            if found is None or match.end() > found[0]:
                found = (match.end(), _role(name))
    return found[1] if found else None


def _role(name: str) -> Role:
    return next(role for role in _STRENGTH if role == name)


def strongest(roles: list[Role]) -> Role:
    """The role that says most, of several mentions of one document."""
    return min(roles, key=_STRENGTH.index)
