"""Which pages of a document are read."""

from kl_extract.errors import UsageError


def selected(wanted: frozenset[int], count: int, name: str) -> list[int]:
    """The page numbers to read, from 1. Raises UsageError for pages beyond the document."""
    beyond = sorted(number for number in wanted if not 1 <= number <= count)
    if beyond:
        pages = f"only {count} page{'s' if count > 1 else ''}"
        raise UsageError(name, f"has no page {beyond[0]}, {pages}", f"choose --pages between 1 and {count}")
    return sorted(wanted) or list(range(1, count + 1))
