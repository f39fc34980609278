"""Which language model the package holds."""

import hashlib
from pathlib import Path

_DATA = Path(__file__).parent / "data"


def language_version() -> str:
    """The first 12 hexadecimal digits of a digest over the model: the same model, the same version.

    Kept beside the model, for it is too large to read for each notice.
    """
    return (_DATA / "language.version").read_text(encoding="ascii").strip()


def digest(model: Path) -> str:
    """The version of the model at ``model``."""
    return hashlib.sha256(model.read_bytes()).hexdigest()[:12]
