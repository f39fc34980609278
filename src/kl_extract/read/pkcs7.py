"""What a PKCS #7 signature states of its maker: name, body and time (RFC 5652, RFC 5280). Nothing is verified."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from kl_extract.read.der import INTEGER, OID, SEQUENCE, SET, DerError, Element, first

_SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
_SIGNING_TIME = bytes.fromhex("2a864886f70d010905")
_COMMON_NAME, _ORGANISATION, _UNIT = b"\x55\x04\x03", b"\x55\x04\x0a", b"\x55\x04\x0b"
_KEY_IDENTIFIER = b"\x55\x1d\x0e"
_CONTEXT_0, _CONTEXT_3, _KEY_ID = 0xA0, 0xA3, 0x80
_UTC_TIME, _GENERALIZED_TIME = 0x17, 0x18


@dataclass(frozen=True, slots=True)
class Statement:
    """``signer`` and ``organisation`` from the signer's certificate; ``signed_at`` from the signed attributes."""

    signer: str | None = None
    organisation: str | None = None
    signed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Certificate:
    """``serial`` and ``issuer`` as their bytes stand there: that is how a signature points to its certificate."""

    serial: bytes
    issuer: bytes
    subject: Element
    key_id: bytes | None


def statement(contents: bytes) -> Statement:
    """What the first signer of ``contents`` states; raises DerError where it is no such signature."""
    kind, wrapped = first(contents).parts()[:2]
    if kind.content != _SIGNED_DATA:
        raise DerError("not signed data")
    parts = wrapped.parts()[0].parts()
    signers = parts[-1].parts()
    if parts[-1].tag != SET or not signers:
        raise DerError("nobody signed")
    signer = signers[0].parts()
    bags = [part for part in parts if part.tag == _CONTEXT_0]
    certificates = list(_certificates(bags[0])) if bags else []
    certificate = _own(signer[1], certificates)
    names = _names(certificate.subject) if certificate else {}
    return Statement(
        signer=names.get(_COMMON_NAME),
        organisation=names.get(_ORGANISATION) or names.get(_UNIT),
        signed_at=_signing_time(signer),
    )


def _certificates(bag: Element) -> Iterator[_Certificate]:
    """The certificates that can be read; the others of a chain are not what is asked for."""
    for element in bag.parts():
        try:
            yield _certificate(element)
        except (DerError, IndexError):
            continue


def _certificate(element: Element) -> _Certificate:
    fields = element.parts()[0].parts()
    if fields[0].tag == _CONTEXT_0:  # the version, left out in version 1
        fields = fields[1:]
    serial, issuer, subject = fields[0], fields[2], fields[4]
    if serial.tag != INTEGER or issuer.tag != SEQUENCE or subject.tag != SEQUENCE:
        raise DerError("not a certificate")
    return _Certificate(serial.content, issuer.whole, subject, _key_id(fields))


def _key_id(fields: Sequence[Element]) -> bytes | None:
    """The key identifier among the extensions, which stand last and in a tag of their own."""
    if fields[-1].tag != _CONTEXT_3:
        return None
    for extension in fields[-1].parts()[0].parts():
        parts = extension.parts()
        if parts[0].content == _KEY_IDENTIFIER:
            return first(parts[-1].content).content
    return None


def _own(pointer: Element, certificates: Sequence[_Certificate]) -> _Certificate | None:
    """The signer's certificate; where the signature points to none, the one that issued no other."""
    for certificate in certificates:
        if pointer.tag == _KEY_ID and pointer.content == certificate.key_id:
            return certificate
        if pointer.tag == SEQUENCE:
            issuer, serial = pointer.parts()[:2]
            if (issuer.whole, serial.content) == (certificate.issuer, certificate.serial):
                return certificate
    issuers = {certificate.issuer for certificate in certificates}
    ends = [certificate for certificate in certificates if certificate.subject.whole not in issuers]
    return ends[0] if len(ends) == 1 else None


def _names(subject: Element) -> dict[bytes, str]:
    """The first value of each attribute of a name that says something."""
    found: dict[bytes, str] = {}
    for group in subject.parts():
        for attribute in group.parts():
            kind, value = attribute.parts()[:2]
            words = " ".join(value.text().replace("\0", " ").split())
            if kind.tag == OID and words:
                found.setdefault(kind.content, words)
    return found


def _signing_time(signer: Sequence[Element]) -> datetime | None:
    for attributes in (part for part in signer if part.tag == _CONTEXT_0):
        for attribute in attributes.parts():
            kind, values = attribute.parts()[:2]
            if kind.content == _SIGNING_TIME:
                return _time(values.parts()[0])
    return None


def _time(element: Element) -> datetime | None:
    """UTCTime and GeneralizedTime as RFC 5652 (11.3) writes them, to the second and in Z."""
    forms = {_UTC_TIME: "%y%m%d%H%M%SZ", _GENERALIZED_TIME: "%Y%m%d%H%M%SZ"}
    try:
        return datetime.strptime(element.text(), forms[element.tag]).replace(tzinfo=UTC)
    except (KeyError, ValueError):
        return None
