"""Running budgets of the year's ratios, by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from day_parks import BATTERY, HOURS, running_park, stretch_of, sun
from zeropark.future.plan.days.budgets import steps_left
from zeropark.future.plan.days.day_problem import DayProblem
from zeropark.future.plan.days.horizon import Window
from zeropark.future.plan.days.roll import Progress, Roll, first_contents
from zeropark.future.plan.days.state import ParkState, start_of

DIRECT: dict[str, Any] = {
    "kind": "green_direct",
    "id": "direct",
    "plants": ["sun"],
    "storages": ["store"],
    "users": ["mill-co"],
    "grid_point": "grid",
}
SUN = [1.0, 0.0, 0.0, 0.0]


def stretch(sun_kw: float = 1000.0, **rules: str) -> DayProblem:
    park = running_park(
        BATTERY,
        sun(sun_kw),
        direction="both",
        enterprises=[{"id": "mill-co", "industry_code": "C3130"}],
        contracts=[
            {
                "kind": "grid_supply",
                "id": "supply",
                "point": "grid",
                "voltage_class": "110kV+",
                "pricing": "single",
                "energy_price_cny_per_kwh": 0.5,
                "export_price_cny_per_kwh": 0.24,
            },
            DIRECT,
        ],
        planning={"rules": rules},
    )
    return stretch_of(park, spot=[0.1] * 4, sun=SUN)


def run(problem: DayProblem, so_far: dict[str, float]) -> tuple[Roll, Progress]:
    start = start_of(problem.written.site, problem.program, ParkState(contents={"store": 0.0}))
    roll = Roll(
        problem, None, (Window(0, 4, 4),), start, first_contents(problem, start), so_far=so_far
    )
    return roll, roll.run()


def exported(roll: Roll, done: Progress) -> float:
    figures = roll.decided(done).figures
    return float(
        sum(v.sum() for p, v in figures.flows.items() if (p.source, p.sink) == ("main", "grid"))
    )


def test_without_a_required_ratio_there_is_no_budget() -> None:
    assert stretch().budgets == ()
    assert [at.rule for at in stretch(r3="require").budgets] == ["r3"]


def test_export_stays_within_a_fifth_of_what_is_available() -> None:
    """1,000 kWh of sun: 200 may be exported, though 0.24 CNY are paid for each."""
    free, done = run(stretch(), {})
    assert exported(free, done) > 600.0
    roll, done = run(stretch(r3="require"), {})
    assert exported(roll, done) == pytest.approx(200.0)
    assert done.margins["r3"] == pytest.approx(0.0, abs=1e-6)


def test_a_surplus_of_the_year_is_spent_step_by_step() -> None:
    """744 hours are left of the year; 186,000 kWh of room are 1,000 in these four hours."""
    assert steps_left(HOURS, 0) == 744
    roll, done = run(stretch(r3="require"), {"r3": 18_600.0})
    assert exported(roll, done) == pytest.approx(200.0 + 18_600.0 * 4 / 744)
    roll, done = run(stretch(r3="require"), {"r3": -18_600.0})
    assert exported(roll, done) == pytest.approx(200.0 - 18_600.0 * 4 / 744)


def test_what_can_not_be_made_up_is_missed_and_carried_on() -> None:
    """With no export at all, 200 kWh come together; 1,000,000 are missing in the year."""
    roll, done = run(stretch(r3="require"), {"r3": -1_000_000.0})
    assert exported(roll, done) == pytest.approx(0.0, abs=1e-6)
    assert done.margins["r3"] == pytest.approx(-1_000_000.0 + 200.0)


def test_self_use_is_counted_against_its_share_of_what_is_available() -> None:
    """R1 asks for 180 of 300 kWh to be used in the park, where selling pays more than storing.

    The load takes 101.2. Of c kWh that go into the battery 0.81 c come back, and 1.012 c are not
    exported: 101.2 + 1.012 c - c + 0.81 c = 180.
    """
    free, done = run(stretch(300.0), {})
    assert exported(free, done) == pytest.approx(300.0 - 101.2)
    roll, done = run(stretch(300.0, r1="require"), {})
    charged = (180.0 - 101.2) / 0.822
    assert exported(roll, done) == pytest.approx(300.0 - 101.2 - 1.012 * charged)
    assert np.isfinite(done.values).all()
