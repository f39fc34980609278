"""A fake of the stages, for runs whose input says what becomes of it."""

from pathlib import Path

from kl_extract.errors import (
    DamagedInputError,
    EncryptedInputError,
    ExitCode,
    MissingProgramError,
    NotFoundError,
)
from kl_extract.inputs import Job
from kl_extract.options import OnPage, Options, Style
from kl_extract.request import Request
from kl_extract.run import run


def convert(job: Job, options: Options, style: Style, on_page: OnPage | None = None) -> str:
    """Gives back what it was given, or the trouble the input's content names."""
    data = job.data if job.path is None else job.path.read_bytes() if job.path.exists() else b"missing"
    match data:
        case b"missing":
            raise NotFoundError(job.name, "no such file", "check the name")
        case b"damaged":
            raise DamagedInputError(job.name, "no PDF", "scan it again")
        case b"locked":
            raise EncryptedInputError(job.name, "is encrypted", "give its password with --password")
        case b"scan":
            raise MissingProgramError("tesseract", "is not installed", "sudo apt-get install tesseract-ocr")
        case b"bug":
            raise RecursionError("too deep")
    if on_page:
        on_page(1, 1)
    return f'{{"input": "{job.name}", "format": "{style.format}", "pages": {sorted(options.read.pages)}}}\n'


def go(*inputs: str, **choices: object) -> ExitCode:
    """The exit code of a run of these inputs, whose request is else as ``choices`` say."""
    return run(Request(inputs, **choices), convert)  # type: ignore[arg-type]


def result(name: str, form: str = "json") -> str:
    """What ``convert`` gives for a sound input."""
    return f'{{"input": "{name}", "format": "{form}", "pages": []}}\n'


def written(folder: str = "out") -> dict[str, str]:
    """Every file under ``folder``, temporary ones too."""
    return {
        str(path.relative_to(folder)): path.read_text() for path in Path(folder).rglob("*") if path.is_file()
    }
