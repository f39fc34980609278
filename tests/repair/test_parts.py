"""The parts of repair by themselves: charsets, judge, symbols, tokens, Telex, the model's file, the channel."""

import math
from pathlib import Path

import numpy as np
import pytest

from kl_extract.repair import channel, charset, language, storage, syllables, symbols, version
from kl_extract.repair.casing import recased
from kl_extract.repair.folding import fold
from kl_extract.repair.judge import Damage, judge
from kl_extract.repair.syllables import parts
from kl_extract.repair.telex import untyped
from kl_extract.repair.tokens import Kind, kind_of
from kl_extract.resources import read_tsv


@pytest.mark.parametrize(
    ("seen", "true"),
    [
        ("á»¦y ban nhÃ¢n dÃ¢n tá»‰nh", "Ủy ban nhân dân tỉnh"),
        ("ñy ban nh©n d©n tØnh", "ủy ban nhân dân tỉnh"),
        ("®¬n vÞ thùc hiÖn", "đơn vị thực hiện"),
        ("UÛy ban nhaân daân tænh Gia Lai", "Ủy ban nhân dân tỉnh Gia Lai"),
        ("chi? dda.o ca'c So+?, nga`nh thu+.c hie^.n", "chỉ đạo các Sở, ngành thực hiện"),
        (
            "UÒy ban nhân dân tiÒnh chiÒ ðaòo các SõÒ, ngành thýòc hiêòn",
            "Ủy ban nhân dân tỉnh chỉ đạo các Sở, ngành thực hiện",
        ),
    ],
)
def test_charsets_are_undone(seen: str, true: str) -> None:
    assert charset.decoded([seen])[0].text == true


@pytest.mark.parametrize(
    "line",
    [
        "Ủy ban nhân dân tỉnh",
        "Le comité a décidé, très tôt",
        "Café, naïve",
        "What? No. It's 5 o'clock!",
        "Đà Nẵng",
    ],
)
def test_other_lines_are_in_no_legacy_charset(line: str) -> None:
    assert charset.decoded([line])[0].changes == ()


@pytest.mark.parametrize(
    ("line", "damage"),
    [
        ("Giám đốc các sở, ngành triển khai thực hiện nhiệm vụ được giao", Damage.NONE),
        ("Giam doc cac so, nganh trien khai thuc hien nhiem vu duoc giao", Damage.STRIPPED),
        ("Giam déc céc s&, nganh trién khai thyc hién nhiém vu dugc giao", Damage.ENGLISH),
        ("Giám đốc cac sở, ngành trien khai thuc hiện nhiệm vu được giao", Damage.HALF),
        ("Giám đốc các sở, ngành triên khai thưc hiện nhiệm vụ đưọc giao", Damage.HALF),
        ("The department shall report to the committee before the end of June", Damage.NONE),
    ],
)
def test_kinds_of_damage_are_told_apart(line: str, damage: Damage) -> None:
    assert judge([line]) == [damage]


@pytest.mark.parametrize(
    ("seen", "true"),
    [pair.split("=") for row in read_tsv("repair_symbols.tsv") for pair in row["examples"].split("|")]
    + [["915/NQ-CP", "915/NQ-CP"], ["15/7/2025", "15/7/2025"], ["ND", "ND"]],
)
def test_symbols_get_their_marks_back(seen: str, true: str) -> None:
    assert symbols.mended(seen) == true


@pytest.mark.parametrize(
    ("core", "kind"),
    [
        ("915/NQ-CP", Kind.FIXED),
        ("15/7/2025", Kind.NUMBER),
        ("1.500,5", Kind.NUMBER),
        ("III", Kind.FIXED),
        ("QH15", Kind.FIXED),
        ("UBND", Kind.ACRONYM),
        ("1anh", Kind.MIXED),
        ("m2", Kind.FIXED),
        ("&", Kind.SIGN),
        ("ho&c", Kind.WORD),
    ],
)
def test_tokens_are_protected_by_kind(core: str, kind: Kind) -> None:
    assert kind_of(core) is kind


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        ("ddieefu", "điều"),
        ("dduowcj", "được"),
        ("hoaf", "hòa"),
        ("logistics", None),
        ("internet", None),
        ("an", None),
    ],
)
def test_telex_is_typed_out(keys: str, word: str | None) -> None:
    assert untyped(keys) == word


