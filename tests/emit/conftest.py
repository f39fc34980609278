"""One notice made by hand, small enough to read and with every kind of field filled."""

import pytest

from kl_extract.contract import (
    Agency,
    AgencyRef,
    Assignment,
    Chair,
    Citation,
    Clause,
    Deadline,
    Header,
    Meeting,
    Notice,
    NoticeWarning,
    PageBox,
    PageInfo,
    Recipient,
    Repair,
    Signature,
    Source,
    Span,
    Versions,
)

TEXT = "1. Giao Sở Y tế phối hợp với Sở Nội vụ rà soát biên chế, báo cáo UBND tỉnh trước ngày 05/3/2024."


def span_of(words: str, page: int = 2) -> Span:
    """Where ``words`` stand in the text, with a box on ``page``."""
    start = TEXT.index(words)
    box = PageBox(page=page, x0=85.0, top=120.5, x1=510.25, bottom=134.0)
    return Span(start=start, end=start + len(words), boxes=[box])


def ref(identifier: str, name: str) -> AgencyRef:
    """A mention of the body ``name`` as it stands in the text."""
    return AgencyRef(id=identifier, name=name, text=name, span=span_of(name))


@pytest.fixture
def notice() -> Notice:
    health, interior, province = (
        ref("so-y-te", "Sở Y tế"),
        ref("so-noi-vu", "Sở Nội vụ"),
        ref("ubnd-tinh", "UBND tỉnh"),
    )
    deadline = Deadline(
        text="trước ngày 05/3/2024", kind="before", due="2024-03-05", span=span_of("trước ngày 05/3/2024")
    )
    assignment = Assignment(
        id="1/1",
        clause="1",
        leads=[health],
        lead_source="explicit",
        coordinators=[interior],
        task="rà soát biên chế",
        deadlines=[deadline],
        urgency=None,
        reports_to=[province],
        products=[],
        citations=["c1"],
        confidence=0.9,
        needs_review=True,
        span=span_of("rà soát biên chế"),
    )
    citation = Citation(
        id="c1",
        text="Luật Khám bệnh",
        type="Luật",
        number=None,
        issued_on=None,
        issuer=None,
        title=None,
        parts=[],
        role="mentions",
        span=span_of("biên chế"),
        spans=[span_of("biên chế")],
    )
    return Notice(
        source=Source(
            file="thông báo.pdf",
            sha256="0" * 64,
            media_type="application/pdf",
            pages=[PageInfo(page=2, reader="ocr", width=595.3, height=841.9, quality=0.91, rotated=0)],
            signatures=[],
            versions=Versions(
                kl_extract="0.1.0", dictionary="0" * 12, tesseract="5.3.0", language_model=None
            ),
        ),
        header=Header(
            number="12/TB-UBND", kind="Thông báo", place="Tân An", issued_on="2024-02-20", title="Kết luận"
        ),
        meeting=Meeting(
            held_on="2024-02-19",
            part_of_day="morning",
            chair=Chair(name="Nguyễn Văn Mẫu", position="Phó Chủ tịch"),
            subject="biên chế ngành y tế",
        ),
        clauses=[Clause(id="1", label="1.", heading=None, text=TEXT[3:], span=span_of(TEXT[3:]))],
        assignments=[assignment],
        agencies=[
            Agency(id="so-y-te", name="Sở Y tế", level="province", known=True, collective=False, mentions=1)
        ],
        citations=[citation],
        recipients=[Recipient(text="- Như trên;", agencies=[])],
        signature=Signature(authority=["TL. CHỦ TỊCH"], name=None),
        warnings=[
            NoticeWarning(code="numbering-gap", message="1 is followed by 3", clause="1", span=span_of("1."))
        ],
        repairs=[
            Repair(
                span=span_of("Sở Y tế"),
                before="S& Y té",
                after="Sở Y tế",
                reason="dictionary",
                confidence=0.98,
            )
        ],
        text=TEXT,
    )
