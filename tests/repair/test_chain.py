"""Two rounds of changes are told as one: it leads from the first text to the last."""

from hypothesis import given
from hypothesis import strategies as st

from kl_extract.contract import RepairReason
from kl_extract.repair import repair_lines
from kl_extract.repair.chain import chained
from kl_extract.repair.changes import Change, RepairedLine, apply


def _round(line: str, cuts: list[int], reason: RepairReason) -> RepairedLine:
    """Every other stretch between ``cuts`` replaced by one that is longer or shorter."""
    at = sorted({cut % (len(line) + 1) for cut in cuts})
    spans = list(zip(at[::2], at[1::2], strict=False))
    changes = [
        Change(low, high, line[low:high], "<" + line[low:high].upper()[: low % 3] + ">", reason, 0.5)
        for low, high in spans
    ]
    return apply(line, changes)


_CUTS = st.lists(st.integers(0, 60), max_size=8)


@given(st.text("abcdefgh ", max_size=40), _CUTS, _CUTS)
def test_one_account_leads_from_the_first_text_to_the_last(line: str, one: list[int], two: list[int]) -> None:
    first = _round(line, one, "charset")
    second = _round(first.text, two, "language-model")
    whole = chained(first, second)
    assert apply(line, whole.changes) == whole
    assert whole.text == second.text
    assert [line[change.start : change.end] for change in whole.changes] == [
        change.before for change in whole.changes
    ]
    assert [whole.text[low:high] for low, high in whole.places] == [change.after for change in whole.changes]


def test_a_decoded_word_that_is_mended_too_is_one_change() -> None:
    (line,) = repair_lines(
        ["Giao ñy ban nh©n d©n tØnh tæ chøc thực hiên nghiêm túc nhiệm vụ được giao năm nay"]
    )
    assert (
        apply(
            "Giao ñy ban nh©n d©n tØnh tæ chøc thực hiên nghiêm túc nhiệm vụ được giao năm nay", line.changes
        )
        == line
    )
    assert [(change.before, change.after) for change in line.changes[:2]] == [("ñy", "ủy"), ("nh©n", "nhân")]
    assert {change.reason for change in line.changes[:2]} == {"charset"}
