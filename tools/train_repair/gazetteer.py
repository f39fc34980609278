"""Names that a repairer should know, as short paragraphs to count: agencies, provinces, people."""

from collections.abc import Iterator

from kl_extract import resources

_TITLES = ("đồng chí", "ông", "bà", "Chủ tịch", "Phó Chủ tịch", "Giám đốc")


def agencies() -> Iterator[str]:
    """Names and spelt-out aliases of all bodies, and the titles of their heads."""
    for row in resources.read_tsv("agencies.tsv"):
        for name in [row["name"], *row["aliases"].split("|"), *row["head"].split("|")]:
            if name:
                yield name


def provinces() -> Iterator[str]:
    """Provinces as directives name them."""
    for row in resources.read_tsv("provinces.tsv"):
        name, kind = row["name"], row["type"]
        yield f"{kind} {name}"
        yield f"Ủy ban nhân dân {kind} {name}"
        yield f"trên địa bàn {kind} {name}"
        yield name


def people() -> Iterator[str]:
    """Each given name behind some family and middle names, chosen by its place in the list."""
    lists = {row["kind"]: row["names"].split() for row in resources.read_tsv("names.tsv")}
    for place, given in enumerate(lists["given"]):
        for turn in range(6):
            family = lists["family"][(place * 7 + turn * 11) % len(lists["family"])]
            middle = lists["middle"][(place * 5 + turn * 13) % len(lists["middle"])]
            yield f"{_TITLES[(place + turn) % len(_TITLES)]} {family} {middle} {given}"
            yield f"{family} {given}"


def entries() -> Iterator[tuple[str, str]]:
    """All of them, each with the name of its kind."""
    for kind, source in (("agencies", agencies), ("provinces", provinces), ("people", people)):
        for entry in source():
            yield kind, entry
