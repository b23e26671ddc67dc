"""`zeropark plan day` and `plan roll`, from a folder to words, JSON and files."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cli_runs import in_json, zeropark
from day_parks import BATTERY, running_park, sun
from zeropark.shell.stores.day_plans import DayPlanFolder

DAYS = 24
START = datetime(2026, 5, 10)  # noqa: DTZ001 - local, as a table has it
ROWS = DAYS * 96
DAY = "2026-06-01"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A park and a table of what was measured around it."""
    found = tmp_path_factory.mktemp("days") / "park"
    found.mkdir()
    park = running_park(BATTERY, sun(), direction="both")
    document = park.model_dump(mode="json", by_alias=True, exclude_none=True)
    (found / "park.yaml").write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    chance = np.random.default_rng(4)
    hour = np.arange(ROWS) / 4 % 24
    load = 100 + 40 * np.sin(hour / 24 * 2 * np.pi) + chance.normal(0, 3, ROWS)
    share = np.clip(np.sin((hour - 6) / 12 * np.pi), 0, 1) * chance.uniform(0.8, 1.0, ROWS)
    price = 0.3 - 0.2 * np.exp(-(((hour - 13) / 3) ** 2)) + 0.2 * np.exp(-(((hour - 20) / 2) ** 2))
    lines = ["start,mill,sun,grid"]
    for row in range(ROWS):
        at = START + row * timedelta(minutes=15)
        lines.append(f"{at.isoformat()},{load[row]:.3f},{share[row]:.5f},{price[row]:.5f}")
    (found / "measured.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (found / "spot.csv").write_text(
        "price_cny_per_kwh\n" + "\n".join(f"{each:.5f}" for each in price[:96]) + "\n",
        encoding="utf-8",
    )
    return found


def told(folder: Path) -> tuple[str, ...]:
    return ("--series", str(folder / "measured.csv"), "--assume-delay", "15min")


def day(folder: Path, *more: str) -> dict[str, Any]:
    return in_json("plan", "day", folder, "--date", DAY, *told(folder), *more).data


def test_a_day_has_96_set_points_with_prices_and_reasons(folder: Path) -> None:
    data = day(folder, "--holds", "store=50", "--price", str(folder / "spot.csv"))
    assert data["ok"] is True
    assert data["axis"] == {"start": f"{DAY}T00:00:00+08:00", "step_min": 15.0, "steps": 96}
    assert {at["device"] for at in data["set_points"]} == {"store", "sun"}
    assert all(len(at["value"]) == 96 for at in data["set_points"])
    assert len(data["bought_cny_per_kwh"]["grid"]) == 96
    assert data["contents"]["store"][-1] == pytest.approx(50.0)
    assert {at["of"]: at["source"] for at in data["inputs"]} == {
        "mill": "forecast",
        "sun": "forecast",
        "grid": "given",
    }
    assert data["reasons"][0]["said_zh"]
    assert data["generated"] is False
    assert sum(at["amount_cny"] for at in data["costs"]) == pytest.approx(data["cost_cny"])


def test_it_is_kept_in_the_park_and_read_back(folder: Path) -> None:
    data = day(folder, "--holds", "store=50")
    kept = DayPlanFolder(folder / "days").day(f"day-{DAY}")
    assert kept is not None
    assert kept.cost_cny == data["cost_cny"]
    assert [at.device for at in kept.set_points] == [at["device"] for at in data["set_points"]]


def test_a_careful_plan_foresees_more_load(folder: Path) -> None:
    def drawn(level: str) -> float:
        data = day(folder, "--holds", "store=50", "--level", level)
        flows = {at["id"]: at["quantity"] for at in data["flows"]}
        return float(sum(flows["electricity:main>mill"]))

    assert drawn("0.9") > drawn("0.5") > drawn("0.1")


def test_where_nothing_is_known_the_simulation_stands_in_and_it_is_said(folder: Path) -> None:
    ran = in_json("plan", "day", folder, "--date", DAY, "--holds", "store=50")
    assert ran.data["generated"] is True
    assert "day.simulated" in ran.codes


def test_words_for_people(folder: Path) -> None:
    ran = zeropark("plan", "day", folder, "--date", DAY, *told(folder))
    assert "dispatch from 2026-06-01 00:00 to 2026-06-02 00:00" in ran.out
    assert "Set-points" in ran.out
    assert "kept in" in ran.out


