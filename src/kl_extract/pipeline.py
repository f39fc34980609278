"""One input through all stages: read, repair, normalise, split, extract, emit."""

from functools import partial
from pathlib import Path

from kl_extract.contract import Notice
from kl_extract.emit import assemble
from kl_extract.model import Document, Outline, Text
from kl_extract.normalise import normalise
from kl_extract.options import OnPage, Options
from kl_extract.read import read_bytes, read_file
from kl_extract.repair import language_version, prepare, prepare_language, repair
from kl_extract.resources import dictionary_version
from kl_extract.split import split
from kl_extract.warming import Errands, warming


def process_file(path: Path, options: Options, on_page: OnPage | None = None) -> Notice:
    """Everything found in the file at ``path``.

    Raises ``InputError`` where it cannot be read, ``MissingProgramError`` where reading it takes a
    program that is not installed.
    """
    return process_document(read_document(path, options, on_page), options)


def process_bytes(data: bytes, name: str, options: Options, on_page: OnPage | None = None) -> Notice:
    """As ``process_file``, for the content of a file called ``name``."""
    return process_document(read_document(Path(name), options, on_page, data), options)


def read_document(
    path: Path, options: Options, on_page: OnPage | None = None, data: bytes | None = None
) -> Document:
    """The file at ``path``, or ``data`` if given, read and repaired. Raises as ``process_file``."""
    with warming(_errands(options), options.read.jobs) as on_scan:
        if data is None:
            document = read_file(path, options.read, on_page, on_scan)
        else:
            document = read_bytes(data, str(path), options.read, on_page, on_scan)
    return repair(document, options)


def _errands(options: Options) -> Errands:
    notice = partial(process_document, options=options)
    if not options.repair:
        return Errands(notice, lambda lines: None, lambda: None)
    return Errands(notice, prepare, _load_language)


def _load_language() -> None:
    from kl_extract.read.tesseract import give_back  # noqa: PLC0415 - as where pages are read

    give_back()  # what the first pages have freed: the model is no smaller
    prepare_language()


def outlined(path: Path, options: Options, data: bytes | None = None) -> tuple[Text, Outline]:
    """The text and the parts of the file at ``path``, or of ``data`` if given. Raises as ``process_file``."""
    text = normalise(read_document(path, options, data=data))
    return text, split(text)


def process_document(document: Document, options: Options) -> Notice:
    """Everything found in a document that was read and repaired."""
    from kl_extract.extract import extract  # noqa: PLC0415 - the heaviest stage: loaded while scans are read

    text = normalise(document)
    model = language_version() if options.repair else None
    findings = extract(text, split(text), options.dictionaries)
    return assemble(document, text, findings, dictionary_version(options.dictionaries), model)
