"""Wind and sun: what they offer, at any size, and what of it is curtailed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from plan_markets import traded
from plan_parks import choice, hours
from zeropark.basis.timeline import Axis, parse_period
from zeropark.future.simulation.operation.operate import simulate

WIND: dict[str, Any] = {"kind": "wind", "electricity_to": "power", "capacity_kw": 1000}
PV: dict[str, Any] = {"kind": "pv", "electricity_to": "power", "capacity_kw": 1000}


@pytest.mark.parametrize("plant", [WIND, PV])
def test_a_plant_gives_what_it_could_while_that_is_worth_something(plant: dict[str, Any]) -> None:
    given: dict[str, Any] = {"availability": {"d": [0.5, 0.0, 1.0]}}
    prices: dict[str, Any] = {"bought": {"power": 9.0}, "sold": {"power": [0.1, 0.1, -0.2]}}
    done = traded(plant, steps=3, **prices, **given)
    assert done.flow("d", "power") == pytest.approx([500, 0, 0])
    assert done.flow("d", "curtailed") == pytest.approx([0, 0, 1000])


@pytest.mark.parametrize("plant", [WIND, PV])
def test_a_chosen_plant_is_as_large_as_what_it_earns(plant: dict[str, Any]) -> None:
    # A kW gives 1.5 kWh at 0.1 CNY: it pays below 0.15.
    prices: dict[str, Any] = {"bought": {"power": 9.0}, "sold": {"power": 0.1}}
    given: dict[str, Any] = {"availability": {"d": [0.5, 0.0, 1.0]}}
    for cost, size in ((0.14, 700.0), (0.16, 0.0)):
        chosen = {"capacity_kw": choice(700, cost)}
        done = traded(plant, steps=3, choices=chosen, **prices, **given)
        assert done.size("d", "capacity_kw") == pytest.approx(size)
        assert done.objective == pytest.approx((cost - 0.15) * size)
        assert done.flow("d", "curtailed") == pytest.approx([0, 0, 0], abs=1e-6)


@pytest.mark.parametrize("plant", [WIND, PV])
def test_a_smaller_plant_has_its_share_of_the_simulated_wind_and_sun(plant: dict[str, Any]) -> None:
    axis = hours(48)
    chosen = {"capacity_kw": choice(250, 0.0, least=250)}
    prices: dict[str, Any] = {"bought": {"power": 9.0}, "sold": {"power": 0.1}}
    done = traded(plant, steps=48, axis=axis, choices=chosen, **prices)
    year = simulate(done.draft.park, Axis.over(parse_period("2025")), seed=1)
    first = (axis.start - year.axis.start) // axis.step
    simulated = year.available("d").reshape(-1, 4).sum(axis=1)[first : first + 48]
    assert done.flow("d", "power") == pytest.approx(0.25 * simulated)
    assert np.sum(simulated) > 0.0
