"""The output contract, version 1: the pydantic models that are its one source.

Field names and meanings are fixed; a field may be added, none renamed without raising
``SCHEMA_VERSION``. Keys are English ``snake_case``; values quoted from the notice stay
Vietnamese, NFC and verbatim.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION = "1.0"

Reader = Literal["text-layer", "ocr", "plain"]
PartOfDay = Literal["morning", "afternoon", "evening", "day"]
LeadSource = Literal["explicit", "heading", "inherited"]
DeadlineKind = Literal["before", "by", "on", "within", "period", "recurring", "event"]
Role = Literal["basis", "implements", "amends", "replaces", "mentions"]
RepairReason = Literal["dictionary", "language-model", "charset", "spelling"]
WarningCode = Literal[
    "numbering-gap",
    "numbering-repeat",
    "citation-mismatch",
    "agency-unknown",
    "agency-dissolved",
    "agency-ambiguous",
    "deadline-past",
    "deadline-unresolved",
    "deadline-impossible",
    "low-quality-page",
    "unreadable-page",
    "lead-missing",
    "number-missing",
    "date-missing",
]


class Model(BaseModel):
    """Base of all contract models: immutable, and strict about unknown fields."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        defer_build=True,  # what is only read or repaired makes no notice
        json_schema_serialization_defaults_required=True,  # the schema of what is written: nothing is left out
    )


class PageBox(Model):
    """A rectangle on an upright page, in PDF points from its top left corner."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


class Span(Model):
    """Code-point offsets into ``text`` and, for each line covered, a box."""

    start: int
    end: int
    boxes: list[PageBox] = Field(default_factory=list)


class AgencyRef(Model):
    """One mention of a body; ``name`` is canonical, ``text`` is as written.

    ``members`` are the ids that a group stands for, where its words point back to a list ("các đơn vị nêu trên").
    """

    id: str
    name: str
    text: str
    known: bool = True
    collective: bool = False
    post: str | None = None
    members: list[str] = Field(default_factory=list)
    span: Span


class Agency(Model):
    """A body named anywhere in the notice, once."""

    id: str
    name: str
    level: str | None
    known: bool
    collective: bool
    mentions: int
    valid_until: str | None = None
    successor: str | None = None


class PageInfo(Model):
    """How one page was read; sizes in PDF points, ``rotated`` in degrees clockwise."""

    page: int
    reader: Reader
    width: float | None
    height: float | None
    quality: float
    rotated: int


class FileSignature(Model):
    """What a digital signature states; nothing is said about its validity."""

    signer: str | None
    organisation: str | None
    signed_at: str | None


class Versions(Model):
    """The versions of everything that shaped the result."""

    kl_extract: str
    dictionary: str
    tesseract: str | None
    language_model: str | None


class Source(Model):
    """Where the result came from: no timestamp, no absolute path."""

    file: str
    sha256: str
    media_type: str
    pages: list[PageInfo]
    signatures: list[FileSignature]
    versions: Versions


class Header(Model):
    """What the head of the notice states; null where it states nothing."""

    number: str | None = None
    kind: str | None = None
    issuer: AgencyRef | None = None
    place: str | None = None
    issued_on: str | None = None
    title: str | None = None


class Chair(Model):
    """Who chaired the meeting."""

    name: str
    position: str | None


class Meeting(Model):
    """The meeting the notice tells of; dates are ISO 8601."""

    held_on: str | None = None
    ends_on: str | None = None
    part_of_day: PartOfDay | None = None
    place: str | None = None
    chair: Chair | None = None
    subject: str | None = None
    attendees: list[AgencyRef] = Field(default_factory=list)


class Clause(Model):
    """A clause of the tree; ``text`` is its own paragraphs, without its children's."""

    id: str
    label: str
    heading: str | None
    text: str
    span: Span
    children: list["Clause"] = Field(default_factory=list)


class Deadline(Model):
    """A deadline; what had to be inferred is said in ``assumed``."""

    text: str
    kind: DeadlineKind
    due: str | None = None
    starts: str | None = None
    rrule: str | None = None
    assumed: str | None = None
    span: Span


class Assignment(Model):
    """One directive: who leads, with whom, what, by when, reporting to whom.

    ``review_reasons`` says in Vietnamese why a person should look at it; it is empty unless ``needs_review``.
    """

    id: str
    clause: str
    leads: list[AgencyRef]
    lead_source: LeadSource
    coordinators: list[AgencyRef]
    task: str
    deadlines: list[Deadline]
    urgency: str | None
    reports_to: list[AgencyRef]
    products: list[str]
    citations: list[str]
    confidence: float
    needs_review: bool
    review_reasons: list[str] = Field(default_factory=list)
    span: Span


class Citation(Model):
    """A cited document, once however often it is cited; ``span`` is its first mention."""

    id: str
    text: str
    type: str | None
    number: str | None
    issued_on: str | None
    issuer: AgencyRef | None
    title: str | None
    parts: list[str]
    role: Role
    span: Span
    spans: list[Span]


class Recipient(Model):
    """One line of "Nơi nhận"."""

    text: str
    agencies: list[AgencyRef]


class Signature(Model):
    """The authority lines above a signature and the signer's name."""

    authority: list[str]
    name: str | None


class NoticeWarning(Model):
    """Something the reader of the result should know; ``clause`` and ``span`` tell where."""

    code: WarningCode
    message: str
    clause: str | None = None
    span: Span | None = None


class Repair(Model):
    """One change made to the text as read."""

    span: Span
    before: str
    after: str
    reason: RepairReason
    confidence: float


class Notice(Model):
    """Everything found in one notice; every span indexes ``text``."""

    schema_version: str = SCHEMA_VERSION
    source: Source
    header: Header
    meeting: Meeting | None
    clauses: list[Clause]
    assignments: list[Assignment]
    agencies: list[Agency]
    citations: list[Citation]
    recipients: list[Recipient]
    signature: Signature | None
    warnings: list[NoticeWarning]
    repairs: list[Repair]
    text: str
