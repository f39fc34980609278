"""``--save-ocr``: beside the result, the scan as a PDF that can be searched."""

from dataclasses import dataclass
from pathlib import Path

from kl_extract.errors import UsageError
from kl_extract.inputs import STDIN, Job
from kl_extract.options import OnPage, Options, Style
from kl_extract.outputs import check_place, write_bytes
from kl_extract.request import Request


@dataclass(frozen=True, slots=True)
class ConvertAndSave:
    """Makes the text of the one result and writes the searchable PDF to ``goal``; a ``Convert`` of ``run``.

    The PDF is written first: where it cannot be, no result is given either.
    """

    goal: Path

    def __call__(self, job: Job, options: Options, style: Style, on_page: OnPage | None = None) -> str:
        from kl_extract.emit import render  # noqa: PLC0415
        from kl_extract.pipeline import process_document, read_document  # noqa: PLC0415
        from kl_extract.searchable import searchable  # noqa: PLC0415

        document = read_document(job.path or Path(job.name), options, on_page, job.data)
        data = job.path.read_bytes() if job.path is not None else job.data or b""
        write_bytes(self.goal, searchable(data, document, options.read.password))
        return render(process_document(document, options), style)


def saving(request: Request) -> ConvertAndSave:
    """What makes and saves the result of ``request``.

    Raises ``UsageError`` where it has more than one input or would overwrite it, ``OutputError`` where the place
    takes nothing.
    """
    goal = Path(request.save_ocr or "")
    if request.batch:
        remedy = "give one file, and another command for each of the others"
        raise UsageError("--save-ocr", "several inputs cannot go to one PDF", remedy)
    if goal.suffix.lower() != ".pdf":
        raise UsageError("--save-ocr", f"{goal.name or '(nothing)'} is no name of a PDF", "name a file .pdf")
    others = [*(name for name in request.inputs if name != STDIN), request.output]
    for other in filter(None, others):
        if goal.resolve() == Path(other).resolve():
            raise UsageError(str(goal), "the searchable PDF would overwrite it", "choose another name")
    check_place(goal)
    return ConvertAndSave(goal)
