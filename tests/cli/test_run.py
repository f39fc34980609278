"""One run from request to exit code, with a fake of the stages: what is written where, and what is said."""

import io
import json
import os
import stat
import sys
from pathlib import Path

import pytest

from kl_extract.errors import (
    DamagedInputError,
    EncryptedInputError,
    ExitCode,
    MissingProgramError,
    NotFoundError,
    OutputError,
    UsageError,
)
from kl_extract.inputs import Job
from kl_extract.options import Format, OnPage, Options, ReadOptions, Style
from kl_extract.request import Request
from kl_extract.run import _sharing, run


def convert(job: Job, options: Options, style: Style, on_page: OnPage | None = None) -> str:
    """Gives back what it was given, or the trouble the input's content names."""
    data = job.data if job.path is None else job.path.read_bytes() if job.path.exists() else b"missing"
    match data:
        case b"missing":
            raise NotFoundError(job.name, "no such file", "check the name")
        case b"damaged":
            raise DamagedInputError(job.name, "no PDF", "scan it again")
        case b"locked":
            raise EncryptedInputError(job.name, "is encrypted", "give its password with --password")
        case b"scan":
            raise MissingProgramError("tesseract", "is not installed", "sudo apt-get install tesseract-ocr")
        case b"bug":
            raise RecursionError("too deep")
    if on_page:
        on_page(1, 1)
    return f'{{"input": "{job.name}", "format": "{style.format}", "pages": {sorted(options.read.pages)}}}\n'


def go(*inputs: str, **choices: object) -> ExitCode:
    return run(Request(inputs, **choices), convert)  # type: ignore[arg-type]


def result(name: str, form: str = "json") -> str:
    return f'{{"input": "{name}", "format": "{form}", "pages": []}}\n'


def written(folder: str = "out") -> dict[str, str]:
    """Every file under ``folder``, temporary ones too."""
    return {
        str(path.relative_to(folder)): path.read_text() for path in Path(folder).rglob("*") if path.is_file()
    }


def test_one_input_goes_to_standard_output_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert go("a.pdf") is ExitCode.DONE
    assert capsys.readouterr() == (result("a.pdf"), "")


def test_options_reach_the_stages(capsys: pytest.CaptureFixture[str]) -> None:
    go("a.pdf", options=Options(ReadOptions(pages=frozenset({3, 1}))), format=Format.JSONL)
    assert json.loads(capsys.readouterr().out) == {"input": "a.pdf", "format": "jsonl", "pages": [1, 3]}


@pytest.mark.parametrize(("jobs", "inputs", "pages"), [(1, 1, 1), (4, 1, 4), (4, 2, 2), (5, 2, 2), (2, 6, 1)])
def test_jobs_are_shared_among_inputs_and_their_pages(jobs: int, inputs: int, pages: int) -> None:
    request = Request(("a.pdf",), options=Options(ReadOptions(password="x")), jobs=jobs)
    assert _sharing(request, min(jobs, inputs)) == Options(ReadOptions(password="x", jobs=pages))


def test_standard_input(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"text")))
    assert go("-") is ExitCode.DONE
    assert capsys.readouterr().out == result("stdin")


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        ("damaged", 2, "kl-extract: a.pdf: no PDF; scan it again\n"),
        ("locked", 2, "kl-extract: a.pdf: is encrypted; give its password with --password\n"),
        ("scan", 3, "kl-extract: tesseract: is not installed; sudo apt-get install tesseract-ocr\n"),
        (
            "bug",
            2,
            "kl-extract: a.pdf: unexpected RecursionError (too deep); "
            "please report this, with the file if you may\n",
        ),
    ],
)
def test_one_input_that_fails_gives_one_line_and_its_code(
    capsys: pytest.CaptureFixture[str], content: str, code: int, line: str
) -> None:
    Path("a.pdf").write_text(content)
    assert go("a.pdf", output="a.json") == code
    assert capsys.readouterr() == ("", line)
    assert not Path("a.json").exists()


