"""What the command line asks for, and what follows from it."""

import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from shutil import get_terminal_size

from kl_extract.errors import UsageError
from kl_extract.inputs import STDIN, is_batch
from kl_extract.options import Format, Options, Style
from kl_extract.outputs import SUFFIX, FileSink, FolderSink, Sink, StdoutArray, StdoutSink


@dataclass(frozen=True, slots=True)
class Request:
    """One run: ``output`` is None for standard output, ``format`` None for what suits the output.

    ``save_ocr`` names the searchable PDF to write, if any.
    """

    inputs: tuple[str, ...]
    output: str | None = None
    format: Format | None = None
    options: Options = field(default_factory=Options)
    jobs: int = 1
    quiet: bool = False
    save_ocr: str | None = None

    @property
    def batch(self) -> bool:
        """Whether more than one result may come of it."""
        return is_batch(self.inputs)

    @property
    def folder(self) -> Path | None:
        """The folder that takes one file for each input, where that is what ``output`` means."""
        if self.output is None:
            return None
        path = Path(self.output)
        return path if self.batch or self.output.endswith(os.sep) or path.is_dir() else None

    @property
    def form(self) -> Format:
        """The format asked for, else a table on a terminal, lines in a pipe from a batch, or JSON."""
        if self.format is not None:
            return self.format
        if self.output is not None:
            return Format.JSON
        if sys.stdout.isatty():
            return Format.TABLE
        return Format.JSONL if self.batch else Format.JSON

    @property
    def style(self) -> Style:
        """The form, with the width and colours of the terminal it is for; https://no-color.org."""
        if self.output is not None or not sys.stdout.isatty():
            # Not the terminal's width: a pipe or a file looks the same wherever it is made.
            columns = os.environ.get("COLUMNS", "")
            return Style(self.form, width=(int(columns) if columns.isdecimal() else 0) or 80)
        colour = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        return Style(self.form, get_terminal_size().columns, colour)

    @property
    def progress(self) -> bool:
        """Whether to draw progress: standard error is a terminal that results do not go to meanwhile."""
        mixed = self.batch and self.output is None and sys.stdout.isatty()
        return not self.quiet and not mixed and sys.stderr.isatty()

    def sink(self) -> Sink:
        """Where the results go. Raises ``UsageError`` where ``output`` cannot be meant."""
        if self.folder is not None:
            if self.batch:
                self._check_folder(self.folder)
            return FolderSink(self.folder, self.form)
        if self.output is not None:
            self._check_file(self.output)
            return FileSink(Path(self.output))
        return StdoutArray() if self.batch and self.form is Format.JSON else StdoutSink(self.form)

    def _check_folder(self, folder: Path) -> None:
        """Several results into ``all.json`` is more likely a slip than a folder of that name."""
        if folder.is_file() or (folder.suffix in SUFFIX.values() and not folder.is_dir()):
            remedy = "name a folder after -o, or redirect standard output to the file"
            raise UsageError(str(folder), "several inputs cannot go to one file", remedy)

    def _check_file(self, output: str) -> None:
        for name in self.inputs:
            if (
                name != STDIN
                and Path(output).exists()
                and Path(name).exists()
                and Path(output).samefile(name)
            ):
                raise UsageError(output, "the output would overwrite the input", "choose another name")
