"""The files of an office's own dictionaries: the one in the platform's folder for settings, and those it names."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import typer

from kl_extract.errors import DictionaryError, EncodingError, InputError, NotFoundError

FILE = "agencies.tsv"


def settings_file() -> Path:
    """Where a user's own dictionary lies: ``~/.config/kl-extract/agencies.tsv`` on Linux (``$XDG_CONFIG_HOME``),
    ``~/Library/Application Support/kl-extract`` on macOS, ``%APPDATA%\\kl-extract`` on Windows."""
    return Path(typer.get_app_dir("kl-extract")) / FILE


def own_dictionaries(named: Iterable[str]) -> tuple[str, ...]:
    """The texts of the user's own dictionary, if there is one, and of those ``named``, in this order.

    Raises ``InputError`` where one cannot be read, ``DictionaryError`` where one is at fault.
    """
    settings = settings_file()
    paths = [*([settings] if settings.is_file() else []), *(Path(name) for name in named)]
    return tuple(_checked(path) for path in paths)


def read_dictionary(path: Path) -> str:
    """The text of the dictionary at ``path``. Raises ``InputError``."""
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError as error:
        raise NotFoundError(str(path), "no such dictionary", "check the name and the folder") from error
    except UnicodeDecodeError as error:
        raise EncodingError(str(path), "a dictionary must be UTF-8", "save it as UTF-8") from error
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror})", "check the name") from error


def _checked(path: Path) -> str:
    from kl_extract.extract.agencies.own import Fault, parse  # noqa: PLC0415 - only where there is a dictionary

    text = read_dictionary(path)
    wrong: Sequence[Fault] = [fault for fault in parse(text)[1] if not fault.note]
    if wrong:
        more = f"; {len(wrong) - 1} more: see kl-extract dictionary check" if len(wrong) > 1 else ""
        raise DictionaryError(f"{path}:{wrong[0].line}", wrong[0].trouble, f"{wrong[0].remedy}{more}")
    return text
