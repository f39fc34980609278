"""The command line: what may be typed, and how a run ends. Everything heavy is loaded once it is needed."""

import os
import signal
import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from kl_extract import __version__
from kl_extract.dictionary_app import dictionary_app
from kl_extract.errors import ExitCode, KlExtractError, UsageError, one_line
from kl_extract.flags import (
    SETTINGS,
    ChosenEngine,
    Dictionaries,
    FormOfOne,
    NoRepair,
    Pages,
    PageTimeout,
    Password,
    new_app,
)
from kl_extract.options import DEBUG, PAGE_TIMEOUT, Engine, Format, Options, ReadOptions
from kl_extract.page_ranges import parse_pages

if TYPE_CHECKING:
    from kl_extract.request import Request

BROKEN_PIPE = 128 + signal.SIGPIPE
"""What a shell reports for a program ended by SIGPIPE, as other Unix tools are when their reader leaves."""

main_app = new_app()
schema_app = new_app()
repair_app = new_app()
explain_app = new_app()
doctor_app = new_app()
Action = Callable[[], ExitCode]
"""What a command line comes to: typer only reads it, ``main`` does it."""
COMMANDS = {
    "schema": schema_app,
    "repair": repair_app,
    "explain": explain_app,
    "dictionary": dictionary_app,
    "doctor": doctor_app,
}
"""Commands by name; whatever else stands first belongs to the main one, so ``./schema`` is a file."""


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"kl-extract {__version__}")
        raise typer.Exit


@main_app.command(
    context_settings=SETTINGS,
    epilog="Other commands: kl-extract schema prints the JSON Schema of the output; kl-extract repair prints the "
    "repaired text of a file; kl-extract explain shows how one clause was read; "
    "kl-extract dictionary checks a list of bodies of your own and looks up names; "
    "kl-extract doctor shows what is installed and what is missing.",
)
def extract(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT", help="Files, folders (with all below them), or - for standard input."
        ),
    ],
    *,
    form: Annotated[
        Format | None,
        typer.Option(
            "--format",
            help="Default: table on a terminal; into a pipe json, or jsonl for several inputs; into a file json.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "-o", "--output", metavar="PATH", help="A file; for several inputs or folders, a folder."
        ),
    ] = None,
    pages: Pages = None,
    password: Password = None,
    page_timeout: PageTimeout = PAGE_TIMEOUT,
    jobs: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="Inputs read at the same time. Default: one for each core."),
    ] = None,
    dictionary: Dictionaries = None,
    no_repair: NoRepair = False,
    engine: ChosenEngine = Engine.AUTO,
    save_ocr: Annotated[
        str | None,
        typer.Option(
            "--save-ocr", metavar="PDF", help="Write the one scan there too, with its text unseen behind it."
        ),
    ] = None,
    quiet: Annotated[
        bool, typer.Option("-q", "--quiet", help="No progress and no summary; errors are still shown.")
    ] = False,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version and exit."),
    ] = False,
) -> Action:
    """Read Vietnamese conclusion notices (PDF, scans, pictures, DOCX, text) and print their assignments."""
    from kl_extract.own_dictionary import own_dictionaries  # noqa: PLC0415 - not needed for --help
    from kl_extract.request import Request  # noqa: PLC0415
    from kl_extract.workers import cores  # noqa: PLC0415

    request = Request(
        inputs=tuple(inputs),
        output=None if output == "-" else output,
        format=form,
        options=Options(
            _reading(pages, password, page_timeout, engine),
            not no_repair,
            own_dictionaries(dictionary or ()),
        ),
        jobs=jobs or cores(),
        quiet=quiet,
        save_ocr=save_ocr,
    )
    return partial(_extract, request)


def _reading(pages: str | None, password: str | None, page_timeout: float, engine: Engine) -> ReadOptions:
    """How the options shared by all commands say that an input is read. Raises ``UsageError``."""
    chosen = parse_pages(pages) if pages else frozenset()
    return ReadOptions(chosen, password, engine=engine, page_timeout=page_timeout)


def _prepare() -> None:
    """Makes this process fit to read documents: libraries keep quiet, and garbage is sought less often."""
    from kl_extract.workers import collect_rarely, hush_libraries  # noqa: PLC0415

    hush_libraries()
    collect_rarely()


def _extract(request: "Request") -> ExitCode:
    from kl_extract.run import run  # noqa: PLC0415
    from kl_extract.workers import end_cleanly  # noqa: PLC0415

    _prepare()
    end_cleanly(signal.SIGTERM, signal.SIGHUP)
    if request.save_ocr is None:
        return run(request)
    from kl_extract.saving import saving  # noqa: PLC0415

    return run(request, saving(request))


