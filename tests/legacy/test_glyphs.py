"""Glyph numbers are read by the order of glyphs, wherever the block of Vietnamese letters begins."""

import pytest

from kl_extract import resources
from kl_extract.legacy.glyphs import block_of, decode, order, usual_blocks

EXAMPLES = resources.read_toml("glyph_orders.toml")["block"]["examples"]
WORDS = [
    "Ủy",
    "ban",
    "nhân",
    "dân",
    "tỉnh",
    "giao",
    "Sở",
    "Nội",
    "vụ",
    "chủ",
    "trì,",
    "phối",
    "hợp",
    "với",
    "các",
    "đơn",
    "vị",
    "được",
    "giao",
    "nhiệm",
    "vụ",
    "thực",
    "hiện",
]


def _numbers(word: str, block: int) -> list[int]:
    places = {letter: number for number, letter in order(block).items()}
    return [places[letter] for letter in word]


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples(example: str) -> None:
    numbers, word = example.split("|")
    assert word in {decode([int(number) for number in numbers.split()], block) for block in usual_blocks()}


@pytest.mark.parametrize("block", [*usual_blocks(), 640, 1003, 2411])
def test_the_block_is_found(block: int) -> None:
    words = [_numbers(word, block) for word in WORDS]
    assert block_of(words) == block
    assert [decode(word, block) for word in words] == WORDS


def test_letters_that_are_known_help() -> None:
    places = {letter: number for number, letter in order(1188).items()}
    word = [letter if letter.isascii() else places[letter] for letter in "Phương"]
    assert (block_of([word]), decode(word, 1188)) == (1188, "Phương")


def test_one_word_is_enough_only_at_usual_places() -> None:
    assert block_of([_numbers("nhiệm", 1188)]) == 1188
    assert block_of([_numbers("nhiệm", 1003)]) is None


@pytest.mark.parametrize("words", [[], [[5000, 5001]], [[1300, 900, 2000], [7, 1190]], [[50, 60, 70]]])
def test_other_numbers_prove_nothing(words: list[list[int]]) -> None:
    assert block_of(words) is None


def test_letters_that_all_fonts_share_need_no_block() -> None:
    digits = [_numbers("2026", 1188)]
    assert block_of(digits) is None
    assert block_of(digits, hints=[808]) == 808
    assert block_of([_numbers("giao", 1188), _numbers("ban", 1188)]) is not None
