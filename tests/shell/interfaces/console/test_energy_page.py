from __future__ import annotations

import json
import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

PAGE = "/parks/tiny/energy"
PARTS = ("load", "map", "users")


def figures(text: str) -> dict[str, Any]:
    """The pictures of a page or a part, by id."""
    found = re.search(r'<script type="application/json"[^>]*>(.*?)</script>', text, re.DOTALL)
    assert found is not None
    return {each["id"]: each for each in json.loads(found[1])["figures"]}


def get(client: TestClient, path: str, **query: str) -> str:
    reply = client.get(f"{PAGE}{path}", params={"lang": "en", **query})
    assert reply.status_code == 200, reply.text
    return reply.text


def test_the_page_has_the_overview_before_the_detail_and_fetches_the_rest(
    client: TestClient,
) -> None:
    page = get(client, "")
    assert list(figures(page)) == ["overview", "sankey", "months", "buses"]
    assert page.index('id="figure-overview"') < page.index('id="figure-sankey"')
    for part in PARTS:
        assert f'hx-get="{PAGE}/parts/{part}?lang=en"' in page


@pytest.mark.parametrize(
    ("period", "title"),
    [("2025", "by month"), ("2025-06", "by day"), ("2025-06-15", "by hour")],
)
def test_a_shorter_period_is_read_in_shorter_spans(
    client: TestClient, period: str, title: str
) -> None:
    assert f"Electricity {title}" in get(client, "", period=period)


def test_a_bus_in_the_address_narrows_the_flow_and_shows_it_through_time(
    client: TestClient,
) -> None:
    page = get(client, "", bus="bus-10kv")
    assert "Energy flow: 10 kV bus" in page
    drawn = figures(page)
    assert "bus" in drawn
    links = drawn["sankey"]["variants"][0]["option"]["series"][0]["links"]
    assert all("bus-10kv" in (link["source"] + link["target"]) for link in links)


def test_a_carrier_in_the_address_narrows_the_flow(client: TestClient) -> None:
    drawn = figures(get(client, "", carrier="heat"))
    nodes = {node["name"] for node in drawn["sankey"]["option"]["series"][0]["data"]}
    assert "hot-water" in nodes
    assert "bus-10kv" not in nodes


@pytest.mark.parametrize("query", ["bus=no-such", "carrier=plutonium"])
def test_a_bus_or_carrier_that_is_none_is_told(client: TestClient, query: str) -> None:
    assert client.get(f"{PAGE}?lang=en&{query}").status_code == 404


def test_a_bare_form_leaves_everything_in(client: TestClient) -> None:
    assert "Energy flow, bus by bus" in get(client, "", bus="", carrier="")


@pytest.mark.parametrize("part", PARTS)
def test_a_part_brings_its_pictures_and_their_exports_lead_to_tables(
    client: TestClient, part: str
) -> None:
    text = get(client, f"/parts/{part}")
    assert "<html" not in text
    tables = re.findall(rf'href="({PAGE}/tables/[^"]+)"', text)
    assert tables
    for address in tables:
        reply = client.get(address.replace("&amp;", "&"))
        assert reply.status_code == 200
        assert reply.headers["content-type"].startswith("text/csv")
        assert len(reply.text.splitlines()) > 1


def test_a_stretch_that_is_zoomed_to_comes_with_every_quarter_hour(client: TestClient) -> None:
    year = figures(get(client, "/parts/load"))["load"]["option"]["dataset"]["source"]["time"]
    stretch = "2025-06-01T10:00/2025-06-03T04:00"
    fine = figures(get(client, "/parts/span", period=stretch))["load"]["option"]["dataset"][
        "source"
    ]
    assert len(year) <= 1_500
    # 42 hours of 4 quarters, one after the other.
    assert len(fine["time"]) == 168
    assert {b - a for a, b in zip(fine["time"], fine["time"][1:], strict=False)} == {900_000}
    assert all(len(column) == 168 for column in fine.values())


def test_a_map_of_another_group_is_an_address(client: TestClient) -> None:
    assert "Hour by hour: Solar" in get(client, "/parts/map", map="solar")
    assert client.get(f"{PAGE}/parts/map?map=nonsense").status_code == 404


def test_a_page_of_a_year_stays_light(client: TestClient) -> None:
    for path in ("", *(f"/parts/{part}" for part in PARTS)):
        assert len(get(client, path).encode()) < 300_000


@pytest.mark.parametrize("path", ["", *(f"/parts/{part}" for part in PARTS)])
def test_a_chinese_page_has_no_english_words(client: TestClient, path: str) -> None:
    text = client.get(f"{PAGE}{path}?lang=zh").text
    shown = re.sub(r"<script.*?</script>|<[^>]+>", " ", text, flags=re.DOTALL)
    words = set(re.findall(r"[A-Za-z]{4,}", shown)) - {"zeropark", "English"}
    assert words == set()


def test_without_closed_books_a_part_says_nothing(client: TestClient) -> None:
    assert "data-figure" not in client.get("/parks/bare/energy/parts/load").text
