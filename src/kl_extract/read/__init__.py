"""Reads one input of any kind into a ``Document`` of lines with page, box, text, origin and confidence."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from kl_extract.contract import FileSignature, NoticeWarning
from kl_extract.errors import (
    EmptyInputError,
    InputError,
    MissingProgramError,
    NotFoundError,
    TooLargeError,
    UnsupportedInputError,
)
from kl_extract.model import Document, Page
from kl_extract.options import OnPage, OnScan, ReadOptions
from kl_extract.read.content import Content, opened, unreadable
from kl_extract.read.kind import Kind, kind_of

_DEFAULTS = ReadOptions()
SUFFIXES = frozenset({".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".docx", ".txt", ".md"})
# Ten thousand scanned pages; more is no notice, and would have to be held in memory.
_MAX_BYTES = 1024**3
# Pages below this need a person's eye. Of 55 pages of real scans at 87–300 dpi, 46 that read well score 0.84–0.95,
# six tables and pages under stamps and signatures 0.69–0.80, three ruined ones 0.11–0.54.
LOW_QUALITY = 0.65


@dataclass(frozen=True, slots=True)
class Watch:
    """What is called while pages are read."""

    page: OnPage
    scan: OnScan


def read_file(
    path: Path,
    options: ReadOptions = _DEFAULTS,
    on_page: OnPage | None = None,
    on_scan: OnScan | None = None,
) -> Document:
    """Reads the file at ``path``; ``on_page(done, total)`` is called after each page, ``on_scan`` where they are scans.

    Raises the subclass of InputError that names the trouble, UsageError for pages beyond the document,
    MissingProgramError where a page must be read by Tesseract and it is not installed.
    """
    with _content(path) as content:
        return _read(content, str(path), path.name, options, _watch(on_page, on_scan))


def read_bytes(
    data: bytes,
    name: str,
    options: ReadOptions = _DEFAULTS,
    on_page: OnPage | None = None,
    on_scan: OnScan | None = None,
) -> Document:
    """Reads ``data`` as ``read_file`` does; ``name`` is how messages and the document call it."""
    return _read(Content(data), name, Path(name).name, options, _watch(on_page, on_scan))


def _watch(on_page: OnPage | None, on_scan: OnScan | None) -> Watch:
    return Watch(on_page or (lambda done, total: None), on_scan or (lambda left, lines: None))


@contextmanager
def _content(path: Path) -> Iterator[Content]:
    """What stands in the file, which stays open within it. Raises as ``read_file`` where it cannot be opened."""
    subject = str(path)
    with ExitStack() as stack:
        try:
            if path.is_dir():
                raise UnsupportedInputError(
                    subject, "is a folder", "give a file, or the folder with -o for a batch"
                )
            if path.stat().st_size > _MAX_BYTES:
                raise TooLargeError(subject, "the file is larger than 1 GiB", "split it, or choose another")
            content = stack.enter_context(opened(path))
        except FileNotFoundError as error:
            raise NotFoundError(subject, "no such file", "check the name and the folder") from error
        except PermissionError as error:
            raise InputError(
                subject, "may not be read (permission denied)", f"allow it: chmod u+r {path.name}"
            ) from error
        except OSError as error:
            raise unreadable(subject, error) from error
        yield content


def _read(content: Content, subject: str, name: str, options: ReadOptions, watch: Watch) -> Document:
    kind = kind_of(content, subject)
    pages, warnings, tesseract = _pages(kind, content, subject, options, watch)
    low = [_low_quality(page) for page in pages if page.quality < LOW_QUALITY and page.lines]
    return Document(
        name=name,
        sha256=content.sha256(),
        media_type=kind.value,
        pages=tuple(pages),
        signatures=_signatures(kind, content, options),
        warnings=(*warnings, *low),
        tesseract=tesseract,
    )


Parts = tuple[Sequence[Page], Sequence[NoticeWarning], str | None]


def _pages(kind: Kind, content: Content, subject: str, options: ReadOptions, watch: Watch) -> Parts:
    """Each kind's own reader, loaded only when needed: some of them are heavy."""
    if kind in {Kind.TEXT, Kind.DOCX}:
        return _unpaged(kind, content.whole(), subject, options, watch.page), (), None
    from kl_extract.read.paged import read_paged  # noqa: PLC0415
    from kl_extract.read.tesseract import rest, using  # noqa: PLC0415

    try:
        with using(options.engine):
            parts = read_paged(kind, content, subject, options, watch)
    except MissingProgramError as error:
        raise MissingProgramError(subject, f"{error.subject}: {error.trouble}", error.remedy) from error
    if options.jobs > 1:  # else documents follow one another, and what stands ready reads the next
        rest()
    return parts


def _signatures(kind: Kind, content: Content, options: ReadOptions) -> tuple[FileSignature, ...]:
    if kind is not Kind.PDF or not content.holds(b"Sig", b"ObjStm"):
        return ()
    from kl_extract.read.signatures import signatures_of  # noqa: PLC0415

    return signatures_of(content, options.password)


def _unpaged(kind: Kind, data: bytes, subject: str, options: ReadOptions, on_page: OnPage) -> Sequence[Page]:
    from kl_extract.read.pages import selected  # noqa: PLC0415

    if kind is Kind.TEXT:
        from kl_extract.read.plain import read_plain  # noqa: PLC0415

        pages = read_plain(data, subject)
    else:
        from kl_extract.read.word import read_docx  # noqa: PLC0415

        pages = read_docx(data, subject)
    if not any(page.lines for page in pages):
        raise EmptyInputError(subject, "the document holds no text", "give a document with text")
    chosen = selected(options.pages, len(pages), subject)
    on_page(len(chosen), len(chosen))
    return [pages[number - 1] for number in chosen]


def _low_quality(page: Page) -> NoticeWarning:
    message = f"page {page.number}: its text is poor (quality {page.quality:.2f}); check it against the page"
    return NoticeWarning(code="low-quality-page", message=message)
