"""Text made to hurt a pattern, and the check that twice the text takes about twice the time.

Compared are processor times of one and the same machine, so no limit in seconds is set.
"""

import re
from collections.abc import Callable, Iterable
from time import process_time
from typing import Any

MEGABYTE = 1_000_000
# Linear work gives 2, quadratic 4. A slow moment of the machine is forgiven by asking again.
RATIO = 3.2
ATTEMPTS = 4
# Below this many seconds a measurement says nothing.
TINY = 0.002
COMMON = ("1", "1/", "1.", " ", "1 ", ", ", "(", "a ", "ngày ", "15/7/2025 và ", "tháng 9, ", "của ")


def pumps(source: str, examples: Iterable[str] = ()) -> list[str]:
    """What is repeated: words of a pattern, and beginnings of its examples (each a match that fails late)."""
    words = dict.fromkeys(f"{word} " for word in re.findall(r"(?<![\\%\w])[^\W\d_]{2,}", source))
    cuts = [text[: space.start() + 1] for text in examples for space in re.finditer(r" ", text)]
    return [*COMMON, *words, *dict.fromkeys(cuts)]


def hostile(units: list[str], size: int) -> str:
    """``size`` characters, shared out among the units."""
    share = size // len(units)
    return "\n".join((unit * (share // len(unit) + 1))[:share] for unit in units)


def seconds(work: Callable[[str], Any], text: str) -> float:
    """Processor time of ``work``."""
    begin = process_time()
    work(text)
    return process_time() - begin


def assert_linear(work: Callable[[str], Any], units: list[str], size: int = MEGABYTE) -> None:
    """Twice the text takes less than ``RATIO`` times as long; asked of a small text first, so that what is far from
    linear is found before it takes hours."""
    for length in (size // 16, size):
        whole, half = hostile(units, length), hostile(units, length // 2)
        ratios: list[float] = []
        while not ratios or ratios[-1] >= RATIO:
            assert len(ratios) < ATTEMPTS, f"twice the text took {ratios} times as long"
            ratios.append(seconds(work, whole) / max(TINY, seconds(work, half)))
