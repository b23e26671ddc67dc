"""Feeders: a tree of capacities, kept by plans of years and of days."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from day_parks import BATTERY, BUS, running_park, stretch_of
from ledger_parks import load
from zeropark.future.plan.days.dispatch import Dispatch
from zeropark.future.plan.days.plan_stretch import plan_stretch
from zeropark.future.plan.days.state import ParkState

SPOT = [0.1, 0.1, 0.9, 0.9]


def feeder(id_: str, kw: float, *members: str, **more: Any) -> dict[str, Any]:
    return {
        "id": id_,
        "name": {"zh": id_, "en": id_},
        "capacity_kw": kw,
        "members": list(members),
        **more,
    }


def run(*feeders: dict[str, Any]) -> Dispatch:
    park = running_park(BATTERY, load("shop", "main"), feeders=list(feeders))
    stretch = stretch_of(park, spot=SPOT)
    return plan_stretch(stretch, ParkState(contents={"store": 0.0}))


def net(dispatch: Dispatch) -> np.ndarray:
    (at,) = [each for each in dispatch.set_points if each.device == "store"]
    return np.asarray(at.value)


def test_without_a_feeder_the_battery_takes_all_it_can() -> None:
    """100 + 100 kWh make 180 held; 100 and then 62 come out, both hours at one price."""
    assert net(run())[:2] == pytest.approx([100.0, 100.0])


def test_a_feeder_limits_what_hangs_on_it() -> None:
    """The mill takes 100 of the feeder's 140 kW, so the battery charges with 40."""
    dispatch = run(feeder("f", 140.0, "mill", "store"))
    assert net(dispatch)[:2] == pytest.approx([40.0, 40.0])
    (binds,) = [each for each in dispatch.binds if each.of == "f"]
    assert binds.steps == 2
    # A kW more would charge 1 kWh in each cheap hour, for which 1.012 come in at 0.2504 CNY, and
    # give 0.81 at 1.0693.
    assert binds.worth_cny == pytest.approx(2 * (0.81 * 1.06930661 - BUS * 0.25038962), rel=1e-6)


def test_what_hangs_on_a_lower_feeder_runs_over_the_upper_one() -> None:
    dispatch = run(feeder("top", 130.0, "mill"), feeder("low", 500.0, "store", feeder="top"))
    assert net(dispatch)[:2] == pytest.approx([30.0, 30.0])


def test_a_feeder_limits_both_directions() -> None:
    """Alone on a feeder of 50 kW the battery neither takes nor gives more."""
    assert np.abs(net(run(feeder("f", 50.0, "store")))).max() == pytest.approx(50.0)
