"""Numerals that our own OCR took apart or ran together: "ngày 1 1/9/2026" (11/9/2026), "Phụ lục H" (Phụ lục II)."""

import re
from collections.abc import Iterator, Mapping, Sequence

from kl_extract.letters import UPPER
from kl_extract.repair.changes import Change

# A space inside a date, most often between two narrow ones: what stands before it is no date without it.
_TORN = (
    re.compile(r"(?<=ngày )(?P<day>[0-3]) (?P<more>\d)/(?P<month>\d{1,2})/(?:19|20)\d\d(?![\d/])"),
    re.compile(r"(?<![\d/])(?P<day>\d{1,2})/(?P<month>[01]) (?P<more>\d)/(?:19|20)\d\d(?![\d/])"),
)
_RUN = re.compile(r"(?:[Tt]rước|[Đđ]ến|[Tt]ừ|[Hh]ết|[Vv]ào) ngày (\d{3,4})(?![\d/]|\.\d| tháng)")
# "II" stands so close in print that it is read as H or h; what may stand before a numeral and before no letter.
_READ = r"(?:[VX]|v|x)?(?:[Hh][IilHh]?|[Il][Hh])"
_NAMED = re.compile(rf"(?:[Pp]hụ lục|[Cc]hương|[Pp]hần|[Qq]uý) ({_READ})(?![^\W_]|\))")
_HEADING = re.compile(rf"\s*(?!l\.)([IVXHhl]{{1,5}})\.\s*[{UPPER}]")
_MOST = 39
# Natural log of the odds: the OCR trusted the word less than 0.9. Authors, too, number two parts alike.
_DOUBTFUL = 1.0
# No list of ours holds enough of them to count; a person should look at what a number became.
_RIGHT = 0.9
# A sign that nobody read wants a person's eye.
_INVENTED = 0.5


def mended(
    lines: Sequence[str], doubts: Mapping[tuple[int, int], float] | None = None
) -> dict[int, list[Change]]:
    """By line number the changes of numerals, in the order of the line; ``doubts`` as those of ``mend``.

    >>> found = mended(["từ ngày 1 1/9/2026", "tại phần II Phụ lục H"])
    >>> {number: (change.before, change.after) for number, (change,) in found.items()}
    {0: ('1 1/9/2026', '11/9/2026'), 1: ('H', 'II')}
    """
    doubts = doubts or {}
    found = {number: [*_dates(line), *_named(line)] for number, line in enumerate(lines)}
    for number, line in enumerate(lines):
        found[number] += [run for run in _run(line) if doubts.get((number, run.start), 0.0) > _DOUBTFUL]
    for number, change in _headings(lines, doubts):
        found[number].insert(0, change)
    return {
        number: sorted(changes, key=lambda one: one.start) for number, changes in found.items() if changes
    }


def _dates(line: str) -> Iterator[Change]:
    for pattern in _TORN:
        for date in pattern.finditer(line):
            day, month, _ = date[0].replace(" ", "").split("/")
            if 0 < int(day) <= 31 and 0 < int(month) <= 12:
                yield _change(date.start(), date[0], date[0].replace(" ", ""))


def _run(line: str) -> Iterator[Change]:
    """Days and months whose slash was not read ("trước ngày 154"), where they can be parted in one way."""
    for run in _RUN.finditer(line):
        cuts = [(run[1][:at], run[1][at:]) for at in range(1, len(run[1]))]
        dates = [f"{day}/{month}" for day, month in cuts if 0 < int(day) <= 31 and 0 < int(month) <= 12]
        if len(dates) == 1:
            yield _change(run.start(1), run[1], dates[0], _INVENTED)


def _named(line: str) -> Iterator[Change]:
    for numeral in _NAMED.finditer(line):
        yield _change(numeral.start(1), numeral[1], _strokes(numeral[1]))


def _headings(lines: Sequence[str], doubts: Mapping[tuple[int, int], float]) -> Iterator[tuple[int, Change]]:
    """Parts whose numeral is the next after the part before if an H is two strokes, or if one stroke was lost."""
    last = 0
    for number, line in enumerate(lines):
        heading = _HEADING.match(line)
        if not heading:
            continue
        numeral = _strokes(heading[1])
        if doubts.get((number, heading.start(1)), 0.0) > _DOUBTFUL and last and _value(numeral) == last:
            numeral += "I"
        value = _value(numeral)
        if value == last + 1 and numeral != heading[1]:
            yield number, _change(heading.start(1), heading[1], numeral)
        last = value or last


def _strokes(seen: str) -> str:
    return re.sub("[Hh]", "II", re.sub("[il]", "I", seen)).upper()


def _value(roman: str) -> int:
    """The number that ``roman`` is; 0 for what is no numeral below forty."""
    for value in range(1, _MOST + 1):
        tens, ones = divmod(value, 10)
        if roman == "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]:
            return value
    return 0


def _change(at: int, before: str, after: str, confidence: float = _RIGHT) -> Change:
    return Change(at, at + len(before), before, after, "spelling", confidence)
