"""What syllables look like when they are misread: onset and rime apart, each by counts of sightings.

A part seen often is judged by its own counts, a rare one by the segments it is made of.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from kl_extract import resources
from kl_extract.repair.folding import strip_marks, toneless
from kl_extract.repair.syllables import parts

LONGEST_TRUE, LONGEST_SEEN = 3, 4
"""Letters in one segment, as it is and as it is seen."""
UNSEEN = -11.0
"""Natural log of the probability of a letter seen as what it was never seen as."""
DOUBT = 20.0
"""Sightings added to the total of each segment, so that rare ones promise nothing."""
LENGTH_COST = 0.7
"""Natural units for each letter of a segment beyond the first: short segments explain more."""
PRIOR = 3.0
"""How many sightings of a whole part weigh as much as its segments."""
NOVEL = 0.1
"""The share of a part's sightings that are spellings nobody has seen yet: old scans have many."""
# A letter shares so many sightings with the letters that differ from it in tone alone, and in all marks.
_TIED_TONE, _TIED_BASE = 20.0, 3.0
# Rimes never seen before are tried only where the known ones explain a word worse than this (natural log).
_GOOD_ENOUGH, _WORST_ONSET = -9.0, -12.0
_LONGEST_ONSET, _LONGEST_RIME = 4, 6
# Nothing less likely than this (natural log) is offered.
LEAST = -30.0

Vector = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]
Sightings = list[tuple[tuple[str, str], float]]
"""How often a true segment was seen as another, as ((true, seen), count); the same pair may come again."""


class Segments:
    """log P(seen segment | true segment) for all true segments at once."""

    def __init__(self, sightings: Sightings, true_segments: list[str]) -> None:
        self.number = {segment: number for number, segment in enumerate(true_segments)}
        totals = np.zeros(len(true_segments))
        self._rows: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
        for (true, seen), count in sightings:
            if true in self.number:
                totals[self.number[true]] += count
                self._rows[seen][self.number[true]] += count
        lengths = np.array([len(segment) for segment in true_segments])
        self._base = -np.log(totals + DOUBT) - LENGTH_COST * (lengths - 1)
        self._unseen = np.where(lengths > 1, -np.inf, UNSEEN).astype(np.float32)
        self._held: dict[str, Vector] = {}

    def was_seen(self, seen: str) -> bool:
        """Whether some segment may be seen as ``seen``: all of two letters may, longer ones where it was sighted."""
        return len(seen) <= 2 or seen in self._rows

    def scores(self, seen: str) -> Vector:
        """One score for each true segment."""
        if seen not in self._held:
            vector = self._unseen.copy()
            if len(seen) > 2:
                vector[:] = -np.inf
            for number, count in self._rows.get(seen, {}).items():
                vector[number] = max(vector[number], self._base[number] + np.log(count))
            self._held[seen] = vector
        return self._held[seen]


def _tied(counts: Counter[tuple[str, str]]) -> Sightings:
    """What letters were seen as, lent to the letters that look like them."""
    letters = sorted(set("".join(parts())))
    tied = _alike(counts, letters)
    for alike, weight in ((toneless, _TIED_TONE), (strip_marks, _TIED_BASE)):
        groups: dict[str, Counter[str]] = defaultdict(Counter)
        for (true, seen), count in counts.items():
            if len(true) == 1:
                groups[alike(true)][seen] += count
        for letter in letters:
            group = groups[alike(letter)]
            share = weight / max(1.0, sum(group.values()))
            tied += [
                ((letter, seen), count * share) for seen, count in group.items() if count * share > _LEAST_TIE
            ]
    return tied


def _alike(counts: Counter[tuple[str, str]], letters: list[str]) -> Sightings:
    """Signs that look like a letter, each with its share of the letter's sightings."""
    totals: Counter[str] = Counter()
    for (true, _), count in counts.items():
        totals[true] += count
    shapes = {
        row["letter"]: row["looks_like"].split(" ") for row in resources.read_tsv("confusions_shapes.tsv")
    }
    return [
        ((letter, seen), _SHAPE_SHARE * (totals[letter] + DOUBT))
        for letter in letters
        for seen in shapes.get(letter, shapes.get(strip_marks(letter), ()))
    ]


# One sighting of each look-alike among so many of a letter: found on the development pairs.
_SHAPE_SHARE = 5e-4
# Smaller loans change nothing.
_LEAST_TIE = 1e-3


