"""Text layer or image: which one is asked for, and which of two readings is kept."""

import pytest

from kl_extract.contract import Reader
from kl_extract.model import Box
from kl_extract.read.choice import better, needs_image
from kl_extract.read.textlayer import TextLayer
from kl_extract.read.tokens import Row, Sheet, Token

SOUND = "Giao Sở Tài chính chủ trì phối hợp với các đơn vị liên quan thực hiện"
STRIPPED = "Giao So Tai chinh chu tri phoi hop voi cac don vi lien quan thuc hien"


def _tokens(text: str) -> tuple[Token, ...]:
    return tuple(Token(word, Box(0, 0, 1, 1), 1.0, 12.0) for word in text.split())


@pytest.mark.parametrize(
    ("text", "picture", "needed"),
    [
        ("", 0.0, True),
        ("", 1.0, True),
        (SOUND, 0.0, False),
        (SOUND, 1.0, True),
        (SOUND * 20, 1.0, False),
        (STRIPPED * 20, 1.0, True),
        (STRIPPED, 0.0, True),
        ("1 2 3 4 2025", 0.0, False),
        ("Phụ lục", 0.1, False),
    ],
)
def test_needs_image(text: str, picture: float, needed: bool) -> None:
    assert needs_image(TextLayer(_tokens(text), 595, 842, 0, picture)) is needed


def _sheet(reader: Reader, quality: float, count: int) -> Sheet:
    rows = tuple(Row((token,)) for token in _tokens("chữ " * count))
    return Sheet(1, rows, reader, 595, 842, quality)


@pytest.mark.parametrize(
    ("layer", "image", "kept"),
    [
        ((0.4, 100), (0.9, 100), "ocr"),
        ((0.5, 100), (0.4, 100), "text-layer"),
        ((0.9, 100), (0.92, 100), "text-layer"),
        ((0.9, 20), (0.6, 100), "ocr"),
        ((0.0, 0), (0.0, 0), "ocr"),
        ((0.5, 100), (0.0, 0), "text-layer"),
    ],
)
def test_better(layer: tuple[float, int], image: tuple[float, int], kept: str) -> None:
    assert better(_sheet("text-layer", *layer), _sheet("ocr", *image)).reader == kept
