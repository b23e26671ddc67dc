"""The documentation says what is so: its commands run, its files load, its answers are given."""

from __future__ import annotations

import re
import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from doc_pages import blocks, links
from zeropark.facts.readings.accepting.mapping import parse_map
from zeropark.shell.interfaces.cli.main import app

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.glob("*.md"), *ROOT.glob("decisions/*.md")])
WORKED_THROUGH = (
    "park.md",
    "appraisal.md",
    "plan.md",
    "forecast.md",
    "import.md",
    "close.md",
    "carbon.md",
    "api.md",
    "openadr.md",
    "flexibility.md",
    "dispatch.md",
    "json.md",
    "rules.md",
)


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("page", WORKED_THROUGH)
def test_a_page_worked_through_gives_what_it_shows(
    page: str, worked_through: dict[str, list[str]]
) -> None:
    assert worked_through[page] == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_a_link_leads_to_a_file(page: Path) -> None:
    for link in links(page.read_text(encoding="utf-8")):
        assert (page.parent / link).exists(), link


def test_every_committed_table_is_what_the_code_says() -> None:
    tables = runpy.run_path(str(DOCS / "make_tables.py"))
    for path, text in tables["pages"]().items():
        assert path.read_text(encoding="utf-8") == text, "run docs/make_tables.py"


def test_every_import_map_on_a_page_is_one() -> None:
    maps = [
        block.text
        for page in DOCS.glob("*.md")
        for block in blocks(page.read_text(encoding="utf-8"))
        if block.language == "yaml" and any(word.endswith("map.yaml") for word in block.words)
    ]
    assert len(maps) >= 5
    for text in maps:
        parse_map(text)


def command_names() -> set[str]:
    """As they are typed: `close`, `rules list`, `flex vtn admit`."""
    return set(names_below(typer.main.get_command(app)))


def names_below(group: object, *above: str) -> Iterator[str]:
    """The commands of a group and of the groups in it."""
    for name, command in getattr(group, "commands", {}).items():
        if hasattr(command, "commands"):
            yield from names_below(command, *above, name)
        else:
            yield " ".join((*above, name))


def test_every_command_has_its_json_documented() -> None:
    text = (DOCS / "json.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^## `zeropark ([a-z ]+)`$", text, re.MULTILINE)) == command_names() - {
        "serve",  # answers over HTTP: api.md
        "flex vtn serve",  # same: openadr.md
        "flex ven watch",  # goes on until it is interrupted
    }


@pytest.mark.parametrize("number", range(1, len(list(ROOT.glob("decisions/0*.md"))) + 1))
def test_a_decision_has_a_number_of_its_own_and_a_line_in_the_list(number: int) -> None:
    (path,) = ROOT.glob(f"decisions/{number:04d}-*.md")
    text = path.read_text(encoding="utf-8")
    assert text.startswith(f"# {number}. ")
    for part in ("**Context.**", "**Choice.**", "**Turned down.**"):
        assert part in text
    assert f"]({path.name})" in (ROOT / "decisions" / "README.md").read_text(encoding="utf-8")
