"""Which of several bodies one name or abbreviation means, told by its context; what no context tells stays open.

Each step keeps the readings that its piece of context speaks for, if it speaks for any.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kl_extract.extract.agencies.entry import Entry
from kl_extract.extract.agencies.places import COMMUNES, DISTRICTS, Home
from kl_extract.extract.agencies.tokens import keys
from kl_extract.extract.agencies.units import Unit, of_unit

_COMMITTEES = {("huyện", "ủy"), ("thị", "ủy"), ("quận", "ủy")}
_DISTRICT = ("huyện", "khu vực", "thị xã")


@dataclass(frozen=True, slots=True)
class Context:
    """``issuer`` issues the notice; ``named`` are the ids of bodies named before; ``beside`` are the bodies in the same
    line of recipients, each beyond doubt."""

    home: Home
    issuer: Entry | None
    named: frozenset[str]
    beside: Sequence[Entry] = ()


def readings(entries: Sequence[Entry], context: Context) -> tuple[Entry, ...]:
    """The bodies that may be meant, the likeliest first; one where the context decides."""
    kept = tuple(entries)
    for step in _STEPS:
        if len(kept) < 2:
            return kept
        kept = tuple(entry for entry in kept if step(entry, context)) or kept
    return kept


def of_issuer(kept: tuple[Entry, ...], issuer: Entry | None, name: str) -> tuple[Entry, ...]:
    """The body of the issuer's own district or commune, where ``kept`` has the province's of the same name.

    The words name no unit ("Mặt trận Tổ quốc" in the notice of a district). ``name`` is the issuer's, which no list may
    know ("Huyện ủy Bắc Sơn").
    """
    below = tier(issuer) if issuer is not None else "huyện" if keys(name)[:2] in _COMMITTEES else ""
    provincial = next((entry for entry in kept if keys(entry.name)[-1] == "tỉnh"), None)
    if below not in {"huyện", "xã"} or provincial is None:
        return kept
    own = issuer.unit if issuer is not None and issuer.unit in COMMUNES | DISTRICTS else below
    return (of_unit(provincial, Unit(own, "", 1)),)


def _living(entry: Entry, context: Context) -> bool:
    return entry.existed_on(context.home.day)


def _named_before(entry: Entry, context: Context) -> bool:
    return entry.id in context.named


def _beside(entry: Entry, context: Context) -> bool:
    """ "CT, các PCT UBND tỉnh" are chairs; "BYT, BTC, BCT" are ministries."""
    return any(_sort(entry) == _sort(other) for other in context.beside)


def _same_tier(entry: Entry, context: Context) -> bool:
    return context.issuer is not None and tier(entry) == tier(context.issuer)


def _same_side_beside(entry: Entry, context: Context) -> bool:
    sides = {_party(other) for other in context.beside}
    return sides == {_party(entry)}


def _same_side(entry: Entry, context: Context) -> bool:
    """Whom the centre is to the Party, and whom to the state ("BCT"); further down both write to one another."""
    if context.issuer is None or tier(entry) != "trung ương":
        return True
    return _party(entry) == _party(context.issuer)


def _of_city(entry: Entry, context: Context) -> bool:
    """A city under the centre has a "Thành ủy", a province a "Tỉnh ủy"."""
    return context.home.province is not None and entry.name.startswith("Thành") is context.home.city


_STEPS: tuple[Callable[[Entry, Context], bool], ...] = (
    _living,
    _named_before,
    _beside,
    _same_tier,
    _same_side_beside,
    _same_side,
    _of_city,
)


def tier(entry: Entry) -> str:
    """The tier of government: "trung ương", "tỉnh", "huyện" or "xã"."""
    if "trung ương" in entry.level:
        return "trung ương"
    if entry.level in {"xã", "đảng (xã)"} or keys(entry.name)[-1] in COMMUNES:
        return "xã"
    if entry.level in {"huyện", "huyện (cũ)", "đảng (huyện)"} or entry.name.endswith(_DISTRICT):
        return "huyện"
    return "tỉnh"


def _party(entry: Entry) -> bool:
    return entry.level.startswith("đảng")


def _sort(entry: Entry) -> tuple[str, bool]:
    """What sort of body it is: its first word, the same for a deputy, and whether it is the Party's."""
    words = keys(entry.name)
    return words[1] if words[0] == "phó" else words[0], _party(entry)
