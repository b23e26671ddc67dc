"""Fuel factors and coal equivalents, per inside unit."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from zeropark.basis.errors import MissingRuleError, UnitError
from zeropark.basis.rules.fuel import FuelTable, coal_equivalent, fuel_factor
from zeropark.basis.rules.load import load_rulebook
from zeropark.basis.rules.rule import Rulebook

DAY = date(2026, 11, 1)


def with_own(rule_id: str, *, table: str = "", value: str = "", unit: str = "null") -> Rulebook:
    content = f"table: {table}" if table else f"value: {value}"
    text = f"""
rules:
  - id: {rule_id}
    title: {{zh: 实测, en: measured}}
    unit: {unit}
    versions:
      - {{{content}, valid_from: 2026-01-01, source: {{document: lab}}, certainty: measured}}
"""
    return load_rulebook(own=(("rules.yaml", text),))


def test_natural_gas_burns_to_21_62_tonnes_per_ten_thousand_cubic_metres() -> None:
    # 389.31 GJ/1e4Nm3 x 0.0153 tC/GJ x 0.99 x 44/12 = 5.956443 tC x 0.99 x 3.6666667 = 21.62189 t
    factor = fuel_factor(load_rulebook(), "natural_gas", at=DAY)
    assert factor.unit == "kgCO2/Nm3"
    assert factor.value * 1e4 / 1e3 == pytest.approx(21.62189, abs=1e-5)
    assert factor.rule.id == "ef.fuel.natural_gas"


def test_diesel_burns_to_3_096_tonnes_a_tonne() -> None:
    # 42.652 x 0.0202 x 0.98 x 44/12 = 0.86157 x 0.98 x 3.66667 = 3.09591
    factor = fuel_factor(load_rulebook(), "diesel", at=DAY)
    assert (factor.unit, factor.value) == ("kgCO2/t", pytest.approx(3095.91, abs=0.01))


def test_coal_without_a_measured_value_is_an_error_that_says_what_to_give() -> None:
    with pytest.raises(MissingRuleError, match=r"measured values as ef\.fuel\.bituminous_coal"):
        fuel_factor(load_rulebook(), "bituminous_coal", at=DAY)


def test_measured_coal_counts_with_its_own_carbon() -> None:
    book = with_own(
        "ef.fuel.bituminous_coal",
        table="{per: t, ncv_gj_per_unit: 20, carbon_t_per_gj: 0.025, oxidation: 0.96}",
    )
    # 20 x 0.025 x 0.96 x 44/12 = 0.48 x 44/12 = 1.76 t/t
    factor = fuel_factor(book, "bituminous_coal", at=DAY)
    assert factor.value == pytest.approx(1760.0)
    assert factor.rule.own


def test_a_factor_measured_as_a_whole_is_taken_as_it_is() -> None:
    book = with_own("ef.fuel.converter_gas", table="{per: 1e4Nm3, co2_kg_per_unit: 15000}")
    assert fuel_factor(book, "converter_gas", at=DAY).value == pytest.approx(1.5)


def test_what_is_no_carrier_has_no_factor() -> None:
    with pytest.raises(UnitError, match="a carrier"):
        fuel_factor(load_rulebook(), "peat", at=DAY)


@pytest.mark.parametrize(
    "table",
    [
        {"per": "t"},
        {"per": "kWh", "co2_kg_per_unit": 1.0},
        {"per": "barrel", "co2_kg_per_unit": 1.0},
        {"per": "t", "ncv_gj_per_unit": 20, "carbon_t_per_gj": 0.02, "oxidation": 93},
        {"per": "t", "co2_kg_per_unit": 1.0, "oxidation": 0.9},
        {"per": "t", "ncv_gj_per_unit": -1, "carbon_t_per_gj": 0.02, "oxidation": 0.9},
    ],
)
def test_a_table_that_is_not_a_fuel_is_refused(table: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        FuelTable.model_validate(table)


@given(ncv=st.floats(1, 500), carbon=st.floats(0.01, 0.1), oxidation=st.floats(0.5, 1))
def test_no_fuel_emits_more_than_all_its_carbon(
    ncv: float, carbon: float, oxidation: float
) -> None:
    table = FuelTable(per="t", ncv_gj_per_unit=ncv, carbon_t_per_gj=carbon, oxidation=oxidation)
    carbon_kg = 1000 * ncv * carbon
    assert 0 < table.co2_kg <= carbon_kg * 44 / 12 * (1 + 1e-12)


@pytest.mark.parametrize(
    ("carrier", "kgce", "unit"),
    [
        ("electricity", 0.3024, "kgce/kWh"),  # the equivalent value, not 0.1229
        ("heat", 0.122832, "kgce/kWh"),  # 0.03412 tce/GJ = 34.12 kgce/GJ x 0.0036 GJ/kWh
        ("diesel", 1457.1, "kgce/t"),  # 1.4571 kgce/kg
        ("natural_gas", 1.33, "kgce/Nm3"),
        ("steam", 128.6, "kgce/t"),
        ("fresh_water", 0.2571, "kgce/m3"),
        # no entry of its own: 84.0 GJ/1e4Nm3 x 34.12 kgce/GJ / 1e4
        ("converter_gas", 0.286608, "kgce/Nm3"),
    ],
)
def test_a_carrier_is_worth_its_coal_per_inside_unit(carrier: str, kgce: float, unit: str) -> None:
    factor = coal_equivalent(load_rulebook(), carrier, at=DAY)
    assert (factor.value, factor.unit) == (pytest.approx(kgce, rel=1e-12), unit)


def test_a_measured_calorific_value_goes_before_the_standards_coefficient() -> None:
    book = with_own(
        "ef.fuel.natural_gas",
        table="{per: 1e4Nm3, ncv_gj_per_unit: 360, carbon_t_per_gj: 0.0153, oxidation: 0.99}",
    )
    # 360 GJ x 34.12 kgce/GJ / 1e4 = 1.22832
    factor = coal_equivalent(book, "natural_gas", at=DAY)
    assert factor.value == pytest.approx(1.22832)
    assert factor.rule.own


def test_an_own_coefficient_goes_before_everything() -> None:
    book = with_own("ce.natural_gas", value="1.2", unit="kgce/Nm3")
    assert coal_equivalent(book, "natural_gas", at=DAY).value == 1.2


def test_coal_is_worth_nothing_by_default_and_its_measured_heat_otherwise() -> None:
    with pytest.raises(MissingRuleError, match=r"ef\.fuel\.lignite with its NCV"):
        coal_equivalent(load_rulebook(), "lignite", at=DAY)
    book = with_own(
        "ef.fuel.lignite",
        table="{per: t, ncv_gj_per_unit: 14, carbon_t_per_gj: 0.028, oxidation: 0.96}",
    )
    # 14 GJ/t x 34.12 kgce/GJ
    assert coal_equivalent(book, "lignite", at=DAY).value == pytest.approx(477.68)


def test_the_standards_gas_coefficient_agrees_with_its_heat_within_half_a_percent() -> None:
    book = load_rulebook()
    by_heat = 389.31 / 1e4 * 34.12  # 1.32833
    assert coal_equivalent(book, "natural_gas", at=DAY).value == pytest.approx(by_heat, rel=5e-3)
