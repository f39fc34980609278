"""Which files are sound enough for PDFium to be told all."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption

from kl_extract.read.content import Content
from kl_extract.read.streams import is_sound, is_truncated

MakePdf = Callable[..., bytes]
SAMPLES = Path(__file__).parents[2] / "samples"


def test_sound_files(make_pdf: MakePdf, notice_page: Any) -> None:
    assert all(is_sound(Content(path.read_bytes())) for path in SAMPLES.glob("*.pdf"))
    assert is_sound(Content(make_pdf([notice_page])))


@pytest.mark.parametrize("ascii85", [0, 1])
def test_spoiled_streams_are_seen(
    ascii85: int, make_pdf: MakePdf, notice_page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reportlab.rl_config.useA85", ascii85)
    data = make_pdf([notice_page] * 2)
    assert is_sound(Content(data))
    start = data.index(b"stream", data.index(b"/Contents") if ascii85 else 0) + 40
    for spoiled in (b"\xff" * 60, b"~" * 60):
        assert not is_sound(Content(data[:start] + spoiled + data[start + 60 :]))


def test_what_cannot_be_told_is_not_called_sound(make_pdf: MakePdf, notice_page: Any) -> None:
    data = make_pdf([notice_page])
    assert not is_sound(Content(make_pdf([notice_page], encrypt=StandardEncryption("", "owner"))))
    assert not is_sound(Content(data.replace(b"/FlateDecode", b"/LZWDecode  ")))
    assert not is_sound(Content(data[:-60])) and is_truncated(Content(data[:-60]))
