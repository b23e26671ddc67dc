"""Capture that follows its user, synthesis that keeps its ramp, and a steam unit's ash."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import Axis
from zeropark.future.simulation.check import worst_imbalance
from zeropark.future.simulation.operation.operate import simulate
from zeropark.future.simulation.year import SimulatedYear

Make = Callable[..., ParkDocument]

BUSES = {
    "main": "electricity",
    "gas": "hydrogen",
    "carbon": "co2",
    "tank": "methanol",
    "straw": "biomass",
    "ash": "solid_waste",
}
CAPTURE = {
    "id": "capture",
    "kind": "co2_capture",
    "treats": ["unit"],
    "electricity_from": "main",
    "co2_to": "carbon",
    "capacity_t_per_h": 4.0,
    "electricity_kwh_per_t": 150.0,
}
LOOP = {
    "id": "loop",
    "kind": "methanol_synthesis",
    "hydrogen_from": "gas",
    "co2_from": "carbon",
    "electricity_from": "main",
    "methanol_to": "tank",
    "capacity_t_per_h": 2.0,
    "co2_t_per_t": 1.42,
    "ramp_share_per_min": 0.002,
}
STACK = {
    "id": "stack",
    "kind": "electrolyser",
    "electricity_from": "main",
    "hydrogen_to": "gas",
    "capacity_kw": 40_000.0,
}
SPHERE = {
    "id": "sphere",
    "kind": "hydrogen_store",
    "hydrogen_at": "gas",
    "capacity_t": 8.0,
    "charge_t_per_h": 1.0,
    "discharge_t_per_h": 1.0,
}
SUN = {"id": "sun", "kind": "pv", "electricity_to": "main", "capacity_kw": 60_000.0}
UNIT = {
    "id": "unit",
    "kind": "coal_unit",
    "fuel_from": ["straw"],
    "electricity_to": "main",
    "capacity_kw": 10_000.0,
    "electric_efficiency": 0.3,
    "ash_to": "ash",
    "ash_t_per_t": 0.07,
}


@pytest.fixture
def run(make_park: Make, week: Axis) -> Callable[[Sequence[dict[str, Any]]], SimulatedYear]:
    def simulated(devices: Sequence[dict[str, Any]]) -> SimulatedYear:
        points = [("grid", "main", "public_grid", "both"), ("gate", "straw", "supply", "in")]
        park = make_park(
            buses=[{"id": id_, "carrier": carrier} for id_, carrier in BUSES.items()],
            boundary_points=[
                {"id": id_, "bus": bus, "kind": kind, "direction": way}
                for id_, bus, kind, way in points
            ],
            devices=devices,
        )
        year = simulate(park, week, seed=4)
        assert worst_imbalance(year, park) < 1e-6
        return year

    return simulated


Run = Callable[[Sequence[dict[str, Any]]], SimulatedYear]


def test_capture_with_a_user_behind_it_takes_what_the_user_needs(run: Run) -> None:
    year = run([UNIT, CAPTURE, LOOP, STACK, SPHERE, SUN])
    made = year.flow("loop", "tank")
    np.testing.assert_allclose(year.flow("capture", "carbon"), 1.42 * made)
    np.testing.assert_allclose(year.flow("main", "capture"), 1.42 * 150.0 * made)
    assert year.shortfall() == {}


def test_capture_that_nobody_calls_runs_steadily(run: Run) -> None:
    # 4 t/h x 0.8 x 168 h = 537.6 t
    year = run([UNIT, CAPTURE])
    assert year.flow("capture", "carbon").sum() == pytest.approx(537.6, rel=0.02)


def test_synthesis_beside_a_store_changes_no_faster_than_its_ramp(run: Run) -> None:
    year = run([UNIT, CAPTURE, LOOP, STACK, SPHERE, SUN])
    made = year.flow("loop", "tank")
    # 2 t/h x 0.25 h = 0.5 t in a quarter hour; 0.2 % a minute is 0.015 t from one to the next
    assert made.max() <= 0.5 * (1 + 1e-9)
    assert made.min() >= 0.15 * (1 - 1e-9)  # never below 30 %
    empty = year.contents["sphere"] < 1e-9
    assert not empty.any()
    assert np.abs(np.diff(made)).max() <= 0.015 * (1 + 1e-9)
    assert made.max() - made.min() > 0.1


def test_a_steam_unit_leaves_the_ash_of_what_it_burns(run: Run) -> None:
    year = run([UNIT, SUN])
    burnt = year.flow("straw", "unit")
    # 15 MJ/kg is 4,166.7 kWh/t, at 30 % 1,250 kWh of electricity
    np.testing.assert_allclose(year.flow("unit", "main"), 1_250.0 * burnt)
    np.testing.assert_allclose(year.amount[_row(year, "unit", "ash")], 0.07 * burnt)


def _row(year: SimulatedYear, source: str, sink: str) -> int:
    return [(link.source, link.sink) for link in year.links].index((source, sink))
