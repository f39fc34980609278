"""A folder to work in."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder of the test: three inputs, one of which lies deeper."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    for name in ("COLUMNS", "NO_COLOR", "KL_EXTRACT_DEBUG", "KL_EXTRACT_ENGINE", "KL_EXTRACT_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    for name in ("a.pdf", "b.txt", "in/x/c.pdf"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path
