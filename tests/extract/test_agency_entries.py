"""Every entry of the list, form by form: found as itself, or reported with all that it may mean."""

import csv
from pathlib import Path

import pytest

from kl_extract.contract import AgencyRef
from kl_extract.extract.agencies import Registry, build_registry
from kl_extract.extract.agencies.dictionary import Dictionary, default_dictionary
from kl_extract.extract.agencies.places import Home, commune_at, find_commune
from kl_extract.extract.agencies.tokens import keys, tokenize
from kl_extract.model import Outline, Paragraph, Range, Text
from kl_extract.resources import read_tsv

ROWS = read_tsv("agencies.tsv")
FORMS = [
    (row["id"], form) for row in ROWS for form in [row["name"], *filter(None, row["aliases"].split("|"))]
]
DOMAIN = Path(__file__).parents[3] / "shared" / "domain"


def listed(words: str, day: str | None) -> Registry:
    """The bodies of a line of recipients in a notice without a head."""
    part = Range(0, len(words))
    return build_registry(
        Text(words, (), (), (Paragraph(0, len(words), 1),)), Outline(recipients=(part,)), day
    )


def refs(registry: Registry) -> list[AgencyRef]:
    return [registry.ref(number) for number in range(len(registry.mentions))]


def day_of(row: dict[str, str]) -> str | None:
    """A day on which the body existed."""
    return row["valid_until"] or row["valid_from"] or None


@pytest.mark.parametrize(("agency_id", "form"), FORMS, ids=[f"{pair[0]}-{pair[1]}" for pair in FORMS])
def test_every_form_is_found_by_its_own_entry_or_reported(agency_id: str, form: str) -> None:
    entry = default_dictionary().entries[agency_id]
    row = next(row for row in ROWS if row["id"] == agency_id)
    registry = listed(form, day_of(row))
    [ref] = refs(registry)
    assert ref.text == form and ref.known
    if ref.id == agency_id:
        return
    [warning] = registry.warnings
    assert warning.code == "agency-ambiguous" and entry.name in warning.message


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_the_columns_are_well_formed(row: dict[str, str]) -> None:
    assert row["name"] and row["level"]
    for column in ("valid_from", "valid_until"):
        assert not row[column] or len(row[column]) == len("2025-02-28")
    assert not (row["valid_from"] and row["valid_until"]) or row["valid_from"] <= row["valid_until"]
    assert not row["successor"] or row["valid_until"]


def test_a_body_lives_on_in_one_that_lives_longer() -> None:
    entries = default_dictionary().entries
    for entry in entries.values():
        if entry.successor:
            assert (entries[entry.successor].valid_until or "9999") > (entry.valid_until or "")


def test_predecessors_are_the_other_end_of_successors() -> None:
    assert default_dictionary().predecessors("bo-nong-nghiep-va-moi-truong") == [
        "bo-tai-nguyen-va-moi-truong",
        "bo-nong-nghiep-va-phat-trien-nong-thon",
    ]


# Where several bodies share a form and something in the notice decides: the line of recipients, issuer, day, body.
CONTEXTS = [
    ("CT, các PCT UBND tỉnh", "UBND TỈNH SƠN LA", "2026-03-12", "chu-tich-ubnd-tinh"),
    ("NV, TC, XD", "UBND TỈNH SƠN LA", "2026-03-12", "so-noi-vu"),
    ("NV, TC, XD", "VĂN PHÒNG CHÍNH PHỦ", "2026-03-12", "bo-noi-vu"),
    ("TC", "BỘ XÂY DỰNG", "2026-03-12", "bo-tai-chinh"),
    ("BCT, BBT", "TỈNH ỦY SƠN LA", "2026-03-12", "bo-chinh-tri"),
    ("BCT, BYT", "BỘ XÂY DỰNG", "2026-03-12", "bo-cong-thuong"),
    ("BHXH", "UBND TỈNH SƠN LA", "2026-03-12", "bao-hiem-xa-hoi-tinh"),
    ("BHXH", "BỘ TÀI CHÍNH", "2026-03-12", "bao-hiem-xa-hoi-viet-nam"),
    ("TU", "UBND TỈNH SƠN LA", "2026-03-12", "tinh-uy"),
    ("TU", "UBND THÀNH PHỐ HUẾ", "2026-03-12", "thanh-uy"),
    ("MTTQ", "UBND TỈNH SƠN LA", "2026-03-12", "uy-ban-mat-tran-to-quoc-viet-nam-tinh"),
    ("VKS, TA", "UBND TỈNH SƠN LA", "2026-03-12", "vien-kiem-sat-nhan-dan-tinh"),
    ("BĐBP tỉnh", "UBND TỈNH SƠN LA", "2026-03-12", "ban-chi-huy-bo-doi-bien-phong-tinh"),
    ("BĐBP tỉnh", "UBND TỈNH SƠN LA", "2024-03-12", "bo-chi-huy-bo-doi-bien-phong-tinh"),
    ("BDT", "HĐND TỈNH SƠN LA", "2026-03-12", "ban-dan-toc-hdnd-tinh"),
]


