"""Page numbers as people type them: ``1-3,5``."""

import re

from kl_extract.errors import UsageError

_RANGE = re.compile(r"\s*(\d{1,6})(?:\s*-\s*(\d{1,6}))?\s*", re.ASCII)


def parse_pages(text: str) -> frozenset[int]:
    """The pages that ``text`` names, counted from 1. Raises ``UsageError``."""
    pages: set[int] = set()
    for part in text.split(","):
        match = _RANGE.fullmatch(part)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not 1 <= first <= last:
            raise UsageError(f"--pages {text}", "not a list of pages", "write it as 1-3,5")
        pages.update(range(first, last + 1))
    return frozenset(pages)
