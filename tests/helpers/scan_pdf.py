"""PDFs of one page that is a picture, as scanners write them, in every coding that they use."""

import io
import struct
from collections.abc import Sequence
from typing import Any

from PIL import Image

Coded = tuple[bytes, bytes]
"""The entries of an image's dictionary, and its data."""
_STRIP, _BLACK_AND_WHITE = 273, 262


def scan_pdf(
    coded: Coded,
    size: tuple[float, float] = (595, 842),
    content: bytes = b"%g 0 0 %g 0 0 cm /P Do",
    page: bytes = b"",
    others: Sequence[bytes] = (),
) -> bytes:
    """A page of ``size`` points whose ``content`` draws the picture /P, over all of it if nothing else is said.

    ``page`` adds entries to the page; ``others`` are more objects, the first of them number 6.
    """
    entries, data = coded
    if b"%g" in content:
        content = content % size
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %g %g] /Contents 4 0 R /Resources << /XObject << /P 5 0 R >> "
        b"/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> %s >>" % (*size, page),
        stream(b"", content),
        stream(b"/Type /XObject /Subtype /Image " + entries, data),
        *others,
    ]
    out, places = b"%PDF-1.5\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, len(out))
    return out + table + trailer


def stream(entries: bytes, data: bytes) -> bytes:
    """A stream object."""
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(data), data)


def coded(image: Any, coding: str) -> Coded:
    """A Pillow image (mode 1, L or RGB) in one of the codings of ISO 32000-1, 7.4."""
    size = b"/Width %d /Height %d " % image.size
    colours = b"/ColorSpace /DeviceRGB " if image.mode == "RGB" else b"/ColorSpace /DeviceGray "
    bits = b"/BitsPerComponent %d " % (1 if image.mode == "1" else 8)
    filters, data = {
        "raw": lambda: (b"", image.tobytes()),
        "DCT": lambda: (b"/Filter /DCTDecode", _saved(image, "JPEG", quality=85)),
        "JPX": lambda: (b"/Filter /JPXDecode", _saved(image, "JPEG2000")),
        "CCITT": lambda: (
            b"/Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns %d /Rows %d >>" % image.size,
            _group4(image),
        ),
        "JBIG2": lambda: (b"/Filter /JBIG2Decode", _jbig2(image)),
    }[coding]()
    return size + colours + bits + filters, data


def _saved(image: Any, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def _group4(image: Any) -> bytes:
    """ITU-T T.6, black dots as black runs, which libtiff sees in ones."""
    negative = image.point(lambda dot: 255 - dot)
    data = _saved(negative, "TIFF", compression="group4", strip_size=1 << 30)
    (place,) = Image.open(io.BytesIO(data)).tag_v2[_STRIP]
    (length,) = Image.open(io.BytesIO(data)).tag_v2[_STRIP + 6]
    return data[place : place + length]


def _jbig2(image: Any) -> bytes:
    """ITU-T T.88 as embedded in PDF: a page and one generic region, coded as a fax is (MMR)."""
    width, height = image.size
    page = struct.pack(">IIIIBH", width, height, 0, 0, 0, 0)
    region = struct.pack(">IIIIBB", width, height, 0, 0, 0, 1) + _group4(image)
    parts = enumerate([(48, page), (38, region)])
    return b"".join(
        struct.pack(">IBBBI", number, kind, 0, 1, len(data)) + data for number, (kind, data) in parts
    )
