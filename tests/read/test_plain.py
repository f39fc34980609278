"""Plain text: what is decoded, what is refused, and how lines are measured."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from legacy_writing import write

from kl_extract import read
from kl_extract.errors import EmptyInputError, EncodingError, InputError, UnsupportedInputError, UsageError
from kl_extract.model import Line
from kl_extract.options import ReadOptions

TEXT = "Giao Sở Nội vụ chủ trì việc này; đề nghị các xã, phường báo cáo đúng hạn."


def _lines(text: str) -> list[Line]:
    return list(read.read_bytes(text.encode(), "a.txt").lines())


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (TEXT.encode("utf-16"), "UTF-16"),
        (TEXT.encode("utf-16-le"), "iconv -f UTF-16LE"),
        (TEXT.encode("utf-16-be"), "iconv -f UTF-16BE"),
        (b"abc \xff\xfe\xfd def", "not UTF-8"),
    ],
)
def test_other_encodings(data: bytes, word: str) -> None:
    with pytest.raises(EncodingError) as caught:
        read.read_bytes(data, "a.txt")
    assert caught.value.subject == "a.txt"
    assert word in str(caught.value)


@pytest.mark.parametrize("key", ["tcvn3", "vni", "viscii", "cp1258"])
def test_bytes_of_a_legacy_charset_are_read(key: str) -> None:
    seen = write(key, TEXT)
    (line,) = read.read_bytes(seen.encode("latin-1"), "a.txt").lines()
    assert line.text == TEXT
    assert [line.text[part.start : part.end] for part in line.decoded[:2]] == ["Sở", "Nội"]
    assert line.decoded[0].before == write(key, "Sở")


@pytest.mark.parametrize("key", ["tcvn3", "vni", "viscii", "viqr", "cp1258", "utf8", "utf8-twice"])
def test_legacy_text_saved_as_utf8_is_read(key: str) -> None:
    text = f"\t{write(key, TEXT)}\nXin xem thêm tại đây.\n"
    first, second = _lines(text)
    assert (first.text, first.indent, second.text) == (TEXT, 8.0, "Xin xem thêm tại đây.")
    assert first.decoded and not second.decoded


def test_binary() -> None:
    with pytest.raises(UnsupportedInputError):
        read.read_bytes(b"abc" + bytes(3) + b"def" * 20, "a.bin")


@pytest.mark.parametrize("data", [b" \n\t\n", b"\xef\xbb\xbf\n", b"\f\f"])
def test_blank(data: bytes) -> None:
    with pytest.raises(EmptyInputError):
        read.read_bytes(data, "a.txt")


def test_letters() -> None:
    text = unicodedata.normalize("NFD", "\ufeff  Ðiều 1.\u00a0Sở\u200b Ɖất\u00ad đai, 2 khoảng  trắng \r\n")
    assert [line.text for line in _lines(text)] == ["Điều 1. Sở Đất đai, 2 khoảng  trắng"]


def test_indent_and_gap() -> None:
    lines = _lines("Một\n\n\tHai\n   Ba\n\n \nBốn\n")
    assert [(line.text, line.indent, line.gap) for line in lines] == [
        ("Một", 0.0, False),
        ("Hai", 8.0, True),
        ("Ba", 3.0, False),
        ("Bốn", 0.0, True),
    ]


def test_fill_of_wrapped_text() -> None:
    wrapped = "\n".join(("mười chữ một dòng " * 5).strip()[: 80 + number % 4] for number in range(8))
    lines = _lines(wrapped + "\nngắn.")
    assert all(line.fill > 0.95 for line in lines[:-1])
    assert lines[-1].fill == pytest.approx(0.06, abs=0.01)


@pytest.mark.parametrize("length", [3, 40])
def test_one_paragraph_a_line_has_no_edge(length: int) -> None:
    lines = _lines("\n".join("câu này đủ dài " * (length + number) + "hết." for number in range(9)))
    assert {line.fill for line in lines} == {0.0}


def test_form_feed_opens_a_page() -> None:
    document = read.read_bytes("một\n\fhai\nba\f".encode(), "a.txt")
    assert [[line.text for line in page.lines] for page in document.pages] == [["một"], ["hai", "ba"]]
    assert [line.page for line in document.lines()] == [1, 2, 2]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("giao Sở A\n\n2\n\nthực hiện\n\n3\n\nngay", ["giao Sở A", "thực hiện", "ngay"]),
        ("một\n\n- 2 -\n\nhai\n\nTrang 3/5\n\nba", ["một", "hai", "ba"]),
        ("một\n2\nhai", ["một", "2", "hai"]),
        ("một\n\n15\n\nhai", ["một", "15", "hai"]),
        ("một\n\n2\n\nhai\n\n7\n\nba", ["một", "hai", "7", "ba"]),
        ("Số lượng:\n\n1.500\n\nhết", ["Số lượng:", "1.500", "hết"]),
    ],
)
def test_page_numbers(text: str, kept: list[str]) -> None:
    assert [line.text for line in _lines(text)] == kept


def test_page_number_leaves_no_gap() -> None:
    assert not _lines("giao Sở A\n\n2\n\nthực hiện")[1].gap


def test_pages_option() -> None:
    options = ReadOptions(pages=frozenset({2}))
    document = read.read_bytes(b"a\fb\fc", "a.txt", options)
    assert [page.number for page in document.pages] == [2]
    with pytest.raises(UsageError, match="no page 4"):
        read.read_bytes(b"a\fb\fc", "a.txt", ReadOptions(pages=frozenset({4})))


def test_document_describes_itself() -> None:
    document = read.read_bytes(TEXT.encode(), "folder/a.txt")
    assert (document.name, document.media_type, document.tesseract) == ("a.txt", "text/plain", None)
    assert document.pages[0].quality > 0.9
    assert not document.warnings


def test_low_quality_is_told() -> None:
    document = read.read_bytes(b"Giao S& Ng0ai vu chu tri, ph6i hgp v6i cac nganh " * 20, "a.txt")
    assert [warning.code for warning in document.warnings] == ["low-quality-page"]


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs"])))
def test_nothing_is_lost(text: str) -> None:
    """All letters and digits come out, in order, save look-alikes of Đ and lone page numbers."""
    try:
        lines = list(read.read_bytes(text.encode(), "a.txt").lines())
    except InputError:
        return
    seen = "".join(line.written for line in lines).translate({0xD0: "Đ", 0x189: "Đ"})
    letters = unicodedata.normalize("NFC", "".join(letter for letter in text if letter.isalpha()))
    expected = letters.translate({0xD0: "Đ", 0x189: "Đ"})
    assert [c for c in unicodedata.normalize("NFC", seen) if c.isalpha()] == [
        c for c in expected if c.isalpha()
    ]
