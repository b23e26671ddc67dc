"""A book over energy consumed and over power used."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sample_year import GAS, GRID_910, YEAR, line
from zeropark.facts.carbon.intensity import intensity
from zeropark.facts.carbon.inventory import Book, Inventory, Part


def book(import_kwh: float, gas_nm3: float) -> Inventory:
    lines = (
        line("electricity.grid_uncovered", Part.ELECTRICITY, import_kwh, GRID_910, "e"),
        line("fuel.natural_gas", Part.FUEL, gas_nm3, GAS, "g"),
    )
    return Inventory(park="sample", book=Book.PARK910, period=YEAR, lines=lines)


def test_all_emission_is_over_energy_and_that_of_power_over_power() -> None:
    # 1,000,000 kWh x 0.8325 = 832.5 t; 100,000 Nm3 x 2.1622 = 216.22 t; together 1048.72 t.
    found = intensity(book(1_000_000, 100_000), consumption_tce=800, used_kwh=2_000_000)
    assert found.t_per_tce == pytest.approx(1048.72 / 800)
    assert found.kg_per_kwh == pytest.approx(832_500 / 2_000_000)


def test_over_nothing_there_is_no_intensity() -> None:
    found = intensity(book(1, 1), consumption_tce=0, used_kwh=0)
    assert (found.t_per_tce, found.kg_per_kwh) == (None, None)


@given(st.floats(0, 1e9), st.floats(1, 1e9))
def test_power_that_is_all_bought_has_the_factor_of_the_grid(kwh: float, tce: float) -> None:
    found = intensity(book(kwh + 1, 0), consumption_tce=tce, used_kwh=kwh + 1)
    assert found.kg_per_kwh == pytest.approx(0.8325)
