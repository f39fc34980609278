"""One input through all stages: read, repair, normalise, split, extract, emit."""

from pathlib import Path

from kl_extract.contract import Notice
from kl_extract.emit import assemble
from kl_extract.extract import extract
from kl_extract.model import Document, Outline, Text
from kl_extract.normalise import normalise
from kl_extract.options import OnPage, Options
from kl_extract.read import read_bytes, read_file
from kl_extract.repair import language_version, repair
from kl_extract.resources import dictionary_version
from kl_extract.split import split


def process_file(path: Path, options: Options, on_page: OnPage | None = None) -> Notice:
    """Everything found in the file at ``path``.

    Raises ``InputError`` where it cannot be read, ``MissingProgramError`` where reading it takes a
    program that is not installed.
    """
    return _process(read_file(path, options.read, on_page), options)


def process_bytes(data: bytes, name: str, options: Options, on_page: OnPage | None = None) -> Notice:
    """As ``process_file``, for the content of a file called ``name``."""
    return _process(read_bytes(data, name, options.read, on_page), options)


def outlined(path: Path, options: Options, data: bytes | None = None) -> tuple[Text, Outline]:
    """The text and the parts of the file at ``path``, or of ``data`` if given. Raises as ``process_file``."""
    document = read_file(path, options.read) if data is None else read_bytes(data, path.name, options.read)
    text = normalise(repair(document, options))
    return text, split(text)


def _process(document: Document, options: Options) -> Notice:
    repaired = repair(document, options)
    text = normalise(repaired)
    model = language_version() if options.repair else None
    findings = extract(text, split(text), options.dictionaries)
    return assemble(repaired, text, findings, dictionary_version(options.dictionaries), model)
