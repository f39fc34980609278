"""The words of a repaired line: each keeps the boxes of the words it came from."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kl_extract.model import Line, Word
from kl_extract.repair.changes import RepairedLine

_WORD = re.compile(r"\S+")


def placed(line: Line, repaired: RepairedLine) -> Line:
    """``line`` with the repaired text and the words that belong to it."""
    if not repaired.changes:
        return line
    words = []
    for found in _WORD.finditer(repaired.text) if line.words else ():
        start, end = _origin(repaired, found.start(), found.end())
        sources = [word for word in line.words if word.start < end and word.end > start]
        if sources:
            words.append(_joined(found[0], found.start(), sources))
    return replace(line, text=repaired.text, words=tuple(words), decoded=())


def _origin(repaired: RepairedLine, start: int, end: int) -> tuple[int, int]:
    """The characters of the line as it was that became ``[start, end)``."""
    return _back(repaired, start, after=False), _back(repaired, end, after=True)


def _back(repaired: RepairedLine, at: int, after: bool) -> int:
    """Where offset ``at`` of the repaired line lay; inside a change, the change's end (``after``) or start."""
    shift = 0
    for change, (start, end) in zip(repaired.changes, repaired.places, strict=True):
        if at < start or (at == start and after):
            break
        if at < end or (at == end and after):
            return change.end if after else change.start
        shift = change.end - end
    return at + shift


def _joined(text: str, start: int, sources: Sequence[Word]) -> Word:
    """One word in place of ``sources``: their boxes together, the least of their confidences."""
    box = sources[0].box
    for source in sources[1:]:
        box = box.union(source.box)
    return replace(
        sources[0], text=text, start=start, box=box, confidence=min(source.confidence for source in sources)
    )
