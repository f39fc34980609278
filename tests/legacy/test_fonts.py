"""Fonts of legacy charsets are known by their names, and decode text exactly or not at all."""

import pytest

from kl_extract import resources
from kl_extract.legacy.fonts import legacy_font

ROWS = resources.read_toml("legacy_fonts.toml")["font"]


@pytest.mark.parametrize(
    ("key", "example"), [(row["charset"], name) for row in ROWS for name in row["examples"]]
)
def test_examples(key: str, example: str) -> None:
    name = example.removesuffix(" (capitals)")
    for shown in (name, f"ABCDEF+{name}"):
        font = legacy_font(shown)
        assert font is not None
        assert (font.charset.key, font.capitals) == (key, name != example)


@pytest.mark.parametrize(
    "name", [name for row in ROWS for name in row["others"]] + ["", "Arial", "ABCDEF+TimesNewRomanPSMT"]
)
def test_other_fonts(name: str) -> None:
    assert legacy_font(name) is None


def test_a_short_text_is_decoded_exactly() -> None:
    small, capitals = legacy_font(".VnTime"), legacy_font(".VnTimeH")
    assert small and capitals
    assert small.decode("Bé") == "Bộ"
    assert capitals.decode("Bé 12/TB-§") == "BỘ 12/TB-Đ"


@pytest.mark.parametrize("text", ["Bộ Tài chính", "Lào Cai", "đ"])
def test_unicode_in_an_old_font_stays(text: str) -> None:
    font = legacy_font(".VnTime")
    assert font and font.decode(text) is None
