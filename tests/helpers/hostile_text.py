"""Text made to hurt a pattern, and the check that twice the text takes about twice the time.

Compared are processor times of one and the same machine, so no limit in seconds is set.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from time import process_time
from typing import Any

MEGABYTE = 1_000_000
# Linear work gives 2, quadratic 4. A slow moment of the machine is forgiven by asking again.
RATIO = 3.2
ATTEMPTS = 4
# Below this many seconds a measurement says nothing.
TINY = 0.002
COMMON = (
    "1", "1/", "1.", "1-", " ", "1 ", ", ", "(", "(a) ", "a", "a ", "A", "A ", "ABC ", "ABC, ", "Đơn ", ".", "-", "/", "“", "\n", "ngày ",
    "15/7/2025 và ", "tháng 9, ", "của ", "x, y và ",
)  # fmt: skip


def pumps(source: str, examples: Iterable[str] = ()) -> list[str]:
    """What is repeated: words of a pattern, and beginnings of its examples (each a match that fails late)."""
    words = dict.fromkeys(f"{word} " for word in re.findall(r"(?<![\\%\w])[^\W\d_]{2,}", source))
    cuts = [text[: space.start() + 1] for text in examples for space in re.finditer(r" ", text)]
    return [*COMMON, *words, *dict.fromkeys(cuts)]


def hostile(units: list[str], size: int) -> str:
    """``size`` characters, shared out among the units."""
    share = size // len(units)
    return "\n".join((unit * (share // len(unit) + 1))[:share] for unit in units)


@lru_cache(maxsize=200)
def run_of(unit: str, size: int) -> str:
    """``size`` characters of nothing but ``unit``, and one that ends any match of it."""
    return (unit * (size // len(unit) + 1))[:size] + "\x00"


def seconds(work: Callable[[str], Any], text: str) -> float:
    """Processor time of ``work``."""
    begin = process_time()
    work(text)
    return process_time() - begin


def assert_linear(work: Callable[[str], Any], units: list[str], size: int = MEGABYTE) -> None:
    """Twice the text takes less than ``RATIO`` times as long; asked of a small text first, so that what is far from
    linear is found before it takes hours."""
    for length in (size // 64, size):
        assert_in_proportion(work, partial(hostile, units), length)


def assert_in_proportion(
    work: Callable[[str], Any], make: Callable[[int], str], size: int, ratio: float = RATIO
) -> None:
    """The text that ``make`` makes of ``size`` characters takes less than ``ratio`` times as long as half of it."""
    whole = make(size)
    ratios: list[float] = []
    while not ratios or ratios[-1] >= ratio:
        assert len(ratios) < ATTEMPTS, f"twice the text took {ratios} times as long: {whole[:40]!r} …"
        taken = seconds(work, whole)
        if taken < ratio * TINY:
            return
        ratios.append(taken / max(TINY, seconds(work, make(size // 2))))
