"""Builds ``dictionaries/communes.tsv`` and ``communes_former.tsv`` from tables of administrative units.

``python tools/make_places.py FOLDER`` takes the folder that holds ``communes.tsv`` (code, name, type, province code,
province) and ``gia_lai_old_new.tsv`` (former unit, district and province, and the unit it became).
"""

import csv
import sys
from pathlib import Path

TARGET = Path(__file__).parents[1] / "dictionaries"
SOURCE = (
    "# From the data of vietnamadminunits 1.0.4, Copyright (c) 2025 Tran Ngoc Minh Hieu, MIT (communes.LICENSE), as in"
    " Quyết định 19/2025/QĐ-TTg."
)
TYPES = ("xã", "phường", "đặc khu")


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a tab-separated table."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


def short(name: str) -> tuple[str, str]:
    """The type and the proper name of a unit ("Thành phố Huế" is "thành phố", "Huế")."""
    for unit in (*TYPES, "tỉnh", "thành phố", "thị trấn", "thị xã", "huyện"):
        if name.lower().startswith(f"{unit} "):
            return unit, name[len(unit) + 1 :]
    raise ValueError(name)


def current(folder: Path) -> str:
    """A line for each province and type: its communes, parted by "|"."""
    names: dict[tuple[str, str], list[str]] = {}
    for row in rows(folder / "communes.tsv"):
        unit, name = short(row["name"])
        names.setdefault((short(row["province"])[1], unit), []).append(name)
    head = ["# The 3,321 communes since 2025-07-01, by province and type.", SOURCE, "province\ttype\tnames"]
    body = ["\t".join((*key, "|".join(listed))) for key, listed in names.items()]
    return "\n".join([*head, *body]) + "\n"


def former(folder: Path) -> str:
    """A row for each commune that ended on 2025-06-30 under its name, and the commune it became."""
    head = [
        "# Communes that ended on 2025-06-30 under their names, and what they became; Gia Lai and Bình Định alone.",
        SOURCE,
        "province\tdistrict\ttype\tname\tsuccessor",
    ]
    body = []
    for row in rows(folder / "gia_lai_old_new.tsv"):
        unit, name = short(row["old_ward"])
        if row["old_ward"] != row["new_ward"]:
            province = short(row["old_province"])[1]
            body.append("\t".join((province, row["old_district"], unit, name, row["new_ward"])))
    return "\n".join([*head, *body]) + "\n"


if __name__ == "__main__":
    source = Path(sys.argv[1])
    (TARGET / "communes.tsv").write_text(current(source), "utf-8")
    (TARGET / "communes_former.tsv").write_text(former(source), "utf-8")
