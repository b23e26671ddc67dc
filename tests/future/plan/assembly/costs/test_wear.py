"""Wear: a cycle is worth what it takes of the cells, in operation alone."""

from __future__ import annotations

import pytest

from day_parks import BATTERY, HOURS, running_park, stretch_of
from plan_problems import problem_of
from zeropark.basis.park.document import ParkDocument
from zeropark.future.plan.days.dispatch import Dispatch
from zeropark.future.plan.days.plan_stretch import plan_stretch
from zeropark.future.plan.days.state import ParkState

SPOT = [0.1, 0.5, 0.1, 0.9]


def wearing(capex_cny_per_kwh: float) -> ParkDocument:
    cells = {
        "cycle_life": 5000,
        "economics": {"capex_cny_per_kwh": capex_cny_per_kwh, "lifetime_years": 15},
    }
    return running_park({**BATTERY, **cells})


def run(park: ParkDocument) -> Dispatch:
    return plan_stretch(stretch_of(park, spot=SPOT), ParkState(contents={"store": 0.0}))


def test_what_comes_out_of_the_cells_wears_them() -> None:
    """500 CNY a kWh over 5,000 cycles: 0.1 CNY a kWh of the 180 that come out of the cells."""
    worn = [at for at in run(wearing(500.0)).costs if at.component == "wear"]
    assert [at.amount_cny for at in worn] == [pytest.approx(180.0 * 0.1)]


def test_a_cycle_that_earns_less_than_it_wears_is_left_out() -> None:
    """0.9 CNY a kWh of cells: only the spread of the last two hours, 0.81 x 1.069 - 0.25 = 0.62
    CNY for 0.9 kWh out of the cells, would have to bear it, and does not."""
    dispatch = run(wearing(4500.0))
    assert all(at.value == pytest.approx([0.0] * 4) for at in dispatch.set_points)


def test_a_battery_that_does_not_tell_wears_for_nothing_and_that_is_said() -> None:
    codes = [at.code for at in run(running_park(BATTERY)).findings]
    assert "plan.wear_not_told" in codes


def test_a_plan_of_years_pays_for_cells_by_their_annuity_alone() -> None:
    problem = problem_of(wearing(500.0), HOURS, load={"mill": [100.0] * 4})
    assert not [at for at in problem.charges if at.component == "wear"]
