"""Runs the whole pipeline in this process, once for each file."""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kl_extract.emit import to_json
from kl_extract.options import Options
from kl_extract.pipeline import process_file

ROOT = Path(__file__).parents[2]


@cache
def _result(path: Path) -> str:
    return to_json(process_file(path, Options()))


@pytest.fixture(scope="session")
def result() -> Callable[[Path], dict[str, Any]]:
    """The JSON of a file, read back."""

    def read(path: Path) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(_result(path))
        return found

    return read
