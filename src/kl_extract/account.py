"""The account that ``kl-extract explain`` gives of one clause: what was found in it, by which rule, and what was not.

Keys are English, words Vietnamese: the account is read by the clerk who checks an assignment.
"""

from typing import Literal

from kl_extract.contract import Assignment, Model, Span

FoundKind = Literal[
    "lead", "coordinator", "recipient", "deadline", "citation", "verb", "product", "urgency", "cell"
]


class FoundSpan(Model):
    """Words of the clause with what they were taken for: ``means`` is a name, a date or a document's number.

    ``rule`` names an entry of ``dictionary`` (a file of ``dictionaries/``); both are null where none is needed.
    """

    kind: FoundKind
    text: str
    means: str | None
    rule: str | None
    dictionary: str | None
    span: Span


class PassedOver(Model):
    """A reading that was not taken: the words, what they might have been, and why they are not."""

    text: str
    reading: str
    reason: str
    span: Span


class Given(Model):
    """One assignment with the rule that found its leads and every sign of doubt that was weighed."""

    assignment: Assignment
    rule: str | None
    signs: list[str]


class Account(Model):
    """All that is known of one clause; ``inherited`` is where its leads would come from if it named none."""

    clause: str
    label: str
    text: str
    span: Span
    inherited: list[str]
    assignments: list[Given]
    found: list[FoundSpan]
    passed_over: list[PassedOver]
