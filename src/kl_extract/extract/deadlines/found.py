"""What the deadline extractor is told of the notice, and what it hands back."""

from dataclasses import dataclass
from datetime import date

from kl_extract.contract import DeadlineKind, WarningCode


@dataclass(frozen=True, slots=True)
class Reference:
    """The notice's own dates: terms and dates without a year count from them."""

    issued_on: date | None = None
    held_on: date | None = None

    @property
    def anchor(self) -> date | None:
        """The date of issue, else that of the meeting, else None."""
        return self.issued_on or self.held_on

    @property
    def source(self) -> str:
        """Which of the two dates ``anchor`` is, for the words of ``assumed``."""
        return "issue date" if self.issued_on else "meeting date (no issue date is known)"


@dataclass(frozen=True, slots=True)
class FoundDeadline:
    """One deadline at ``text[start:end]``.

    ``due`` is the last day named, ``starts`` the first day of a period, ``time`` a clock time
    (``HH:MM``) that the words state. ``assumed`` says what had to be inferred, ``problem`` what
    hinders, ``rule`` which rule of ``deadlines.toml`` fired.
    """

    start: int
    end: int
    kind: DeadlineKind
    due: date | None = None
    starts: date | None = None
    rrule: str | None = None
    assumed: str | None = None
    problem: WarningCode | None = None
    rule: str = ""
    time: str | None = None
