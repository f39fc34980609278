"""Every cue of ``dictionaries/sections.toml`` finds its examples and leaves its counter-examples alone."""

import pytest

from kl_extract.resources import read_toml
from kl_extract.split.cues import cue

CUES = read_toml("sections.toml")
CASES = [(name, words, True) for name, entry in CUES.items() for words in entry["examples"]] + [
    (name, words, False) for name, entry in CUES.items() for words in entry["counter_examples"]
]


@pytest.mark.parametrize(("name", "words", "expected"), CASES)
def test_cue(name: str, words: str, expected: bool) -> None:
    assert bool(cue(name).search(words)) is expected


def test_every_cue_has_examples() -> None:
    assert all(entry["examples"] and entry["counter_examples"] for entry in CUES.values())
