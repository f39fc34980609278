"""What the stages found becomes one notice; nothing of it is dropped or moved."""

import re
import unicodedata
from dataclasses import dataclass

from kl_extract import __version__
from kl_extract.contract import (
    Agency,
    Assignment,
    Citation,
    Clause,
    FileSignature,
    Header,
    Meeting,
    Notice,
    NoticeWarning,
    Recipient,
    Signature,
)
from kl_extract.emit import assemble, to_json
from kl_extract.model import Document, Page, Text


@dataclass(frozen=True)
class Found:
    header: Header
    meeting: Meeting | None
    clauses: tuple[Clause, ...]
    assignments: tuple[Assignment, ...]
    agencies: tuple[Agency, ...]
    citations: tuple[Citation, ...]
    recipients: tuple[Recipient, ...]
    signature: Signature | None
    warnings: tuple[NoticeWarning, ...]


def found(notice: Notice) -> Found:
    """The findings that make up ``notice``, as *extract* hands them over."""
    return Found(
        header=notice.header,
        meeting=notice.meeting,
        clauses=tuple(notice.clauses),
        assignments=tuple(notice.assignments),
        agencies=tuple(notice.agencies),
        citations=tuple(notice.citations),
        recipients=tuple(notice.recipients),
        signature=notice.signature,
        warnings=tuple(notice.warnings),
    )


def document(name: str = "a.pdf") -> Document:
    return Document(
        name=name,
        sha256="ab" * 32,
        media_type="application/pdf",
        pages=(Page(number=1, lines=(), reader="ocr", width=595.0, height=842.0, quality=0.5, rotated=90),),
        signatures=(FileSignature(signer="Văn thư", organisation=None, signed_at=None),),
        warnings=(NoticeWarning(code="low-quality-page", message="page 1"),),
        tesseract="5.3.0",
    )


def text_of(notice: Notice) -> Text:
    return Text(value=notice.text, lines=(), pieces=(), paragraphs=(), repairs=tuple(notice.repairs))


def test_everything_found_is_in_the_notice(notice: Notice) -> None:
    made = assemble(document(), text_of(notice), found(notice))
    for field in ("header", "meeting", "clauses", "assignments", "agencies", "citations", "recipients"):
        assert getattr(made, field) == getattr(notice, field), field
    assert (made.signature, made.repairs, made.text) == (notice.signature, notice.repairs, notice.text)


def test_the_source_tells_of_pages_signatures_and_versions(notice: Notice) -> None:
    source = assemble(document(), text_of(notice), found(notice), language_model="lm-1").source
    page = source.pages[0]
    assert (page.page, page.reader, page.quality, page.rotated) == (1, "ocr", 0.5, 90)
    assert source.signatures[0].signer == "Văn thư"
    assert source.versions.kl_extract == __version__
    assert source.versions.tesseract == "5.3.0"
    assert source.versions.language_model == "lm-1"
    assert re.fullmatch(r"[0-9a-f]{12}", source.versions.dictionary)


def test_warnings_about_pages_come_first(notice: Notice) -> None:
    made = assemble(document(), text_of(notice), found(notice))
    assert [warning.code for warning in made.warnings] == ["low-quality-page", "numbering-gap"]


def test_a_decomposed_file_name_is_composed(notice: Notice) -> None:
    name = unicodedata.normalize("NFD", "thông báo.pdf")
    assert assemble(document(name), text_of(notice), found(notice)).source.file == "thông báo.pdf"


def test_a_file_name_of_stray_bytes_still_gives_json(notice: Notice) -> None:
    made = assemble(document("th\udcf4ng.pdf"), text_of(notice), found(notice))
    assert made.source.file == "th?ng.pdf"
    assert '"file": "th?ng.pdf"' in to_json(made)
