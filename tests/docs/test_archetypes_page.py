"""The page of the archetypes names all of them; the demo's test holds one row against its year."""

from __future__ import annotations

from pathlib import Path

from archetypes_page import listed_years
from zeropark.basis.park.archetypes import archetype_names

PAGE = Path(__file__).parents[2] / "docs" / "archetypes.md"


def test_every_archetype_is_told_and_has_its_year() -> None:
    told = PAGE.read_text(encoding="utf-8")
    assert sorted(listed_years()) == sorted(archetype_names())
    for name in archetype_names():
        assert f"| `{name}` |" in told
