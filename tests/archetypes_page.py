"""The table of years in docs/archetypes.md, as it is printed."""

from __future__ import annotations

import re
from pathlib import Path

_PAGE = Path(__file__).parents[1] / "docs" / "archetypes.md"
_ROW = re.compile(r"^\| \[(\w+)\]\([^)]*\) \| (.*) \|$", re.MULTILINE)
_HEAD = re.compile(r"^\| archetype \| (.*) \|$", re.MULTILINE)


def listed_years() -> dict[str, dict[str, str]]:
    """The printed figures by archetype and column."""
    text = _PAGE.read_text(encoding="utf-8")
    head = _HEAD.search(text)
    assert head, "the table of years has no head"
    columns = head[1].split(" | ")
    return {
        name: dict(zip(columns, cells.split(" | "), strict=True))
        for name, cells in _ROW.findall(text)
    }
