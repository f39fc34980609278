"""What all assignments of one notice share."""

from collections.abc import Sequence
from dataclasses import dataclass

from kl_extract.contract import Citation
from kl_extract.extract.agencies import Registry
from kl_extract.extract.deadlines import Reference
from kl_extract.model import Text


@dataclass(frozen=True, slots=True)
class Context:
    """``passive`` are ids of bodies for whom the chair speaks: as bare subjects they are told nothing."""

    text: Text
    registry: Registry
    reference: Reference
    citations: Sequence[Citation]
    passive: frozenset[str]

    def cited(self, start: int, end: int) -> list[str]:
        """Ids of the documents cited in ``[start, end)``, in order."""
        return [c.id for c in self.citations if any(start <= s.start and s.end <= end for s in c.spans)]
