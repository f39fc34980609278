"""Image files: sizes refused before decoding, resolutions guessed, stamps lifted."""

import struct
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image
from pytesseract import pytesseract

from kl_extract import read
from kl_extract.errors import DamagedInputError, InputError, TooLargeError, UsageError
from kl_extract.options import ReadOptions
from kl_extract.read.picture import MAX_PIXELS, frames, grey, open_picture, resolution
from kl_extract.read.program import Program

Save = Callable[..., bytes]


def _png(width: int, height: int) -> bytes:
    """A PNG of the size its header states, with next to nothing in it."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0"))
        + chunk(b"IEND", b"")
    )


def _tiff(width: int, height: int) -> bytes:
    """A little TIFF whose header claims a size."""
    entries = [
        (256, 4, width),
        (257, 4, height),
        (258, 3, 8),
        (259, 3, 1),
        (262, 3, 1),
        (273, 4, 8),
        (279, 4, 1),
    ]
    body = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in entries)
    return b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", len(entries)) + body + struct.pack("<I", 0)


def _refused(data: bytes, error: type[InputError]) -> None:
    with pytest.raises(error) as caught:
        read.read_bytes(data, "scan.png")
    assert caught.value.subject == "scan.png"
    assert caught.value.remedy
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "size", [(0, 10), (10, 0), (31_623, 31_623), (1, MAX_PIXELS + 1), (2**31 - 1, 2**31 - 1)]
)
def test_sizes_refused(size: tuple[int, int]) -> None:
    _refused(_png(*size), TooLargeError)


def test_large_tiff() -> None:
    _refused(_tiff(40_000, 40_000), TooLargeError)


@pytest.mark.parametrize("share", [0.05, 0.3, 0.7])
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_truncated(kind: str, share: float, save_image: Save) -> None:
    data = save_image(Image.effect_noise((300, 300), 90), kind)
    _refused(data[: int(share * len(data))], DamagedInputError)


@pytest.mark.parametrize(
    ("size", "stated", "dpi"),
    [
        ((2480, 3508), 300, 300),
        ((2480, 3508), None, 300),
        ((1654, 2339), None, 200),
        ((3508, 2480), None, 300),
        ((2480, 3508), 72, 300),
        ((2480, 3508), 1, 300),
        ((1654, 2339), 200, 200),
        ((1000, 3000), None, 200),
    ],
)
def test_resolution(size: tuple[int, int], stated: int | None, dpi: int) -> None:
    image = Image.new("1", size)
    if stated:
        image.info["dpi"] = (stated, stated)
    assert resolution(image) == pytest.approx(dpi, rel=0.01)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA", "CMYK", "I;16", "I", "F"])
def test_every_mode_becomes_grey(mode: str) -> None:
    result = grey(Image.new(mode, (4, 4)))
    assert (result.mode, result.size) == ("L", (4, 4))


def test_sixteen_bits_keep_their_shades() -> None:
    image = Image.new("I;16", (2, 1))
    image.putpixel((0, 0), 65535)
    image.putpixel((1, 0), 32768)
    assert list(grey(image).tobytes()) == [255, 128]


@pytest.mark.parametrize(
    ("colour", "shade"),
    [((220, 30, 40), 220), ((20, 20, 20), 20), ((255, 255, 255), 255), ((30, 40, 200), 200)],
)
def test_stamps_are_lifted(colour: tuple[int, int, int], shade: int) -> None:
    assert grey(Image.new("RGB", (1, 1), colour)).getpixel((0, 0)) == shade


def test_what_is_transparent_is_paper() -> None:
    assert grey(Image.new("RGBA", (1, 1), (0, 0, 0, 0))).getpixel((0, 0)) == 255


def test_pages_of_a_tiff(save_image: Save) -> None:
    pages = [Image.new("L", (10 * number, 10), 255) for number in (1, 2, 3)]
    data = save_image(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    assert [frame.size for frame in frames(open_picture(data, "a.tif"), "a.tif")] == [
        (10, 10),
        (20, 10),
        (30, 10),
    ]
    with pytest.raises(UsageError, match="only 3 pages"):
        read.read_bytes(data, "a.tif", ReadOptions(pages=frozenset({4})))


def test_blank_pages_need_no_tesseract(save_image: Save, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: Any) -> Any:
        raise AssertionError("Tesseract was called")

    monkeypatch.setattr("kl_extract.read.tesseract.read_words", forbidden)
    document = read.read_bytes(save_image(Image.new("L", (1654, 2339), 250), dpi=(200, 200)), "a.png")
    page = document.pages[0]
    assert (page.lines, page.reader, page.quality) == ((), "ocr", 1.0)
    assert (page.width, page.height) == pytest.approx((595.4, 842.0), abs=0.5)
    assert document.tesseract is None


@pytest.mark.usefixtures("program_alone")
@pytest.mark.parametrize("error", [RuntimeError("Tesseract process timeout"), None])
def test_a_page_on_which_tesseract_fails(
    error: Exception | None, save_image: Save, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two inked pages the first makes Tesseract fail: the second is read, the first is told."""
    calls = []

    def fail_once(*_: Any, **__: Any) -> str:
        calls.append(1)
        if len(calls) == 1:
            raise error or pytesseract.TesseractError(1, "failed")
        return ""

    monkeypatch.setattr(Program, "version", lambda _: "5.3.0")
    monkeypatch.setattr(pytesseract, "image_to_data", fail_once)
    inked = Image.new("L", (1654, 2339), 255)
    inked.paste(0, (100, 100, 900, 300))
    data = save_image(inked, "TIFF", save_all=True, append_images=[inked.copy()], dpi=(300, 300))
    document = read.read_bytes(data, "a.tif")
    assert [(warning.code, warning.message[:7]) for warning in document.warnings] == [
        ("unreadable-page", "page 1:")
    ]
    assert [page.number for page in document.pages] == [2]
    monkeypatch.setattr(pytesseract, "image_to_data", lambda *_, **__: calls.clear() or fail_once())
    _refused(save_image(inked), DamagedInputError)
