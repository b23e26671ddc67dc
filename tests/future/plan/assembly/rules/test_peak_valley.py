"""The planned peak-valley rate: a day keeps it where that costs less than missing it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from day_parks import BATTERY, running_park, stretch_of
from ledger_parks import axis_of
from zeropark.future.plan.days.dispatch import Dispatch
from zeropark.future.plan.days.plan_stretch import plan_stretch
from zeropark.future.plan.days.state import ParkState
from zeropark.future.plan.days.terms import DayTerms

SPOT = [0.1, 0.1, 0.9, 0.9]
EMPTY = ParkState(contents={"store": 0.0})


def run(rate: float | None, *, price: float = 50.0, days: int = 1) -> Dispatch:
    direct = {
        "kind": "green_direct",
        "id": "direct",
        "plants": ["store"],
        "users": ["co"],
        "grid_point": "grid",
        "planned_peak_valley_rate": rate,
    }
    park = running_park(BATTERY)
    contracts = (*park.contracts, *running_park(BATTERY, contracts=[direct]).contracts)
    terms = replace(DayTerms(), valley_cny_per_kwh=price)
    axis = axis_of(4, start="2026-12-01", minutes=60)
    if days > 1:
        axis = axis_of(4, start="2026-12-01T22:00", minutes=60)
    return plan_stretch(
        stretch_of(
            park.model_copy(update={"contracts": contracts}), spot=SPOT, terms=terms, axis=axis
        ),
        EMPTY,
    )


def imported(dispatch: Dispatch) -> np.ndarray:
    return np.asarray(dispatch.flows.quantity[dispatch.flows.rows(source="grid")[0]])


def rate_of(net: np.ndarray) -> float:
    return float((net.max() - net.min()) / net.max())


def test_without_a_rate_the_day_is_as_uneven_as_it_pays() -> None:
    assert rate_of(imported(run(None))) > 0.9
    assert rate_of(imported(run(1.0))) > 0.9


@pytest.mark.parametrize("rate", [0.2, 0.5])
def test_a_rate_that_is_dear_to_miss_is_kept(rate: float) -> None:
    net = imported(run(rate))
    assert rate_of(net) == pytest.approx(rate)
    # The cheap hours take what the dear ones leave: no flatter than it must be.
    assert net[0] == pytest.approx(net.max())


def test_what_missing_it_counts_is_in_no_bill() -> None:
    """At a price of nearly nothing it is missed, and the bill is that of what was bought."""
    cheap, free = run(0.2, price=1e-6), run(None)
    assert cheap.cost_cny == pytest.approx(free.cost_cny)
    assert cheap.objective_value > cheap.cost_cny


def test_each_local_day_has_a_peak_of_its_own() -> None:
    """Two hours before midnight at 0.1, two after it at 0.9: each pair is even, the two differ."""
    net = imported(run(0.0, days=2))
    assert net[0] == pytest.approx(net[1])
    assert net[2] == pytest.approx(net[3])
    assert net[0] > net[2]
