"""Pages at the same time: in order, few held at once, and errors end it."""

from collections.abc import Callable, Iterator
from functools import partial
from threading import Barrier, current_thread, main_thread

import pytest

from kl_extract.read.ahead import in_order


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_results_come_in_order(jobs: int) -> None:
    assert list(in_order((partial(pow, number, 2) for number in range(20)), jobs)) == [
        n * n for n in range(20)
    ]


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_few_pages_are_held(jobs: int) -> None:
    made = 0

    def work() -> Iterator[Callable[[], int]]:
        nonlocal made
        for number in range(12):
            assert current_thread() is main_thread()
            made += 1
            yield partial(int, number)

    for done, _ in enumerate(in_order(work(), jobs), 1):
        assert made - done <= jobs


def test_pages_are_read_at_the_same_time() -> None:
    meeting = Barrier(3)
    assert sorted(in_order([partial(meeting.wait, 20)] * 3, 3)) == [0, 1, 2]


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_ends_it(jobs: int) -> None:
    calls = [partial(int, "1"), partial(int, "x"), partial(int, "3")]
    results = in_order(calls, jobs)
    assert next(results) == 1
    with pytest.raises(ValueError, match="x"):
        next(results)
