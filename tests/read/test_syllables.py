"""The spelling rules: their own examples, and what must hold for every word."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kl_extract import resources, syllables

TABLE = resources.read_toml("syllables.toml")
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")


@pytest.mark.parametrize("word", TABLE["legal"])
def test_legal(word: str) -> None:
    assert syllables.is_legal(word)
    assert syllables.is_legal(word.upper())


@pytest.mark.parametrize("word", TABLE["illegal"])
def test_illegal(word: str) -> None:
    assert not syllables.is_legal(word)


def test_number_of_syllables() -> None:
    """Six tones for open and voiced rimes, two for those that end in a stop."""
    stops = sum(bare.endswith(("p", "t", "c", "ch")) for bare in syllables.toneless())
    assert 6 * (len(syllables.toneless()) - stops) + 2 * stops == 17_118


@given(st.sampled_from(sorted(syllables.toneless())), st.sampled_from(TONES))
def test_form_does_not_matter(bare: str, tone: str) -> None:
    word = bare + tone
    assert syllables.is_legal(unicodedata.normalize("NFC", word)) == syllables.is_legal(
        unicodedata.normalize("NFD", word)
    )


@given(st.text())
def test_any_text_is_judged(text: str) -> None:
    assert syllables.is_legal(text) in {True, False}
