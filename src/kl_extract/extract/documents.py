"""Cited documents in the contract's form, each with the body that issued it."""

from kl_extract.contract import AgencyRef, Citation, NoticeWarning
from kl_extract.extract.agencies import Registry
from kl_extract.extract.agencies.entry import slug
from kl_extract.extract.agencies.tokens import tokenize
from kl_extract.extract.citations import CitedDocument, FoundCitation, find_citations, group
from kl_extract.model import Outline, Text


def cited_documents(
    text: Text, outline: Outline, registry: Registry
) -> tuple[list[Citation], list[NoticeWarning]]:
    """Every cited document once, in order of first mention, and a warning for each disagreement inside one."""
    found = [mention for mention in find_citations(text.value) if not _is_own(mention, outline)]
    citations: list[Citation] = []
    warnings: list[NoticeWarning] = []
    for document in group(found):
        citation = _citation(text, registry, document, f"c{len(citations) + 1}")
        citations.append(citation)
        warnings.extend(
            NoticeWarning(code="citation-mismatch", message=message, span=citation.span)
            for message in document.mismatches
        )
    return citations, warnings


def _is_own(mention: FoundCitation, outline: Outline) -> bool:
    """Whether it is the notice's own number, or stands among the recipients."""
    parts = [*outline.head, *outline.recipients, *outline.authority]
    return any(part.start < mention.end and mention.start < part.end for part in parts)


def _citation(text: Text, registry: Registry, document: CitedDocument, citation_id: str) -> Citation:
    first = document.mentions[0]
    title = document.title
    return Citation(
        id=citation_id,
        text=text.value[first.start : first.end],
        type=document.type,
        number=document.number,
        issued_on=document.issued_on.isoformat() if document.issued_on else None,
        issuer=_issuer(text, registry, document),
        title=_title(document.type, text.value[title[0] : title[1]]) if title else None,
        parts=list(document.parts),
        role=document.role,
        span=text.span(first.start, first.end),
        spans=[text.span(mention.start, mention.end) for mention in document.mentions],
    )


def _title(kind: str | None, title: str) -> str:
    """A law that shares its noun with others ("các Luật: Đất đai, Nhà ở") gets it back."""
    if kind in {"Luật", "Bộ luật", "Pháp lệnh"} and not title.startswith(kind):
        return f"{kind} {title}"
    return title


def _issuer(text: Text, registry: Registry, document: CitedDocument) -> AgencyRef | None:
    """The body that the words name, else the one that the symbol's code alone tells, placed at the symbol."""
    if document.issuer is not None:
        refs = registry.refs(*_widened(registry, *document.issuer))
        if refs:
            return refs[0]
    if document.issuer_name is None:
        return None
    first = document.mentions[0]
    found = registry.dictionary.match(tokenize(document.issuer_name), 0)
    entry = found.entries[0] if found else None
    return AgencyRef(
        id=entry.id if entry else slug(document.issuer_name),
        name=entry.name if entry else document.issuer_name,
        text=text.value[first.start : first.end],
        known=entry is not None,
        span=text.span(first.start, first.end),
    )


def _widened(registry: Registry, start: int, end: int) -> tuple[int, int]:
    """The offsets, widened to the whole of a mention they cut into."""
    mention = registry.first_touching(start, end)
    return (min(start, mention.start), max(end, mention.end)) if mention else (start, end)
