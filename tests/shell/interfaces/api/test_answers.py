"""What the API says of the tiny park's year is what it was made of; see `tiny_year`.

In kWh an hour: 800 from the grid, 300 from the roof, 900 to the mill, 190 to the shop, 10 lost;
a tenth more and a tenth less in turn. 8,760 hours.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from fastapi.testclient import TestClient

PARK = "/api/v1/parks/tiny"
GRID = "electricity:grid>bus-10kv"
HOURS = 8760


def asked(client: TestClient, path: str, **query: Any) -> dict[str, Any]:
    answer = client.get(f"{PARK}{path}", params=query)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_flows_come_in_columns_a_row_a_link(client: TestClient) -> None:
    found = asked(client, "/flows", period="2025-06-01", link=GRID, quality=True)
    assert [link["id"] for link in found["links"]] == [GRID]
    assert found["links"][0]["unit"] == "kWh"
    # 800 x 1.1 and 800 x 0.9 in turn; a day has 24 hours
    assert found["quantity"][0] == pytest.approx([880.0, 720.0] * 12)
    assert found["starts"][:2] == ["2025-05-31T16:00:00Z", "2025-05-31T17:00:00Z"]
    assert len(found["starts"]) == len(found["quality"][0]) == 24
    assert found["next"] is None


def test_flows_by_the_day_are_sums_of_its_hours(client: TestClient) -> None:
    found = asked(client, "/flows", period="2025-06", resolution="day", link=GRID)
    assert found["quantity"][0] == pytest.approx([800.0 * 24] * 30)
    assert found["step_seconds"] == 86_400


def test_pages_of_flows_put_together_are_the_whole(client: TestClient) -> None:
    query = {"period": "2025-06", "carrier": "electricity"}
    whole = asked(client, "/flows", **query)
    pages, cursor = [], None
    while True:
        more = {} if cursor is None else {"cursor": cursor}
        page = asked(client, "/flows", **query, limit=299, **more)
        pages.append(page)
        cursor = page["next"]
        if cursor is None:
            break
    assert len(pages) == 3  # 720 hours by 299
    assert [each for page in pages for each in page["starts"]] == whole["starts"]
    for row in range(len(whole["links"])):
        assert [each for page in pages for each in page["quantity"][row]] == whole["quantity"][row]


def test_a_series_keeps_the_highest_and_the_lowest(client: TestClient) -> None:
    found = asked(client, "/series", period="2025", link=GRID, points=100)
    assert found["steps"] == HOURS * 4
    assert len(found["starts"]) == len(found["quantity"][0]) <= 100
    assert {round(value, 6) for value in found["quantity"][0]} == {220.0, 180.0}


def test_totals_and_coverage_say_how_well_flows_are_known(client: TestClient) -> None:
    totals = asked(client, "/flow-links", period="2025")["items"]
    grid = next(each for each in totals if each["id"] == GRID)
    assert grid["quantity"] == pytest.approx(800 * HOURS)
    assert (grid["steps"], grid["missing_steps"]) == (HOURS * 4, 0)
    for each in asked(client, "/coverage", period="2025")["items"]:
        assert each["measured"] + each["filled"] + each["missing"] == pytest.approx(1.0)


def test_a_bus_closes_with_its_named_residual(client: TestClient) -> None:
    buses = asked(client, "/balances", period="2025")["items"]
    main = next(each for each in buses if each["bus"] == "bus-10kv")
    assert main["inflow"] == pytest.approx(1100 * HOURS)
    assert main["outflow"] == pytest.approx(1090 * HOURS)
    assert main["losses"] == main["residual"] == pytest.approx(10 * HOURS)
    assert main["residual_share"] == pytest.approx(10 / 1100)


def test_each_owner_is_told_what_it_used(client: TestClient) -> None:
    rows = asked(client, "/allocation", period="2025")["items"]
    used = {(row["enterprise"], row["carrier"]): row["consumption"] for row in rows}
    assert used["mill", "electricity"] == pytest.approx(900 * HOURS)
    assert used["shop", "electricity"] == pytest.approx(190 * HOURS)


def test_the_three_books_stand_side_by_side(client: TestClient) -> None:
    books = asked(client, "/inventories", period="2025")["inventories"]
    assert [each["book"] for each in books] == ["park910", "location", "market"]
    one = asked(client, "/inventories/park910", period="2025", unfold=True)
    grid = next(line for line in one["lines"] if line["what"].startswith("electricity.grid"))
    # no trade or certificate is for 2025: all 7,008,000 kWh at 0.8325 kg
    assert grid["emission_t"] == pytest.approx(800 * HOURS * 0.8325 / 1000)
    assert len(grid["unfolded"]["children"]) == 12
    assert grid["unfolded"]["children"][0]["children"][0]["meter"] == "m-grid"
    assert one["total_t"] == pytest.approx(sum(line["emission_t"] for line in one["lines"]))


def test_readings_of_a_meter_come_page_by_page_without_loss(client: TestClient) -> None:
    path = "/meters/m-grid/readings"
    query: dict[str, Any] = {"period": "2025-01-30/2025-02-03", "limit": 50}
    items = []
    while True:
        page = asked(client, path, **query)
        items += page["items"]
        if page["next"] is None:
            break
        query["cursor"] = page["next"]
    stamps = [(each["start"], each["channel"]) for each in items]
    # four days of hourly registers, two channels
    assert len(set(stamps)) == len(stamps) == 4 * 24 * 2
    assert stamps == sorted(stamps)
    assert items[0]["unit"] == "kWh"


def test_readings_may_be_asked_as_they_were_known_before(client: TestClient) -> None:
    query = {"period": "2025-01-01", "known_at": "2020-01-01T00:00:00+08:00"}
    assert asked(client, "/meters/m-grid/readings", **query)["items"] == []


def test_the_latest_readings_are_those_of_the_year_s_end(client: TestClient) -> None:
    found = asked(client, "/readings/latest", limit=1000)
    assert found["at"] == "2025-12-31T16:00:00Z"
    ends = {(each["meter"], each["channel"]): each["end"] for each in found["items"]}
    assert ends["m-pv", "energy"] == "2025-12-31T16:00:00Z"


def test_figures_that_are_missing_are_null(client: TestClient) -> None:
    latest = asked(client, "/readings/latest", at="2024-01-01", limit=10)
    assert latest["items"] == []
    (connection,) = asked(client, "/direct-connections", period="2025")["connections"]
    assert connection["exchange"]["planned_rate"] is None


def test_lists_of_parts_name_what_the_document_has(client: TestClient) -> None:
    expected = {
        "sites": 1,
        "enterprises": 2,
        "buses": 4,
        "boundary-points": 3,
        "links": 0,
        "devices": 5,
        "contracts": 4,
    }
    for noun, count in expected.items():
        assert len(asked(client, f"/{noun}")["items"]) == count, noun
    meter = asked(client, "/meters/m-grid")
    assert (meter["from"], meter["to"]) == ("grid", "bus-10kv")
    assert {channel["id"] for channel in meter["channels"]} == {"import", "export"}


def test_a_connection_names_the_meters_that_measure_it(client: TestClient) -> None:
    found = asked(client, "/connections")["items"]
    metered = {each["id"]: each["meters"] for each in found}
    assert metered[GRID] == ["m-grid"]
    assert metered["electricity:bus-10kv>grid"] == ["m-grid"]


def test_a_rule_tells_its_history_and_what_is_in_force_on_a_day(client: TestClient) -> None:
    history = client.get("/api/v1/rules/ef.electricity.park910").json()
    assert [version["content"] for version in history["versions"]] == [0.8325]
    before = client.get("/api/v1/rules?prefix=ef.electricity.park910&at=2000-01-01").json()
    assert (before["at"], before["items"][0]["current"]) == ("2000-01-01", None)


def test_a_year_is_judged_with_its_reasons(client: TestClient) -> None:
    found = asked(client, "/evaluations/2025")
    assert len(found["guiding"]) == 5
    assert found["core"]["emission_t"] == pytest.approx(
        asked(client, "/inventories/park910", period="2025")["total_t"]
    )
    assert found["core"]["reason_zh"]


def test_a_bill_is_exact_to_the_fen(client: TestClient) -> None:
    (bill,) = asked(client, "/bills", period="2025-06")["bills"]
    lines = sum(Decimal(line["amount_cny"]) for line in bill["lines"])
    assert Decimal(bill["total_cny"]) == lines
