"""A large file is read from its place, and read alike."""

import errno
import hashlib
import io
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from kl_extract.errors import DamagedInputError, EncryptedInputError, InputError
from kl_extract.read import content, read_bytes, read_file
from kl_extract.read.content import Content, opened
from kl_extract.read.streams import is_sound, is_truncated

SAMPLES = Path(__file__).parents[2] / "samples"
MakePdf = Callable[..., bytes]


@pytest.fixture(autouse=True)
def _all_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "_HELD", 0)
    monkeypatch.setattr(content, "_WINDOW", 5_000)


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    """A file of several windows."""
    path = tmp_path / "thông báo.pdf"
    shutil.copy(SAMPLES / "annex-nghe-an.pdf", path)
    return path


def test_what_a_file_is_asked(pdf: Path) -> None:
    data = pdf.read_bytes()
    with opened(pdf) as large:
        assert large.file is not None
        assert large.size() == len(data) > 3 * 5_000
        assert large.part(4_990, 5_010) == data[4_990:5_010]
        assert large.part(len(data) - 3, len(data) + 9) == data[-3:]
        assert large.whole() == data
        assert large.sha256() == hashlib.sha256(data).hexdigest()
        with large.stream() as one, large.stream() as other:
            assert one.read(8) == other.read(8) == data[:8]


@pytest.mark.parametrize("at", [0, 4_990, 4_999, 5_000, 9_996, 20_000])
def test_what_stands_on_an_edge_is_found(at: int, pdf: Path) -> None:
    data = pdf.read_bytes()
    assert b"needle" not in data
    pdf.write_bytes(data[:at] + b"needle" + data[at:])
    with opened(pdf) as large:
        assert large.holds(b"nothing", b"needle")
        assert not large.holds(b"nothing", b"needles")


def test_each_place_is_of_one_window(pdf: Path) -> None:
    data = pdf.read_bytes()
    with opened(pdf) as large:
        windows = list(large.windows(100, 50))
    assert [place for _, own, _ in windows for place in own][: len(data)] == list(range(len(data)))
    assert all(window == data[first : own.stop + 50] for first, own, window in windows)
    assert all(own.start - first == min(own.start, 100) for first, own, _ in windows)


@pytest.mark.parametrize("kind", ["", "-scan", "-english-ocr"])
def test_sound_files_are_sound(kind: str) -> None:
    for path in SAMPLES.glob(f"*{kind}.pdf"):
        with opened(path) as large:
            assert is_sound(large) == is_sound(Content(path.read_bytes()))


def test_spoiled_streams_are_seen_wherever_they_stand(pdf: Path) -> None:
    data = pdf.read_bytes()
    starts = [at for at in range(len(data)) if data.startswith(b"stream", at) and data[at - 3 : at] != b"end"]
    assert len(starts) > 3
    for start in starts:
        spoiled = data[: start + 10] + b"~" * 40 + data[start + 50 :]
        pdf.write_bytes(spoiled)
        with opened(pdf) as large:
            assert is_sound(large) == is_sound(Content(spoiled))
            assert not is_truncated(large)


def test_padding_at_the_end_is_no_loss(pdf: Path) -> None:
    data = pdf.read_bytes()
    for padding, lost in ((b"\0" * 200_000, 0), (b"\0" * 200_000, 60)):
        pdf.write_bytes(data[: len(data) - lost] + padding)
        with opened(pdf) as large:
            assert is_truncated(large) == is_truncated(Content(pdf.read_bytes())) == bool(lost)


@pytest.mark.parametrize(
    "name",
    ["annex-nghe-an.pdf", "city-can-tho-english-ocr.pdf", "city-can-tho.docx", "city-can-tho.txt"],
)
def test_a_file_is_read_as_its_bytes_are(name: str) -> None:
    path = SAMPLES / name
    assert read_file(path) == read_bytes(path.read_bytes(), name)


@pytest.mark.ocr
def test_a_scan_is_read_as_its_bytes_are() -> None:
    path = SAMPLES / "party-ward-scan.pdf"
    assert read_file(path) == read_bytes(path.read_bytes(), path.name)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_read_to_its_end(tmp_path: Path) -> None:
    """As in ``kl-extract <(unpack archive)``."""
    pipe, data = tmp_path / "pipe", (SAMPLES / "city-can-tho.pdf").read_bytes()
    os.mkfifo(pipe)
    writer = Thread(target=pipe.write_bytes, args=(data,))
    writer.start()
    document = read_file(pipe)
    writer.join()
    assert document.sha256 == hashlib.sha256(data).hexdigest()


class _FailingFile(io.BytesIO):
    """A file on a disk that fails."""

    def read(self, size: int | None = -1) -> bytes:
        raise OSError(errno.EIO, "Input/output error")


def test_a_disk_that_fails_is_named() -> None:
    with pytest.raises(InputError, match="Input/output error") as caught:
        Content(file=_FailingFile(), path=Path("scan.pdf")).part(0, 10)
    assert caught.value.subject == "scan.pdf"
    assert "disk" in caught.value.remedy


def test_trouble_is_told_as_ever(pdf: Path, make_pdf: MakePdf, notice_page: Any) -> None:
    data = pdf.read_bytes()
    pdf.write_bytes(data[: len(data) // 2])
    with pytest.raises(DamagedInputError, match="truncated"):
        read_file(pdf)
    from reportlab.lib.pdfencrypt import StandardEncryption  # noqa: PLC0415

    pdf.write_bytes(make_pdf([notice_page], encrypt=StandardEncryption("secret", "owner")))
    with pytest.raises(EncryptedInputError, match="password"):
        read_file(pdf)
