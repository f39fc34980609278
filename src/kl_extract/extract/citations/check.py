"""Whether the words around a symbol agree with what it says itself."""

from kl_extract.extract.citations.grammar import Symbol
from kl_extract.extract.citations.issuers import disagrees
from kl_extract.extract.citations.tables import bare, issuers, kinds, table


def mismatch(head: str | None, symbol: Symbol, issuer_words: str | None) -> str | None:
    """How the noun or the issuer as worded disagrees with the symbol; None if it does not."""
    reasons = (_of_kind(head, symbol), _of_issuer(symbol, issuer_words))
    return "; ".join(reason for reason in reasons if reason) or None


def _of_kind(head: str | None, symbol: Symbol) -> str | None:
    if head is None or symbol.kind is None:
        return None
    allowed = [bare(name) for name in kinds()[symbol.kind]]
    said = bare(head)
    if any(said.startswith(name) for name in allowed):
        return None
    if any(said == bare(name) for name in table()["other_heads"]) and not said.endswith("luat"):
        return None
    names = " or ".join(kinds()[symbol.kind])
    return f"{symbol.number} is by its letters {symbol.kind} a {names}, the words say {head}"


def _of_issuer(symbol: Symbol, words: str | None) -> str | None:
    if words is None or symbol.issuer is None or not disagrees(words, symbol.issuer):
        return None
    name = issuers()[symbol.issuer].name
    return f"{symbol.number} is by its letters {symbol.issuer} from {name}, the words say {words}"
