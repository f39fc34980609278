"""What the lattice offers beside syllables: acronyms, loanwords, and where tokens part."""

import pytest

from kl_extract.repair import mend
from kl_extract.repair.acronyms import Acronyms
from kl_extract.repair.changes import apply
from kl_extract.repair.judge import Damage
from kl_extract.repair.language import load
from kl_extract.repair.loanwords import Loanwords


def _mended(line: str) -> str:
    """A line as damage by an English OCR is mended."""
    return apply(line, mend.mend([line], Damage.ENGLISH)[0]).text


@pytest.mark.parametrize(("seen", "true"), [("hdnd", "hđnd"), ("bps", "bđs"), ("gddt", "gdđt")])
def test_acronyms_are_known_by_their_look(seen: str, true: str) -> None:
    assert true in [word for word, _ in Acronyms(load()).behind(seen)]


def test_a_bar_read_as_a_letter_is_rarer_than_a_lost_mark() -> None:
    offered = Acronyms(load())
    assert dict(offered.behind("bds"))["bđs"] > dict(offered.behind("bps"))["bđs"]


@pytest.mark.parametrize(("seen", "true"), [("b6xit", "bôxit"), ("crémit", "crômit"), ("amiing", "amiăng")])
def test_loanwords_are_known_by_their_consonants(seen: str, true: str) -> None:
    assert true in [word for word, _ in Loanwords(load()).behind(seen)]


def test_syllables_and_plain_words_are_no_loanwords() -> None:
    offered = Loanwords(load())
    for seen in ("logistics", "cong", "startup"):
        assert offered.behind(seen) == []


@pytest.mark.parametrize(
    ("seen", "true"),
    [
        ("khoang san b6xit va quang crémit", "khoáng sản bôxit và quặng crômit"),
        ("phat trién thi trudng BPS trong nam nay", "phát triển thị trường BĐS trong năm nay"),
        ("cong ty startup va dich vu logistics", "công ty startup và dịch vụ logistics"),
    ],
)
def test_they_are_taken_where_they_fit(seen: str, true: str) -> None:
    assert _mended(seen) == true
