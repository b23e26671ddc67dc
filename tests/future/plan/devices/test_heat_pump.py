"""A heat pump: what electricity it takes is decided by the weather, or by its cooler bus."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from plan_markets import cut, market, traded, year
from plan_parks import hours
from zeropark.future.simulation.weather.weather import weather_at

PUMP: dict[str, Any] = {
    "kind": "heat_pump",
    "electricity_from": "power",
    "heat_to": "warm",
    "capacity_kw": 400,
    "cop": 4,
}


def test_from_a_cooler_bus_it_takes_what_electricity_does_not_give() -> None:
    done = traded(
        PUMP | {"source_from": "hot"},
        steps=1,
        bought={"power": 0.4, "hot": 0.02},
        sold={"warm": 0.3},
    )
    # 100 kWh of electricity and 300 of heat, with 1.2 % and 4 % lost on the way
    assert done.objective == pytest.approx(0.4 * 101.2 + 0.02 * 312 - 0.3 * 400)
    assert done.flow("hot", "d")[0] == pytest.approx(300)


def test_from_the_air_it_takes_more_electricity_the_colder_it_is() -> None:
    axis = hours(24)
    done = traded(PUMP, steps=24, bought={"power": 0.4}, sold={"warm": 0.5}, axis=axis)
    site = market(PUMP).sites[0]
    air = weather_at(site, year(), seed=1).temperature_c
    cop = 4 * (1 + 0.02 * (air - air.mean()))
    # Against the mean of the year; each hour's mean of four quarters.
    expected = 400 * cut(1 / cop, axis).mean(axis=1)
    assert done.flow("power", "d") == pytest.approx(expected)
    assert np.ptp(expected) > 5


def test_a_size_is_the_heat_that_it_gives() -> None:
    done = traded(PUMP, steps=1, bought={"power": 0.4}, sold={"warm": 0.5})
    assert done.flow("d", "warm")[0] == pytest.approx(400)
