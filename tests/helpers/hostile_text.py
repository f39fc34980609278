"""Text made to hurt a pattern, and the check that time grows with the text, and no faster.

Compared are processor times of one and the same machine, so no limit in seconds is set; and of a text and an eighth of it,
so that what is linear (8) and what is square (64) are far apart and no slow moment of the machine is taken for either.
A pattern that remembers each repetition of a megabyte needs blocks of memory which are handed back to the system and
fetched anew each time: each character is dearer by a factor (five was seen), once. Such a step is told from growth by a
text of a sixty-fourth.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from time import process_time
from typing import Any

MEGABYTE = 1_000_000
PART = 8
# Linear work gives 8, quadratic 64. A slow moment of the machine is forgiven by asking again.
RATIO = 22.0
# What looks a bounded way back or ahead grows faster as long as the text is shorter than that.
RATIO_OF_A_SMALL_TEXT = 150.0
ATTEMPTS = 4
# Below this many seconds a measurement says nothing.
TINY = 0.0003
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
    """Eight times the text takes less than ``RATIO`` times as long; asked of a small text first, so that what is far from
    linear is found before it takes hours."""
    assert_in_proportion(work, partial(hostile, units), size // 64, RATIO_OF_A_SMALL_TEXT)
    assert_in_proportion(work, partial(hostile, units), size)


def assert_in_proportion(
    work: Callable[[str], Any], make: Callable[[int], str], size: int, ratio: float = RATIO
) -> None:
    """The text that ``make`` makes of ``size`` characters takes less than ``ratio`` times as long as an eighth of it,
    or, of a megabyte, less than the square of ``ratio`` times as long as an eighth of that (linear gives 64, quadratic 4096)."""
    whole, part = make(size), make(size // PART)
    ratios: list[float] = []
    while not ratios or ratios[-1] >= ratio:
        taken = seconds(work, whole)
        if taken < ratio * TINY:
            return
        if len(ratios) == ATTEMPTS:
            message = f"eight times the text took {ratios} times as long: {whole[:40]!r} …"
            assert size >= MEGABYTE and _ratio(taken, work, make(size // PART**2)) < ratio**2, message
            return
        ratios.append(_ratio(taken, work, part))


def _ratio(taken: float, work: Callable[[str], Any], part: str) -> float:
    return taken / max(TINY, min(seconds(work, part) for _ in range(2)))
