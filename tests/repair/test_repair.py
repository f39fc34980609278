"""The whole stage: what it mends, what it must leave alone, and the account it gives."""

import unicodedata
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kl_extract.model import Box, Document, Line, Page, Word
from kl_extract.options import Options
from kl_extract.repair import mend, repair, repair_lines
from kl_extract.repair.changes import apply
from kl_extract.repair.judge import Damage

SOUND = [
    "Giám đốc Sở Xây dựng chủ trì, phối hợp với các đơn vị rà soát quy hoạch;",
    "Báo cáo Ủy ban nhân dân tỉnh trước ngày 15/7/2025 theo Nghị quyết số 915/NQ-CP.",
    "Doanh nghiệp startup, logistics và vùng Silicon Valley; thư: van.phong@example.gov.vn",
]
ENGLISH_OCR = [
    ("Giam déc S& Xay dung chu tri, phéi hop véi céc don vi ra soat quy hoach;", SOUND[0]),
    ("Bao cdo Uy ban nhan dan tinh trudc ngay 15/7/2025 theo Nghi quyét s6 915/NQ-CP.", SOUND[1]),
]


def _texts(lines: list[str]) -> list[str]:
    return [line.text for line in repair_lines(lines)]


def _table() -> dict[str, list[tuple[str, str]]]:
    rows: dict[str, list[tuple[str, str]]] = defaultdict(list)
    lines = (Path(__file__).parent / "slips.tsv").read_text(encoding="utf-8").splitlines()[2:]
    for line in lines:
        kind, seen, true = line.split("\t")
        rows[kind].append((seen, true))
    return rows


def test_english_ocr_is_mended() -> None:
    seen, true = zip(*ENGLISH_OCR, strict=True)
    assert _texts(list(seen)) == list(true)


@pytest.mark.parametrize("kind", ["slip", "half", "telex", "merged"])
def test_slips_are_mended(kind: str) -> None:
    rows = _table()[kind]
    mended = repair_lines([seen for seen, _ in rows], [kind == "slip"] * len(rows))
    right = total = 0
    for line, (_, true) in zip(mended, rows, strict=True):
        # As many words as in the true line, in its order: words torn apart or run together count as wrong.
        words = line.text.casefold().split()
        total += len(true.split())
        right += sum(a == b for a, b in zip(words, true.casefold().split(), strict=False))
    assert right >= 0.98 * total


def test_stripped_text_gets_its_marks_back() -> None:
    seen = ["De nghi cac don vi khan truong trien khai thuc hien nhiem vu duoc giao truoc ngay 20/8/2026."]
    assert _texts(seen) == [
        "Đề nghị các đơn vị khẩn trương triển khai thực hiện nhiệm vụ được giao trước ngày 20/8/2026."
    ]


def test_sound_text_is_left_alone() -> None:
    assert _texts(SOUND) == SOUND
    assert not any(line.changes for line in repair_lines(SOUND, [True] * len(SOUND)))


@pytest.mark.parametrize(
    "line",
    [
        "The provincial committee approved the plan and asked all departments to report.",
        "Le comité a décidé que les travaux seront terminés avant la fin de l'année.",
        "省人民委员会办公室通知会议结论，各单位执行。",
        "Ia Grai, Ia Pnôn, Krông Pa, Chư Prông, Đak Đoa, Kbang, Plei Me",
        "",
        "   ",
        "12.345.678 đồng; 50%; 0901 234 567; 1/2; 3x4",
        "\u0000\u0001\uffff\u200b",
    ],
)
def test_other_text_is_left_alone(line: str) -> None:
    assert _texts([line]) == [line]


def test_every_change_is_accounted_for() -> None:
    for (seen, _), line in zip(ENGLISH_OCR, repair_lines([seen for seen, _ in ENGLISH_OCR]), strict=True):
        assert line.changes
        for change, (start, end) in zip(line.changes, line.places, strict=True):
            assert seen[change.start : change.end] == change.before
            assert line.text[start:end] == change.after
            assert 0.0 <= change.confidence <= 1.0


