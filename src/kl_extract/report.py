"""Counts how a batch went; the counts yield both the summary line and the exit code."""

from dataclasses import dataclass

from kl_extract.errors import ExitCode


@dataclass(slots=True)
class Report:
    """How many inputs are done and how many failed so far."""

    done: int = 0
    failed: int = 0

    def count(self, *, done: bool) -> None:
        """Counts one more input."""
        if done:
            self.done += 1
        else:
            self.failed += 1

    @property
    def exit_code(self) -> ExitCode:
        """0 if all are done, else 5."""
        return ExitCode.SOME_FAILED if self.failed else ExitCode.DONE

    def __str__(self) -> str:
        """``12 inputs: 10 done, 2 failed``."""
        total = self.done + self.failed
        return f"{total} input{'' if total == 1 else 's'}: {self.done} done, {self.failed} failed"
