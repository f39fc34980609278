"""Mentions of one document become one citation."""

from kl_extract.extract.citations.found import CitedDocument, FoundCitation
from kl_extract.extract.citations.roles import strongest


def group(mentions: list[FoundCitation]) -> list[CitedDocument]:
    """Documents in order of first mention.

    A dated and an undated mention of one number are one document; different dates stay apart,
    and an undated mention then belongs to the date last stated before it, else to the first.
    A law cited by name alone is the one that is also cited by that name with its number.
    """
    numbered = _numbers_of_laws(mentions)
    keys = [numbered.get(mention.key, mention.key) for mention in mentions]
    latest: dict[str, str] = {}
    for key in reversed(keys):
        if "|" in key:
            latest[_name(key)] = key
    bundles: dict[str, list[FoundCitation]] = {}
    for key, mention in zip(keys, mentions, strict=True):
        if "|" in key:
            latest[_name(key)] = key
        bundles.setdefault(latest.get(_name(key), key), []).append(mention)
    return [_document(tuple(bundle)) for bundle in bundles.values()]


def _name(key: str) -> str:
    """The key without its date."""
    return key.partition("|")[0]


def _numbers_of_laws(mentions: list[FoundCitation]) -> dict[str, str]:
    """Key of a law's name → key of its number, where some mention states both and no other number."""
    found: dict[str, set[str]] = {}
    for mention in mentions:
        if mention.law_key and mention.number:
            found.setdefault(mention.law_key, set()).add(mention.key)
    return {name: keys.pop() for name, keys in found.items() if len(keys) == 1}


def _document(bundle: tuple[FoundCitation, ...]) -> CitedDocument:
    stated = next((one for one in bundle if one.issuer), None)
    first = {
        name: next((value for one in bundle if (value := getattr(one, name)) is not None), None)
        for name in ("type", "number", "issued_on", "issuer_name", "issuer_code", "title")
    }
    return CitedDocument(
        mentions=bundle,
        issuer=stated.issuer if stated else None,
        parts=tuple(dict.fromkeys(part for one in bundle for part in one.parts)),
        role=strongest([one.role for one in bundle]),
        mismatches=tuple(dict.fromkeys(one.mismatch for one in bundle if one.mismatch)),
        **first,
    )
