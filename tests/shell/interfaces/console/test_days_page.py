"""The page of operation: a day's plan with its reasons, what came, and what was rolled through."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from fastapi.testclient import TestClient

from day_parks import BATTERY, running_park, stretch_of, sun
from ledger_parks import axis_of
from zeropark.basis.errors import Phrase
from zeropark.future.plan.days.day_flows import flows_of_day
from zeropark.future.plan.days.day_text import day_data, day_of
from zeropark.future.plan.days.dispatch import Dispatch, InputUsed
from zeropark.future.plan.days.plan_stretch import plan_stretch
from zeropark.future.plan.days.state import ParkState
from zeropark.shell.interfaces.server.app import application
from zeropark.shell.serving.parks import open_parks
from zeropark.shell.stores.day_plans import DayPlanFolder

PARK = running_park(BATTERY, sun(), direction="both")
PAGE = f"/parks/{PARK.id}/days"
DAY = axis_of(96, start="2026-06-01")
ROLL = {
    "kind": "roll",
    "park": "p",
    "axis": {"start": "2026-05-01T00:00:00+08:00", "step_min": 15.0, "steps": 192},
    "foresight": "forecast",
    "level": 0.7,
    "windows": 2,
    "seconds": 1.5,
    "plan_ms_median": 4.25,
    "cost_cny": 1234567.0,
    "lacking": 0.0,
    "costs": [],
    "days": [
        {"day": "2026-05-01", "cost_cny": 600000.0, "lacking": 0.0},
        {"day": "2026-05-02", "cost_cny": 634567.0, "lacking": 0.0},
    ],
    "settlements": {},
    "margins_kwh": {},
    "against": [{"foresight": "perfect", "level": 0.5, "cost_cny": 1111111.0, "lacking": 0.0}],
    "inputs": [],
}


def planned() -> Dispatch:
    hour = np.arange(96) / 4
    load = np.full(96, 25.0)
    stretch = stretch_of(
        PARK,
        spot=0.3 + 0.2 * np.sin(hour / 24 * 2 * np.pi),
        drawn=load,
        sun=np.clip(np.sin((hour - 6) / 12 * np.pi), 0, 1),
        axis=DAY,
    )
    band = np.stack([load - 5, load, load + 5])
    used = (
        InputUsed(
            of="mill",
            source="forecast",
            method="similar_day",
            reason=Phrase("No model has been trained for it."),
            kind="load",
            band=band,
        ),
    )
    return plan_stretch(
        stretch, ParkState(contents={"store": 40.0}), issued_at=DAY.start, inputs=used
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    document = PARK.model_dump(mode="json", by_alias=True, exclude_none=True)
    (tmp_path / "park.yaml").write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return tmp_path


@pytest.fixture
def asked(folder: Path) -> Iterator[TestClient]:
    with open_parks([folder]) as parks:
        yield TestClient(application(parks), base_url="http://localhost")


def test_without_a_plan_it_says_how_to_make_one(asked: TestClient, folder: Path) -> None:
    for language, words in (("en", "No day is planned yet"), ("zh", "还没有调度计划")):
        page = asked.get(PAGE, params={"lang": language})
        assert page.status_code == 200
        assert words in page.text
    assert f"zeropark plan day {folder.name}" in page.text


def test_a_day_with_its_pictures_reasons_and_tables(asked: TestClient, folder: Path) -> None:
    made = planned()
    DayPlanFolder(folder / "days").write("day-2026-06-01", json.dumps(day_data(made)))
    english = asked.get(PAGE, params={"lang": "en"}).text
    for figure in ("day-power", "day-prices", "day-stores", "day-exchange", "day-band"):
        assert f'data-figure="{figure}"' in english
    assert "Made on what was known at 2026-06-01 00:00" in english
    assert str(made.reasons[0].said) in english
    assert "No model has been trained for it." in english
    chinese = asked.get(PAGE, params={"lang": "zh"}).text
    assert made.reasons[0].said.words("zh") in chinese
    assert "尚未为其训练模型。" in chinese


def test_a_roll_with_its_days_and_what_it_is_held_against(asked: TestClient, folder: Path) -> None:
    DayPlanFolder(folder / "days").write("may", json.dumps(ROLL))
    page = asked.get(PAGE, params={"lang": "en"}).text
    assert 'data-figure="roll-days"' in page
    assert "1,234,567" in page
    assert "1,111,111" in page
    assert "all of it foreseen" in page


def test_a_name_that_is_none_leads_nowhere(asked: TestClient, folder: Path) -> None:
    DayPlanFolder(folder / "days").write("day-2026-06-01", json.dumps(day_data(planned())))
    assert asked.get(PAGE, params={"day": "../park"}).status_code == 404
    assert asked.get(PAGE, params={"day": "day-2026-06-01"}).status_code == 200


def test_flows_read_back_are_those_that_were_planned() -> None:
    made = planned()
    kept = day_of(json.dumps(day_data(made)))
    assert kept is not None
    flows = flows_of_day(kept)
    assert flows.axis == made.flows.axis
    assert [at.id for at in flows.links] == [at.id for at in made.flows.links]
    assert flows.quantity == pytest.approx(made.flows.quantity, rel=1e-8, abs=1e-6)
