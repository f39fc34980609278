"""A body as it is named at one place of the text, before context decides which one is meant."""

from dataclasses import dataclass

from kl_extract.extract.agencies.entry import Entry


@dataclass(frozen=True, slots=True)
class Mention:
    """``text[start:end]`` names a body; ``entries`` are the known bodies it may mean, the likeliest first.

    ``name`` is canonical for a known body, else as written. ``core`` is where the body's own name starts,
    after a post ("Giám đốc | Sở Tư pháp"). ``head`` is set on a shortened name ("Văn phòng", "Sở"), ``anaphor`` on
    words that only point back ("đơn vị này", "các đơn vị nêu trên").
    """

    start: int
    end: int
    core: int
    name: str
    entries: tuple[Entry, ...] = ()
    collective: bool = False
    post: str | None = None
    level: str | None = None
    head: str | None = None
    anaphor: bool = False
