"""Runs of legacy charsets are found by what they say, and sound text of any language is left alone."""

import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from legacy_writing import write

from kl_extract.legacy.runs import edits

KEYS = ["tcvn3", "vni", "viscii", "viqr", "cp1258", "utf8", "utf8-twice"]
TEXT = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
    "Ủy ban nhân dân tỉnh yêu cầu Giám đốc các sở, ngành, đơn vị liên quan thực hiện tốt những nhiệm vụ sau đây:",
    "đ) Tăng cường kiểm tra, xử lý nghiêm những trường hợp vi phạm, báo cáo kết quả trước ngày 30/9/2025.",
)


def _read(lines: list[str]) -> list[str]:
    read = []
    for line, found in zip(lines, edits(lines), strict=True):
        text = line
        for edit in reversed(found):
            text = text[: edit.start] + edit.after + text[edit.end :]
        read.append(text)
    return read


@pytest.mark.parametrize("key", KEYS)
def test_whole_texts(key: str) -> None:
    text = [line.replace("Ủy", "ủy") if key == "tcvn3" else line for line in TEXT]
    assert _read([write(key, line) for line in text]) == text


@pytest.mark.parametrize("key", KEYS)
def test_runs_among_sound_words(key: str) -> None:
    before, run, after = (
        "Theo Quyết định mới của",
        "các đơn vị thực hiện nghiêm",
        "Giám đốc các sở đã báo cáo",
    )
    assert _read([f"{before} {write(key, run)} {after}"]) == [f"{before} {run} {after}"]


@pytest.mark.parametrize(
    ("seen", "true"),
    [
        ("Giao nh©n viên", "Giao nhân viên"),
        ("TH¤NG B¸O KÕt luËn", "THÔNG BÁO Kết luận"),
        ("§iÒu 5. Bé Tµi chÝnh", "Điều 5. Bộ Tài chính"),
        ("sè 15/2024/N§-CP cña ChÝnh phñ", "số 15/2024/NĐ-CP của Chính phủ"),
        ("UBND TÆNH, caùc sôû, ngaønh", "UBND TỈNH, các sở, ngành"),
        ("thuộc tỉnh và ñôn vò tröïc thuoäc", "thuộc tỉnh và đơn vị trực thuộc"),
        ("chi? dda.o ca'c So+?, nga`nh", "chỉ đạo các Sở, ngành"),
        ("tá»‰nh giao Sở", "tỉnh giao Sở"),
        ("7ӌ1+ LÀO CAI", "TỈNH LÀO CAI"),
        ("&Ӝ1* HÒA XÃ +Ӝ,", "CỘNG HÒA XÃ HỘI"),
        ("Phѭѫng án", "Phương án"),
        (unicodedata.normalize("NFD", "Ủy ban nhân dân"), "Ủy ban nhân dân"),
    ],
)
def test_single_lines(seen: str, true: str) -> None:
    assert _read([seen]) == [true]


@pytest.mark.parametrize(
    "line",
    [
        *TEXT,
        TEXT[1].upper(),
        "ỦY BAN NHÂN DÂN XÃ “TÂN AN”, “ĐỒNG CHÍ” XÃ”",
        "Le comité a décidé, très tôt, de répartir les tâches là où c’était nécessaire: Noël, Haïti, œuvre, août",
        "Das Büro übergibt die Prüfung an die zuständige Behörde für größere Maßnahmen; Straße, Öl, Äpfel, süß",
        "El señor Muñoz dijo que mañana habrá más niños en la pequeña montaña según él, ¿qué pasó? ¡Sí!",
        "What? No. It's 5 o'clock! I'm sure you're ok, a.m. and p.m. e.g. (it's) don't",
        "a^n + b^n = c^n, f(a) = a(n), o(n), x' + y' = u+v, e^x, u+.5",
        "5 µm ± 2°, 3×4 = 12 m², ½ § 7, Windows®, Intel®, ©2025 Công ty ABC™",
        "Москва, Россия; Αθήνα; 2-й этаж, б/у, Wi-Fi и 5G",
        "Y kién ciia dong chi Lé Van Khoét, Giam déc; quéc té, truéc, vé khéi, nuéc",
        "Giao Y Bhǔr Niê, H'Yim Kđoh, xã Ea Súp, huyện Krông Pắc, buôn Ako Dhông",
        "Kính gửi: vanthu@tinh.gov.vn; https://a.vn/~b?c=d&e=f'g",
        "北京市人民政府",
        "",
    ],
)
def test_sound_lines_stay(line: str) -> None:
    assert edits([line]) == [[]]


def test_a_word_that_may_be_read_both_ways_goes_with_its_line() -> None:
    assert _read(["Bé tr­ëng Bé Néi vô", "Em bé đang ngủ và chú bé cũng vậy"]) == [
        "Bộ trưởng Bộ Nội vụ",
        "Em bé đang ngủ và chú bé cũng vậy",
    ]


_SYLLABLES = st.sampled_from(
    [
        "giao",
        "ủy",
        "ban",
        "bộ",
        "tỉnh",
        "các",
        "đơn",
        "vị",
        "thực",
        "hiện",
        "15/2024/NĐ-CP",
        "ngày",
        "30/9",
        "là",
        "và",
        "bé",
        "hoà",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.lists(_SYLLABLES, max_size=8), st.sampled_from([*KEYS, ""])), max_size=5))
def test_what_is_read_is_nfc_keeps_its_digits_and_is_read_once(runs: list[tuple[list[str], str]]) -> None:
    lines = [" ".join(write(key, word) if key else word for word in words) for words, key in runs]
    read = _read(lines)
    assert [unicodedata.normalize("NFC", line) for line in read] == read
    assert ["".join(filter(str.isdecimal, line)) for line in read] == [
        "".join(filter(str.isdecimal, line)) for line in lines
    ]
    assert _read(read) == read


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(max_size=40), max_size=4))
def test_any_text_is_survived(lines: list[str]) -> None:
    for line, found in zip(lines, edits(lines), strict=True):
        assert all(0 <= edit.start < edit.end <= len(line) for edit in found)
        assert all(one.end <= two.start for one, two in pairwise(found))


@pytest.mark.parametrize(
    "unit", ["ñ", "nh©n ", "Ã¡Âº", "a^", "o+.", "ӌ1", "©®", "ñy ban Bé ", "\u0302a", "\u0080 "]
)
def test_hostile_lines_take_linear_time(unit: str) -> None:
    def seconds(length: int) -> float:
        start = time.perf_counter()
        edits([unit * (length // len(unit))])
        return time.perf_counter() - start

    seconds(1_000)
    assert seconds(200_000) < 40 * max(seconds(20_000), 0.02)
