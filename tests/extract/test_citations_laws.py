"""Laws, codes, ordinances and the Constitution, cited by name."""

import pytest

from kl_extract.extract.citations import FoundCitation, find_citations
from kl_extract.resources import read_tsv


def one(text: str) -> FoundCitation:
    (found,) = find_citations(text)
    return found


def cut(text: str, offsets: tuple[int, int] | None) -> str | None:
    return text[slice(*offsets)] if offsets else None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Theo Luật Đất đai năm 2024, Sở rà soát", "Luật Đất đai"),
        ("khi Luật Phát triển đô thị được thông qua", "Luật Phát triển đô thị"),
        ("áp dụng Luật Ngân sách Nhà nước và các văn bản dưới luật", "Luật Ngân sách Nhà nước"),
        ("Luật Bảo vệ di sản đô thị và xem xét các dự án", "Luật Bảo vệ di sản đô thị"),
        ("Bộ luật Lao động quy định rõ", "Bộ luật Lao động"),
        ("Pháp lệnh Ưu đãi người có công với cách mạng.", "Pháp lệnh Ưu đãi người có công với cách mạng"),
        ("phù hợp với Hiến pháp năm 2013", "Hiến pháp"),
        (
            "Luật sửa đổi, bổ sung một số điều của Luật Đầu tư công, đã",
            "Luật sửa đổi, bổ sung một số điều của Luật Đầu tư công",
        ),
        (
            "Luật Phòng cháy, chữa cháy và cứu nạn, cứu hộ, Sở rà soát",
            "Luật Phòng cháy, chữa cháy và cứu nạn, cứu hộ",
        ),
        ("Luật Đấu thầu số 22/2023/QH15", "Luật Đấu thầu"),
        ("Luật Thỏa thuận quốc tế", "Luật Thỏa thuận quốc tế"),
        ("Luật Thoả thuận quốc tế", "Luật Thoả thuận quốc tế"),
    ],
)
def test_law_by_name(text: str, title: str) -> None:
    assert cut(text, one(text).title) == title


@pytest.mark.parametrize("row", read_tsv("laws.tsv"), ids=lambda row: row["name"])
def test_every_listed_law_is_found_whole(row: dict[str, str]) -> None:
    text = f"thực hiện {row['name']} và các văn bản hướng dẫn"
    assert cut(text, one(text).title) == row["name"]


def test_a_shared_noun_of_laws() -> None:
    text = "theo quy định của các Luật: Đất đai, Nhà ở và Kinh doanh bất động sản"
    found = find_citations(text)
    assert [c.key for c in found] == ["luat dat dai", "luat nha o", "luat kinh doanh bat dong san"]
    assert {c.type for c in found} == {"Luật"}