def _document(texts: list[str], origin: str = "text-layer") -> Document:
    lines = []
    for number, text in enumerate(texts):
        words, at = [], 0
        for word in text.split():
            at = text.index(word, at)
            words.append(Word(word, at, Box(at, number, at + len(word), number + 1)))
            at += len(word)
        lines.append(Line(text, 1, tuple(words), Box(0, number, len(text), number + 1), origin))  # type: ignore[arg-type]
    return Document("a", "0", "application/pdf", (Page(1, tuple(lines), origin),))  # type: ignore[arg-type]


def _mended(lines: list[str]) -> list[str]:
    """Lines as damage by an English OCR is mended."""
    changes = mend.mend(lines, Damage.ENGLISH)
    return [apply(line, made).text for line, made in zip(lines, changes, strict=True)]


def test_a_sign_read_as_a_letter_ends_no_sentence() -> None:
    assert _mended(["Phan dat ma cong ty duoc st? dung gay on"]) == [
        "Phần đất mà công ty được sử dụng gây ồn"
    ]


def test_a_sentence_may_begin_with_any_line() -> None:
    lines = ["Nguoi dan phai su dung dien an toan, dug luat", "Dua vao tinh hinh thuc té cia dia phuong"]
    assert _mended(lines)[1] == "Dựa vào tình hình thực tế của địa phương"


def test_words_keep_their_boxes() -> None:
    repaired = repair(_document([seen for seen, _ in ENGLISH_OCR]))
    for line, (seen, true) in zip(repaired.lines(), ENGLISH_OCR, strict=True):
        assert line.text == true
        assert [word.text for word in line.words] == true.split()
        assert all(line.text[word.start : word.end] == word.text for word in line.words)
        # The pages were set so that a box tells the offsets of the word as it was read.
        assert [seen[int(word.box.x0) : int(word.box.x1)] for word in line.words] == seen.split()
    for change in repaired.repairs:
        text = list(repaired.lines())[change.line].text
        assert text[change.start : change.end] == change.after


def test_without_repair_the_text_stays_as_read() -> None:
    document = _document([seen for seen, _ in ENGLISH_OCR])
    assert repair(document, Options(repair=False)) is document


def test_a_sound_document_comes_back_itself() -> None:
    document = _document(SOUND)
    assert repair(document) is document


_PIECES = st.sampled_from(
    [
        "két",
        "luan",
        "cua",
        "déng",
        "chi",
        "15/7/2025",
        "915/NQ-CP",
        "II.",
        "-",
        ";",
        "S&",
        "c6",
        "1anh",
        "(101",
        "6",
        "10",
        "UBND",
        "HDND",
        "tinh,",
        "“nghi",
        "&",
        "¢",
        "2.500",
        "a)",
        "Ộ",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(_PIECES, max_size=14).map(" ".join), max_size=5))
def test_lines_dates_and_symbols_survive(lines: list[str]) -> None:
    mended = repair_lines(lines)
    assert len(mended) == len(lines)
    for before, after in zip(lines, mended, strict=True):
        for kept in ("15/7/2025", "915/NQ-CP", "2.500", "II."):
            assert before.split().count(kept) == after.text.split().count(kept)
        assert unicodedata.is_normalized("NFC", after.text)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=40), max_size=4))
def test_any_text_is_survived(lines: list[str]) -> None:
    assert len(repair_lines(lines)) == len(lines)


def test_repair_is_idempotent() -> None:
    once = _texts([seen for seen, _ in ENGLISH_OCR])
    assert _texts(once) == once


@pytest.mark.parametrize("line", ["a" * 200_000, "a " * 50_000, "ấ" * 100_000, "đ&" * 30_000, "1" * 100_000])
def test_hostile_lines_come_back(line: str) -> None:
    assert _texts([line]) == [line]
