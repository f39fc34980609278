"""Citations: symbols of Nghị định 30/2020 and of the Party, laws by name, and what the words state of them."""

from kl_extract.extract.citations.found import CitedDocument, FoundCitation
from kl_extract.extract.citations.group import group
from kl_extract.extract.citations.scan import find_citations

__all__ = ["CitedDocument", "FoundCitation", "find_citations", "group"]