@pytest.mark.parametrize(
    ("words", "issuer", "day", "agency_id"), CONTEXTS, ids=[f"{row[0]}-{row[1]}" for row in CONTEXTS]
)
def test_context_tells_which_body_a_code_means(words: str, issuer: str, day: str, agency_id: str) -> None:
    text, head = f"{issuer}\n{words}", Range(0, len(issuer))
    part = Range(len(issuer) + 1, len(text))
    paragraphs = (Paragraph(0, head.end, 1), Paragraph(part.start, part.end, 1))
    outline = Outline(head=(head,), issuer=(head,), recipients=(part,))
    registry = build_registry(Text(text, (), (), paragraphs), outline, day)
    assert refs(registry)[0].id == agency_id
    assert [w for w in registry.warnings if w.span == refs(registry)[0].span] == []


def test_a_body_named_in_full_tells_what_its_code_means() -> None:
    text = "Trường Chính trị tỉnh rà soát.\nTCT"
    paragraphs = (Paragraph(0, text.index("\n"), 1), Paragraph(text.index("TCT"), len(text), 1))
    outline = Outline(recipients=(Range(text.index("TCT"), len(text)),))
    registry = build_registry(Text(text, (), (), paragraphs), outline, None)
    assert [ref.id for ref in refs(registry)] == ["truong-chinh-tri-tinh"] * 2 and not registry.warnings


def test_what_an_office_brings_goes_before_the_list() -> None:
    own = [{"id": "vuon-quoc-gia-mau", "name": "Vườn quốc gia Mẫu", "level": "tỉnh", "aliases": "VQG|KKT"}]
    found = Dictionary(ROWS, own)
    assert [form.entry.id for form in found.forms_of("KKT")] == ["vuon-quoc-gia-mau"]
    assert [form.entry.id for form in found.forms_of("Sở Y tế")] == ["so-y-te"]


def test_communes_are_spelt_as_they_are_looked_up() -> None:
    names = [(row["type"], name) for row in read_tsv("communes.tsv") for name in row["names"].split("|")]
    assert len(names) == 3321
    former = [
        (row["type"], name) for row in read_tsv("communes_former.tsv") for name in row["names"].split("|")
    ]
    assert len(former) > 8000
    names += former
    lost = [(unit, name) for unit, name in names if commune_at(unit, tokenize(name), 0) != len(keys(name))]
    assert lost == []


PLACES = [
    ("xã", "Tân An", Home("Nghệ An"), "Nghệ An"),
    ("xã", "Tân An", Home(None), None),
    ("xã", "Sông Đốc", Home(None), "Cà Mau"),
    ("xã", "Sông Đốc", Home("Sơn La"), "Cà Mau"),
    ("xã", "Sông Đốc", Home("Bạc Liêu"), "Cà Mau"),
    ("xã", "Đông Lĩnh Hạ", Home("Sơn La"), None),
    ("phường", "Ghềnh Ráng", Home("Gia Lai", "2026-01-01"), "Gia Lai"),
    ("phường", "Ghềnh Ráng", Home("Bình Định", "2024-01-01"), "Gia Lai"),
]


