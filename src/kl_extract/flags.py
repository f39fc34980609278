"""What the commands share: options as they are typed, and how help is shown."""

from functools import partial
from typing import Annotated

import typer

from kl_extract.options import Engine, Format

SETTINGS = {"help_option_names": ["-h", "--help"]}
new_app = partial(typer.Typer, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
"""A typer app whose help and errors are plain text."""

Pages = Annotated[
    str | None, typer.Option("--pages", metavar="LIST", help="Only these pages, such as 1-3,5.")
]
Password = Annotated[
    str | None,
    typer.Option("--password", metavar="TEXT", envvar="KL_EXTRACT_PASSWORD", help="Opens an encrypted PDF."),
]
ChosenEngine = Annotated[
    Engine,
    typer.Option(
        "--engine",
        envvar="KL_EXTRACT_ENGINE",
        help="What reads scanned pages. Default: tesserocr where it is installed, else the program tesseract.",
        show_default=False,
    ),
]
PageTimeout = Annotated[
    float,
    typer.Option(
        "--page-timeout",
        min=0.1,
        metavar="SECONDS",
        help="How long one scanned page may take; one larger than A4 at 300 dpi gets more.",
    ),
]
NoRepair = Annotated[bool, typer.Option("--no-repair", help="Leave damaged text as it was read.")]
Dictionaries = Annotated[
    list[str] | None,
    typer.Option(
        "--dictionary",
        metavar="FILE",
        help="A list of bodies of your own (TSV); may be given more than once.",
    ),
]
FormOfOne = Annotated[
    Format | None,
    typer.Option("--format", help="Default: table on a terminal, json into a pipe.", show_default=False),
]
"""The format of what is told of one thing; that of extracted inputs depends on how many there are."""
