"""Carrying out: the plan is followed where it can be, loads come first, and nobody looks ahead."""

from __future__ import annotations

import numpy as np
import pytest

from day_parks import BATTERY, BUS, running_park, stretch_of
from ledger_parks import axis_of
from zeropark.future.plan.days.carrying import by_name, incurred
from zeropark.future.plan.days.day_problem import DayProblem
from zeropark.future.plan.days.execute import Carrier
from zeropark.future.plan.days.state import ParkState, start_of

TWO_PART = {
    "kind": "grid_supply",
    "id": "supply",
    "point": "grid",
    "voltage_class": "110kV+",
    "pricing": "two_part",
    "declared_demand_kw": 10,
    "energy_price_cny_per_kwh": 0.3,
}


def carried_out(
    problem: DayProblem, told: dict[str, list[float]], *, held: float, peak: float | None = None
) -> dict[str, np.ndarray]:
    start = start_of(problem.written.site, problem.program, ParkState(contents={"store": held}))
    floors = {at.name: peak or at.lower for at in problem.program.quantities}
    values = Carrier(problem).carry_out(
        {name: np.array(series) for name, series in told.items()},
        first=0,
        count=problem.program.steps,
        last=by_name(problem.program, start.flows),
        floors=floors,
    )
    names = (at.name for at in problem.program.flows)
    return dict(zip(names, values, strict=True))


def test_stores_hold_what_they_were_told() -> None:
    problem = stretch_of(running_park(BATTERY), spot=[0.9, 0.1, 0.9, 0.1])
    found = carried_out(problem, {"store.content": [90.0, 90.0, 0.0, 0.0]}, held=0.0)
    assert found["store.content"] == pytest.approx([90.0, 90.0, 0.0, 0.0])
    assert found["grid.in"] == pytest.approx([200 * BUS, 100 * BUS, 100 * BUS - 81, 100 * BUS])


def test_a_load_comes_before_the_plan() -> None:
    """The grid gives 1,000; of 1,050 kWh that nobody foresaw the battery serves the rest."""
    problem = stretch_of(running_park(BATTERY), spot=[0.1] * 4, drawn=[100.0, 1050.0, 100.0, 100.0])
    found = carried_out(problem, {"store.content": [100.0] * 4}, held=100.0)
    assert found["store.discharged"][1] == pytest.approx(1050 * BUS - 1000)
    assert found["main.unserved"] == pytest.approx([0.0] * 4, abs=1e-6)
    # It is filled again as soon as it can be, for that is what the plan has it hold.
    assert found["store.content"][2] > found["store.content"][1]


def test_a_store_helps_before_a_new_peak_is_set() -> None:
    problem = stretch_of(
        running_park(BATTERY, contracts=[TWO_PART]),
        spot=[0.1] * 4,
        drawn=[100.0, 150.0, 100.0, 100.0],
    )
    told = {"store.content": [100.0] * 4}
    shaved = carried_out(problem, told, held=100.0, peak=120.0)
    assert shaved["grid.in"].max() == pytest.approx(120.0)
    freely = carried_out(problem, told, held=100.0, peak=500.0)
    assert freely["grid.in"][1] == pytest.approx(150 * BUS)


def test_a_peak_is_what_was_drawn_at_most() -> None:
    axis = axis_of(4, start="2026-12-01", minutes=60)
    problem = stretch_of(running_park(BATTERY, contracts=[TWO_PART]), spot=[0.1] * 4, axis=axis)
    names = [at.name for at in problem.program.flows]
    values = np.zeros((len(names), 3))
    values[names.index("grid.in")] = [100.0, 180.0, 90.0]
    before = np.zeros(len(names))
    (quantity,) = (at.name for at in problem.program.quantities)
    assert incurred(problem.program, values, before, {quantity: 120.0}, 1)[
        quantity
    ] == pytest.approx(180.0)
    assert incurred(problem.program, values, before, {quantity: 250.0}, 1)[
        quantity
    ] == pytest.approx(250.0)
