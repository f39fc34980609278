"""``kl-extract dictionary``: whether a dictionary is sound, and what a text names and why."""

import json
import sys
from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

from kl_extract.errors import ExitCode, UsageError, one_line
from kl_extract.extract.agencies import Mention, Registry, build_registry
from kl_extract.extract.agencies.dictionary import Dictionary
from kl_extract.extract.agencies.entry import Entry
from kl_extract.extract.agencies.own import dictionary_with, parse
from kl_extract.model import Outline, Paragraph, Range, Text
from kl_extract.options import Format
from kl_extract.outputs import emit
from kl_extract.own_dictionary import read_dictionary
from kl_extract.request import Request

Match = dict[str, Any]
HEADINGS = ("văn bản ghi", "cơ quan", "cấp", "hiệu lực", "vì sao", "cũng có thể là")


def check(name: str) -> ExitCode:
    """Print what is wrong in the dictionary ``name``, line by line, or how many bodies it has."""
    rows, faults = parse(read_dictionary(Path(name)))
    for fault in faults:
        kind = "note" if fault.note else "error"
        print(
            one_line(f"{name}:{fault.line}: {kind}: {fault}"), file=sys.stdout if fault.note else sys.stderr
        )
    wrong = sum(not fault.note for fault in faults)
    if wrong:
        print(one_line(f"kl-extract: {name}: {wrong} error{'s' if wrong > 1 else ''}"), file=sys.stderr)
        return ExitCode.UNREADABLE_INPUT
    forms = sum(1 + len(list(filter(None, row["aliases"].split("|")))) for row in rows)
    emit(one_line(f"{name}: {len(rows)} bodies, {forms} names") + "\n")
    return ExitCode.DONE


def find(text: str, dictionaries: tuple[str, ...], form: Format | None, day: str | None) -> ExitCode:
    """Print every body that ``text`` names: which entry, by which name, until when, and what else it may mean."""
    if not text.strip():
        raise UsageError("", "there is no text to look up", "give the words of a body's name")
    dictionary = dictionary_with(dictionaries)
    value = " ".join(text.split())
    part = Range(0, len(value))
    registry = build_registry(
        Text(value, (), (), (Paragraph(0, len(value), 1),)), Outline(recipients=(part,)), day, dictionary
    )
    matches = [_match(registry, number, dictionary, value) for number, _ in enumerate(registry.mentions)]
    request = Request(inputs=(), format=form)
    if request.form is Format.TABLE:
        emit(_table(matches, request))
    elif request.form is Format.JSONL:
        emit("".join(json.dumps(match, ensure_ascii=False) + "\n" for match in matches))
    else:
        emit(json.dumps(matches, ensure_ascii=False, indent=2) + "\n")
    return ExitCode.DONE


def _match(registry: Registry, number: int, dictionary: Dictionary, text: str) -> Match:
    mention, ref = registry.mentions[number], registry.ref(number)
    entry = next((each for each in mention.entries if each.id == ref.id), None)
    others = [each for each in mention.entries if each.id != ref.id]
    return {
        "text": ref.text,
        "start": ref.span.start,
        "end": ref.span.end,
        "id": ref.id,
        "name": ref.name,
        "known": ref.known,
        "post": ref.post,
        "why": _why(mention, entry, dictionary, text),
        "level": (entry.level if entry else mention.level) or None,
        "valid_from": entry.valid_from if entry else None,
        "valid_until": entry.valid_until if entry else None,
        "successor": entry.successor if entry else None,
        "predecessors": dictionary.predecessors(ref.id),
        "alternatives": [{"id": each.id, "name": each.name, "level": each.level} for each in others],
        "warnings": [each.message for each in registry.warnings if each.span == ref.span],
    }


def _why(mention: Mention, entry: Entry | None, dictionary: Dictionary, text: str) -> str:
    """Which rule found a mention."""
    if mention.anaphor or mention.head:
        return "short for a body named before"
    if mention.collective:
        return "a group of bodies"
    if entry is None:
        return "the first word of a body with a name behind it; in no dictionary"
    owner = "your dictionary" if (entry.base or entry).id in dictionary.own else "the list"
    written = text[mention.core : mention.end]
    forms = [form.words for form in dictionary.forms_of(written) if form.entry.id == entry.id]
    if forms:
        return f"{forms[0]!r} in {owner}"
    if entry.base is not None:
        where = "" if entry.listed else ", which no table has"
        return f"{entry.base.name!r} in {owner}, of another unit{where}"
    return f"{entry.name!r} in {owner}"


def _table(matches: Sequence[Match], request: Request) -> str:
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415 - not needed for JSON
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    style = request.style
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), expand=True)
    for heading in HEADINGS:
        table.add_column(heading)
    for match in matches:
        table.add_row(*(one_line(cell) for cell in _cells(match)))
    console = Console(
        file=StringIO(),
        width=style.width,
        force_terminal=style.colour,
        no_color=not style.colour,
        highlight=False,
        markup=False,
    )
    with console.capture() as capture:
        console.print(table if matches else "Không tìm thấy cơ quan nào.")
    return "\n".join(line.rstrip() for line in capture.get().splitlines()) + "\n"


def _cells(match: Match) -> Iterator[str]:
    yield match["text"]
    yield f"{match['name']} ({match['id']})"
    yield match["level"] or ""
    span = f"{match['valid_from'] or ''} – {match['valid_until'] or ''}"
    successor = f" → {match['successor']}" if match["successor"] else ""
    yield span.strip(" –") and f"{span}{successor}"
    yield match["why"]
    yield "; ".join(f"{other['name']} ({other['id']})" for other in match["alternatives"])