class PartTable:
    """All onsets, or all toned rimes, and how they are seen."""

    def __init__(
        self,
        names: list[str],
        sightings: Counter[tuple[str, str]],
        segments: Sightings,
    ) -> None:
        self.names = sorted(names, key=lambda name: (-len(name), name))
        self.place = {name: place for place, name in enumerate(self.names)}
        self._totals = np.zeros(len(self.names))
        self._rows: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for (true, seen), count in sightings.items():
            if true in self.place:
                self._totals[self.place[true]] += count
                self._rows[seen].append((self.place[true], count))
        self._lengths = np.array([len(name) for name in self.names])
        self._longest = int(self._lengths.max())
        pieces = sorted(
            {
                name[i:j]
                for name in names
                for i in range(len(name))
                for j in range(i + 1, min(len(name), i + LONGEST_TRUE) + 1)
            }
        )
        self._segments = Segments(segments, pieces)
        self._pieces = self._piece_numbers()
        self._held: dict[str, Vector] = {}

    def _piece_numbers(self) -> dict[tuple[int, int], tuple[Places, int]]:
        """By start and length, the segments of the parts that are long enough: those come first."""
        table = {}
        for start in range(self._longest):
            for length in range(1, min(LONGEST_TRUE, self._longest - start) + 1):
                found = [name[start : start + length] for name in self.names if len(name) >= start + length]
                numbers = np.array([self._segments.number[piece] for piece in found], dtype=np.int64)
                table[start, length] = (numbers, len(found))
        return table

    def scores(self, seen: str) -> Vector:
        """log P(seen | part) for each of ``names``."""
        if seen not in self._held:
            self._held[seen] = self._scores(seen)
        return self._held[seen]

    def was_seen(self, seen: str) -> bool:
        """Whether some part was seen as ``seen`` when the channel was learned."""
        return seen in self._rows

    def _scores(self, seen: str) -> Vector:
        whole = np.zeros(len(self.names))
        for place, count in self._rows.get(seen, ()):
            whole[place] = count
        by_segments = np.exp(self._by_segments(seen).astype(np.float64))
        with np.errstate(divide="ignore"):
            prior = PRIOR + NOVEL * self._totals
            found = np.log((whole + prior * by_segments) / (self._totals + prior))
        return np.asarray(np.maximum(found, LEAST), dtype=np.float32)

    def _by_segments(self, seen: str) -> Vector:
        """log P(seen | part) by the best way to cut both into segments, for all parts at once."""
        best = np.full((self._longest + 1, len(seen) + 1, len(self.names)), -np.inf, dtype=np.float32)
        best[0, 0] = 0.0
        cuts = [
            (j, k)
            for j in range(len(seen) + 1)
            for k in range(j, min(len(seen), j + LONGEST_SEEN) + 1)
            if self._segments.was_seen(seen[j:k])
        ]
        costs = {(j, k): self._segments.scores(seen[j:k]) for j, k in cuts}
        for (start, length), (pieces, parts_left) in self._pieces.items():
            for j, k in cuts:
                if start or not j:
                    target = best[start + length, k, :parts_left]
                    np.maximum(target, best[start, j, :parts_left] + costs[j, k].take(pieces), out=target)
        found: Vector = best[self._lengths, len(seen), np.arange(len(self.names))]
        return found


@dataclass(frozen=True, slots=True)
class Channel:
    """P(seen | syllable) for one kind of damage."""

    onsets: PartTable
    rimes: PartTable

    def places(self, syllables: Sequence[str]) -> tuple[Places, Places]:
        """Where the onset and the rime of each syllable stand: what ``scores`` wants."""
        pairs = [parts()[syllable] for syllable in syllables]
        return (
            np.array([self.onsets.place[onset] for onset, _ in pairs], dtype=np.int64),
            np.array([self.rimes.place[rime] for _, rime in pairs], dtype=np.int64),
        )

    def scores(self, seen: str, places: tuple[Places, Places], known: bool = False) -> Vector:
        """log P(seen | syllable) for each syllable of ``places``; ``seen`` is in lower case.

        With ``known`` only rimes are tried that were seen so when the channel was learned: that is quick.
        """
        best = np.full(len(places[0]), LEAST, dtype=np.float32)
        cuts = range(min(len(seen), _LONGEST_ONSET) + 1)
        for cut in cuts:
            if self.rimes.was_seen(seen[cut:]) and self.onsets.was_seen(seen[:cut]):
                self._combine(seen, cut, places, best)
        if not known and best.max() < _GOOD_ENOUGH:
            for cut in range(max(0, len(seen) - _LONGEST_RIME), len(cuts)):
                # An onset never seen so is too rare to look for beyond one sign ("¥" for "đ").
                found = self.onsets.was_seen(seen[:cut])
                if (found or cut == 1) and not (found and self.rimes.was_seen(seen[cut:])):
                    self._combine(seen, cut, places, best)
        return best

    def _combine(self, seen: str, cut: int, places: tuple[Places, Places], best: Vector) -> None:
        """Raise ``best`` where syllables whose onset ends at ``cut`` explain ``seen`` better."""
        onsets = self.onsets.scores(seen[:cut])
        if onsets.max() >= _WORST_ONSET:
            np.maximum(best, onsets[places[0]] + self.rimes.scores(seen[cut:])[places[1]], out=best)


@cache
def load(name: str) -> Channel:
    """The channel of the tables ``dictionaries/channel_<name>_*.tsv``."""
    onsets, rimes, segments = (
        _counts(f"channel_{name}_{kind}.tsv") for kind in ("onsets", "rimes", "segments")
    )
    return build(onsets, rimes, segments)


def build(
    onsets: Counter[tuple[str, str]],
    rimes: Counter[tuple[str, str]],
    segments: Counter[tuple[str, str]],
) -> Channel:
    """A channel from sightings."""
    pieces = [*segments.items(), *_tied(segments)]
    return Channel(
        PartTable(sorted({onset for onset, _ in parts().values()}), onsets, pieces),
        PartTable(sorted({rime for _, rime in parts().values()}), rimes, pieces),
    )


def _counts(name: str) -> Counter[tuple[str, str]]:
    counts: Counter[tuple[str, str]] = Counter()
    for row in resources.read_tsv(name):
        counts[_text(row["true"]), _text(row["seen"])] += int(row["count"])
    return counts


def _text(cell: str) -> str:
    return "" if cell == "_" else cell
