"""Every character of the text leads back to where it came from."""

from hypothesis import given
from hypothesis import strategies as st

from kl_extract.model import Box, Document, Line, LineRepair, Page, Word
from kl_extract.normalise import normalise

WORDS = st.sampled_from(
    [
        "Giao",
        "Sở",
        "Y",
        "tế",
        "ngày",
        "15/7/2026",
        ",",
        "(",
        ")",
        "1.",
        "a)",
        "-",
        "số",
        "912/TB-",
        "UBND;",
        "đã",
        "./.",
    ]
)
BLANKS = st.sampled_from([" ", "  ", "   ", "\t"])
LINES = st.lists(
    st.tuples(st.lists(st.tuples(WORDS, BLANKS), min_size=1, max_size=8), st.booleans(), st.floats(0, 1)),
    max_size=8,
)


def made(rows: list[tuple[list[tuple[str, str]], bool, float]]) -> Document:
    lines = []
    for number, (parts, gap, fill) in enumerate(rows):
        text = "".join(word + blank for word, blank in parts).strip()
        words, place = [], 0
        for word, blank in parts:
            box = Box(10 * place, 20 * number, 10 * (place + len(word)), 20 * number + 12)
            words.append(Word(word, place, box))
            place += len(word) + len(blank)
        lines.append(
            Line(text, 1, tuple(words), Box(0, 20 * number, 600, 20 * number + 12), fill=fill, gap=gap)
        )
    return Document("x", "", "", (Page(1, tuple(lines), "ocr"),))


@given(LINES)
def test_pieces_are_verbatim_and_nothing_is_lost(
    rows: list[tuple[list[tuple[str, str]], bool, float]],
) -> None:
    document = made(rows)
    text = normalise(document)
    for piece in text.pieces:
        source = text.lines[piece.line].text[piece.offset : piece.offset + piece.length]
        if piece.length == piece.end - piece.start:
            assert text.value[piece.start : piece.end] == source
        else:
            assert text.value[piece.start : piece.end] == " " and not source.strip()
    kept = "".join(text.value.split())
    assert kept == "".join("".join(line.text.split()) for line in document.lines())


@given(LINES)
def test_paragraphs_tile_the_text(rows: list[tuple[list[tuple[str, str]], bool, float]]) -> None:
    text = normalise(made(rows))
    assert "\n".join(text.value[p.start : p.end] for p in text.paragraphs) == text.value


@given(LINES)
def test_every_word_has_its_box(rows: list[tuple[list[tuple[str, str]], bool, float]]) -> None:
    text = normalise(made(rows))
    for number, line in enumerate(text.lines):
        for word in line.words:
            place = text.offsets_of(number, word.start, word.end)
            assert place is not None
            boxes = text.boxes(*place)
            assert any(b.x0 <= word.box.x0 and word.box.x1 <= b.x1 and b.top == word.box.top for b in boxes)


@given(LINES)
def test_spacing_once_mended_stays(rows: list[tuple[list[tuple[str, str]], bool, float]]) -> None:
    once = normalise(made(rows))
    for paragraph in once.paragraphs:
        words = once.value[paragraph.start : paragraph.end]
        alone = Document("x", "", "", (Page(1, (Line(words, 1),), "plain"),))
        assert normalise(alone).value == words


def test_a_repair_is_found_at_its_place() -> None:
    lines = (Line("một dòng", 1), Line("Sở  Ngoại vụ", 1, gap=True))
    document = Document(
        "x",
        "",
        "",
        (Page(1, lines, "plain"),),
        repairs=(LineRepair(1, 4, 12, "Ngoai vu", "Ngoại vụ", "dictionary", 0.9),),
    )
    text = normalise(document)
    [repair] = text.repairs
    assert text.value[repair.span.start : repair.span.end] == "Ngoại vụ"
