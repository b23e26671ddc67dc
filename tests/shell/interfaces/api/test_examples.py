"""The examples of the OpenAPI document are what the tiny park really answers.

After a change of answers they are written anew by running this file with ZEROPARK_EXAMPLES=write.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from jsonschema_rs import Draft202012Validator

import planned_park
import zeropark.shell.interfaces.api.openapi as api
from cli_runs import in_json
from zeropark.shell.bootstrap import PLANS, plans
from zeropark.shell.interfaces.server.app import application
from zeropark.shell.serving.parks import open_parks

PARK = "/api/v1/parks/tiny"
YEAR = "period=2025"
ASKED = {
    "list_parks": "/api/v1/parks",
    "read_park": PARK,
    "read_document": f"{PARK}/document",
    "list_findings": f"{PARK}/findings?about=books",
    "list_connections": f"{PARK}/connections",
    "list_sites": f"{PARK}/sites",
    "read_site": f"{PARK}/sites/ground",
    "list_enterprises": f"{PARK}/enterprises",
    "read_enterprise": f"{PARK}/enterprises/mill",
    "list_buses": f"{PARK}/buses",
    "read_bus": f"{PARK}/buses/bus-10kv",
    "list_boundary_points": f"{PARK}/boundary-points",
    "read_boundary_point": f"{PARK}/boundary-points/grid",
    "list_devices": f"{PARK}/devices",
    "read_device": f"{PARK}/devices/roof-pv",
    "list_meters": f"{PARK}/meters",
    "read_meter": f"{PARK}/meters/m-grid",
    "list_contracts": f"{PARK}/contracts",
    "read_contract": f"{PARK}/contracts/supply",
    "list_readings": f"{PARK}/meters/m-pv/readings?{YEAR}&channel=energy",
    "list_latest_readings": f"{PARK}/readings/latest",
    "list_rejected_rows": f"{PARK}/rejected-rows",
    "list_closed_periods": f"{PARK}/closed-periods",
    "list_closings": f"{PARK}/closings",
    "list_restatements": f"{PARK}/restatements",
    "list_flow_links": f"{PARK}/flow-links?{YEAR}",
    "read_flows": f"{PARK}/flows?{YEAR}&resolution=day&limit=2",
    "read_series": f"{PARK}/series?{YEAR}&link=electricity:grid%3Ebus-10kv&points=100",
    "list_coverage": f"{PARK}/coverage?{YEAR}",
    "list_balances": f"{PARK}/balances?{YEAR}",
    "read_consumption": f"{PARK}/consumption?{YEAR}",
    "list_allocation": f"{PARK}/allocation?{YEAR}",
    "list_inventories": f"{PARK}/inventories?{YEAR}",
    "read_inventory": f"{PARK}/inventories/park910?{YEAR}&unfold=true",
    "read_green_books": f"{PARK}/green-books?{YEAR}",
    "list_direct_connections": f"{PARK}/direct-connections?{YEAR}",
    "list_bills": f"{PARK}/bills?{YEAR}",
    "read_evaluation": f"{PARK}/evaluations/2025",
    "list_rules": "/api/v1/rules?prefix=ef.grid",
    "read_rule": "/api/v1/rules/ef.electricity.park910",
    "list_park_rules": f"{PARK}/rules?prefix=ef.grid",
    "read_park_rule": f"{PARK}/rules/ef.electricity.park910",
    "read_health": "/api/v1/health",
    "read_version": "/api/v1/version",
}
OF_ARCHETYPE = {
    "list_links": "/api/v1/parks/jinchang/links",
    "read_link": "/api/v1/parks/jinchang/links/tr-nickel",
}
"""The tiny park has no link."""
OF_PLANNED = {
    "list_plans": "/api/v1/parks/four-hours/plans",
    "read_plan": "/api/v1/parks/four-hours/plans/by-hand",
}
"""Of a park of four hours, with a plan of it that was worked by hand."""
WRITTEN = ("create_import", "create_closing")
KEPT = 2
"""Entries of a list that an example shows."""
VARYING = ("known_at", "software", "source", "written")
"""What differs from one making of the tiny park to the next."""
ROWS = "time,m-pv/energy [kWh]\n" + "".join(
    f"2026-01-01 {hour:02d}:00,{amount}\n" for hour, amount in enumerate((30, 31, 32, 33, "much"))
)


def shortened(value: Any) -> Any:
    """An answer with its lists cut short, and numbers as a person would write them down."""
    if isinstance(value, dict):
        return {name: shortened(each) for name, each in value.items()}
    if isinstance(value, list):
        return [shortened(each) for each in value[:KEPT]]
    return float(f"{value:.10g}") if isinstance(value, float) else value


def comparable(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            name: "…" if name in VARYING and each else comparable(each)
            for name, each in value.items()
        }
    return [comparable(each) for each in value] if isinstance(value, list) else value


@pytest.fixture(scope="module")
def archetype(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("archetype") / "jinchang"
    in_json("new", folder, "--from", "jinchang")
    with open_parks([folder]) as parks, TestClient(application(parks)) as asking:
        yield asking


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("planned") / "four-hours"
    folder.mkdir()
    (folder / "park.yaml").write_text(json.dumps(planned_park.DOCUMENT), encoding="utf-8")
    plans(folder / PLANS).write("by-hand", planned_park.plan())
    with open_parks([folder]) as parks, TestClient(application(parks)) as asking:
        yield asking


@pytest.fixture(scope="module")
def answers(client: TestClient, archetype: TestClient, planned: TestClient) -> dict[str, Any]:
    found = {}
    asked = [(client, each) for each in ASKED.items()]
    asked += [(archetype, each) for each in OF_ARCHETYPE.items()]
    asked += [(planned, each) for each in OF_PLANNED.items()]
    for asking, (operation, address) in asked:
        answer = asking.get(address)
        assert answer.status_code == 200, f"{address}: {answer.text}"
        found[operation] = shortened(answer.json())
    return found


@pytest.fixture
def written(writer: TestClient) -> dict[str, Any]:
    park = "/api/v1/parks/tiny"
    brought = writer.post(f"{park}/imports", files=[("files", ("january.csv", ROWS))])
    closed = writer.post(f"{park}/closings", json={"period": "2026-01-01"})
    return {
        "create_import": shortened(brought.json()),
        "create_closing": shortened(closed.json()),
    }


def test_every_example_is_what_the_park_answers(
    answers: dict[str, Any], written: dict[str, Any]
) -> None:
    found = {**answers, **written}
    if os.environ.get("ZEROPARK_EXAMPLES") == "write":
        text = json.dumps(found, ensure_ascii=False, indent=1)
        Path(api.__file__).with_name(api.EXAMPLES).write_text(text + "\n", encoding="utf-8")
    api.examples.cache_clear()
    assert comparable(api.examples()) == comparable(found)


def test_every_example_fits_the_schema_of_its_operation(openapi: dict[str, Any]) -> None:
    fitting = 0
    for operation in api.operations(openapi):
        (status,) = (code for code in operation["responses"] if code.startswith("2"))
        content = operation["responses"][status]["content"]["application/json"]
        schema = {**content["schema"], "components": openapi["components"]}
        errors = list(Draft202012Validator(schema).iter_errors(content["example"]))
        assert not errors, (operation["operationId"], errors[0].message)
        fitting += 1
    assert fitting == len(ASKED) + len(OF_ARCHETYPE) + len(OF_PLANNED) + len(WRITTEN)
