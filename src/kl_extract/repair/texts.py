"""Repairs lines of text: characters first, then each run of lines by the damage it has."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from kl_extract.repair import charset
from kl_extract.repair.chain import chained
from kl_extract.repair.changes import RepairedLine, apply
from kl_extract.repair.judge import Damage, judge
from kl_extract.repair.tokens import boundaries


def repair_lines(
    lines: Sequence[str],
    read_by_ocr: Sequence[bool] | None = None,
    doubts: Mapping[tuple[int, int], float] | None = None,
    opens: Sequence[bool] | None = None,
) -> list[RepairedLine]:
    """Each line repaired, as many as there were; sound lines come back unchanged.

    ``read_by_ocr`` marks the lines that an OCR of ours read: sound ones among them are searched for
    slips. ``doubts`` says how far its words were trusted, by line number and offset (natural log, above 0
    for doubtful words). ``opens`` marks lines with which a sentence surely begins: by default the first, and
    those after a blank line.
    """
    exact = charset.decoded(lines)
    texts = [line.text for line in exact]
    found: list[RepairedLine] = []
    kinds = _kinds(texts, read_by_ocr)
    starts = boundaries(texts) if opens is None else list(opens)
    number = 0
    for kind, group in groupby(kinds):
        count = len(list(group))
        part = range(number, number + count)
        found += _run(
            [texts[at] for at in part], kind, _shifted(doubts, part), starts[part.start : part.stop]
        )
        number += count
    return [chained(before, after) for before, after in zip(exact, found, strict=True)]


def _kinds(texts: Sequence[str], read_by_ocr: Sequence[bool] | None) -> list[Damage]:
    kinds = judge(texts)
    if read_by_ocr is None:
        return kinds
    return [
        Damage.SLIPS if ocr and kind in (Damage.NONE, Damage.HALF) else kind
        for kind, ocr in zip(kinds, read_by_ocr, strict=True)
    ]


def _run(
    lines: Sequence[str], kind: Damage, doubts: Mapping[tuple[int, int], float], opens: Sequence[bool]
) -> list[RepairedLine]:
    """Lines of one kind; what sound lines need loads no model."""
    if kind is Damage.NONE:
        return [RepairedLine(line) for line in lines]
    from kl_extract.repair.mend import mend  # noqa: PLC0415 - numpy and the model are for damaged text only

    return [
        apply(line, changes) for line, changes in zip(lines, mend(lines, kind, doubts, opens), strict=True)
    ]


def _shifted(doubts: Mapping[tuple[int, int], float] | None, part: range) -> dict[tuple[int, int], float]:
    """The doubts about lines in ``part``, numbered from its first line."""
    return {(line - part.start, at): doubt for (line, at), doubt in (doubts or {}).items() if line in part}