def test_the_traceback_of_a_bug_is_shown_to_whoever_asks(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KL_EXTRACT_DEBUG", "1")
    Path("a.pdf").write_text("bug")
    go("a.pdf")
    assert "Traceback" in capsys.readouterr().err


def test_one_input_into_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    Path("out.json").write_text("old")
    assert go("a.pdf", output="out.json") is ExitCode.DONE
    assert Path("out.json").read_text() == result("a.pdf")
    assert capsys.readouterr() == ("", "")
    assert sorted(path.name for path in Path().iterdir()) == ["a.pdf", "b.txt", "in", "out.json"]


@pytest.mark.parametrize("output", ["out/", "out"])
def test_one_input_into_a_folder(output: str) -> None:
    Path("out").mkdir()
    assert go("a.pdf", output=output) is ExitCode.DONE
    assert written() == {"a.pdf.json": result("a.pdf")}


def test_a_new_file_has_the_rights_of_any_other() -> None:
    mask = os.umask(0o027)
    try:
        go("a.pdf", output="out.json")
    finally:
        os.umask(mask)
    assert stat.S_IMODE(Path("out.json").stat().st_mode) == 0o640


def test_a_link_keeps_pointing_where_it_points() -> None:
    Path("real.json").write_text("old")
    Path("link.json").symlink_to("real.json")
    go("a.pdf", output="link.json")
    assert Path("link.json").is_symlink()
    assert Path("real.json").read_text() == result("a.pdf")


def test_a_device_is_written_to_and_not_replaced() -> None:
    assert go("a.pdf", output=os.devnull) is ExitCode.DONE
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


def test_a_name_that_fills_all_its_bytes_can_be_written() -> None:
    name = "ệ" * 83 + ".json"
    assert go("a.pdf", output=name) is ExitCode.DONE
    assert Path(name).read_text() == result("a.pdf")


def test_the_input_is_never_overwritten() -> None:
    with pytest.raises(UsageError, match="overwrite the input"):
        go("b.txt", output="./b.txt")
    assert Path("b.txt").read_text() == "b.txt"


@pytest.mark.parametrize("output", ["missing/out.json", "b.txt/out.json", "b.txt/"])
def test_a_place_that_takes_nothing_is_found_before_any_work(output: str) -> None:
    with pytest.raises(OutputError) as caught:
        run(Request(("a.pdf",), output=output), _never)
    assert caught.value.exit_code == ExitCode.CANNOT_WRITE


def test_a_folder_that_cannot_be_made_is_found_before_any_work() -> None:
    with pytest.raises(OutputError, match=r"b\.txt/out: cannot be written"):
        run(Request(("a.pdf", "in"), output="b.txt/out"), _never)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_without_the_right_to_write_is_found_before_any_work() -> None:
    Path("out").mkdir(mode=0o500)
    with pytest.raises(OutputError, match="permission denied"):
        run(Request(("a.pdf", "in"), output="out"), _never)


def _never(*arguments: object, **named: object) -> str:
    raise AssertionError("work was done")


def test_a_batch_writes_one_file_for_each_input(capsys: pytest.CaptureFixture[str]) -> None:
    assert go("a.pdf", "in", output="out") is ExitCode.DONE
    assert written() == {"a.pdf.json": result("a.pdf"), "in/x/c.pdf.json": result("in/x/c.pdf")}
    assert capsys.readouterr() == ("", "2 inputs: 2 done, 0 failed\n")


def test_a_batch_goes_on_when_one_fails(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.pdf").write_text("damaged")
    Path("empty").mkdir()
    assert go("a.pdf", "missing.pdf", "empty", "in", output="out") is ExitCode.SOME_FAILED
    assert set(written()) == {"in/x/c.pdf.json"}
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "kl-extract: a.pdf: no PDF; scan it again"
    assert lines[1] == "kl-extract: missing.pdf: no such file; check the name"
    assert lines[2].startswith("kl-extract: empty: no document in this folder; ")
    assert lines[3] == "4 inputs: 1 done, 3 failed"


def test_a_result_that_cannot_be_written_fails_alone(capsys: pytest.CaptureFixture[str]) -> None:
    Path("out/a.pdf.json").mkdir(parents=True)
    assert go("a.pdf", "b.txt", output="out") is ExitCode.SOME_FAILED
    assert written() == {"b.txt.json": result("b.txt")}
    assert "out/a.pdf.json: cannot be written" in capsys.readouterr().err


def test_a_folder_without_documents_is_no_success(capsys: pytest.CaptureFixture[str]) -> None:
    Path("empty").mkdir()
    assert go("empty") is ExitCode.UNREADABLE_INPUT
    assert capsys.readouterr().err.startswith("kl-extract: empty: no document in this folder; ")


def test_a_system_without_worker_processes_reads_one_by_one(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(workers: int) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("kl_extract.run.WorkerPool", refused)
    assert go("a.pdf", "in", output="out", jobs=2) is ExitCode.DONE
    assert set(written()) == {"a.pdf.json", "in/x/c.pdf.json"}
    assert capsys.readouterr().err.splitlines() == [
        "kl-extract: no worker processes on this system (Permission denied); reading one input at a time",
        "2 inputs: 2 done, 0 failed",
    ]


def test_quiet_leaves_the_errors(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.pdf").write_text("damaged")
    go("a.pdf", "in", output="out", quiet=True)
    assert capsys.readouterr().err == "kl-extract: a.pdf: no PDF; scan it again\n"


def test_a_batch_into_a_pipe_gives_lines(capsys: pytest.CaptureFixture[str]) -> None:
    assert go("a.pdf", "in") is ExitCode.DONE
    assert capsys.readouterr().out == result("a.pdf", "jsonl") + result("in/x/c.pdf", "jsonl")


def test_an_empty_line_keeps_tables_apart(capsys: pytest.CaptureFixture[str]) -> None:
    go("a.pdf", "in", format=Format.TABLE)
    assert capsys.readouterr().out == f"{result('a.pdf', 'table')}\n{result('in/x/c.pdf', 'table')}"


@pytest.mark.parametrize("inputs", [("a.pdf", "in"), ("a.pdf", "missing"), ("missing", "missing.pdf")])
def test_a_batch_asked_for_json_gives_an_array(
    capsys: pytest.CaptureFixture[str], inputs: tuple[str, ...]
) -> None:
    go(*inputs, format=Format.JSON)
    out = capsys.readouterr().out
    assert [value["input"] for value in json.loads(out)] == [
        {"in": "in/x/c.pdf"}.get(name, name) for name in inputs if "missing" not in name
    ]
    assert out.endswith("]\n")


@pytest.mark.parametrize(("form", "suffix"), [("json", "json"), ("jsonl", "jsonl"), ("table", "txt")])
def test_the_suffix_tells_the_format(form: str, suffix: str) -> None:
    go("a.pdf", output="out/", format=Format(form))
    assert set(written()) == {f"a.pdf.{suffix}"}


@pytest.mark.parametrize("output", ["all.json", "all.jsonl", "b.txt"])
def test_several_results_are_not_put_into_one_file(output: str) -> None:
    with pytest.raises(UsageError, match="several inputs cannot go to one file"):
        go("a.pdf", "in", output=output)


class Terminal(io.TextIOWrapper):
    """Standard output or error that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def on_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Terminal(io.BytesIO()))
    monkeypatch.setenv("TERM", "xterm")


def test_a_terminal_gets_a_coloured_table(monkeypatch: pytest.MonkeyPatch) -> None:
    on_terminal(monkeypatch)
    style = Request(("a.pdf",)).style
    assert (style.format, style.colour) == (Format.TABLE, True)


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_colours_can_be_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    on_terminal(monkeypatch)
    monkeypatch.setenv(name, value)
    assert not Request(("a.pdf",)).style.colour


def test_a_file_gets_json_even_from_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    on_terminal(monkeypatch)
    style = Request(("a.pdf",), output="out.txt").style
    assert (style.format, style.colour) == (Format.JSON, False)


@pytest.mark.parametrize(("columns", "width"), [(None, 80), ("120", 120), ("wide", 80), ("0", 80)])
def test_a_table_in_a_pipe_has_80_columns_or_what_is_asked(
    monkeypatch: pytest.MonkeyPatch, columns: str | None, width: int
) -> None:
    if columns:
        monkeypatch.setenv("COLUMNS", columns)
    assert Request(("a.pdf",), format=Format.TABLE).style.width == width


@pytest.mark.parametrize(
    ("choices", "shown"),
    [
        ({}, True),
        ({"quiet": True}, False),
        ({"inputs": ("a.pdf", "b.txt"), "output": "out"}, True),
        ({"inputs": ("a.pdf", "b.txt")}, False),  # the tables appear meanwhile, on the same terminal
    ],
)
def test_where_progress_is_shown(
    monkeypatch: pytest.MonkeyPatch, choices: dict[str, object], shown: bool
) -> None:
    on_terminal(monkeypatch)
    request = Request(**{"inputs": ("a.pdf",), **choices})  # type: ignore[arg-type]
    assert not request.progress  # standard error is no terminal
    monkeypatch.setattr(sys, "stderr", Terminal(io.BytesIO()))
    assert request.progress is shown


@pytest.mark.parametrize("inputs", [("a.pdf",), ("a.pdf", "in", "missing")])
def test_progress_goes_to_standard_error_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], inputs: tuple[str, ...]
) -> None:
    screen = io.BytesIO()
    monkeypatch.setattr(sys, "stderr", Terminal(screen, write_through=True))
    go(*inputs, output="out/")
    assert capsys.readouterr().out == ""
    shown = screen.getvalue().decode()
    assert ("1/1" if len(inputs) == 1 else "3/3") in shown
    if len(inputs) > 1:
        assert "kl-extract: missing: no such file; check the name" in shown
        assert shown.endswith("3 inputs: 2 done, 1 failed\n")
