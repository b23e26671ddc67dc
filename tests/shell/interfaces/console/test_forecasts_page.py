from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tiny_year import TINY
from zeropark.shell.bootstrap import forecasts
from zeropark.shell.interfaces.server.app import application
from zeropark.shell.serving.parks import open_parks

PAGE = "/parks/tiny/forecasts"
SKILLS = ("persistence", "similar_day", "climatology")


def band(target: str, *, reason: str | None = None, **more: Any) -> dict[str, Any]:
    return {
        "target": target,
        "issued_at": "2026-06-01T10:00:00+08:00",
        "start": "2026-06-01T10:00:00+08:00",
        "step_minutes": 15.0,
        "method": "similar_day" if reason else "lightgbm",
        "reason": reason,
        "reason_zh": "尚未为其训练模型。" if reason else None,
        "p10": [10.0, 20.0],
        "p50": [15.0, 25.0],
        "p90": [30.0, 30.0],
        **more,
    }


def score(method: str, horizon: str) -> dict[str, Any]:
    return {
        "method": method,
        "horizon": horizon,
        "count": 7,
        "pinball": 1.0,
        "nmae": 0.123,
        "nrmse": 0.234,
        "coverage": 0.811,
    }


LATEST = {
    "generated": False,
    "assumed_delay_minutes": 15.0,
    "with_weather": True,
    "forecasts": [
        band("load.shop-load"),
        band("price.grid", reason="No model has been trained for it."),
    ],
}
BACKTEST = {
    "generated": False,
    "assumed_delay_minutes": None,
    "with_weather": False,
    "tests": [
        {
            "target": "load.shop-load",
            "from": "2026-03-01T00:00:00+08:00",
            "to": "2026-06-01T00:00:00+08:00",
            "every_hours": 6.0,
            "issues": 368,
            "trained": 4,
            "fell_back": [{"reason": "It is old.", "reason_zh": "太旧。", "issues": 12}],
            "knowledge": "strict",
            "scale": 9.0,
            "scores": [score("forecast", "all"), score("persistence", "all")],
            "skill": {name: {"all": None if name == "climatology" else 0.456} for name in SKILLS},
            "example": band("load.shop-load", came=[12.0, None]),
        }
    ],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "tiny"
    place.mkdir()
    shutil.copy(TINY, place / "park.yaml")
    return place


@pytest.fixture
def asking(folder: Path) -> Iterator[TestClient]:
    with open_parks([folder]) as parks, TestClient(application(parks)) as client:
        yield client


def page(client: TestClient, **query: str) -> str:
    reply = client.get(PAGE, params={"lang": "en", **query})
    assert reply.status_code == 200, reply.text
    return reply.text


def test_a_park_without_forecasts_says_how_to_make_one(asking: TestClient) -> None:
    told = page(asking)
    assert "zeropark forecast tiny" in told
    assert "zeropark forecast backtest tiny" in told


def test_the_newest_forecast_is_drawn_and_listed(folder: Path, asking: TestClient) -> None:
    forecasts(folder).write("latest", json.dumps(LATEST))
    told = page(asking)
    assert 'data-figure="forecast-band"' in told
    assert "Issued at 2026-06-01 10:00" in told
    assert "assumed to be known 15 min after its interval" in told
    assert "the skill is flattered" in told
    assert "No model has been trained for it." in told
    assert f'href="{PAGE}?target=price.grid&amp;lang=en"' in told
    rows = asking.get(f"{PAGE}/tables/forecasts.csv", params={"lang": "en"}).text.splitlines()
    load = next(csv.reader([next(row for row in rows if "Repair hall" in row)]))
    assert load[:2] == ["Repair hall, load", "model"]
    assert [float(each) for each in load[2:5]] == [60.0, 80.0, 120.0]  # kW, of kWh a quarter hour
    assert load[5] == "kW"


def test_another_target_can_be_chosen(folder: Path, asking: TestClient) -> None:
    forecasts(folder).write("latest", json.dumps(LATEST))
    assert "Grid point, price: P10 to P90" in page(asking, target="price.grid")
    assert "Repair hall, load: P10 to P90" in page(asking, target="moon")


def test_a_backtest_tells_its_scores_and_what_came(folder: Path, asking: TestClient) -> None:
    forecasts(folder).write("backtest", json.dumps(BACKTEST))
    told = page(asking)
    assert "Repair hall, load, 2026-03-01 to 2026-06-01: 368 issues, trained 4 times." in told
    assert "At 12 issues a baseline spoke: It is old." in told
    for figure in ("12.3", "23.4", "81.1", "45.6"):
        assert figure in told
    assert 'data-figure="forecast-example"' in told


def test_a_file_that_cannot_be_read_is_told(folder: Path, asking: TestClient) -> None:
    forecasts(folder).write("latest", '{"generated": 1}')
    told = page(asking)
    assert "latest.json can&#39;t be read" in told
    assert "latest.json 无法读取" in page(asking, lang="zh")
    forecasts(folder).write("latest", json.dumps(LATEST))
    assert "latest.json" not in page(asking, again="yes")


def test_a_forecast_that_is_written_again_is_another_page(folder: Path, asking: TestClient) -> None:
    kept = forecasts(folder)
    kept.write("latest", json.dumps(LATEST))
    before = kept.state()
    kept.write("latest", json.dumps({**LATEST, "generated": True}))
    assert kept.state() != before
    assert "generated data" in page(asking)
