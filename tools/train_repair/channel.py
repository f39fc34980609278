"""Learns what the onsets and rimes of syllables are seen as: expectation-maximisation over segments."""

from collections import Counter, defaultdict
from math import log
from pathlib import Path

from kl_extract.repair.folding import strip_marks
from kl_extract.repair.syllables import parts

LONGEST_TRUE, LONGEST_SEEN = 3, 4
_ROUNDS = 3
# How many sightings of a whole onset or rime weigh as much as its segments.
PRIOR = 3.0
_LEAST_WHOLE, _LEAST_SEGMENT = 2, 2

Counts = Counter[tuple[str, str]]


class Segments:
    """P(seen segment | true segment) from counts; before the first round, from how letters look."""

    def __init__(self, counts: Counts | None) -> None:
        self._counts = counts
        self._totals: Counter[str] = Counter()
        for (true, _), count in (counts or {}).items():
            self._totals[true] += count
        self._held: dict[tuple[str, str], float] = {}

    def cost(self, true: str, seen: str) -> float:
        """Negative log probability."""
        key = (true, seen)
        if key not in self._held:
            self._held[key] = (
                self._first_cost(true, seen) if self._counts is None else self._later_cost(true, seen)
            )
        return self._held[key]

    def _first_cost(self, true: str, seen: str) -> float:
        bare, other = strip_marks(true), strip_marks(seen)
        if bare == other:
            return 0.3 if len(true) == 1 else 1.0 + len(true)
        return 2.0 + 2.0 * max(len(bare), len(other)) + (2.0 if len(true) > 1 else 0.0)

    def _later_cost(self, true: str, seen: str) -> float:
        assert self._counts is not None
        share = (self._counts.get((true, seen), 0.0) + 1e-3) / (self._totals[true] + 1.0)
        return -log(share) + 0.7 * (len(true) - 1)


def best_path(true: str, seen: str, segments: Segments) -> tuple[float, list[tuple[str, str]]]:
    """The cheapest way to write ``true`` as ``seen`` by segments, and its cost."""
    inf = 1e9
    rows = [[inf] * (len(seen) + 1) for _ in range(len(true) + 1)]
    back: dict[tuple[int, int], tuple[int, int]] = {}
    rows[0][0] = 0.0
    for i in range(len(true)):
        for j in range(len(seen) + 1):
            held = rows[i][j]
            if held >= inf:
                continue
            for a in range(i + 1, min(len(true), i + LONGEST_TRUE) + 1):
                for b in range(j, min(len(seen), j + LONGEST_SEEN) + 1):
                    cost = held + segments.cost(true[i:a], seen[j:b])
                    if cost < rows[a][b]:
                        rows[a][b], back[a, b] = cost, (i, j)
    if rows[-1][-1] >= inf:
        return inf, []
    path, at = [], (len(true), len(seen))
    while at != (0, 0):
        before = back[at]
        path.append((true[before[0] : at[0]], seen[before[1] : at[1]]))
        at = before
    return rows[-1][-1], path


class Channel:
    """Counts of whole onsets, whole rimes and segments."""

    def __init__(self) -> None:
        self.onsets: Counts = Counter()
        self.rimes: Counts = Counter()
        self.segments: Counts = Counter()


def learn(pairs: Counts) -> Channel:
    """The channel that explains ``pairs`` of syllables best."""
    channel, segments = Channel(), Segments(None)
    for _ in range(_ROUNDS):
        channel = _round(pairs, channel, segments)
        segments = Segments(channel.segments)
    return channel


def _round(pairs: Counts, before: Channel, segments: Segments) -> Channel:
    after, held = Channel(), {}
    onset_totals, rime_totals = _totals(before.onsets), _totals(before.rimes)

    def part(counts: Counts, totals: Counter[str], true: str, seen: str) -> float:
        key = (id(counts), true, seen)
        if key not in held:
            share = best_path(true, seen, segments)[0] if true or seen else 0.0
            whole = counts.get((true, seen), 0.0)
            held[key] = -log((whole + PRIOR * 2.718 ** -min(share, 40.0)) / (totals[true] + PRIOR))
        return held[key]

    for (syllable, seen), count in pairs.items():
        onset, rime = parts()[syllable]
        cuts = [
            (
                part(before.onsets, onset_totals, onset, seen[:k])
                + part(before.rimes, rime_totals, rime, seen[k:]),
                k,
            )
            for k in range(min(len(seen), len(onset) + 2) + 1)
        ]
        cost, k = min(cuts)
        if cost > 30:
            continue
        after.onsets[onset, seen[:k]] += count
        after.rimes[rime, seen[k:]] += count
        for true, shown in ((onset, seen[:k]), (rime, seen[k:])):
            for segment in best_path(true, shown, segments)[1]:
                after.segments[segment] += count
    return after


def _totals(counts: Counts) -> Counter[str]:
    totals: Counter[str] = Counter()
    for (true, _), count in counts.items():
        totals[true] += count
    return totals


def write(path: Path, note: str, counts: Counts, least: float) -> None:
    """A table of ``true seen count``, the counts rounded, what was seen rarely left out."""
    groups: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for (true, seen), count in counts.items():
        if count >= least:
            groups[true].append((-count, seen))
    rows = [
        f"{true or '_'}\t{seen or '_'}\t{round(-count)}\n"
        for true in sorted(groups)
        for count, seen in sorted(groups[true])
    ]
    path.write_text(f"# {note}\ntrue\tseen\tcount\n" + "".join(rows), encoding="utf-8")


def write_all(folder: Path, name: str, note: str, channel: Channel) -> None:
    """The three tables of one channel."""
    write(folder / f"channel_{name}_onsets.tsv", f"{note}: whole onsets.", channel.onsets, _LEAST_WHOLE)
    write(folder / f"channel_{name}_rimes.tsv", f"{note}: whole rimes.", channel.rimes, _LEAST_WHOLE)
    write(
        folder / f"channel_{name}_segments.tsv",
        f"{note}: segments within onsets and rimes.",
        channel.segments,
        _LEAST_SEGMENT,
    )
