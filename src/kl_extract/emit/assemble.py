"""Puts together what the stages found: one ``Notice``, the contract's outermost object."""

import unicodedata
from collections.abc import Sequence
from typing import Protocol

from kl_extract import __version__
from kl_extract.contract import (
    Agency,
    Assignment,
    Citation,
    Clause,
    Header,
    Meeting,
    Notice,
    NoticeWarning,
    PageInfo,
    Recipient,
    Signature,
    Source,
    Versions,
)
from kl_extract.model import Document, Page, Text
from kl_extract.resources import dictionary_version


class Findings(Protocol):
    """What *extract* hands over; named here because stages never import each other."""

    @property
    def header(self) -> Header: ...
    @property
    def meeting(self) -> Meeting | None: ...
    @property
    def clauses(self) -> Sequence[Clause]: ...
    @property
    def assignments(self) -> Sequence[Assignment]: ...
    @property
    def agencies(self) -> Sequence[Agency]: ...
    @property
    def citations(self) -> Sequence[Citation]: ...
    @property
    def recipients(self) -> Sequence[Recipient]: ...
    @property
    def signature(self) -> Signature | None: ...
    @property
    def warnings(self) -> Sequence[NoticeWarning]: ...


def assemble(
    document: Document,
    text: Text,
    findings: Findings,
    dictionary: str | None = None,
    language_model: str | None = None,
) -> Notice:
    """The notice: its source, what was found, the repairs, and the text all spans index.

    ``dictionary`` and ``language_model`` are the versions that shaped it. Warnings about pages come before those about
    what stands on them.
    """
    return Notice(
        source=_source(document, dictionary or dictionary_version(), language_model),
        header=findings.header,
        meeting=findings.meeting,
        clauses=list(findings.clauses),
        assignments=list(findings.assignments),
        agencies=list(findings.agencies),
        citations=list(findings.citations),
        recipients=list(findings.recipients),
        signature=findings.signature,
        warnings=[*document.warnings, *findings.warnings],
        repairs=list(text.repairs),
        text=text.value,
    )


def _source(document: Document, dictionary: str, language_model: str | None) -> Source:
    """Where the result came from; nothing in it depends on the day or the machine."""
    return Source(
        file=_file_name(document.name),
        sha256=document.sha256,
        media_type=document.media_type,
        pages=[_page(page) for page in document.pages],
        signatures=list(document.signatures),
        versions=Versions(
            kl_extract=__version__,
            dictionary=dictionary,
            tesseract=document.tesseract,
            language_model=language_model,
        ),
    )


def _page(page: Page) -> PageInfo:
    return PageInfo(
        page=page.number,
        reader=page.reader,
        width=page.width,
        height=page.height,
        quality=page.quality,
        rotated=page.rotated,
    )


def _file_name(name: str) -> str:
    """NFC like all other values (macOS hands over NFD); bytes that are no text become ``?``."""
    return unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode())
