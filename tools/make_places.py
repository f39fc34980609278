"""Builds ``dictionaries/communes.tsv`` and ``communes_former.tsv`` from the data of the package vietnamadminunits.

``python tools/make_places.py FOLDER`` takes the package's folder ``data``, which holds ``dataset.db`` (the units before
and since 2025-07-01) and ``converter_2025.json`` (which former commune became part of which).
"""

import json
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

TARGET = Path(__file__).parents[1] / "dictionaries"
SOURCE = (
    "# From the data of vietnamadminunits 1.0.4, Copyright (c) 2025 Tran Ngoc Minh Hieu, MIT (communes.LICENSE), as in"
    " Quyết định 19/2025/QĐ-TTg."
)
TYPES = ("xã", "phường", "đặc khu", "tỉnh", "thành phố", "thị trấn")
Heirs = dict[str, set[str]]
"""The key of a former commune in the data, and today's communes that have a part of it ("Phường Quy Nhơn")."""


def short(name: str) -> tuple[str, str]:
    """The type and the proper name of a unit ("Thành phố Huế" is "thành phố", "Huế")."""
    for unit in TYPES:
        if name.lower().startswith(f"{unit} "):
            proper = name[len(unit) + 1 :].replace("'", "’")
            return unit, proper[0].upper() + proper[1:]
    raise ValueError(name)


def current(data: sqlite3.Connection) -> str:
    """A line for each province and type: its communes, parted by "|"."""
    names: dict[tuple[str, str], list[str]] = {}
    for province, commune in data.execute(
        "SELECT province, ward FROM admin_units ORDER BY provinceCode, wardCode"
    ):
        unit, name = short(commune)
        names.setdefault((short(province)[1], unit), []).append(name)
    head = ["# The 3,321 communes since 2025-07-01, by province and type.", SOURCE, "province\ttype\tnames"]
    body = ["\t".join((*key, "|".join(listed))) for key, listed in names.items()]
    return "\n".join([*head, *body]) + "\n"


def former(data: sqlite3.Connection, heirs: Heirs) -> str:
    """A line for each former province and type: the communes that ended on 2025-06-30 under their names, and what each
    became; nothing where it was divided, or where communes of one name became several."""
    found: dict[tuple[str, str], dict[str, set[str]]] = {}
    query = "SELECT province, ward, provinceKey, districtKey, wardKey FROM admin_units_legacy WHERE ward IS NOT NULL"
    for province, commune, *keys in data.execute(query):
        unit, name = short(commune)
        became = heirs["_".join(keys)]
        if became != {commune}:
            found.setdefault((short(province)[1], unit), {}).setdefault(name, set()).update(became)
    head = [
        "# Communes that ended on 2025-06-30 under their names, by the province of that time, and what each became:"
        " nothing where",
        "# it was divided, or where several of one name and province became parts of different ones.",
        SOURCE,
        "province\ttype\tnames\tsuccessors",
    ]
    body = ["\t".join((*key, "|".join(named), _successors(named))) for key, named in found.items()]
    return "\n".join([*head, *body]) + "\n"


def _successors(named: dict[str, set[str]]) -> str:
    return "|".join(" ".join(short(*became)) if len(became) == 1 else "" for became in named.values())


def heirs_of(folder: Path, data: sqlite3.Connection) -> Heirs:
    """What became of each former commune."""
    names = {
        (province, key): name
        for province, key, name in data.execute("SELECT provinceKey, wardKey, ward FROM admin_units")
    }
    heirs: Heirs = {}
    for former_key, heir in _parts(json.loads((folder / "converter_2025.json").read_text("utf-8"))):
        heirs.setdefault(former_key, set()).add(names[heir])
    return heirs


def _parts(
    table: dict[str, dict[str, dict[str, list[dict[str, str]]]]],
) -> Iterator[tuple[str, tuple[str, str]]]:
    for province, whole in table["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        yield from ((str(old), (province, heir)) for heir, members in whole.items() for old in members)
    for province, divided in table["DICT_PROVINCE_WARD_DIVIDED"].items():
        yield from ((old, (province, part["newWardKey"])) for old, parts in divided.items() for part in parts)


if __name__ == "__main__":
    source = Path(sys.argv[1])
    with closing(sqlite3.connect(source / "dataset.db")) as dataset:
        (TARGET / "communes.tsv").write_text(current(dataset), "utf-8")
        (TARGET / "communes_former.tsv").write_text(former(dataset, heirs_of(source, dataset)), "utf-8")
