"""Factors in other units."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeropark.basis.errors import UnitError
from zeropark.basis.rules.load import load_rulebook
from zeropark.basis.rules.ratio import in_unit

HEAT = load_rulebook().factor("ef.heat.park910_fossil", at=date(2026, 1, 1))


def test_fossil_heat_is_0_396_kilograms_a_kilowatt_hour() -> None:
    # 0.11 tCO2/GJ = 110 kgCO2 / 277.78 kWh
    factor = in_unit(HEAT, "kgCO2/kWh")
    assert (factor.value, factor.unit) == (pytest.approx(0.396), "kgCO2/kWh")
    assert factor.rule is HEAT.rule


@pytest.mark.parametrize("wanted", ["kgCO2/t", "kWh/kWh", "kgCO2", "kgCO2/furlong"])
def test_another_kind_of_unit_is_refused(wanted: str) -> None:
    with pytest.raises(UnitError):
        in_unit(HEAT, wanted)


@given(
    value=st.floats(1e-6, 1e6),
    unit=st.sampled_from(["tCO2/GJ", "kgCO2/kWh", "gCO2/MWh", "万tCO2/TJ"]),
)
def test_there_and_back_is_the_same(value: float, unit: str) -> None:
    factor = replace(HEAT, value=value)
    back = in_unit(in_unit(factor, unit), HEAT.unit)
    assert back.value == pytest.approx(value, rel=1e-12)
