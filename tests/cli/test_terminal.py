"""What a terminal gets: a coloured table, and progress on standard error."""

import io
import sys

import pytest
from fake_stages import go

from kl_extract.options import Format
from kl_extract.request import Request


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