@pytest.mark.parametrize(
    ("words", "seen", "shouted", "after"),
    [
        (("sở",), "S&", False, "Sở"),
        (("lãnh",), "1ANH", True, "LÃNH"),
        (("gia", "lai"), "Gia Lai", False, "Gia Lai"),
        (("sở",), "SO", False, "Sở"),
    ],
)
def test_capitals_are_carried_over(words: tuple[str, ...], seen: str, shouted: bool, after: str) -> None:
    assert recased(words, seen, shouted) == after


def test_syllables_are_the_legal_ones() -> None:
    assert len(parts()) == 17_118
    assert parts()["nghiệp"] == ("ngh", "iệp")
    assert all(fold(word) == word for word in parts())


@pytest.mark.parametrize("word", ["nghiêng", "quý", "giêng", "gì", "ưởng", "đượng", "clb", "kwa", ""])
def test_a_word_is_judged_as_by_the_whole_list(word: str) -> None:
    assert syllables.is_syllable(word) == (word in syllables.parts())
    assert syllables.is_skeleton(word) == (word in syllables.skeletons())


def test_stored_parts_come_back(tmp_path: Path) -> None:
    kept: dict[str, storage.Part] = {"a": np.arange(300, dtype=np.uint16), "b": np.arange(9, dtype=np.uint8)}
    storage.save(tmp_path / "model", kept, ["và", "của"])
    found, words = storage.load(tmp_path / "model")
    assert words == ["và", "của"]
    assert all((found[name] == part).all() and found[name].dtype == part.dtype for name, part in kept.items())


def test_version_is_that_of_the_model() -> None:
    assert version.language_version() == version.digest(language.PATH)


@pytest.mark.parametrize("before", ["của ủy ban", "tổ chức thực hiện", "zzz của", "zzz zzz zzz"])
def test_probabilities_sum_to_one(before: str) -> None:
    model = language.load()
    words = [model.number.get(word, model.unknown) for word in before.split()]
    context = model.contexts(np.array([model.boundary] * 3 + words, dtype=np.int64))[-1:]
    scores, _ = model.score(context, np.arange(len(model.words), dtype=np.int64))
    # Stored in eighths: each probability is off by up to six hundredths.
    assert math.isclose(float(np.exp(scores.astype(np.float64)).sum()), 1.0, abs_tol=0.06)


def test_many_histories_are_scored_as_one() -> None:
    model = language.load()
    rows = ["ủy ban nhân", "zzz nhân dân", "nhân dân tỉnh", "dân tỉnh lào", "tỉnh zzz lào"]
    numbers = [[model.number.get(word, model.unknown) for word in row.split()] for row in rows]
    ends = [model.contexts(np.array(row, dtype=np.int64))[-1] for row in numbers]
    words = np.array([model.number[word] for word in ("dân", "cai", "và", "tỉnh")], dtype=np.int64)
    for contexts in (np.array(ends), np.array(ends * 3)):
        scores, following = model.after(contexts, words)
        each_scores, each_following = model.score(contexts[:, None], words[None, :])
        assert np.array_equal(scores, each_scores)
        assert np.array_equal(following, each_following)


@pytest.mark.parametrize(
    ("seen", "true"), [("két", "kết"), ("1anh", "lãnh"), ("dugc", "được"), ("tinh", "tỉnh"), ("déng", "đồng")]
)
def test_channel_finds_the_true_syllable(seen: str, true: str) -> None:
    english = channel.load("english")
    assert english.scores(seen, english.places([true, "nghiêng"])).argmax() == 0
    assert english.scores(seen, english.places([true]))[0] > -9.0
