"""Where the data of this tool lies: inside the installed package, or beside ``src/`` in a checkout."""

import csv
import hashlib
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).parent


@cache
def dictionaries() -> Path:
    """The folder of dictionaries."""
    installed = _PACKAGE / "dictionaries"
    return installed if installed.is_dir() else _PACKAGE.parents[1] / "dictionaries"


def read_tsv(name: str) -> list[dict[str, str]]:
    """Rows of ``dictionaries/name``, a tab-separated table with a heading row; ``#`` opens a comment."""
    with (dictionaries() / name).open(encoding="utf-8", newline="") as stream:
        lines = (line for line in stream if not line.startswith("#"))
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def read_toml(name: str) -> dict[str, Any]:
    """The table in ``dictionaries/name``, read once: not to be changed by whoever gets it."""
    with (dictionaries() / name).open("rb") as stream:
        return tomllib.load(stream)


@cache
def dictionary_version(own: tuple[str, ...] = ()) -> str:
    """The first 12 hexadecimal digits of a digest over all dictionaries: the same data, the same version.

    The texts of dictionaries that a user brings follow after a plus, digested in the same way.
    """
    if own:
        digest = hashlib.sha256()
        for text in own:
            digest.update(hashlib.sha256(text.encode()).digest())
        return f"{dictionary_version()}+{digest.hexdigest()[:12]}"
    digest = hashlib.sha256()
    for path in sorted(dictionaries().iterdir()):
        if path.suffix in {".tsv", ".toml"}:
            digest.update(path.name.encode())
            digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:12]
