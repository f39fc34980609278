"""Decides page by page whether the text layer is trusted or the page is read as an image."""

from kl_extract.read.textlayer import TextLayer
from kl_extract.read.tokens import Sheet

# Between the worst sound window of 120 words (0.91) and the best damaged one (0.57): see quality.py.
TRUSTED = 0.75
# A picture over half of the page with less text than a short paragraph: a scan under a stamp or a signature note.
_PICTURE_PAGE = 0.5
_FEW_WORDS = 60
# OCR of a sound page loses about this much against its text layer; less is no reason to doubt the layer.
_MARGIN = 0.05
_MUCH_SHORTER = 0.5


def needs_image(layer: TextLayer) -> bool:
    """Whether the page has to be read as an image, because its text layer is missing or cannot be trusted.

    Missing: no words, or a few over a picture that fills the page. Not to be trusted: the words are not the
    Vietnamese of an official text (another language's OCR, marks stripped, legacy fonts, glyph numbers for letters).
    A short page of numbers has little to judge and is trusted.
    """
    if not layer.tokens:
        return True
    if layer.area >= _PICTURE_PAGE and len(layer.tokens) < _FEW_WORDS:
        return True
    return layer.judged.quality < TRUSTED


def better(layer: Sheet, image: Sheet) -> Sheet:
    """The better of the two readings of one page; a layer that says much less is never the better one."""
    layer_words, image_words = (sum(len(row.tokens) for row in sheet.rows) for sheet in (layer, image))
    if layer_words == 0 or layer_words < _MUCH_SHORTER * image_words:
        return image
    return layer if layer.quality >= image.quality - _MARGIN else image
