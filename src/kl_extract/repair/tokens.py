"""Lines as tokens: what may be repaired, what must be left as it stands, and the signs between them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from kl_extract.letters import LOWER, UPPER


class Kind(Enum):
    """What a token is to the repairer."""

    WORD = "word"
    ACRONYM = "acronym"
    NUMBER = "number"
    MIXED = "mixed"
    SIGN = "sign"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class Token:
    """Characters ``[start, end)`` of line number ``line``; ``tail`` are signs after it that may be letters.

    ``ends`` says that a sentence ends after it, ``opens`` that one begins with it; ``ends_past_tail`` says
    that one ends after it even if the ``tail`` is letters ("chi?." may be "chỉ?" or "chữ.").
    ``joined`` says that no space parts it from the token before. ``head`` is an opening bracket
    before it that may be a letter.
    """

    line: int
    start: int
    end: int
    text: str
    kind: Kind
    head: str = ""
    tail: str = ""
    ends: bool = False
    ends_past_tail: bool = False
    opens: bool = False
    joined: bool = False


_CHUNK = re.compile(r"\S+")
_HEAD = re.compile(r"[(\[{“”\"‘'’«*•●▪+_|.,;:=~<>–—\-…/\\^°]+")
_TAIL = re.compile(r"[.,;:)\]}”“\"»…|_*=~<>–—\-/\\^°?!'’‘`]+$")
_TAIL_LETTERS = re.compile(r"[?!'’‘`]+")
_JOINT = re.compile(rf"(?<=[{LOWER}{UPPER}])[-–—/|,;:.()…]+(?=[{LOWER}{UPPER}])")
# Words joined by a slash where signs stand for letters ("h6i/T6ng"), and a unit in words ("5%/nam").
_SLASH = re.compile(r"/+")
_WORDLIKE = re.compile(
    rf"[{UPPER}\d]?[{LOWER}][{LOWER}\d]{{2,}}|[{UPPER}{LOWER}]\d[{LOWER}]+|[{UPPER}]{{2,}}"
)
_AMOUNT = re.compile(r"\d[\d.,]*(?:%|m[23]|[A-Za-z]{1,3})?")
_LETTER = re.compile(rf"[{LOWER}{UPPER}]")
_ENDS = re.compile(r"[.;:!?]\S{0,2}$")
_ROMAN = re.compile(r"(?=[IVXL])X{0,3}(?:I[XV]|V?I{0,3}|XL|L)$|I[Il]{0,2}l$")
_ADDRESS = re.compile(r"\S+@\S+\.\w|https?:|www\.|\w+\.(?:gov|com|org|net|vn)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d++(?:[.,/:%\-–]\d++)*+%?$")
# Symbols of documents and codes: digits beside capitals, or beside letters across a slash or hyphen.
_CODE = re.compile(
    r"[kcm]?m[23]$|\d\S*[/\-–]\S*[^\W\d]|[^\W\d]\S*[/\-–]\S*\d|[A-ZĐƯÔÂ]{2,}\d|^[A-ZĐ]\d{2,}$|\d[A-ZĐ]+$|\d{3}|^O\d$"
    r"|\d\.[A-ZĐ]\.?[A-ZĐ]\.\d"
)
# The letter of a clause: "a)", "đ)" at the start of a line.
_LABEL = re.compile(r"[a-zđ¢]\)\s")
# Small letters in a line of capitals are slips of the reader, or part of one symbol.
_SHOUTED = 0.85
# Nothing longer is a word, or two or three of them run together.
_LONGEST = 60
_SIGNS = set("&@$€¢£§%#¥©®?!")


def tokens_of(line: str, number: int, opens: bool = False) -> list[Token]:
    """The tokens of one line; signs that stand for nothing are in none of them.

    >>> [token.text for token in tokens_of("- Sở Y tế (915/NQ-CP);", 0)]
    ['Sở', 'Y', 'tế', '915/NQ-CP']
    """
    found: list[Token] = []
    shouted = is_shouted(line)
    bullet = bool(re.match(r"\s*[-–—+•*●]\s", line))
    for chunk in _CHUNK.finditer(line):
        found.extend(chunk_tokens(chunk[0], chunk.start(), number, shouted, opens=opens or bullet))
        opens = bullet = bool(not found and (opens or bullet))
    if found and not found[0].start and _LABEL.match(line):
        found[0] = replace(found[0], kind=Kind.FIXED)
    return found


def is_shouted(line: str) -> bool:
    """Whether a line is set in capitals."""
    if sum(map(str.isupper, line)) <= 2:  # nearly every line
        return False
    letters = list(filter(str.isalpha, line))
    return len(letters) > 2 and sum(map(str.isupper, letters)) > _SHOUTED * len(letters)


def chunk_tokens(chunk: str, offset: int, line: int, shouted: bool, *, opens: bool) -> list[Token]:
    """The tokens of what stands between two blanks, at ``offset`` of line number ``line``."""
    if len(chunk) <= _LONGEST and chunk.islower() and chunk.isalpha():
        # Most words: nothing to take apart.
        return [Token(line, offset, offset + len(chunk), chunk, Kind.WORD, opens=opens)]
    if len(chunk) > _LONGEST or _ADDRESS.search(chunk):
        return [Token(line, offset, offset + len(chunk), chunk, Kind.FIXED)]
    start = head.end() if (head := _HEAD.match(chunk)) else 0
    end = tail.start() if (tail := _TAIL.search(chunk, start)) else len(chunk)
    core = chunk[start:end]
    if not core:
        return _sign(chunk, offset, line, opens)
    pieces = _pieces(core)
    letters = _TAIL_LETTERS.match(chunk[end:])
    ends = bool(_ENDS.search(chunk[end:]))
    past_tail = bool(_ENDS.search(chunk[end + letters.end() :])) if letters else ends
    found = []
    for at, piece in pieces:
        last = at + len(piece) == len(core)
        found.append(
            Token(
                line,
                offset + start + at,
                offset + start + at + len(piece),
                piece,
                kind_of(piece, shouted),
                head=chunk[start - 1] if at == 0 and start and chunk[start - 1] in "([{‘'’“" else "",
                tail=letters[0] if last and letters else "",
                ends=ends and last,
                ends_past_tail=past_tail and last,
                opens=opens and at == 0,
                joined=at > 0,
            )
        )
    return found


def _sign(chunk: str, offset: int, line: int, opens: bool) -> list[Token]:
    """A chunk without letters: one sign that may stand for a letter, or nothing."""
    if len(chunk) == 1 and chunk in _SIGNS:
        return [Token(line, offset, offset + 1, chunk, Kind.SIGN, opens=opens)]
    return []


def _pieces(core: str) -> list[tuple[int, str]]:
    """The parts of words joined without a space; symbols and numbers stay whole."""
    if any(map(str.isdigit, core)) and (_CODE.search(core) or _NUMBER.match(core)):
        return _slashed(core)
    pieces, at = [], 0
    for joint in _JOINT.finditer(core):
        pieces.append((at, core[at : joint.start()]))
        at = joint.end()
    return [*pieces, (at, core[at:])]


def _slashed(core: str) -> list[tuple[int, str]]:
    """Words beside slashes, the first of which may be an amount; a symbol stays whole."""
    pieces, at = [], 0
    for slash in [*_SLASH.finditer(core), None]:
        end = slash.start() if slash else len(core)
        pieces.append((at, core[at:end]))
        at = slash.end() if slash else end
    words = [piece for _, piece in pieces[bool(_AMOUNT.fullmatch(pieces[0][1])) :]]
    plain = any(word[-1:].islower() for word in words) and all(map(_WORDLIKE.fullmatch, words))
    return pieces if plain and len(pieces) > 1 else [(0, core)]


def kind_of(core: str, shouted: bool = False) -> Kind:
    """The kind of a token without its punctuation; ``shouted`` for lines in capitals."""
    if any(map(str.isdigit, core)):
        if _NUMBER.match(core):
            return Kind.NUMBER
        return Kind.FIXED if _CODE.search(core) else Kind.MIXED
    if not any(map(str.isalpha, core)):
        return Kind.SIGN if set(core) <= _SIGNS else Kind.FIXED
    if _ROMAN.match(core):
        return Kind.FIXED
    if len(core) > 1 and core.isupper() and not shouted:
        return Kind.ACRONYM
    return Kind.WORD


def boundaries(lines: Sequence[str]) -> list[bool]:
    """For each line whether a sentence surely begins with it: the first, and lines after a blank one."""
    return [number == 0 or not lines[number - 1].strip() for number in range(len(lines))]
