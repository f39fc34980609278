"""The header's fields from the parts that *split* found."""

import re
from datetime import date

from kl_extract.contract import AgencyRef, Header
from kl_extract.model import Outline, Range, Text

_DATE = re.compile(r"ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})")
_PLACE = re.compile(r"^(?P<place>.+?)[,.]\s*ng[àa]y")


def build_header(text: Text, outline: Outline, issuer: AgencyRef | None) -> Header:
    """The fields of the head; each is null where the notice shows none."""
    number = re.sub(r"\s+", "", _words(text, outline.number).replace("–", "-"))
    place = _PLACE.match(_words(text, outline.place_and_date))
    return Header(
        number=number if re.match(r"\d", number) else None,
        kind=_kind(_words(text, outline.kind)),
        issuer=issuer,
        place=place["place"].strip() if place else None,
        issued_on=issued_on(text, outline),
        title=" ".join(_words(text, outline.title).split()) or None,
    )


def issued_on(text: Text, outline: Outline) -> str | None:
    """The notice's date (ISO 8601), if the head gives it in full and it exists."""
    match = _DATE.search(_words(text, outline.place_and_date))
    if match is None:
        return None
    day, month, year = (int(part) for part in match.groups())
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _kind(words: str) -> str | None:
    """The kind with one capital: THÔNG BÁO is "Thông báo"."""
    words = " ".join(words.split())
    return words[:1] + words[1:].lower() if words else None


def _words(text: Text, part: Range | None) -> str:
    return text.value[part.start : part.end] if part else ""
