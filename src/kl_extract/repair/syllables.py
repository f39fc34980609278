"""Legal Vietnamese syllables and their parts, by the rules of spelling in ``dictionaries/syllables.toml``."""

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

from kl_extract import resources
from kl_extract.repair.folding import fold, strip_marks

_TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
_STOP_TONES = ("\u0301", "\u0323")
_MARKED = "ăâêôơư"


@cache
def parts() -> dict[str, tuple[str, str]]:
    """Each legal syllable (lower case, tone in the old style) with its onset and its toned rime."""
    found: dict[str, tuple[str, str]] = {}
    for rime, onsets in _toned_rimes():
        for onset in onsets:
            found.setdefault(onset + rime, (onset, rime))
    return found


def _toned_rimes() -> Iterator[tuple[str, list[str]]]:
    """Each rime with each tone it may have, and the onsets it may follow; a rime may come again with others."""
    table = resources.read_toml("syllables.toml")
    stops = tuple(table["stop_codas"])
    for group in table["class"]:
        onsets = [onset.replace("_", "") for onset in group["onsets"].split()]
        for rime in group["rimes"].split():
            for tone in _STOP_TONES if rime.endswith(stops) else _TONES:
                yield _toned(rime, tone), onsets


def is_syllable(word: str) -> bool:
    """Whether ``word`` is one of ``parts()``: for a few words, without making all of them."""
    return _has(_onsets(), word)


def is_skeleton(word: str) -> bool:
    """Whether ``word`` is one of ``skeletons()``: for a few words, without making all of them."""
    return _has(_bare_onsets(), word)


_LONGEST_ONSET = 3


def _has(onsets: Mapping[str, frozenset[str]], word: str) -> bool:
    return any(word[:cut] in onsets.get(word[cut:], ()) for cut in range(min(len(word), _LONGEST_ONSET) + 1))


@cache
def _onsets() -> dict[str, frozenset[str]]:
    """The onsets of each toned rime."""
    found: dict[str, frozenset[str]] = {}
    for rime, onsets in _toned_rimes():
        found[rime] = found.get(rime, frozenset()).union(onsets)
    return found


@cache
def _bare_onsets() -> dict[str, frozenset[str]]:
    """The onsets of each rime, both without marks."""
    found: dict[str, frozenset[str]] = {}
    for rime, onsets in _onsets().items():
        bare = strip_marks(rime)
        found[bare] = found.get(bare, frozenset()).union(map(strip_marks, onsets))
    return found


def _toned(rime: str, tone: str) -> str:
    """``rime`` with ``tone`` on the vowel that bears it."""
    at = _bearer(rime)
    return fold(rime[:at] + unicodedata.normalize("NFC", rime[at] + tone) + rime[at + 1 :])


def _bearer(rime: str) -> int:
    """The marked vowel (the later of ươ); else the second of two vowels before a coda or of ``oa oe uy``."""
    marked = [at for at, letter in enumerate(rime) if letter in _MARKED]
    if marked:
        return marked[-1]
    vowels = [at for at, letter in enumerate(rime) if letter in "aeiouy"]
    if len(vowels) == 1:
        return vowels[0]
    if len(vowels) == 3 or vowels[-1] < len(rime) - 1:
        return vowels[1]
    return vowels[0]


@cache
def legal_syllables() -> frozenset[str]:
    """All of them."""
    return frozenset(parts())


@cache
def skeletons() -> frozenset[str]:
    """Legal syllables without their marks: what English letters leave of them."""
    bare = {part: strip_marks(part) for part in frozenset().union(*parts().values())}
    return frozenset(bare[onset] + bare[rime] for onset, rime in parts().values())
