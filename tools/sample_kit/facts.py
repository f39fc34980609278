"""What a notice states, as sets of tuples: from an output of kl-extract, and from an answer made by hand."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

KINDS = (
    "clauses",
    "leads",
    "coordinators",
    "deadlines",
    "reports_to",
    "citations",
    "citation_issuers",
    "lead_due",
    "attendees",
    "fields",
)
ROLES = ("leads", "coordinators", "reports_to")
VERBATIM = ("held_on", "part_of_day", "issued_on")
Facts = dict[str, set[tuple[str, ...]]]

SHORT = {
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "mttq": "mat tran to quoc",
    "qlda": "quan ly du an",
}
POST = re.compile(
    r"^(?:dong chi |lanh dao |pho )*(?:giam doc|thu truong|chu tich|bi thu|truong(?: ban| phong)?|chanh(?= van phong))"
    r" (?=(?:cac|so|uy ban|ban|cong|van phong|hoi dong|phong|tinh|bo)\b)"
)
GROUP = re.compile(r"^(?:cac|nhung|cap|so nganh|\d+ (?:xa|phuong)|uy ban nhan dan (?:cac|cap))\b")
CLASSES = (
    ("districts", r"\bhuyen\b|\bthi xa\b"),
    ("communes", r"\bxa\b(?! hoi)|\bphuong\b|\bdac khu\b|\bthi tran\b"),
    ("ministries", r"\bbo\b"),
    ("businesses", r"\bdoanh nghiep\b|\bchu dau tu\b|\bnha dau tu\b"),
)
LEVEL = re.compile(r" (?:tinh|thanh pho)(?: (?!uy\b)[a-z ]{2,20})?$")


def fold(text: str | None) -> str:
    """Lower case without marks or punctuation, words parted by one space."""
    plain = unicodedata.normalize("NFD", (text or "").lower().replace("đ", "d"))
    return re.sub(r"[^\w]+", " ", "".join(c for c in plain if not unicodedata.combining(c))).strip()


def body(name: str | None) -> str:
    """What the wordings of one body share: abbreviations written out, posts and level words dropped.

    Groups ("các sở, ngành liên quan") fall into a few classes: offices word them freely.
    """
    words = fold(re.sub(r"\([^)]*\)", "", name or "")).replace("dia phuong", "diaphuong")
    words = " ".join(SHORT.get(word, word) for word in words.split())
    words = POST.sub("", words)
    if GROUP.match(words):
        return next((f"<{group}>" for group, sign in CLASSES if re.search(sign, words)), "<bodies>")
    return LEVEL.sub("", words)


def clause(label: str) -> str:
    """An enumeration inside a paragraph, ``2.-1.(1)``, is scored at its paragraph."""
    return re.sub(r"\.\(\w+\)$", "", label.strip().lower())


def document(name: str) -> str:
    """A number keeps its marks ("NĐ-CP"); a name is folded."""
    return re.sub(r"\s+", "", name).upper() if name[:1].isdigit() else fold(name)


def of_output(output: Mapping[str, Any]) -> Facts:
    """The tuples that an output of kl-extract states."""
    facts: Facts = {kind: set() for kind in KINDS}
    facts["clauses"] = {(clause(label),) for label in _labels(output["clauses"])}
    for task in output["assignments"]:
        where = clause(task["clause"])
        due = [value for d in task["deadlines"] if (value := d["rrule"] or d["due"])]
        for role in ROLES:
            facts[role] |= {(where, body(ref["name"])) for ref in task[role]}
        facts["deadlines"] |= {(where, value) for value in due}
        facts["lead_due"] |= {(body(ref["name"]), value) for ref in task["leads"] for value in due}
    for cited in output["citations"]:
        key = document(cited["number"] or cited["title"] or cited["text"])
        facts["citations"].add((key, cited["issued_on"] or ""))
        if cited["issuer"]:
            facts["citation_issuers"].add((key, body(cited["issuer"]["name"])))
    meeting = output["meeting"] or {}
    facts["attendees"] = {(body(ref["name"]),) for ref in meeting.get("attendees", ())}
    facts["fields"] = _fields(_stated(output["header"], meeting, output["signature"] or {}))
    return facts


def _labels(clauses: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    for each in clauses:
        yield each["id"]
        yield from _labels(each["children"])


def _stated(
    header: Mapping[str, Any], meeting: Mapping[str, Any], signature: Mapping[str, Any]
) -> dict[str, Any]:
    stated = {key: header[key] for key in ("number", "issued_on", "place", "kind")}
    stated |= {key: meeting.get(key) for key in ("held_on", "part_of_day")}
    stated["chair"] = (meeting.get("chair") or {}).get("name")
    return stated | {"authority": " ".join(signature.get("authority", ())), "signer": signature.get("name")}


def _fields(values: Mapping[str, Any]) -> set[tuple[str, ...]]:
    return {(key, value if key in VERBATIM else fold(value)) for key, value in values.items() if value}


def of_gold(gold: Mapping[str, Any]) -> Facts:
    """The tuples of a hand-made answer, or of its ``optional`` part."""
    facts: Facts = {kind: set() for kind in KINDS}
    facts["clauses"] = {(clause(label),) for label in gold.get("clauses", ())}
    for role in ROLES:
        facts[role] = {(clause(label), body(name)) for label, name in gold.get(role, ())}
    facts["deadlines"] = {(clause(label), value) for label, value in gold.get("deadlines", ())}
    facts["lead_due"] = {(body(name), value) for name, value in gold.get("lead_due", ())}
    for name, issued_on, issuer in gold.get("citations", ()):
        facts["citations"].add((document(name), issued_on or ""))
        if issuer:
            facts["citation_issuers"].add((document(name), body(issuer)))
    facts["attendees"] = {(body(name),) for name in gold.get("attendees", ())}
    facts["fields"] = _fields(gold.get("fields", {}))
    return facts
