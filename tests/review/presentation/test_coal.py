from __future__ import annotations

from datetime import date

import pytest

from zeropark.basis.rules.load import load_rulebook
from zeropark.review.presentation.coal import coal_equivalents

DAY = date(2026, 12, 31)


def test_values_come_in_kgce_per_inside_unit() -> None:
    found = coal_equivalents({"natural_gas", "diesel"}, rules=load_rulebook(), at=DAY)
    # GB/T 2589: 1.33 kgce/Nm3; diesel 1.4571 kgce/kg = 1,457.1 kgce/t; electricity 0.1229 kgce/kWh
    assert found["natural_gas"].value == pytest.approx(1.33)
    assert found["diesel"].value == pytest.approx(1457.1)
    assert found["electricity"].rule.id == "ce.electricity.calorific"


def test_water_and_industrial_gases_are_left_out() -> None:
    found = coal_equivalents({"fresh_water", "oxygen"}, rules=load_rulebook(), at=DAY)
    assert set(found) == {"electricity"}
