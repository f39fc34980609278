"""Each charset is decoded exactly: its own examples, every letter, and words of all letters."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from legacy_writing import write

from kl_extract import resources
from kl_extract.legacy.charsets import charsets, windows_view

TABLES = resources.read_toml("legacy_charsets.toml")
EXAMPLES = [
    (key, *example.split("|")) for key, table in TABLES.items() for example in table.get("examples", ())
]
KEYS = ["tcvn3", "vni", "viscii", "viqr", "cp1258", "utf8", "utf8-twice"]
SMALL = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
SHAPES = "ÂÊÔĂĐƠƯ"


@pytest.mark.parametrize(("key", "seen", "text"), EXAMPLES)
def test_examples(key: str, seen: str, text: str) -> None:
    assert charsets()[key].decode(seen) == text


@pytest.mark.parametrize("key", KEYS)
def test_every_letter_comes_back(key: str) -> None:
    letters = SMALL + (SHAPES if key == "tcvn3" else SMALL.upper())
    assert {letter: charsets()[key].decode(f"{write(key, letter)}n") for letter in letters} == {
        letter: f"{letter}n" for letter in letters
    }


@pytest.mark.parametrize("key", ["tcvn3", "vni", "viscii", "cp1258"])
def test_windows_shows_the_same(key: str) -> None:
    seen = windows_view(write(key, SMALL).encode("latin-1"))
    assert charsets()[key].decode(seen) == SMALL


@pytest.mark.parametrize("key", [key for key in KEYS if key != "viqr"])
@given(text=st.text(alphabet=SMALL + "bcdghklmnpqrstvx ", max_size=30))
def test_words_of_all_letters_come_back(key: str, text: str) -> None:
    assert unicodedata.normalize("NFC", charsets()[key].decode(write(key, text))) == text


def test_a_full_stop_in_viqr_is_a_tone_only_where_the_sentence_goes_on() -> None:
    decode = charsets()["viqr"].decode
    assert decode("nhie^.m vu. la`m") == "nhiệm vụ làm"
    assert decode("va` kinh te^'. Ngay") == "và kinh tế. Ngay"
    assert decode("ba'o ca'o tha. Ngay") == "báo cáo tha. Ngay"
