"""The labels that open a clause: ``I.``, ``1.``, ``1.1.``, ``a)``, ``-``, ``+``, ``(1)``, ``Điều 1.``, ``Thứ nhất,``.

The order of levels is that of Nghị định 30/2020/NĐ-CP, Phụ lục I, II.5: phần, chương, mục, điều, khoản,
điểm; letters run a b c d đ e g h i k … (no f, j, w, z), and many notices leave out đ.
"""

import re
from dataclasses import dataclass

from kl_extract.letters import LOWER, UPPER

LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
_ORDINALS = ["nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"]
_CARDINALS = ["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"]
_SLUGS = dict(
    zip(
        [*_ORDINALS, "một", "bốn", "tu"],
        ["nhat", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi", "mot", "bon", "tu"],
        strict=True,
    )
)

RANKS = {
    "part": 0,
    "upper": 1,
    "roman": 2,
    "dieu": 3,
    "ordinal": 4,
    "number": 5,
    "decimal": 6,
    "letter": 7,
    "dash": 8,
    "bullet": 9,
    "plus": 10,
    "inline": 11,
}
BULLETS = frozenset({"dash", "bullet", "plus"})

# Specks of dirt that OCR reads as quotes or dots before a number ("’ 1.").
_STRAY = r"(?P<stray>[’'‘`´.,·|_~^°\"“”]{1,2}\s*)?"
_UPPER_NEXT = rf"(?=\s*[\"“(\[]?[{UPPER}])"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "part",
        re.compile(
            r"(?P<label>(?:PHẦN|Phần)\s+(?:thứ\s+|THỨ\s+)?(?P<key>[IVX]+|\d+|nhất|hai|ba|NHẤT|HAI|BA)\b)\s*[.:]?\s+"
            + _UPPER_NEXT
        ),
    ),
    ("dieu", re.compile(_STRAY + r"(?P<label>(?:Điều|ĐIỀU)\s+(?P<key>\d{1,3})\s*[.:])\s*")),
    (
        "ordinal",
        re.compile(r"(?P<label>(?:Thứ\s+(?P<key>" + "|".join(_ORDINALS) + r"))\s*(?:là)?\s*[,:.])\s*"),
    ),
    (
        "ordinal",
        re.compile(
            r"(?P<label>(?P<key>" + "|".join(c.capitalize() for c in _CARDINALS) + r")\s+là\s*[,:]?)\s+"
        ),
    ),
    ("roman", re.compile(_STRAY + r"(?P<label>(?P<key>[IVXL]{1,6})\s*[.\-–/)])\s*" + _UPPER_NEXT)),
    ("upper", re.compile(r"(?P<label>(?P<key>[A-HĐ])\s*[.)])\s+" + _UPPER_NEXT)),
    (
        "decimal",
        re.compile(_STRAY + r"(?P<label>(?P<key>\d{1,2}(?:\.\d{1,2}){1,3})\s*[.)]?)\s+" + _UPPER_NEXT),
    ),
    ("number", re.compile(_STRAY + r"(?P<label>(?P<key>\d{1,2})\s*(?:[.)/](?!\d)|-(?=\s)))\s*(?=\S)")),
    ("letter", re.compile(_STRAY + r"(?P<label>(?P<key>[" + LETTERS + r"])\s*(?:[)/]|\.(?=\s)))\s*(?=\S)")),
    ("plus", re.compile(r"(?P<label>(?P<key>\+))\s*(?=\S)")),
    ("bullet", re.compile(r"(?P<label>(?P<key>[*•●○▪◦■✓➢]))\s*(?=\S)")),
    (
        "dash",
        re.compile(
            r"(?:[_’‘`°^]\s?)?(?P<label>(?P<key>[-–—−~]))\s*(?=[^\s\d\-–—])|(?P<label2>[-–—−~])\s+(?=\d)"
        ),
    ),
    ("inline", re.compile(r"(?P<label>\((?P<key>\d{1,2}|[ivx]{1,5})\))\s*(?=\S)")),
)
# A word that is no label, with which most lines open: a letter and a small letter after it, none of the words above.
_ORDINARY = re.compile(
    rf"(?!(?:Phần|Điều|Thứ|{'|'.join(c.capitalize() for c in _CARDINALS)})\s)[{LOWER}{UPPER}]\w*[{LOWER}]"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A label at the start of a line: ``key`` without punctuation, ``order`` its place among siblings.

    ``start`` is where the label begins (after a stray speck), ``end`` where the clause's words begin.
    ``order`` is 0 for bullets, which are only counted.
    """

    level: str
    label: str
    key: str
    order: int
    start: int
    end: int

    @property
    def rank(self) -> int:
        """Lower ranks contain higher ones."""
        return RANKS[self.level]


def roman_value(numeral: str) -> int | None:
    """The value of a well-formed Roman numeral up to 89, or None ("IIX", "VX")."""
    total = 0
    for digit, following in zip(numeral, [*numeral[1:], ""], strict=True):
        value = _ROMAN[digit]
        total += -value if following and value < _ROMAN[following] else value
    return total if _to_roman(total) == numeral else None


def _to_roman(value: int) -> str:
    out = ""
    for number, digits in ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while value >= number:
            out, value = out + digits, value - number
    return out


def parse_mark(line: str) -> Mark | None:
    """The label that ``line`` opens with, or None."""
    if _ORDINARY.match(line):
        return None
    for level, pattern in _PATTERNS:
        match = pattern.match(line)
        if match is None:
            continue
        groups = match.groupdict()
        name = "label2" if groups.get("label2") else "label"
        label = match.group(name)
        key, order = _identify(level, groups.get("key") or "-")
        if order is None:
            continue
        return Mark(level, label, key, order, match.start(name), match.end())
    return None


def _identify(level: str, key: str) -> tuple[str, int | None]:
    """The id's component for a label, and its order among siblings (None: no such label)."""
    if level == "roman":
        return key, roman_value(key)
    if level == "letter":
        return key, LETTERS.index(key) + 1
    if level == "upper":
        return key, "ABCDĐEGH".find(key) + 1 or None
    if level == "dieu":
        return f"dieu-{int(key)}", int(key)
    if level == "number":
        return str(int(key)), int(key)
    if level == "decimal":
        parts = [str(int(part)) for part in key.split(".")]
        return ".".join(parts), int(parts[-1])
    if level == "ordinal":
        return _ordinal(key)
    if level == "part":
        return f"phan-{key.lower()}", 1
    if level == "inline":
        return f"({key})", int(key) if key.isdigit() else roman_value(key.upper())
    return {"dash": "-", "plus": "+"}.get(level, key), 0


def _ordinal(key: str) -> tuple[str, int]:
    """``Thứ hai`` and ``Hai là`` both stand second."""
    word = key.lower()
    if key[0].isupper():
        return f"{_SLUGS[word]}-la", _CARDINALS.index(word) + 1
    return f"thu-{_SLUGS[word]}", _ORDINALS.index(word) + 1


def follows(order: int, last: int) -> bool:
    """Whether a label may come next after the sibling ``last`` (0: none yet).

    One label may be skipped (lists without đ, a clause struck out); the first may be repeated.
    """
    return order in (1, last + 1, last + 2)
