"""Text made to keep the whole tool busy: twice as much of it takes about twice the time, whatever it is made of."""

import gc
from collections.abc import Callable
from time import process_time

import pytest

from kl_extract.options import Options
from kl_extract.pipeline import process_bytes

HEAD = (
    "ỦY BAN NHÂN DÂN\nTỈNH ĐẮK LẮK\nSố: 967/TB-UBND\n\nĐắk Lắk, ngày 17 tháng 10 năm 2025\n\nTHÔNG BÁO\n"
    "Kết luận của đồng chí Trịnh Quang Khải, Phó Chủ tịch UBND tỉnh\n\nđồng chí kết luận như sau:\n\n"
)
FOOT = "\n\nTL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\n\nĐoàn Thị Mai Lan\n"
SIZE = 50_000
# Linear work gives 2, quadratic 4. A slow moment of the machine is forgiven by asking again.
RATIO, ATTEMPTS = 3.2, 4
TEXTS: dict[str, Callable[[int], str]] = {
    "one line": lambda n: run("Giao Sở Y tế rà soát, báo cáo UBND tỉnh trước ngày 15/11/2025; ", n),
    "no blanks": lambda n: run("giaosởytế", n),
    "clause marks": lambda n: HEAD + "".join(f"{i + 1}. Sở Y tế\n" for i in range(n // 12)),
    "letters": lambda n: HEAD + run("a) Giao Sở Y tế rà soát;\nb) Sở Nội vụ tham mưu;\n", n),
    "inline marks": lambda n: HEAD + "1. Giao:\n" + run("Sở (1) a; (2) b.\n", n),
    "nested brackets": lambda n: HEAD + "1. " + "(" * (n // 2) + ")" * (n // 2),
    "open brackets": lambda n: HEAD + "1. Giao " + run("(giao Sở Y tế ", n),
    "dots": lambda n: HEAD + "1. Giao " + "." * n,
    "lines of dots": lambda n: HEAD + run("...\n", n),
    "trước ngày": lambda n: HEAD + "1. Giao Sở Y tế " + run("trước ngày ", n),
    "recipients": lambda n: HEAD + "Nơi nhận:\n" + "".join(f"- Sở Y tế, UBND xã {i};\n" for i in range(n // 24)) + FOOT,
    "signatures": lambda n: HEAD + run("TL. CHỦ TỊCH\nKT. CHÁNH VĂN PHÒNG\n", n),
    "annex": lambda n: HEAD + FOOT + "PHỤ LỤC\nSTT\tNội dung\tChủ trì\tThời hạn\n" + run("1\tRà soát\tSở Y tế\t15/11/2025\n", n),
    "annexes": lambda n: HEAD + run("PHỤ LỤC\nPhụ lục I\n", n),
}  # fmt: skip


def run(unit: str, size: int) -> str:
    return (unit * (size // len(unit) + 1))[:size]


def seconds(text: str) -> float:
    """Collections of garbage look at what this run makes, not at what other tests left in memory."""
    gc.collect()
    gc.freeze()
    try:
        begin = process_time()
        process_bytes(text.encode(), "notice.txt", Options())
        return process_time() - begin
    finally:
        gc.unfreeze()


@pytest.mark.parametrize("name", TEXTS)
def test_time_grows_with_the_text(name: str) -> None:
    seconds(TEXTS[name](SIZE // 20))  # tables are read and patterns are made once
    ratios: list[float] = []
    while not ratios or ratios[-1] >= RATIO:
        assert len(ratios) < ATTEMPTS, f"twice the text took {ratios} times as long"
        ratios.append(seconds(TEXTS[name](SIZE)) / max(0.02, seconds(TEXTS[name](SIZE // 2))))
