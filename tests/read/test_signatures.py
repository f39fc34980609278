"""Digital signatures: what the certificate and the dictionary state, and none of it where they are malformed."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs7 import PKCS7Options, PKCS7SignatureBuilder
from cryptography.x509.oid import NameOID
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_update import PdfUpdate

from kl_extract import read
from kl_extract.contract import FileSignature
from kl_extract.read.content import Content
from kl_extract.read.der import DerError, first
from kl_extract.read.pkcs7 import statement
from kl_extract.read.signatures import _iso, signatures_of

MakePdf = Callable[..., bytes]
Parts = Sequence[tuple[x509.ObjectIdentifier, str]]
NAME, BODY, UNIT = NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME, NameOID.ORGANIZATIONAL_UNIT_NAME
OFFICE = ((BODY, "UBND TỈNH TÂN AN"), (UNIT, "VĂN PHÒNG"), (NAME, "Trần Văn Mẫu"))
M = b"/M (D:20250221083005+07'00')"


def _certificate(subject: Parts, issuer: Parts, key: Any, issuer_key: Any) -> x509.Certificate:
    def name(parts: Parts) -> x509.Name:
        return x509.Name([x509.NameAttribute(kind, value) for kind, value in parts])

    return (
        x509.CertificateBuilder()
        .subject_name(name(subject))
        .issuer_name(name(issuer))
        .public_key(key.public_key())
        .serial_number(1000 + len(str(subject)))
        .not_valid_before(datetime(2025, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2030, 1, 1, tzinfo=UTC))
        .sign(issuer_key, SHA256())
    )


def pkcs7(subject: Parts, *options: PKCS7Options) -> bytes:
    """A signature as an office's program makes it, with the certificate of the body that issued the signer's."""
    key, above = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    authority = ((BODY, "Cơ quan cấp chứng thư thử"), (NAME, "CA thử nghiệm"))
    builder = PKCS7SignatureBuilder().set_data(b"notice")
    builder = builder.add_signer(_certificate(subject, authority, key, above), key, SHA256())
    builder = builder.add_certificate(_certificate(authority, authority, above, above))
    return builder.sign(Encoding.DER, [PKCS7Options.DetachedSignature, *options])


PLAIN = PKCS7Options.NoAttributes


def signed(pdf: bytes, *signatures: tuple[bytes, bytes, int], form: bytes = b"") -> bytes:
    """``pdf`` with a field for each signature: its contents, more entries, and where the bytes it covers end."""
    update = PdfUpdate(pdf)
    fields = []
    for contents, entries, end in signatures:
        value = update.add(
            b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached %s /ByteRange [0 10 20 %d] /Contents <%s> >>"
            % (entries, end - 20, contents.hex().encode() + b"00" * 40)
        )
        fields.append(update.add(b"<< /FT /Sig /T (Signature%d) /V %d 0 R >>" % (len(fields), value)))
    kids = b" ".join(b"%d 0 R" % number for number in fields)
    update.extend(update.root, b"/AcroForm << /SigFlags 3 /Fields [%s] >>" % kids + form)
    return update.done()


@pytest.fixture(scope="module")
def pdf(make_pdf: MakePdf, notice_page: Any) -> bytes:
    return make_pdf([notice_page])


def test_certificate_and_date(pdf: bytes) -> None:
    document = read.read_bytes(signed(pdf, (pkcs7(OFFICE, PLAIN), M, 900)), "a.pdf")
    expected = FileSignature(
        signer="Trần Văn Mẫu", organisation="UBND TỈNH TÂN AN", signed_at="2025-02-21T08:30:05+07:00"
    )
    assert document.signatures == (expected,)
    assert len(document.pages[0].lines) > 10


def test_time_inside_the_signature_comes_first(pdf: bytes) -> None:
    """ISO 32000-1, table 252: /M counts only where the signature itself holds no time."""
    found = signatures_of(Content(signed(pdf, (pkcs7(OFFICE), M, 900))), None)[0].signed_at
    assert found is not None
    assert found.endswith("Z")
    assert datetime.fromisoformat(found).year >= 2025


def test_body_only_as_unit(pdf: bytes) -> None:
    data = signed(pdf, (pkcs7(((UNIT, "Văn phòng UBND tỉnh Tân An"), (NAME, "Lê Thị Thử")), PLAIN), b"", 900))
    expected = FileSignature(signer="Lê Thị Thử", organisation="Văn phòng UBND tỉnh Tân An", signed_at=None)
    assert signatures_of(Content(data), None) == (expected,)


def test_several_in_the_order_they_were_put(pdf: bytes) -> None:
    data = signed(
        pdf,
        (pkcs7(((NAME, "Văn thư"),), PLAIN), b"", 3000),
        (pkcs7(((NAME, "Lãnh đạo"),), PLAIN), b"", 2000),
        (pkcs7(((NAME, "Chuyên viên"),), PLAIN), b"", 1000),
    )
    assert [one.signer for one in signatures_of(Content(data), None)] == [
        "Chuyên viên",
        "Lãnh đạo",
        "Văn thư",
    ]


def test_name_in_the_dictionary_where_no_certificate_tells(pdf: bytes) -> None:
    name = b"/Name <" + ("\ufeff" + "Trần Văn Mẫu").encode("utf-16-be").hex().encode() + b">"
    good = (pkcs7(((NAME, "Lê Thị Thử"),), PLAIN), b"", 1000)
    data = signed(pdf, good, (b"rubbish", name + M, 2000))
    assert signatures_of(Content(data), None) == (
        FileSignature(signer="Lê Thị Thử", organisation=None, signed_at=None),
        FileSignature(signer="Trần Văn Mẫu", organisation=None, signed_at="2025-02-21T08:30:05+07:00"),
    )


@pytest.mark.parametrize(
    "contents",
    [b"", b"\0" * 90, b"\x30\x80", b"\x30\x84\xff\xff\xff\xff", b"\x30" * 5000, b"\x30\x80" * 5000],
)
def test_malformed_signatures_state_nothing(contents: bytes, pdf: bytes) -> None:
    data = signed(pdf, (contents, b"/M (yesterday)", 900))
    document = read.read_bytes(data, "a.pdf")
    assert document.signatures == ()
    assert document.pages[0].lines


def test_unsigned_field_and_form_that_leads_back_to_itself(pdf: bytes) -> None:
    update = PdfUpdate(pdf)
    number = update.add(b"<< /FT /Sig /T (a) >>")
    update.extend(number, b"/Kids [%d 0 R]" % number)
    update.extend(update.root, b"/AcroForm << /Fields [%d 0 R] >>" % number)
    assert read.read_bytes(update.done(), "a.pdf").signatures == ()


WHOLE = pkcs7(OFFICE, PLAIN)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.integers(0, 255), st.integers(0, 3))
def test_damage_anywhere_is_an_answer_or_a_named_error(at: int, byte: int, cut: int) -> None:
    damaged = WHOLE[:at] + bytes([byte]) + WHOLE[at + 1 + cut :]
    try:
        found = statement(damaged)
    except (DerError, IndexError, ValueError):
        return
    assert found.signer is None or isinstance(found.signer, str)


def test_open_lengths() -> None:
    """BER as some programs write it: the ends are marked, not counted."""
    element = first(bytes.fromhex("3080 0c0161 3080 020105 0000 0000 ffff"))
    text, inner = element.parts()
    assert (text.text(), inner.parts()[0].content) == ("a", b"\x05")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("D:20250221083005+07'00'", "2025-02-21T08:30:05+07:00"),
        ("D:20250221083005+07'00", "2025-02-21T08:30:05+07:00"),
        ("D:20250221083005Z", "2025-02-21T08:30:05Z"),
        ("D:20250221083005Z00'00'", "2025-02-21T08:30:05Z"),
        ("D:202502210830", "2025-02-21T08:30:00"),
        ("20250221083005-03'30'", "2025-02-21T08:30:05-03:30"),
        ("D:20250231083005", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates(written: str, expected: str | None) -> None:
    assert _iso(written) == expected
