"""The regular expressions of ``dictionaries/sections.toml``, compiled once."""

import re
from functools import cache

from kl_extract.letters import compile_pattern
from kl_extract.resources import read_toml


@cache
def cue(name: str) -> re.Pattern[str]:
    """The pattern by which the part ``name`` is known."""
    return compile_pattern(read_toml("sections.toml")[name]["pattern"])
