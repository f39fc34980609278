"""A run of many inputs, with a fake of the stages: one result for each, failures, formats."""

import json
from pathlib import Path

import pytest
from fake_stages import go, result, written

from kl_extract.errors import ExitCode, UsageError
from kl_extract.options import Format, Options, ReadOptions
from kl_extract.request import Request
from kl_extract.run import _sharing


@pytest.mark.parametrize(("jobs", "inputs", "pages"), [(1, 1, 1), (4, 1, 4), (4, 2, 2), (5, 2, 2), (2, 6, 1)])
def test_jobs_are_shared_among_inputs_and_their_pages(jobs: int, inputs: int, pages: int) -> None:
    request = Request(("a.pdf",), options=Options(ReadOptions(password="x")), jobs=jobs)
    assert _sharing(request, min(jobs, inputs)) == Options(ReadOptions(password="x", jobs=pages))


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


@pytest.mark.parametrize("output", ["all.json", "all.jsonl", "b.txt"])
def test_several_results_are_not_put_into_one_file(output: str) -> None:
    with pytest.raises(UsageError, match="several inputs cannot go to one file"):
        go("a.pdf", "in", output=output)
