"""Legacy character sets are recognised, and nothing else is taken for one."""

import pytest

from kl_extract import resources
from kl_extract.read.charsets import charsets, legacy_charset

TABLES = resources.read_toml("legacy_charsets.toml")
EXAMPLES = [
    (table["name"], *example.split("|")) for table in TABLES.values() for example in table["examples"]
]


@pytest.mark.parametrize(("name", "seen", "text"), EXAMPLES)
def test_examples(name: str, seen: str, text: str) -> None:
    charset = next(charset for charset in charsets() if charset.name == name)
    assert charset.decode(seen) == text
    assert legacy_charset(f"{seen} {seen}") is charset


@pytest.mark.parametrize(
    "text",
    [
        "Ủy ban nhân dân tỉnh giao các sở, ngành thực hiện",
        "Uy ban nhan dan tinh giao cac so, nganh thuc hien",
        "The committee assigned the following tasks to its departments: naïve café façade",
        "Le comité a confié les tâches suivantes à ses départements, là où c'était nécessaire",
        "Das Büro übergibt die Prüfung an die zuständige Behörde für größere Maßnahmen",
        "© 2025 ® Công ty",
        "",
        "§ 12 ± 5 µm",
    ],
)
def test_sound_text(text: str) -> None:
    assert legacy_charset(text) is None
