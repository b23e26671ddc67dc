from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeropark.basis.errors import InputError
from zeropark.future.plan.deals.measures.discounting import npv
from zeropark.future.plan.deals.measures.levelised import (
    lcoe_cny_per_kwh,
    lcoh_cny_per_kg,
    lcos_cny_per_kwh,
    levelised_cost,
)


def test_k2_a_wind_park() -> None:
    found = lcoe_cny_per_kwh(
        capex_cny=3500.0, opex_cny_per_year=50.0, energy_kwh_per_year=1700.0, rate=0.06, years=20
    )
    assert float(found) == pytest.approx(0.208909, abs=5e-7)


def test_k3_an_electrolyser() -> None:
    hydrogen = 10_000 * 4000 / 52
    assert hydrogen == pytest.approx(769_230.77, abs=5e-3)
    found = lcoh_cny_per_kg(
        capex_cny=30e6,
        opex_cny_per_year=0.03 * 30e6,
        hydrogen_kg_per_year=hydrogen,
        electricity_kwh_per_kg=52.0,
        electricity_cny_per_kwh=0.20,
        rate=0.07,
        years=20,
    )
    assert float(found) == pytest.approx(15.25132, abs=5e-6)


def test_a_store_pays_for_what_it_loses() -> None:
    # no interest: 1000 / 10 years + 20 = 120 a year over 400 kWh = 0.3; 0.18 / 0.9 = 0.2
    found = lcos_cny_per_kwh(
        capex_cny=1000.0,
        opex_cny_per_year=20.0,
        discharged_kwh_per_year=400.0,
        round_trip_efficiency=0.9,
        charging_cny_per_kwh=0.18,
        rate=0.0,
        years=10,
    )
    assert float(found) == pytest.approx(0.5)


def test_where_nothing_is_made_there_is_no_cost_of_a_unit() -> None:
    assert np.isnan(levelised_cost(np.array([1.0, 1.0]), np.zeros(2), 0.05))
    found = lcoe_cny_per_kwh(
        capex_cny=1.0,
        opex_cny_per_year=0.0,
        energy_kwh_per_year=np.array([0.0, 2.0]),
        rate=0.0,
        years=1,
    )
    np.testing.assert_allclose(found, [np.nan, 0.5])


@given(
    rate=st.floats(0.0, 0.3),
    costs=st.lists(st.floats(0.0, 1e6), min_size=3, max_size=3),
    product=st.lists(st.floats(1.0, 1e6), min_size=3, max_size=3),
)
def test_at_its_levelised_cost_a_product_is_worth_what_it_costs(
    rate: float, costs: list[float], product: list[float]
) -> None:
    level = levelised_cost(np.array(costs), np.array(product), rate)
    flows = level * np.array(product) - np.array(costs)
    assert float(npv(flows, rate)) == pytest.approx(0.0, abs=1e-9 * max(sum(costs), 1.0))


def test_a_negative_product_and_a_missing_cost_are_refused() -> None:
    with pytest.raises(InputError):
        levelised_cost(np.array([1.0]), np.array([-1.0]), 0.05)
    with pytest.raises(InputError):
        levelised_cost(np.array([np.nan]), np.array([1.0]), 0.05)
