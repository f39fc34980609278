"""The sample notices: their sources, the files made from them, and the answers made by hand."""

import json
import re
import unicodedata
import zipfile
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

import make_samples
from sample_kit.plain import to_text
from sample_kit.source import SourceError, load, load_all
from sample_kit.word import write_docx

SAMPLES = make_samples.SAMPLES
SOURCES = load_all(SAMPLES / "source")
NAMES = [source.name for source in SOURCES]
SUFFIXES = (".txt", ".docx", ".pdf", "-scan.pdf", "-english-ocr.pdf")
LARGEST = 1_200_000  # bytes of one file: the repository stays small
LABEL = re.compile(r"(?P<mark>[IVX]+\.|(?:\d+\.)+|[a-zđ]\)|-|\+|Thứ \w+,)\s")


def gold(name: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads((SAMPLES / "gold" / f"{name}.json").read_text("utf-8"))
    return answer


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text)).lower()


def test_there_are_twelve_notices() -> None:
    assert len(NAMES) == 12


@pytest.mark.parametrize("source", SOURCES, ids=NAMES)
def test_each_part_of_a_source_is_filled(source: make_samples.Source) -> None:
    assert source.left and source.right and source.title and source.recipients and source.authority
    assert re.search(r"\d+(/|-)TB", source.number)
    assert source.signer and source.place_date and len(source.body) + len(source.annex_rows) > 10
    assert all(line.text == unicodedata.normalize("NFC", line.text) for line in source.body)
    assert len({len(row) for row in source.annex_rows}) <= 1


@pytest.mark.parametrize(
    "text",
    ["stray\n[layout]\n", "[layout]\nwrap = none\n", "[layout]\n[surprise]\n"],
    ids=["stray", "short", "odd"],
)
def test_a_source_that_breaks_the_rules_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.txt"
    path.write_text(text, "utf-8")
    with pytest.raises(SourceError):
        load(path)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_made_files_are_there_and_small(name: str, suffix: str) -> None:
    assert 1000 < (SAMPLES / f"{name}{suffix}").stat().st_size < LARGEST


@pytest.mark.parametrize("source", SOURCES, ids=NAMES)
def test_text_is_what_the_source_makes(source: make_samples.Source) -> None:
    assert (SAMPLES / f"{source.name}.txt").read_bytes() == to_text(source).encode()


@pytest.mark.parametrize("source", SOURCES, ids=NAMES)
def test_docx_is_what_the_source_makes(source: make_samples.Source, tmp_path: Path) -> None:
    """Part by part against the committed file: how deflate packs them is zlib's affair, not ours."""
    first, second = tmp_path / "first.docx", tmp_path / "second.docx"
    write_docx(source, first)
    write_docx(source, second)
    assert first.read_bytes() == second.read_bytes()
    assert parts(first) == parts(SAMPLES / f"{source.name}.docx")


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("source", SOURCES, ids=NAMES)
def test_pdf_is_made_the_same_twice(source: make_samples.Source, tmp_path: Path) -> None:
    fonts = make_samples.Fonts(make_samples.LIBERATION)
    if not fonts.found():
        pytest.skip("Liberation Serif is not installed (Debian: fonts-liberation2)")
    for folder in (tmp_path / "first", tmp_path / "second"):
        folder.mkdir()
        make_samples.make(source, folder, ["pdf"], fonts)
    first, second = (tmp_path / folder / f"{source.name}.pdf" for folder in ("first", "second"))
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("source", SOURCES, ids=NAMES)
def test_pdf_holds_every_word_and_has_two_to_five_pages(source: make_samples.Source) -> None:
    with pdfplumber.open(SAMPLES / f"{source.name}.pdf") as pdf:
        assert 2 <= len(pdf.pages) <= 5
        seen = {word["text"] for page in pdf.pages for word in page.extract_words(x_tolerance=1.5)}
    assert [word for word in to_text(source).split() if word not in seen] == []


@pytest.mark.parametrize("name", NAMES)
def test_scans_are_pictures_and_only_english_ocr_has_text(name: str) -> None:
    with pdfplumber.open(SAMPLES / f"{name}-scan.pdf") as pdf:
        assert all(len(page.images) == 1 and not page.chars for page in pdf.pages)
    with pdfplumber.open(SAMPLES / f"{name}-english-ocr.pdf") as pdf:
        text = " ".join(page.extract_text() for page in pdf.pages)
        assert all(len(page.images) == 1 and page.chars for page in pdf.pages)
    assert len(text) > 1000
    assert not re.search("[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", text.lower())


@pytest.mark.parametrize("name", NAMES)
def test_gold_names_each_clause_once_and_refers_to_no_other(name: str) -> None:
    answer = gold(name)
    clauses = answer["clauses"]
    assert len(clauses) == len(set(clauses))
    for kind in ("leads", "coordinators", "reports_to", "deadlines"):
        assert {label for label, _ in answer[kind]} <= set(clauses), kind


@pytest.mark.parametrize("source", SOURCES, ids=NAMES)
def test_gold_has_a_clause_for_each_label_of_the_body(source: make_samples.Source) -> None:
    marks = [match["mark"] for line in source.body if (match := LABEL.match(line.text))]
    rows = max(0, len(source.annex_rows) - 1)
    labelled = [label for label in gold(source.name)["clauses"] if label not in {"intro", "closing"}]
    assert len(labelled) == len(marks) + rows


@pytest.mark.parametrize("source", SOURCES, ids=NAMES)
def test_every_body_of_gold_is_named_in_the_text(source: make_samples.Source) -> None:
    """Word by word within one paragraph: "các Sở: A, B" names Sở B without writing it so."""
    answer = gold(source.name)
    named = [body for kind in ("leads", "coordinators", "reports_to") for _, body in answer[kind]]
    blocks = [line.text for line in source.body] + [" ".join(row) for row in source.annex_rows]
    for body in [*named, *answer["attendees"]]:
        wanted = set(re.findall(r"[\w&]+", body.lower()))
        assert any(wanted <= set(re.findall(r"[\w&]+", block.lower())) for block in blocks), body


@pytest.mark.parametrize("source", SOURCES, ids=NAMES)
def test_every_citation_and_product_of_gold_is_in_the_text(source: make_samples.Source) -> None:
    cells = [cell for row in source.annex_rows for cell in row]
    text = squeezed(" ".join([*(line.text for line in source.body), *cells]))
    answer = gold(source.name)
    for words in [name for name, _, _ in answer["citations"]] + [words for _, words in answer["products"]]:
        assert squeezed(words) in text, words


@pytest.mark.parametrize("name", NAMES)
def test_a_due_date_of_a_lead_is_a_deadline_of_one_of_its_clauses(name: str) -> None:
    answer = gold(name)
    owed = {(body, due) for label, body in answer["leads"] for at, due in answer["deadlines"] if at == label}
    assert {tuple(pair) for pair in answer["lead_due"]} <= owed
    assert {due for _, due in answer["lead_due"]} == {due for _, due in answer["deadlines"]}
