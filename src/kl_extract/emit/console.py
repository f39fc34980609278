"""The rich console that tables are drawn on."""

from io import StringIO

from rich.console import Console

from kl_extract.options import Style


def console_for(style: Style) -> Console:
    """A console of ``style.width`` columns that writes to memory and takes every text as it stands."""
    return Console(
        file=StringIO(),
        width=style.width,
        force_terminal=style.colour,
        color_system="standard" if style.colour else None,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )
