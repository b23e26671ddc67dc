"""The declared curve: kept within its tolerance, and beyond it at a price."""

from __future__ import annotations

import numpy as np
import pytest

from day_parks import BATTERY, BUS, bought, running_park, stretch_of
from zeropark.future.plan.assembly.rules.declared_curve import DeclaredCurve
from zeropark.future.plan.days.dispatch import Dispatch
from zeropark.future.plan.days.plan_stretch import plan_stretch
from zeropark.future.plan.days.state import ParkState

SPOT = [0.1, 0.1, 0.9, 0.9]


def run(power_kw: list[float], *, tolerance_kw: float, price: float) -> Dispatch:
    curve = DeclaredCurve(
        point="grid",
        power_kw=np.array(power_kw),
        tolerance_kw=tolerance_kw,
        deviation_cny_per_kwh=price,
    )
    stretch = stretch_of(running_park(BATTERY), spot=SPOT, declared=(curve,))
    return plan_stretch(stretch, ParkState(contents={"store": 0.0}))


def imported(dispatch: Dispatch) -> np.ndarray:
    row = dispatch.flows.rows(source="grid")[0]
    return np.asarray(dispatch.flows.quantity[row])


def test_within_the_tolerance_a_dear_curve_is_kept() -> None:
    """Declared is the load alone: the battery moves what the tolerance of 20 kW lets it."""
    dispatch = run([100.0 * BUS] * 4, tolerance_kw=20.0, price=50.0)
    assert imported(dispatch)[:2] == pytest.approx(np.array([121.2, 121.2]))
    assert not [at for at in dispatch.costs if "declared" in at.component]


def test_beyond_it_each_kwh_costs_its_price() -> None:
    """0.01 CNY is less than what the battery earns: it leaves the curve as far as it can, and takes
    100 kWh an hour, for which 101.2 come in."""
    dispatch = run([100.0 * BUS] * 4, tolerance_kw=20.0, price=0.01)
    came = imported(dispatch)
    over = np.abs(came - 101.2) - 20.0
    paid = sum(at.amount_cny for at in dispatch.costs if "declared" in at.component)
    assert came[:2] == pytest.approx([202.4, 202.4])
    assert paid == pytest.approx(0.01 * over.sum())
    assert dispatch.cost_cny == pytest.approx(float(bought(SPOT) @ came) + paid)


def test_where_nothing_was_declared_nothing_is_kept() -> None:
    dispatch = run([np.nan] * 4, tolerance_kw=0.0, price=50.0)
    assert imported(dispatch)[:2] == pytest.approx([202.4, 202.4])
