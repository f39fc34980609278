"""``--save-ocr``: the scan with its words behind it, read back by us and by poppler; and where it cannot be."""

import io
import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops

from kl_extract.cli import main
from kl_extract.glyphless import font_program
from kl_extract.model import Box, Document, Line, Page, Word
from kl_extract.options import Options
from kl_extract.pipeline import read_document
from kl_extract.searchable import searchable

SAMPLES = Path(__file__).parents[2] / "samples"
ORIGINAL = SAMPLES / "province-dak-lak.pdf"
A4 = (595.0, 842.0)
WORDS = (
    ("Số:", 90, 100),
    ("12/TB-UBND", 115, 100),
    ("Giao", 90, 140),
    ("Sở", 121, 141),
    ("Nội", 140, 140),
    ("vụ", 161, 140),
)


def picture(dpi: int = 150) -> Image.Image:
    """The first page of a sample as a scanner sees it."""
    page = pypdfium2.PdfDocument(ORIGINAL)[0]
    image: Image.Image = page.render(scale=dpi / 72).to_pil().convert("L")
    return image


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def read_as(media: str = "image/png") -> Document:
    """A document of one page as OCR leaves it, of WORDS."""
    lines: list[Line] = []
    for top in sorted({top // 10 for _, _, top in WORDS}):
        start, words = 0, []
        for text, x0, down in (one for one in WORDS if one[2] // 10 == top):
            words.append(Word(text, start, Box(x0, down, x0 + 6.0 * len(text), down + 12.0), 0.9))
            start += len(text) + 1
        lines.append(Line(" ".join(word.text for word in words), 1, tuple(words), words[0].box, "ocr"))
    return Document("a.png", "0", media, (Page(1, tuple(lines), "ocr", *A4, 0.9),))


def words_of(pdf: bytes) -> list[tuple[str, tuple[float, ...]]]:
    """Words and boxes that our own reader finds in the text layer."""
    import pdfplumber  # noqa: PLC0415

    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return [
            (word["text"], tuple(word[side] for side in ("x0", "top", "x1", "bottom")))
            for word in document.pages[0].extract_words()
        ]


def pixels(pdf: bytes) -> Image.Image:
    image: Image.Image = pypdfium2.PdfDocument(pdf)[0].render(scale=1).to_pil()
    return image


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_words_lie_where_they_were_read(kind: str) -> None:
    data = saved(picture(), kind, dpi=(150, 150))
    pdf = searchable(data, read_as())
    found = words_of(pdf)
    assert [text for text, _ in found] == [text for text, _, _ in WORDS]
    for (text, (x0, top, x1, bottom)), (_, left, down) in zip(found, WORDS, strict=True):
        assert x0 == pytest.approx(left, abs=1.5)
        assert x1 == pytest.approx(left + 6 * len(text), abs=3)
        assert top < down + 8 < bottom


def test_a_jpeg_is_kept_as_it_is() -> None:
    data = saved(picture(), "JPEG", dpi=(150, 150))
    assert data in searchable(data, read_as())


@pytest.mark.parametrize("mode", ["1", "P", "RGBA", "LA", "I;16", "CMYK"])
def test_pictures_of_every_mode_look_the_same(mode: str) -> None:
    image = Image.new("L", (595, 842), "white")
    image.paste(0, (100, 100, 300, 300))
    kind = "TIFF" if mode in {"I;16", "CMYK", "1"} else "PNG"
    made = (
        image.convert("I").point(lambda value: value * 257).convert("I;16")
        if mode == "I;16"
        else image.convert(mode)
    )
    if mode in {"RGBA", "LA"}:
        made.putalpha(image.point(lambda value: 255 - value))
    seen = pixels(searchable(saved(made, kind, dpi=(72, 72)), read_as())).convert("L")
    assert (seen.getpixel((50, 50)), seen.getpixel((200, 200))) == (255, 0)


def test_nothing_is_seen_of_the_words() -> None:
    image = picture().convert("RGB")
    without = searchable(saved(image, "PNG", dpi=(150, 150)), Document("a.png", "0", "image/png", ()))
    with_words = searchable(saved(image, "PNG", dpi=(150, 150)), read_as())
    assert ImageChops.difference(pixels(without), pixels(with_words)).getbbox() is None


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_page_that_an_entry_turns(rotate: int) -> None:
    """A scan that only /Rotate sets upright: the words stand as the viewer shows the page."""
    document = pypdfium2.PdfDocument.new()
    page = document.new_page(*(A4 if rotate in {0, 180} else A4[::-1]))
    page.set_rotation(rotate)
    out = io.BytesIO()
    document.save(out)
    pdf = searchable(out.getvalue(), read_as(media="application/pdf"))
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    assert text.get_text_range().split() == [text for text, _, _ in WORDS]
    back = read_document(Path("a.pdf"), Options(repair=False), data=pdf)
    found = [word for line in back.lines() for word in line.words]
    assert [word.text for word in found] == [text for text, _, _ in WORDS]
    assert found[0].box.x0 == pytest.approx(90, abs=1.5) and found[0].box.top < 108 < found[0].box.bottom


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_page_scanned_sideways(turned: int) -> None:
    """OCR turned the picture by so much to read it: the words run along its lines as they are on the page."""
    document = pypdfium2.PdfDocument.new()
    document.new_page(*(A4 if turned == 180 else A4[::-1]))
    out = io.BytesIO()
    document.save(out)
    read = read_as(media="application/pdf")
    upright = replace(read, pages=(replace(read.pages[0], rotated=turned),))
    pdf = searchable(out.getvalue(), upright)
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    assert sorted(text.get_text_range().split()) == sorted(text for text, _, _ in WORDS)
    back = read_document(Path("a.pdf"), Options(repair=False), data=pdf)
    found = [word for line in back.lines() for word in line.words]
    assert back.pages[0].rotated == turned
    assert [word.text for word in found] == [text for text, _, _ in WORDS]
    assert found[0].box.x0 == pytest.approx(90, abs=1.5) and found[0].box.top < 108 < found[0].box.bottom


def test_the_words_of_an_earlier_ocr_are_replaced() -> None:
    """A scan with a wrong layer: seen it stays as it was, read it says what was read now, once."""
    lines = read_as().pages[0].lines
    wrong = [
        replace(
            line,
            text=line.text.swapcase(),
            words=tuple(replace(w, text=w.text.swapcase()) for w in line.words),
        )
        for line in lines
    ]
    read = read_as()
    before = searchable(
        saved(picture().convert("RGB"), "PNG", dpi=(150, 150)),
        replace(read, pages=(replace(read.pages[0], lines=tuple(wrong)),)),
    )
    after = searchable(before, read_as("application/pdf"))
    assert words_of(before)[0][0] == "sỐ:"
    assert [text for text, _ in words_of(after)] == [text for text, _, _ in WORDS]
    assert ImageChops.difference(pixels(before), pixels(after)).getbbox() is None


def test_the_font_is_sound() -> None:
    """Checksums and table places hold, as strict readers ask."""
    font = font_program()
    total = sum(int.from_bytes(font[at : at + 4]) for at in range(0, len(font), 4)) % 2**32
    assert (len(font) % 4, total) == (0, 0xB1B0AFBA)


@pytest.mark.ocr
@pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")
def test_a_scan_reads_back_word_for_word(tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    scan, goal, result = place / "scan.png", place / "scan.pdf", place / "result.json"
    scan.write_bytes(saved(picture(200), "PNG", dpi=(200, 200)))
    assert main([str(scan), "--save-ocr", str(goal), "-o", str(result), "-q"]) == 0
    first = read_document(scan, Options())
    back = read_document(goal, Options(repair=False))
    words = [word.text for line in first.lines() for word in line.words]
    assert back.pages[0].reader == "text-layer" and len(words) > 100
    assert [word.text for line in back.lines() for word in line.words] == words
    assert json.loads(result.read_text("utf-8"))["header"]["number"]
    assert sorted(path.name for path in place.iterdir()) == ["result.json", "scan.pdf", "scan.png"]
    if shutil.which("pdftotext"):
        shown = subprocess.run(["pdftotext", str(goal), "-"], capture_output=True, text=True, check=True)
        assert shown.stderr == ""
        assert sorted(shown.stdout.split()) == sorted(words)


def test_a_page_with_text_is_left_alone(tmp_path: Path) -> None:
    goal = tmp_path / "a.pdf"
    assert main([str(ORIGINAL), "--save-ocr", str(goal), "-o", str(tmp_path / "a.json"), "-q"]) == 0
    before, after = words_of(ORIGINAL.read_bytes()), words_of(goal.read_bytes())
    assert before == after


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (
            ["{s}/province-dak-lak.pdf", "{s}/province-dak-lak.pdf", "--save-ocr", "{t}/a.pdf"],
            1,
            "several inputs",
        ),
        (["{s}", "--save-ocr", "{t}/a.pdf"], 1, "several inputs"),
        (["{s}/tasks-thai-nguyen.txt", "--save-ocr", "{t}/a.pdf"], 2, "no scanned pages"),
        (["{s}/province-dak-lak.pdf", "--save-ocr", "{t}/a.txt"], 1, "no name of a PDF"),
        (["{s}/province-dak-lak.pdf", "--save-ocr", "{t}/none/a.pdf"], 4, "folder does not exist"),
        (["{s}/province-dak-lak.pdf", "--save-ocr", "{t}/folder.pdf"], 4, "is a folder"),
        (["{s}/province-dak-lak.pdf", "--save-ocr", "{s}/province-dak-lak.pdf"], 1, "overwrite"),
    ],
)
def test_what_is_refused(words: list[str], code: int, told: str, tmp_path: Path) -> None:
    place = tmp_path / "place"
    (place / "folder.pdf").mkdir(parents=True)
    filled = [word.format(s=SAMPLES, t=place) for word in words]
    done = subprocess.run(
        [sys.executable, "-m", "kl_extract", *filled], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.count("\n") == 1 and told in done.stderr
    assert [path.name for path in place.iterdir()] == ["folder.pdf"]
