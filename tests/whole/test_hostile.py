"""Text that no office writes: whatever it holds, there is an answer, and every span in it is right."""

import random

import pytest

from kl_extract.errors import InputError
from kl_extract.options import Options
from kl_extract.pipeline import process_bytes

BITS = [
    "Giao ", "Sở ", "Y tế ", "\n", "1. ", "a) ", "- ", "+ ", "(1) ", "các ", "UBND ", "xã ", "ngày ", "15/7/2026 ", "trước ", "số ",
    "12/QĐ-UBND ", "; ", ". ", ", ", ": ", "Nơi nhận:", "TL. CHỦ TỊCH", "THÔNG BÁO", "Phụ lục I", "\t", "I. ", "II. ", "Điều 1. ",
    "“", "(", ")", "và ", "phối hợp với ", "báo cáo ", "Ban ", "quý III/2026 ", "hằng tháng ", "của ", "\ue000", "\U000f0003", "😀",
    "Ia O ", "trong 10 ngày làm việc ", "STT\tNội dung\tChủ trì", "(sau đây gọi là Sở) ", "Ngày 31/9/2026 ", "Thứ nhất, ", "\u0301",
]  # fmt: skip


@pytest.mark.parametrize("seed", range(40))
def test_any_text_gets_an_answer(seed: int) -> None:
    chance = random.Random(seed)
    words = "".join(chance.choice(BITS) for _ in range(chance.randint(1, 400)))
    try:
        notice = process_bytes(words.encode(), "x.txt", Options(repair=False))
    except InputError:
        return
    for assignment in notice.assignments:
        assert assignment.task in notice.text[assignment.span.start : assignment.span.end]
        for part in (
            *assignment.leads,
            *assignment.coordinators,
            *assignment.reports_to,
            *assignment.deadlines,
        ):
            assert notice.text[part.span.start : part.span.end] == part.text


def test_a_very_long_clause_keeps_all_its_tasks() -> None:
    task = "Giao Sở Y tế chủ trì, phối hợp với Sở Nội vụ rà soát, báo cáo UBND tỉnh trước ngày 15/7/2026; "
    notice = process_bytes(("1. " + task * 300).encode(), "x.txt", Options(repair=False))
    assert len(notice.assignments) == 300
