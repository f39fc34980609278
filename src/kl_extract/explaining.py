"""``kl-extract explain``: how one clause of one notice was read."""

import sys
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from kl_extract.errors import ExitCode, UsageError
from kl_extract.inputs import STDIN
from kl_extract.options import Format, Options

if TYPE_CHECKING:
    from kl_extract.account import Account

# So many ids are listed where the one asked for is not there.
_SHOWN = 8


def explain(name: str, clause: str, options: Options, form: Format | None) -> ExitCode:
    """Print the account of ``clause`` of the input ``name``. Raises ``UsageError`` where it has no such clause."""
    from kl_extract.outputs import emit  # noqa: PLC0415
    from kl_extract.request import Request  # noqa: PLC0415

    style = Request(inputs=(name,), format=form).style
    account = _account(name, clause, options)
    if style.format is not Format.TABLE:
        emit(account.model_dump_json(indent=2 if style.format is Format.JSON else None) + "\n")
        return ExitCode.DONE
    from kl_extract.emit.account import account_table  # noqa: PLC0415 - rich is loaded only for a table

    emit(account_table(account, style))
    return ExitCode.DONE


def _account(name: str, clause: str, options: Options) -> "Account":
    from kl_extract.extract import clause_ids  # noqa: PLC0415
    from kl_extract.extract import explain as account_of  # noqa: PLC0415
    from kl_extract.pipeline import outlined  # noqa: PLC0415

    data = sys.stdin.buffer.read() if name == STDIN else None
    text, outline = outlined(Path("stdin" if data is not None else name), options, data)
    known = clause_ids(text, outline)
    wanted = (
        clause if clause in known else next((one for one in known if one.lower() == clause.lower()), None)
    )
    if wanted is None:
        raise UsageError(name, f"there is no clause {clause}", f"near it: {', '.join(_near(clause, known))}")
    return account_of(text, outline, wanted, options.dictionaries)


def _near(clause: str, known: list[str]) -> list[str]:
    """Ids that look like ``clause`` or stand above or below it; the first ones where none does."""
    head = clause.split(".", maxsplit=1)[0].lower()
    family = [one for one in known if one.lower().split(".", maxsplit=1)[0] == head]
    close = get_close_matches(clause, known, n=_SHOWN, cutoff=0.6)
    return (list(dict.fromkeys([*close, *family])) or known)[:_SHOWN] or ["(the notice has no clauses)"]