def test_what_is_told_wrongly_is_refused(folder: Path) -> None:
    for wrong in ("store", "store=much", "store=-1", "nobody=5"):
        assert zeropark("plan", "day", folder, "--date", DAY, "--holds", wrong).code == 2
    short = folder / "short.csv"
    short.write_text("price_cny_per_kwh\n" + "0.3\n" * 95, encoding="utf-8")
    ran = zeropark("plan", "day", folder, "--date", DAY, *told(folder), "--price", str(short))
    assert (ran.code, "has 95 prices" in ran.err) == (2, True)


def roll(folder: Path, *more: str) -> dict[str, Any]:
    return in_json(
        *("plan", "roll", folder, "--from", "2026-05-28", "--to", "2026-06-01"),
        *told(folder),
        *("--holds", "store=50", *more),
    ).data


def test_a_roll_costs_least_where_all_is_foreseen(folder: Path) -> None:
    perfect = roll(folder, "--foresight", "perfect", "--name", "perfect")
    known = roll(folder, "--name", "known")
    assert (perfect["windows"], known["windows"]) == (4, 4)
    assert perfect["cost_cny"] <= known["cost_cny"] + 1e-6
    assert perfect["lacking"] == known["lacking"] == 0.0
    assert [at["day"] for at in known["days"]] == [f"2026-05-{n}" for n in range(28, 32)]
    assert sum(at["cost_cny"] for at in known["days"]) == pytest.approx(known["cost_cny"])
    assert DayPlanFolder(folder / "days").roll("known") is not None


def test_plans_made_more_often_look_as_far(folder: Path) -> None:
    data = roll(folder, "--every", "6h", "--horizon", "24h", "--prices-ahead", "36h")
    assert data["windows"] == 16
    ran = zeropark(
        *("plan", "roll", folder, "--from", "2026-05-28", "--to", "2026-06-01"),
        *told(folder),
        *("--every", "48h", "--horizon", "24h"),
    )
    assert (ran.code, "can't be made anew" in ran.err) == (2, True)


def test_ways_to_go_are_compared_and_positions_settled(folder: Path) -> None:
    real_time = folder / "real-time.csv"
    real_time.write_text("price\n" + "0.9\n" * 24 * 4, encoding="utf-8")
    data = roll(
        folder, "--level", "0.7", "--compare", "--real-time-price", str(real_time), "--name", "both"
    )
    costs = {(at["foresight"], at["level"]): at["cost_cny"] for at in data["against"]}
    assert set(costs) == {("perfect", 0.5), ("forecast", 0.5)}
    assert costs["perfect", 0.5] <= min(costs["forecast", 0.5], data["cost_cny"]) + 1e-6
    settled = data["settlements"]["grid"]
    # What came otherwise is bought at 0.9, or sold back at it.
    assert settled["deviation_cny"] == pytest.approx(0.9 * settled["deviation_kwh"])
    assert abs(settled["deviation_kwh"]) > 0.0


def test_what_a_store_holds_is_what_yesterday_s_plan_left(folder: Path) -> None:
    day(folder, "--holds", "store=70", "--free-end")
    ran = in_json("plan", "day", folder, "--date", "2026-06-02", *told(folder))
    assert ran.data["contents"]["store"][-1] == pytest.approx(0.0, abs=1e-6)
    assert "day.content_from_plan" in ran.codes
    assert "day.content_not_told" not in ran.codes


def test_what_was_declared_is_kept_where_leaving_it_is_dear(folder: Path) -> None:
    declared = day(folder, "--holds", "store=50")
    other = ("--holds", "store=50", "--level", "0.9", "--keep-to", f"day-{DAY}")
    kept = day(folder, *other, "--deviation-price", "100")

    def exchange(data: dict[str, Any]) -> np.ndarray:
        flows = {at["id"]: np.array(at["quantity"]) for at in data["flows"]}
        return flows["electricity:grid>main"] - flows["electricity:main>grid"]

    left = np.abs(exchange(kept) - exchange(declared)).sum()
    paid = sum(at["amount_cny"] for at in kept["costs"] if "declared" in at["component"])
    assert paid == pytest.approx(100.0 * left, rel=1e-6, abs=1e-3)
    ran = zeropark("plan", "day", folder, "--date", DAY, *told(folder), "--keep-to", "nothing")
    assert (ran.code, "No plan 'nothing'" in ran.err) == (2, True)


def test_a_roll_in_words(folder: Path) -> None:
    ran = zeropark(
        *("plan", "roll", folder, "--from", "2026-05-30", "--to", "2026-06-01"), *told(folder)
    )
    assert "2 plans from 2026-05-30 00:00 to 2026-06-01 00:00" in ran.out
    assert "on what was known then" in ran.out
