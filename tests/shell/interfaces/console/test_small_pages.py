from __future__ import annotations

import pytest
from fastapi.testclient import TestClient


def test_every_park_has_a_card_and_an_empty_one_says_so(client: TestClient) -> None:
    page = client.get("/?lang=en").text
    assert page.count('href="/parks/tiny/now?lang=en"') == 1
    assert page.count('href="/parks/bare/now?lang=en"') == 1
    assert "Nothing closed yet" in page


def test_a_rule_is_shown_with_its_source_and_how_sure_it_is(client: TestClient) -> None:
    page = client.get("/parks/tiny/rules?lang=zh&rule=ef.electricity.park910").text
    assert "0.8325" in page
    assert "发改环资〔2025〕910号" in page
    assert "已在正式文本中核实" in page


def test_rules_can_be_asked_for_a_day(client: TestClient) -> None:
    # The 910 notice is of 2025-06-30: on the day before, its rules were not in force.
    page = client.get("/parks/tiny/rules?lang=en&day=2024-01-01").text
    assert "not in force on this day" in page


@pytest.mark.parametrize(
    ("query", "status"), [("rule=ef.no.such", 404), ("day=tomorrow", 422), ("day=2026-02-30", 422)]
)
def test_a_rule_or_day_that_is_none_is_told(client: TestClient, query: str, status: int) -> None:
    assert client.get(f"/parks/tiny/rules?lang=en&{query}").status_code == status


def test_the_about_page_names_every_part_with_its_licence(client: TestClient) -> None:
    page = client.get("/about?lang=en").text
    for part in ("echarts", "htmx.org", "swagger-ui-dist", "polars", "Jinja2"):
        assert part in page
    assert "Apache License" in page


def test_parks_side_by_side_can_be_taken_away(client: TestClient) -> None:
    assert 'href="/tables/parks.csv?lang=en"' in client.get("/?lang=en").text
    rows = client.get("/tables/parks.csv?lang=en").content.decode("utf-8-sig").splitlines()
    assert rows[0].startswith("Park,Year,Energy consumption (tce)")
    assert len(rows) == 3  # the heads, and two parks
