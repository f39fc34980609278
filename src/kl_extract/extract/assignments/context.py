"""What all assignments of one notice share."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from kl_extract.contract import Citation
from kl_extract.extract.agencies import Registry
from kl_extract.extract.deadlines import Reference
from kl_extract.extract.overlaps import Overlaps
from kl_extract.model import Text


@dataclass(frozen=True, slots=True)
class Context:
    """``passive`` are ids of bodies for whom the chair speaks: as bare subjects they are told nothing."""

    text: Text
    registry: Registry
    reference: Reference
    citations: Sequence[Citation]
    passive: frozenset[str]
    ambiguous: frozenset[str] = field(init=False)
    """The words for bodies of which it is not known whom they mean."""
    _cited: Overlaps = field(init=False, repr=False)

    def __post_init__(self) -> None:
        spans = (
            (span.start, span.end, number) for number, one in enumerate(self.citations) for span in one.spans
        )
        words = (
            self.text.value[warning.span.start : warning.span.end]
            for warning in self.registry.warnings
            if warning.code == "agency-ambiguous" and warning.span is not None
        )
        object.__setattr__(self, "ambiguous", frozenset(words))
        object.__setattr__(self, "_cited", Overlaps(spans))

    def citations_at(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """Where ``[start, end)`` touches citations: their start, their end, and the citation's number."""
        return self._cited.touching(start, end)

    def cited(self, start: int, end: int) -> list[str]:
        """Ids of the documents cited in ``[start, end)``, in order."""
        inside = {
            number for low, high, number in self.citations_at(start, end) if start <= low and high <= end
        }
        return [self.citations[number].id for number in sorted(inside)]
