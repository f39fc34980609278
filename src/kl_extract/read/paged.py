"""What PDFs and images share: sheets become measured pages, and damaged pages become warnings."""

from functools import partial
from typing import TYPE_CHECKING

from kl_extract.contract import NoticeWarning
from kl_extract.errors import DamagedInputError
from kl_extract.model import Page
from kl_extract.options import ReadOptions
from kl_extract.read import Watch, tesseract
from kl_extract.read.ahead import in_order
from kl_extract.read.aligned import with_aligned_tables
from kl_extract.read.content import Content
from kl_extract.read.furniture import without_furniture
from kl_extract.read.kind import Kind
from kl_extract.read.margins import page_of
from kl_extract.read.ocr import read_image
from kl_extract.read.pages import selected
from kl_extract.read.pdf import Damaged, none_readable, read_pdf
from kl_extract.read.picture import frames, grey, open_picture, resolution
from kl_extract.read.tokens import Sheet

if TYPE_CHECKING:
    from PIL.Image import Image


def read_paged(
    kind: Kind, content: Content, name: str, options: ReadOptions, watch: Watch
) -> tuple[list[Page], list[NoticeWarning], str | None]:
    """Pages, warnings, and the version of Tesseract if it read any. Raises as ``read_pdf`` and ``open_picture``."""
    if kind is Kind.PDF:
        sheets, damaged = read_pdf(content, name, options, watch)
    else:
        sheets, damaged = _read_picture(content.whole(), name, options, watch)
    pages = [page_of(sheet) for sheet in with_aligned_tables(without_furniture(sheets))]
    version = (
        tesseract.require() if any(line.origin == "ocr" for page in pages for line in page.lines) else None
    )
    return pages, [_unreadable(page) for page in damaged], version


def _read_picture(
    data: bytes, name: str, options: ReadOptions, watch: Watch
) -> tuple[list[Sheet], list[Damaged]]:
    image = open_picture(data, name)
    numbers = selected(options.pages, getattr(image, "n_frames", 1), name)
    sheets: list[Sheet] = []
    damaged: list[Damaged] = []
    watch.scan(len(numbers), ())
    chosen = ((number, frame) for number, frame in enumerate(frames(image, name), 1) if number in numbers)
    calls = (
        partial(_read_frame, grey(frame), resolution(frame), number, options.page_timeout)
        for number, frame in chosen
    )
    for read in in_order(calls, options.jobs):
        if isinstance(read, Damaged):
            damaged.append(read)
        else:
            sheets.append(read)
        done = len(sheets) + len(damaged)
        watch.page(done, len(numbers))
        watch.scan(len(numbers) - done, () if isinstance(read, Damaged) else [row.text for row in read.rows])
    if not sheets:
        raise none_readable(name, damaged, "scan it again")
    return sheets, damaged


def _read_frame(image: "Image", dpi: float, number: int, timeout: float) -> Sheet | Damaged:
    try:
        return read_image(image, dpi, number, head_expected=number == 1, timeout=timeout)
    except DamagedInputError as error:
        return Damaged(number, error.trouble)


def _unreadable(page: Damaged) -> NoticeWarning:
    return NoticeWarning(code="unreadable-page", message=f"page {page.number}: {page.trouble}")
