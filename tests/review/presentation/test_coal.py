from __future__ import annotations

from datetime import date

import pytest

from zeropark.basis.rules.load import load_rulebook
from zeropark.review.presentation.coal import coal_equivalents

DAY = date(2026, 12, 31)
STRAW = """
rules:
  - id: ef.fuel.biomass
    title: {zh: 秸秆, en: Straw}
    versions:
      - table: {per: t, ncv_gj_per_unit: 15.0, co2_kg_per_unit: 0.0, biogenic: true}
        valid_from: 2025-01-01
        source: {document: Laboratory}
        certainty: measured
"""


def test_values_come_in_kgce_per_inside_unit() -> None:
    found = coal_equivalents({"natural_gas", "diesel"}, rules=load_rulebook(), at=DAY)
    # GB/T 2589: 1.33 kgce/Nm3; diesel 1.4571 kgce/kg = 1,457.1 kgce/t; electricity 0.1229 kgce/kWh
    assert found["natural_gas"].value == pytest.approx(1.33)
    assert found["diesel"].value == pytest.approx(1457.1)
    assert found["electricity"].rule.id == "ce.electricity.calorific"


def test_the_parks_own_measured_fuel_goes_first_as_in_its_yearly_consumption() -> None:
    rules = load_rulebook(own=(("rules.yaml", STRAW),))
    found = coal_equivalents({"biomass"}, rules=rules, at=DAY)
    # 15.0 GJ/t x 0.03412 tce/GJ = 0.5118 tce/t = 511.8 kgce/t
    assert found["biomass"].value == pytest.approx(511.8)


def test_a_fuel_without_any_value_is_left_out() -> None:
    assert set(coal_equivalents({"biomass"}, rules=load_rulebook(), at=DAY)) == {"electricity"}


def test_water_and_industrial_gases_are_left_out() -> None:
    found = coal_equivalents({"fresh_water", "oxygen"}, rules=load_rulebook(), at=DAY)
    assert set(found) == {"electricity"}
