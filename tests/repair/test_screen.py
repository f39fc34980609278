"""What is left out of the decoding would have stayed as it was read."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from kl_extract.repair import language, screen, slips
from kl_extract.repair.careful import CarefulBuilder
from kl_extract.repair.decoder import Decoder, Step
from kl_extract.repair.lattice import Arc
from kl_extract.repair.mend import SLIP_COSTS
from kl_extract.repair.tokens import Token, boundaries, tokens_of


class Counting(Decoder):
    """Counts the tokens it is given."""

    count = 0

    def decode(self, tokens: Sequence[Token], lattice: Sequence[Sequence[Arc]]) -> list[Step]:
        self.count += len(tokens)
        return super().decode(tokens, lattice)


def slipped() -> list[tuple[str, str]]:
    """Lines with slips, and what they should be."""
    lines = (Path(__file__).parent / "slips.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [
        (row["seen"], row["true"]) for row in csv.DictReader(lines, delimiter="\t") if row["kind"] == "slip"
    ]


def lattice_of(lines: Sequence[str]) -> tuple[list[Token], list[list[Arc]]]:
    """The tokens of the lines, and their arcs."""
    opens = boundaries(lines)
    tokens = [token for number, line in enumerate(lines) for token in tokens_of(line, number, opens[number])]
    builder = CarefulBuilder(slips.load(typed=True), language.load(), SLIP_COSTS)
    return tokens, [builder.arcs(tokens, at) for at in range(len(tokens))]


def words_of(path: Sequence[Step]) -> list[tuple[int, tuple[int, ...]]]:
    """What the steps say, whichever arc says it."""
    return [(step.token, step.arc.words) for step in path]


@pytest.mark.parametrize("column", [0, 1], ids=["slips", "sound"])
def test_the_path_is_that_of_the_whole_lattice(column: int) -> None:
    tokens, lattice = lattice_of([pair[column] for pair in slipped()])
    model, decoder = language.load(), Counting(language.load())
    path = screen.decoded(model, decoder, tokens, lattice)
    assert words_of(path) == words_of(Decoder(model).decode(tokens, lattice))
    assert 0 < decoder.count < len(tokens)


def test_sound_text_is_hardly_decoded() -> None:
    tokens, lattice = lattice_of([true for _, true in slipped()])
    decoder = Counting(language.load())
    screen.decoded(language.load(), decoder, tokens, lattice)
    assert decoder.count < len(tokens) / 2


def test_no_text_has_no_path() -> None:
    assert screen.decoded(language.load(), Decoder(language.load()), [], []) == []
