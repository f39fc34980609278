"""What a digital signature shows on a scan lies over the notice's own text, and is no part of it."""

from collections.abc import Callable
from typing import Any

import pytest
from pdf_update import PdfUpdate
from PIL import ImageChops
from scan_pdf import coded, scan_pdf

from kl_extract.read.content import Content
from kl_extract.read.render import Renderer

WIDE, HIGH = 1240, 1754  # A4 at 150 dpi
HEAD = (300, 740, 580, 830)
BLANK = (124, 730, 150, 746)


@pytest.fixture(scope="module")
def page(make_pdf: Callable[..., bytes], notice_page: Any, draw_page: Any) -> Any:
    return draw_page(make_pdf([notice_page]), dpi=150).convert("L").resize((WIDE, HIGH))


def noted(page: Any, place: tuple[int, int, int, int], kind: bytes, parent: bool = False) -> bytes:
    """The scan with a field of ``kind`` that blackens its ``place``."""
    update = PdfUpdate(scan_pdf(coded(page, "DCT")))
    x0, y0, x1, y1 = place
    box = b"%d %d" % (x1 - x0, y1 - y0)
    form = update.stream(b"/Type /XObject /Subtype /Form /BBox [0 0 %s]" % box, b"0 0 %s re f" % box)
    entries = b"/FT /%s /T (field)" % kind
    widget = b"/Type /Annot /Subtype /Widget /F 4 /Rect [%d %d %d %d] /AP << /N %d 0 R >>" % (*place, form)
    if parent:
        note = update.add(b"<< %s /Parent %d 0 R >>" % (widget, form + 2))
        field = update.add(b"<< %s /Kids [%d 0 R] >>" % (entries, note))
    else:
        note = field = update.add(b"<< %s %s >>" % (widget, entries))
    update.extend(update.pages[0], b"/Annots [%d 0 R]" % note)
    update.extend(update.root, b"/AcroForm << /Fields [%d 0 R] >>" % field)
    return update.done()


def ink(pdf: bytes, place: tuple[int, int, int, int]) -> float:
    """The darkness of ``place`` as drawn for OCR, 0–1."""
    renderer = Renderer(Content(pdf), None, "a.pdf")
    image, dpi = renderer.draw(1)
    renderer.close()
    x0, y0, x1, y1 = (side * dpi / 72 for side in place)
    area = image.crop((round(x0), round(image.height - y1), round(x1), round(image.height - y0)))
    return 1 - sum(area.tobytes()) / (255 * area.width * area.height)


@pytest.mark.parametrize("parent", [False, True], ids=["one object", "field and widget"])
def test_a_signature_over_the_head_is_not_drawn(parent: bool, page: Any) -> None:
    signed, plain = (
        Renderer(Content(pdf), None, "a.pdf")
        for pdf in (noted(page, HEAD, b"Sig", parent), scan_pdf(coded(page, "DCT")))
    )
    assert not ImageChops.difference(signed.draw(1)[0], plain.draw(1)[0]).getbbox()


def test_what_is_no_signature_is_drawn(page: Any) -> None:
    assert ink(noted(page, HEAD, b"Tx"), HEAD) > 0.9


def test_a_signature_one_line_high_may_be_a_number(page: Any) -> None:
    assert ink(noted(page, BLANK, b"Sig"), BLANK) > 0.9
