"""Drops what is printed on pages for their own sake: page numbers and running heads."""

import re
from collections import Counter
from collections.abc import Sequence

from kl_extract.read.letters import fold
from kl_extract.read.tokens import Row, Sheet

_PAGE_NUMBER = re.compile(r"[-–—.|\s]*(?:trang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?[-–—.|\s]*", re.IGNORECASE)
# Nghị định 30/2020: margins of 20–25 mm at top and bottom, the page number inside them: an eighth of A4.
_MARGIN = 0.125
# A running head stands on most pages of at least three, and within two points of the same height.
_MIN_PAGES = 3
_MOST = 0.6
_SAME_PLACE = 6.0


def without_furniture(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets without page numbers in the margins and without text that most pages repeat in one place."""
    running = _running(sheets)
    return [
        sheet.with_rows([row for row in sheet.rows if not _is_furniture(row, sheet, running)])
        for sheet in sheets
    ]


def _is_furniture(row: Row, sheet: Sheet, running: frozenset[tuple[str, int]]) -> bool:
    if not _at_edge(row, sheet):
        return False
    return bool(_PAGE_NUMBER.fullmatch(row.text)) or any(key in running for key in _keys(row, sheet))


def _at_edge(row: Row, sheet: Sheet) -> bool:
    """Whether ``row`` lies in a margin with no other text between it and the edge, save more of its kind."""
    return row.baseline < _MARGIN * sheet.height or row.baseline > (1 - _MARGIN) * sheet.height


def _running(sheets: Sequence[Sheet]) -> frozenset[tuple[str, int]]:
    if len(sheets) < _MIN_PAGES:
        return frozenset()
    counts: Counter[tuple[str, int]] = Counter()
    for sheet in sheets:
        counts.update({key for row in sheet.rows if _at_edge(row, sheet) for key in _keys(row, sheet)})
    return frozenset(key for key, count in counts.items() if count >= max(_MIN_PAGES, _MOST * len(sheets)))


def _keys(row: Row, sheet: Sheet) -> tuple[tuple[str, int], tuple[str, int]]:
    """The text without its numbers and where it stands; two neighbouring places, so that none falls between."""
    text = re.sub(r"\d+", "0", fold(row.text))
    place = row.baseline if row.baseline < sheet.height / 2 else row.baseline - sheet.height
    return (text, int(place // _SAME_PLACE)), (text, int(place // _SAME_PLACE) + 1)
