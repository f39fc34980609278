"""Places of the highlands that open with "Ia" (water, in Jarai): a capital I and a small l are one stroke in print."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kl_extract import resources
from kl_extract.letters import LOWER, UPPER
from kl_extract.repair.changes import Change
from kl_extract.repair.folding import fold, strip_marks

_SEEN = re.compile(rf"(?<!\w)([lL]a)(?: ([{UPPER}][{LOWER}]+)|$)")
_FIRST = re.compile(rf"[{UPPER}][{LOWER}]+")
_TABLES = ("communes.tsv", "communes_former.tsv")
# All 51 on the damaged samples are right; names that the lists do not hold may still be others.
_RIGHT = 0.95


def mended(lines: Sequence[str]) -> dict[int, list[Change]]:
    """By line number the changes of "la" and "La" before what follows "Ia", and never "La", in names of communes.

    >>> found = mended(["các xã la Mơ, La Dêê và la Hrú"])
    >>> [(change.start, change.after) for change in found[0]]
    [(7, 'Ia'), (24, 'Ia')]
    """
    found = {
        number: list(_of_line(line, following))
        for number, (line, following) in enumerate(zip(lines, [*lines[1:], ""], strict=True))
    }
    return {number: changes for number, changes in found.items() if changes}


def _of_line(line: str, following: str) -> Iterator[Change]:
    for seen in _SEEN.finditer(line):
        first = _FIRST.match(following)
        name = seen[2] or (first[0] if first else "")
        if strip_marks(fold(name)) in _after_ia():
            yield Change(seen.start(1), seen.end(1), seen[1], "Ia", "dictionary", _RIGHT)


@cache
def _after_ia() -> frozenset[str]:
    """Without marks, the words that follow "Ia" in names of communes and follow "La" in none."""
    names = [
        name.split()
        for table in _TABLES
        for row in resources.read_tsv(table)
        for name in row["names"].split("|")
    ]
    after = {
        first: {strip_marks(fold(name[1])) for name in names if len(name) > 1 and name[0] == first}
        for first in ("Ia", "La")
    }
    return frozenset(after["Ia"] - after["La"])
