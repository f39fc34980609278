"""Runs the whole pipeline in this process, once for each file."""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kl_extract.emit import to_json
from kl_extract.model import Document
from kl_extract.options import Options
from kl_extract.pipeline import process_document, read_document

ROOT = Path(__file__).parents[2]


@cache
def _document(path: Path) -> Document:
    return read_document(path, Options())


@cache
def _result(path: Path) -> str:
    return to_json(process_document(_document(path), Options()))


@pytest.fixture(scope="session")
def document() -> Callable[[Path], Document]:
    """A file as read and repaired."""
    return _document


@pytest.fixture(scope="session")
def result() -> Callable[[Path], dict[str, Any]]:
    """The JSON of a file, read back."""

    def read(path: Path) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(_result(path))
        return found

    return read
