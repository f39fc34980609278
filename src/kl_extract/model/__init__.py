"""What passes between the rooms: pages of lines, then one text that knows its origins, then its parts.

``Document`` leaves *read* (and *repair*), ``Text`` leaves *normalise*, ``Outline`` leaves *split*.
All are immutable. Coordinates are PDF points (1/72 inch) from the top left of the upright page.
"""

from kl_extract.model.box import Box
from kl_extract.model.document import Decoded, Document, Line, LineRepair, Page, Word
from kl_extract.model.outline import AnnexRow, Node, Outline, Range
from kl_extract.model.text import Edit, Paragraph, Piece, Text

__all__ = [
    "AnnexRow",
    "Box",
    "Decoded",
    "Document",
    "Edit",
    "Line",
    "LineRepair",
    "Node",
    "Outline",
    "Page",
    "Paragraph",
    "Piece",
    "Range",
    "Text",
    "Word",
]