@schema_app.command(context_settings=SETTINGS)
def schema() -> Action:
    """Print the JSON Schema of the output."""
    return _print_schema


def _print_schema() -> ExitCode:
    from kl_extract.emit import schema as text  # noqa: PLC0415
    from kl_extract.outputs import emit  # noqa: PLC0415

    emit(text())
    return ExitCode.DONE


@repair_app.command(context_settings=SETTINGS)
def repair(
    source: Annotated[str, typer.Argument(metavar="[FILE]", help="A file; default: standard input.")] = "-",
    *,
    diff: Annotated[
        bool, typer.Option("--diff", help="Show the changed lines beside what they were.")
    ] = False,
    pages: Pages = None,
    password: Password = None,
    page_timeout: PageTimeout = PAGE_TIMEOUT,
    engine: ChosenEngine = Engine.AUTO,
) -> Action:
    """Print the text of a file with damaged Vietnamese made whole, line for line."""
    return partial(_mend, source, _reading(pages, password, page_timeout, engine), diff)


def _mend(source: str, options: ReadOptions, diff: bool) -> ExitCode:
    from kl_extract.mending import mend  # noqa: PLC0415

    _prepare()
    return mend(source, options, diff=diff)


@explain_app.command(context_settings=SETTINGS)
def explain(
    source: Annotated[str, typer.Argument(metavar="FILE", help="A notice, or - for standard input.")],
    clause: Annotated[str, typer.Argument(metavar="CLAUSE", help="The id of a clause, such as 3.a.")],
    *,
    form: FormOfOne = None,
    pages: Pages = None,
    password: Password = None,
    page_timeout: PageTimeout = PAGE_TIMEOUT,
    no_repair: NoRepair = False,
    dictionary: Dictionaries = None,
    engine: ChosenEngine = Engine.AUTO,
) -> Action:
    """Show how one clause was read: what was found, by which rule, and what was passed over."""
    from kl_extract.own_dictionary import own_dictionaries  # noqa: PLC0415 - not needed for --help

    read = _reading(pages, password, page_timeout, engine)
    options = Options(read, not no_repair, own_dictionaries(dictionary or ()))
    return partial(_explain, source, clause, options, form)


def _explain(source: str, clause: str, options: Options, form: Format | None) -> ExitCode:
    from kl_extract.explaining import explain as account_for  # noqa: PLC0415

    _prepare()
    return account_for(source, clause, options, form)


@doctor_app.command(context_settings=SETTINGS)
def doctor(
    *,
    form: FormOfOne = None,
) -> Action:
    """Show what is installed, what is missing and how to install it, and read a built-in page to prove it."""
    return partial(_doctor, form)


def _doctor(form: Format | None) -> ExitCode:
    from kl_extract.doctor import doctor as examine  # noqa: PLC0415
    from kl_extract.workers import hush_libraries  # noqa: PLC0415

    hush_libraries()
    return examine(form)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line ``arguments`` (else the process's own) and returns the exit code."""
    # The linear algebra under numpy, which nothing here needs, would begin threads that only spin: 0.07 s each time.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        return _parse(list(sys.argv[1:] if arguments is None else arguments))()
    except KlExtractError as error:
        return _end(str(error), error.exit_code)
    except KeyboardInterrupt:
        return _end("interrupted", ExitCode.INTERRUPTED)
    except BrokenPipeError:
        return BROKEN_PIPE
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        return _end(
            f"unexpected {type(error).__name__} ({error}); please report this", ExitCode.UNREADABLE_INPUT
        )


def _parse(words: list[str]) -> Action:
    """What ``words`` ask for; --help and --version are done by then. Raises ``UsageError``.

    Nothing is run inside typer, which has ideas of its own about interrupts and broken pipes.
    """
    app, prog = main_app, "kl-extract"
    if words and words[0] in COMMANDS:
        app, prog, words = COMMANDS[words[0]], f"kl-extract {words[0]}", words[1:]
    try:
        action = typer.main.get_command(app).main(words, prog_name=prog, standalone_mode=False)
    except Exception as error:
        # Known by its method: typer's errors are click's up to version 0.25 and its own from then on.
        if not hasattr(error, "format_message"):
            raise
        trouble = str(error.format_message()).rstrip(".")
        raise UsageError("", trouble, f"see {prog} --help") from error
    return action if callable(action) else lambda: ExitCode.DONE


def _end(line: str, code: ExitCode) -> ExitCode:
    print(f"kl-extract: {one_line(line)}", file=sys.stderr)
    return code
