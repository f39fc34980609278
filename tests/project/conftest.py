"""The checkout itself is what these tests are about."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the checkout."""
    return Path(__file__).parents[2]


@pytest.fixture(scope="session")
def sample(root: Path) -> Path:
    """A born-digital notice."""
    return root / "samples" / "province-dak-lak.pdf"
