"""Long texts are decoded in stretches, and mended throughout."""

import pytest

from kl_extract.repair.judge import Damage
from kl_extract.repair.mend import mend
from kl_extract.repair.stretches import stretches
from kl_extract.repair.tokens import Kind, Token

# Its words are read as other words, one tone apart.
LINE = "Giao Sở Tài chính chủ trì, phối hợp với các đơn vị liên quan đê báo cáo Ủy ban nhân dân tỉnh trước ngày 15 hằng tháng"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        ("aa", ["aa"]),
        ("aaa", ["aaa"]),
        ("aaAaBaaaaaaa", ["aaAa", "Baaaaa", "aa"]),
        ("aaaaaaaa", ["aaaaaa", "aa"]),
        ("AAAAAAA", ["AAA", "AAA", "A"]),
    ],
)
def test_where_a_text_is_cut(text: str, parts: list[str]) -> None:
    """Capitals open a sentence."""
    tokens = [Token(0, at, at + 1, word, Kind.WORD, opens=word.isupper()) for at, word in enumerate(text)]
    assert ["".join(token.text for token in part) for part in stretches(tokens, 3)] == parts


@pytest.mark.parametrize("read_by_ocr", [False, True])
def test_a_long_text_is_mended_to_its_end(read_by_ocr: bool) -> None:
    """Longer than what is decoded at once, and than what its habits are told by."""
    lines = [LINE] * 700
    at = LINE.index("đê")
    doubts = {(number, at): 2.0 for number in range(len(lines))} if read_by_ocr else None
    changes = mend(lines, Damage.SLIPS, doubts)
    assert {tuple((change.before, change.after) for change in line) for line in changes} == {(("đê", "để"),)}
