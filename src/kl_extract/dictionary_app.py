"""``kl-extract dictionary``: what may be typed after it."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Annotated

import typer

from kl_extract.errors import ExitCode, UsageError
from kl_extract.flags import SETTINGS, Dictionaries, new_app
from kl_extract.options import Format

dictionary_app = new_app(
    context_settings=SETTINGS, help="Check a list of bodies of your own, or look up what a text names."
)


@dictionary_app.command(context_settings=SETTINGS)
def check(
    source: Annotated[str, typer.Argument(metavar="FILE", help="The dictionary, a table parted by tabs.")],
) -> Callable[[], ExitCode]:
    """Say what is wrong in a dictionary, line by line."""
    return partial(_check, source)


def _check(source: str) -> ExitCode:
    from kl_extract.lookup import check as run  # noqa: PLC0415 - not needed for --help

    return run(source)


@dictionary_app.command(context_settings=SETTINGS)
def find(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The words of a body's name, or a sentence.")],
    *,
    form: Annotated[
        Format | None,
        typer.Option("--format", help="Default: table on a terminal, else json.", show_default=False),
    ] = None,
    dictionary: Dictionaries = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="The date of the notice, as 2025-07-01.")
    ] = None,
) -> Callable[[], ExitCode]:
    """Show which bodies a text names, by which entry, and what else each may mean."""
    if on is not None:
        try:
            on = date.fromisoformat(on).isoformat()
        except ValueError as error:
            raise UsageError("--on", f"{on!r} is no date", "write it as 2025-07-01") from error
    return partial(_find, text, tuple(dictionary or ()), form, on)


def _find(text: str, named: tuple[str, ...], form: Format | None, day: str | None) -> ExitCode:
    from kl_extract.lookup import find as run  # noqa: PLC0415
    from kl_extract.own_dictionary import own_dictionaries  # noqa: PLC0415

    return run(text, own_dictionaries(named), form, day)
