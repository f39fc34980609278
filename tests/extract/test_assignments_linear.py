"""Hostile text: the roles in a long text are found in time in proportion to its length."""

from time import process_time

import pytest

from kl_extract.extract.agencies import build_registry
from kl_extract.extract.assignments import roles, segments
from kl_extract.extract.assignments.skeleton import build_skeleton
from kl_extract.model import Outline, Paragraph, Text


@pytest.mark.parametrize(
    "unit",
    ["Sở Y tế rà soát; ", "Sở Y tế, ", "giao Sở Y tế (", "báo cáo, ", "a; ", "phối hợp với ", "Sở Y tế; "],
)
def test_a_text_of_any_length_takes_time_in_proportion(unit: str) -> None:
    def seconds(size: int) -> float:
        text = "1. " + unit * (size // len(unit))
        registry = build_registry(Text(text, (), (), (Paragraph(0, len(text), 1),)), Outline(), None)
        started = process_time()
        skeleton = build_skeleton(text, 0, len(text), registry)
        for segment in segments.segments(skeleton):
            roles.find_lead(skeleton, segment, frozenset())
            roles.find_bodies(skeleton, segment, "coordinators")
            roles.find_bodies(skeleton, segment, "reports_to")
        return process_time() - started

    assert seconds(16_000) < 12 * max(0.02, seconds(4_000))
