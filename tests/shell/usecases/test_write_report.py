from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sample_year import bill, evaluation, findings, inventories, park, year_flows
from zeropark.basis.errors import StoreError
from zeropark.basis.rules.load import load_rulebook
from zeropark.shell.usecases.write_report import YearResults, write_report


@dataclass
class Shelf:
    """Pages kept in memory."""

    written: dict[str, str] = field(default_factory=dict)

    def write(self, name: str, html: str) -> Path:
        self.written[name] = html
        return Path(f"{name}.html")


class Written:
    """A script that says which it is."""

    def text(self, name: str) -> str:
        return f"/* {name} */"


class NotBuilt:
    """A package without its scripts."""

    def text(self, name: str) -> str:
        raise StoreError(f"{name} has not been built. Run `make web`.")


class Fixed:
    """A clock that stands."""

    def now(self) -> datetime:
        return datetime(2027, 1, 8, 2, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def results() -> YearResults:
    of = year_flows()
    books = inventories(of)
    return YearResults(
        park=park(),
        rules=load_rulebook(),
        flows=of,
        evaluation=evaluation(books),
        inventories=books,
        bills=(bill(),),
        findings=(*findings(), *findings()),
        version="0.1.0",
    )


def test_the_page_is_named_after_park_and_year_and_carries_its_script(results: YearResults) -> None:
    shelf = Shelf()
    path = write_report(results, scripts=Written(), pages=shelf, clock=Fixed())
    assert path == Path("sample-2026.html")
    html = shelf.written["sample-2026"]
    assert "/* echarts */" in html
    assert "2027-01-08 10:30" in html  # 02:30 UTC, as the park's clocks say it


def test_a_finding_that_two_stages_made_is_listed_once(results: YearResults) -> None:
    shelf = Shelf()
    write_report(results, scripts=Written(), pages=shelf, clock=Fixed())
    assert shelf.written["sample-2026"].count("quarter-hours of May have no value") == 1


def test_the_rules_behind_consumption_are_among_the_sources(results: YearResults) -> None:
    shelf = Shelf()
    write_report(results, scripts=Written(), pages=shelf, clock=Fixed())
    assert 'id="rule-ce-electricity-equivalent"' in shelf.written["sample-2026"]


def test_nothing_is_written_where_the_scripts_are_not_built(results: YearResults) -> None:
    shelf = Shelf()
    with pytest.raises(StoreError, match="make web"):
        write_report(results, scripts=NotBuilt(), pages=shelf, clock=Fixed())
    assert shelf.written == {}
