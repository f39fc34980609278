"""Every cue of ``dictionaries/meeting.toml`` finds its examples and leaves its counter-examples alone."""

import pytest

from kl_extract.extract.meeting import cue
from kl_extract.resources import read_toml

CUES = {name: entry for name, entry in read_toml("meeting.toml").items() if "examples" in entry}
CASES = [(name, words, True) for name, entry in CUES.items() for words in entry["examples"]] + [
    (name, words, False) for name, entry in CUES.items() for words in entry["counter_examples"]
]


@pytest.mark.parametrize(("name", "words", "expected"), CASES)
def test_cue(name: str, words: str, expected: bool) -> None:
    assert bool(cue(name).search(words)) is expected


@pytest.mark.parametrize(
    ("words", "form", "name", "position"),
    [
        ("Kết luận của đồng chí Trần Văn Mẫu, Chủ tịch UBND tỉnh tại cuộc họp", "chair_before_position", "Trần Văn Mẫu", "Chủ tịch UBND tỉnh"),
        ("đồng chí Trần Văn Mẫu, Bí thư Tỉnh ủy có buổi làm việc", "chair_before_position", "Trần Văn Mẫu", "Bí thư Tỉnh ủy"),
        ("ông Y Thử Niê - Phó Chủ tịch UBND huyện đã chủ trì", "chair_before_position", "Y Thử Niê", "Phó Chủ tịch UBND huyện"),
        ("PGS.TS. Lê Thị Thử - Hiệu trưởng chủ trì cuộc họp", "chair_before_position", "Lê Thị Thử", "Hiệu trưởng"),
        ("Kết luận của Giám đốc Sở Trần Văn Mẫu tại Hội nghị", "chair_after_position", "Trần Văn Mẫu", "Giám đốc Sở"),
        ("Phó Chủ tịch UBND tỉnh Lê Thị Thử chủ trì", "chair_after_position", "Lê Thị Thử", "Phó Chủ tịch UBND tỉnh"),
    ],
)  # fmt: skip
def test_chair(words: str, form: str, name: str, position: str) -> None:
    match = cue(form).search(words)
    assert match is not None
    assert (match["name"], match["position"].strip(" ,-")) == (name, position)