@pytest.mark.parametrize(("unit", "name", "home", "province"), PLACES)
def test_a_commune_is_of_the_notices_province_or_the_only_one(
    unit: str, name: str, home: Home, province: str | None
) -> None:
    commune = find_commune(unit, name, home)
    assert (commune.province if commune else None) == province


SUCCESSORS = [
    ("phường", "Ghềnh Ráng", Home("Bình Định", "2024-01-01"), "phường Quy Nhơn Nam"),
    ("xã", "É Tòng", Home("Sơn La", "2024-01-01"), "xã Long Hẹ"),
    ("xã", "Tân Minh", Home("Hòa Bình", "2024-01-01"), "xã Cao Sơn"),
    ("xã", "Tân Minh", Home("Phú Thọ", "2026-01-01"), None),
    ("phường", "Quang Trung", Home("Hà Nội", "2024-01-01"), None),
    ("xã", "Tân Minh", Home("Hà Nội", "2024-01-01"), None),
]


@pytest.mark.parametrize(("unit", "name", "home", "successor"), SUCCESSORS)
def test_a_former_commune_tells_what_it_became_where_that_is_one(
    unit: str, name: str, home: Home, successor: str | None
) -> None:
    commune = find_commune(unit, name, home)
    assert commune is not None
    assert (commune.valid_until, commune.successor) == ("2025-06-30", successor)


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        lines = (line for line in stream if not line.startswith("#"))
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


ELSEWHERE = table(Path(__file__).with_name("agencies_elsewhere.tsv"))
TOLD = [row for row in ELSEWHERE if row["text"]]


@pytest.mark.parametrize("row", TOLD, ids=[f"{row['id']}-{row['form']}" for row in TOLD])
def test_forms_that_are_no_entries(row: dict[str, str]) -> None:
    recipients = row["text"].startswith("Nơi nhận: ")
    words = row["text"].removeprefix("Nơi nhận: ")
    registry = listed(words, None) if recipients else told(words)
    assert "; ".join(written(ref) for ref in refs(registry)) == row["bodies"]


def told(words: str) -> Registry:
    """The bodies of a paragraph."""
    return build_registry(Text(words, (), (), (Paragraph(0, len(words), 1),)), Outline(), None)


def written(ref: AgencyRef) -> str:
    """A body as the table writes it."""
    mark = "* " if ref.collective else "" if ref.known else "? "
    return f"{mark}{f'{ref.post} > ' if ref.post else ''}{ref.name}"


@pytest.mark.skipif(not DOMAIN.is_dir(), reason="the shared tables are not beside the project")
def test_every_row_of_the_shared_table_is_met() -> None:
    """Each form by the entry of its row's id, or as the table beside this file tells."""
    elsewhere = {(row["id"], row["form"]) for row in ELSEWHERE}
    lacking = []
    for row in table(DOMAIN / "agencies.tsv"):
        for form in [row["canonical"], *filter(None, row["aliases"].split("|"))]:
            found = {each.entry.id for each in default_dictionary().forms_of(form)}
            if row["id"] not in found and (row["id"], form) not in elsewhere:
                lacking.append((row["id"], form))
    assert lacking == []


# Codes of the shared table that name no body by themselves here: letters of symbols alone, or what the text resolves.
NOT_CODES = {"UBND", "HĐND", "BCĐ", "Văn phòng", "TU", "VP", "BCH BĐ Biên phòng tỉnh"}


@pytest.mark.skipif(not DOMAIN.is_dir(), reason="the shared tables are not beside the project")
def test_ambiguous_codes_of_the_shared_table_are_never_guessed() -> None:
    guessed = []
    for row in table(DOMAIN / "agency_alias_ambiguity.tsv"):
        if row["alias"] in NOT_CODES:
            continue
        registry = listed(row["alias"], None)
        if refs(registry) and [w.code for w in registry.warnings] != ["agency-ambiguous"]:
            guessed.append((row["alias"], refs(registry)[0].id))
    assert guessed == []
