from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import planned_park
from zeropark.shell.bootstrap import PLANS, plans
from zeropark.shell.interfaces.server.app import application
from zeropark.shell.serving.parks import open_parks

LIST = "/api/v1/parks/four-hours/plans"


@pytest.fixture
def asking(tmp_path: Path) -> Iterator[TestClient]:
    """A park with a plan that was worked by hand, and a file that is none."""
    (tmp_path / "park.yaml").write_text(json.dumps(planned_park.DOCUMENT), encoding="utf-8")
    plans(tmp_path / PLANS).write("by-hand", planned_park.plan())
    (tmp_path / PLANS / "torn.json").write_text("{", encoding="utf-8")
    with open_parks([tmp_path]) as parks, TestClient(application(parks)) as client:
        yield client


def test_a_plan_that_cannot_be_read_is_listed_with_its_reason(asking: TestClient) -> None:
    items = {each["name"]: each for each in asking.get(LIST).json()["items"]}
    assert items["by-hand"]["objective_cny_per_year"] == 104.5
    assert items["by-hand"]["findings"] == []
    assert items["torn"]["objective_cny_per_year"] is None
    assert [each["code"] for each in items["torn"]["findings"]] == ["plan.not_read"]
    assert asking.get(f"{LIST}/torn").status_code == 422


def test_a_plan_comes_without_its_series(asking: TestClient) -> None:
    plan = asking.get(f"{LIST}/by-hand").json()
    assert plan["sizes"][0]["at"] == "most"
    assert sum(each["amount_cny_per_year"] for each in plan["costs"]) == 104.5
    assert "flows" not in plan


@pytest.mark.parametrize("name", ["none", "..%2Fpark", "by-hand.json"])
def test_a_plan_that_is_none_is_told(asking: TestClient, name: str) -> None:
    assert asking.get(f"{LIST}/{name}").status_code == 404
