"""One run from request to exit code, with a fake of the stages: what is written where, and what is said."""

import io
import json
import os
import stat
import sys
from pathlib import Path

import pytest
from fake_stages import go, result, written

from kl_extract.errors import ExitCode, OutputError, UsageError
from kl_extract.options import Format, Options, ReadOptions
from kl_extract.request import Request
from kl_extract.run import run


def test_one_input_goes_to_standard_output_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert go("a.pdf") is ExitCode.DONE
    assert capsys.readouterr() == (result("a.pdf"), "")


def test_options_reach_the_stages(capsys: pytest.CaptureFixture[str]) -> None:
    go("a.pdf", options=Options(ReadOptions(pages=frozenset({3, 1}))), format=Format.JSONL)
    assert json.loads(capsys.readouterr().out) == {"input": "a.pdf", "format": "jsonl", "pages": [1, 3]}


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


def _never(*arguments: object, **named: object) -> str:
    raise AssertionError("work was done")


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


@pytest.mark.parametrize(("form", "suffix"), [("json", "json"), ("jsonl", "jsonl"), ("table", "txt")])
def test_the_suffix_tells_the_format(form: str, suffix: str) -> None:
    go("a.pdf", output="out/", format=Format(form))
    assert set(written()) == {f"a.pdf.{suffix}"}
