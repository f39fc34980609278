"""The judge of text: sound and damaged text on either side of the threshold."""

import csv
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from legacy_writing import write

from kl_extract.read.choice import TRUSTED
from kl_extract.read.quality import measure

SHARED = Path(__file__).parents[3] / "shared"
SOUND = (
    "Giao Sở Xây dựng chủ trì, phối hợp với Sở Tài chính và Ủy ban nhân dân các xã rà soát danh mục công trình chậm "
    "tiến độ, đề xuất phương án xử lý dứt điểm những vướng mắc về đất đai, báo cáo Chủ tịch tỉnh trước ngày 20/6/2025 "
    "theo Quyết định số 45/QĐ-UBND. Các đơn vị được giao nhiệm vụ chịu trách nhiệm về chất lượng hồ sơ của mình."
)


def _stripped(text: str) -> str:
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


DAMAGED = {
    "marks stripped": _stripped(SOUND),
    "read as English": "Giao S& Xay dung chu tri, phdi hop véi Sé Tai chinh va Uy ban nhan dan cac xa ra soat danh muc "
    "cong trinh cham tién d6, dé xuat phuong an xt ly dut diém nhitng vudng mac vé dat dai, bdo cao Chu tich tinh",
    "font without U+1EA0": re.sub("[\u1ea0-\u1ef9]", "", SOUND),
    "font without U+1EA0, parted": re.sub("[\u1ea0-\u1ef9]", " ", SOUND),
    "TCVN3": write("tcvn3", SOUND),
    "VNI": write("vni", SOUND),
    "unknown glyphs": " ".join("\ufffd" * len(word) for word in SOUND.split()),
    "glyph numbers": "&Ӝ1* +Ñ$ ;­ +Ӝ, &+Ӫ 1*+Ƭ$ 9,ӊ7 1$0 ĈӝF OұS 7ӵ GR +ҥQK SK~F " * 3,
}


@pytest.mark.parametrize("kind", DAMAGED)
def test_damaged(kind: str) -> None:
    assert measure(DAMAGED[kind].split()).quality < TRUSTED - 0.1


@pytest.mark.parametrize(
    "text",
    [
        SOUND,
        SOUND.upper(),
        "STT 1 2 3 4 5 2024 2025 12.500 13.700 98,5% 100%",
        "Phụ lục 1",
        "CV, UBND, HĐND, UBMTTQ, TB-UBND, 959-NQ/TW",
        "",
        # A font that names ư and đ wrongly is repaired later and no reason to read the page as an image.
        SOUND.replace("ư", "ƣ").replace("đ", "ð"),
    ],
)
def test_sound(text: str) -> None:
    assert measure(text.split()).quality > TRUSTED


def test_half_damaged_is_not_sound() -> None:
    half = SOUND.split()[:40] + DAMAGED["read as English"].split()[:40]
    assert measure(half).quality < TRUSTED


@given(st.lists(st.text()))
def test_quality_is_a_share(words: list[str]) -> None:
    assert 0.0 <= measure(words).quality <= 1.0


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared measuring data is not here")
def test_real_lines() -> None:
    with (SHARED / "garble" / "test.tsv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    for column, sound in (("true", True), ("seen", False)):
        words = " ".join(row[column] for row in rows).split()
        windows = [words[start : start + 150] for start in range(0, len(words) - 150, 150)]
        right = sum((measure(window).quality >= TRUSTED) == sound for window in windows)
        assert right == len(windows)
