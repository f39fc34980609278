"""The digital signatures of a PDF: who signed, for which body, and when, as the file states it (ISO 32000-1, 12.8).

Whether a signature is valid is not asked: that takes lists of trusted and of withdrawn certificates, which an
offline tool does not have.
"""

import ctypes
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from kl_extract.contract import FileSignature
from kl_extract.read.content import Content
from kl_extract.read.der import DerError
from kl_extract.read.pkcs7 import Statement, statement

# ISO 32000-1, 7.9.4: D:YYYYMMDDHHmmSSOHH'mm'; all behind the year may be left out.
_DATE = re.compile(
    r"(?:D:)?(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)?(\d\d)?)?(?:(Z)(?:00'?00'?)?|([+-])(\d\d)'?(?:(\d\d)'?)?)?",
    re.ASCII,
)
# Fields nest a few deep; a form that points back to itself ends here.
_DEEPEST = 16


@dataclass(frozen=True, slots=True)
class _Raw:
    """A signature as PDFium finds it: ``end`` is where the bytes end that it covers, so later ones come later."""

    number: int
    contents: bytes
    end: int
    signed_at: str


def signatures_of(content: Content, password: str | None) -> tuple[FileSignature, ...]:
    """What the signatures in a PDF state, in the order they were put; none where PDFium cannot open it."""
    import pypdfium2  # noqa: PLC0415

    try:
        document = pypdfium2.PdfDocument(content.for_pdfium(), password=password)
    except pypdfium2.PdfiumError:
        return ()
    try:
        raws = sorted(_raws(document), key=lambda raw: (raw.end, raw.number))
    finally:
        document.close()
    found: list[FileSignature] = []
    names: list[str | None] | None = None
    for raw in raws:
        said = _statement(raw.contents)
        signer = said.signer
        if signer is None:
            names = _names(content, password) if names is None else names
            signer = names[raw.number] if raw.number < len(names) else None
        stated = FileSignature(
            signer=_clean(signer),
            organisation=_clean(said.organisation),
            signed_at=said.signed_at.isoformat().replace("+00:00", "Z")
            if said.signed_at
            else _iso(raw.signed_at),
        )
        if stated.signer or stated.organisation or stated.signed_at:
            found.append(stated)
    return tuple(found)


def _raws(document: Any) -> Iterator[_Raw]:
    import pypdfium2  # noqa: PLC0415

    raw: Any = pypdfium2.raw

    seen: set[tuple[bytes, int]] = set()
    for number in range(raw.FPDF_GetSignatureCount(document)):
        signature = raw.FPDF_GetSignatureObject(document, number)
        contents = _bytes(raw.FPDFSignatureObj_GetContents, signature)
        count = raw.FPDFSignatureObj_GetByteRange(signature, None, 0)
        ranges = (ctypes.c_int * count)()
        raw.FPDFSignatureObj_GetByteRange(signature, ranges, count)
        end = sum(ranges[-2:])
        # The widgets of one field may each lead to the same signature.
        if contents and (contents, end) not in seen:
            seen.add((contents, end))
            time = _bytes(raw.FPDFSignatureObj_GetTime, signature)
            yield _Raw(number, contents, end, time.rstrip(b"\0").decode("latin-1"))


def _bytes(ask: Callable[..., int], signature: Any) -> bytes:
    """What PDFium writes into a buffer of the length that it names itself."""
    length = ask(signature, None, 0)
    buffer = ctypes.create_string_buffer(length)
    ask(signature, buffer, length)
    return bytes(buffer.raw)


def _statement(contents: bytes) -> Statement:
    try:
        return statement(contents)
    except (DerError, IndexError, ValueError):  # a malformed signature states nothing
        return Statement()


def _iso(written: str) -> str | None:
    """A PDF's date as ISO 8601, with the offset from UTC if it is given; None where it is no date."""
    match = _DATE.fullmatch(written.strip())
    if match is None:
        return None
    try:
        moment = datetime(*(int(part or 0) for part in match.groups()[:6]))  # type: ignore[arg-type]
        if match[7]:
            return moment.isoformat() + "Z"
        if match[8]:
            offset = timedelta(hours=int(match[9]), minutes=int(match[10] or 0))
            return moment.replace(tzinfo=timezone(offset if match[8] == "+" else -offset)).isoformat()
    except ValueError:
        return None
    return moment.isoformat()


def _names(content: Content, password: str | None) -> list[str | None]:
    """The /Name of each signature field, in the order of the form, which PDFium does not tell."""
    from pdfminer.pdfdocument import PDFDocument  # noqa: PLC0415
    from pdfminer.pdfparser import PDFParser  # noqa: PLC0415
    from pdfminer.pdftypes import dict_value, list_value  # noqa: PLC0415

    try:
        with content.stream() as file:
            document = PDFDocument(PDFParser(file), password=password or "")
            form = dict_value(document.catalog.get("AcroForm", {}))
            return [name for field in list_value(form.get("Fields", [])) for name in _names_below(field, 0)]
    except Exception:  # pdfminer raises errors of every kind on damaged files
        return []


def _names_below(field: Any, depth: int) -> Iterator[str | None]:
    from pdfminer.pdftypes import dict_value, list_value, resolve1  # noqa: PLC0415
    from pdfminer.psparser import LIT  # noqa: PLC0415
    from pdfminer.utils import decode_text  # noqa: PLC0415

    if depth > _DEEPEST:
        return
    entry = dict_value(field)
    if resolve1(entry.get("FT")) is LIT("Sig"):
        name = resolve1(dict_value(entry.get("V", {})).get("Name"))
        yield decode_text(name) if isinstance(name, bytes) else None
    for kid in list_value(entry.get("Kids", [])):
        yield from _names_below(kid, depth + 1)


def _clean(name: str | None) -> str | None:
    """NFC, on one line; None where nothing is left."""
    printable = "".join(char if char.isprintable() else " " for char in name or "")
    return unicodedata.normalize("NFC", " ".join(printable.split())) or None
