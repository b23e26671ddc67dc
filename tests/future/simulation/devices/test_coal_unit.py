"""A unit in deep peak-shaving: down at noon, up in the evening, within what it can."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from zeropark.basis.park.devices.coal_unit import CoalUnit
from zeropark.future.simulation.devices.coal_unit import called_for, roles
from zeropark.future.simulation.role import Converter, Fixed
from zeropark.future.simulation.substances import HEATING_VALUE_KWH
from zeropark.future.simulation.surroundings import Surroundings


def unit(**more: Any) -> CoalUnit:
    given = {
        "id": "unit",
        "kind": "coal_unit",
        "name": {"zh": "机", "en": "unit"},
        "site": "ground",
        "fuel_from": ["coal"],
        "electricity_to": "power",
        "capacity_kw": 350_000,
        "electric_efficiency": 0.4,
        "dispatch": "grid",
    }
    return CoalUnit.model_validate(given | more)


@pytest.fixture(scope="module")
def coal(around: Surroundings) -> Surroundings:
    bus = next(iter(around.buses.values()))
    buses = dict(around.buses) | {
        "coal": bus.model_copy(update={"id": "coal", "carrier": "bituminous_coal"})
    }
    return Surroundings(
        weather=around.weather,
        buses=buses,
        latitude=around.latitude,
        on_call=frozenset(),
        seed=around.seed,
    )


def run(device: CoalUnit, around: Surroundings) -> Fixed:
    first = roles(device, around)[0]
    assert isinstance(first, Fixed)
    return first


def test_it_is_at_its_deep_minimum_at_noon_and_near_full_in_the_evening(
    coal: Surroundings,
) -> None:
    called = called_for(unit(), coal)
    assert called.min() >= 0.3
    assert called.max() <= 1.0
    noon = called[coal.between(11, 16)]
    # deep minimum 0.3, a swing of 4 % of the way to full that is cut off below
    assert noon.mean() == pytest.approx(0.3 + 0.7 * 0.04 * 0.4, abs=0.01)
    # 0.3 + 0.7 x 0.9 = 0.93
    assert called[coal.between(19, 23)].mean() == pytest.approx(0.93, abs=0.01)


def test_it_changes_no_faster_than_it_can(coal: Surroundings) -> None:
    # 1.5 % a minute is 22.5 % in a quarter of an hour; from 30 to 70 % takes an hour here
    device = unit()
    assert np.abs(np.diff(called_for(device, coal))).max() < device.ramp_share_per_min * 15


def test_its_year_has_an_overhaul_of_three_weeks_and_4500_to_5200_hours(
    coal: Surroundings,
) -> None:
    given = run(unit(), coal).flows["electricity_to"]
    assert (given == 0.0).sum() == 21 * 96
    # (6 x 0.51 + 2 x 0.79 + 2 x 0.545 + 6 x 0.3 + 2 x 0.58 + 5 x 0.93 + 0.58) / 24 = 0.58,
    # x 344 days x 24 h = 4,790 h
    assert given.sum() / 350_000 == pytest.approx(4_790, rel=0.02)


def test_deep_load_costs_more_coal_per_kwh(coal: Surroundings) -> None:
    flows = run(unit(), coal).flows
    given, burnt = flows["electricity_to"], flows["fuel_from[0]"]
    per_kwh = burnt[given > 0] / given[given > 0] * HEATING_VALUE_KWH["bituminous_coal"] * 0.4
    # 1 at full load, 1 + 0.17 x 0.7 = 1.119 at the deep minimum
    assert per_kwh.max() == pytest.approx(1.119)
    assert per_kwh.min() == pytest.approx(1.0, abs=0.01)


def test_it_gives_no_heat_during_the_overhaul_and_leaves_ash(coal: Surroundings) -> None:
    device = unit(heat_to=["steam"], heat_capacity_kw=75_000, ash_to="warm", ash_t_per_t=0.2)
    power, heat = roles(device, coal)
    assert isinstance(power, Fixed)
    assert isinstance(heat, Converter)
    down = power.flows["electricity_to"] == 0.0
    limit = np.broadcast_to(heat.limit, down.shape)
    assert (limit[down] == 0.0).all()
    # 75 MW for a quarter of an hour at 750 kWh a tonne: 25 t
    np.testing.assert_allclose(limit[~down], 25.0)
    np.testing.assert_allclose(power.flows["ash_to"], power.flows["fuel_from[0]"] * 0.2)
