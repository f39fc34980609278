"""Examples in docstrings hold."""

import doctest
from importlib import import_module
from pathlib import Path

import pytest

import kl_extract

PACKAGE = Path(kl_extract.__file__).parent
MODULES = [
    ".".join(("kl_extract", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")
    for path in sorted(PACKAGE.rglob("*.py"))
    if ">>>" in path.read_text("utf-8")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    found = doctest.testmod(import_module(name))
    assert found.attempted
    assert not found.failed
