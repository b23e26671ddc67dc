from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeropark.basis import units
from zeropark.basis.errors import UnitError
from zeropark.basis.units import Dimension, Money


@pytest.mark.parametrize(
    ("symbol", "dimension", "factor"),
    [
        ("MWh", Dimension.ENERGY, 1_000.0),
        ("万kWh", Dimension.ENERGY, 10_000.0),
        ("GJ", Dimension.ENERGY, 277.777_777_777_777_8),  # 1e9 J / 3.6e6 J
        ("kg", Dimension.MASS, 0.001),
        ("万Nm3", Dimension.GAS_VOLUME, 10_000.0),
        ("tCO2", Dimension.EMISSION, 1_000.0),
        ("kgce", Dimension.COAL_EQUIVALENT, 0.001),
        ("%", Dimension.RATIO, 0.01),
        ("1", Dimension.RATIO, 1.0),
        ("kJ", Dimension.ENERGY, 0.000_277_777_777_777_777_8),
        ("MJ", Dimension.ENERGY, 0.277_777_777_777_777_8),
        ("TJ", Dimension.ENERGY, 277_777.777_777_777_8),
        ("Wh", Dimension.ENERGY, 0.001),
        ("GWh", Dimension.ENERGY, 1_000_000.0),
        ("TWh", Dimension.ENERGY, 1_000_000_000.0),
        ("W", Dimension.POWER, 0.001),
        ("MW", Dimension.POWER, 1_000.0),
        ("GW", Dimension.POWER, 1_000_000.0),
        ("GJ/h", Dimension.POWER, 277.777_777_777_777_8),
        ("MJ/h", Dimension.POWER, 0.277_777_777_777_777_8),
        ("g", Dimension.MASS, 0.000_001),
        ("kt", Dimension.MASS, 1_000.0),
        ("Mt", Dimension.MASS, 1_000_000.0),
        ("万t", Dimension.MASS, 10_000.0),
        ("kg/h", Dimension.MASS_FLOW, 0.001),
        ("kg/s", Dimension.MASS_FLOW, 3.6),  # 3600 s/h / 1000 kg/t
        ("kNm3", Dimension.GAS_VOLUME, 1_000.0),
        ("1e4Nm3", Dimension.GAS_VOLUME, 10_000.0),
        ("kNm3/h", Dimension.GAS_FLOW, 1_000.0),
        ("L", Dimension.LIQUID_VOLUME, 0.001),
        ("万m3", Dimension.LIQUID_VOLUME, 10_000.0),
        ("L/s", Dimension.LIQUID_FLOW, 3.6),
        ("gCO2", Dimension.EMISSION, 0.001),
        ("万tCO2", Dimension.EMISSION, 10_000_000.0),  # 1e4 t x 1000 kg/t
        ("万tce", Dimension.COAL_EQUIVALENT, 10_000.0),
        ("fen", Dimension.MONEY, 0.01),
        ("元", Dimension.MONEY, 1.0),
        ("万元", Dimension.MONEY, 10_000.0),
        ("°C", Dimension.TEMPERATURE, 1.0),
    ],
)
def test_a_unit_converts_by_its_definition(
    symbol: str, dimension: Dimension, factor: float
) -> None:
    assert units.conversion(symbol, to=dimension) == pytest.approx(factor, rel=1e-15)


@pytest.mark.parametrize("dimension", Dimension)
def test_the_unit_that_names_a_dimension_is_the_inside_one(dimension: Dimension) -> None:
    assert units.conversion(dimension.value, to=dimension) == 1.0


def test_letter_case_is_forgiven_where_it_is_unambiguous() -> None:
    assert units.unit("KWH") == units.unit("kWh")


def test_a_chinese_name_of_a_unit_is_understood() -> None:
    assert units.unit("度").symbol == "kWh"


def test_an_unknown_unit_names_the_known_ones() -> None:
    with pytest.raises(UnitError, match="kWh"):
        units.unit("furlong")


def test_a_unit_of_another_dimension_is_refused() -> None:
    with pytest.raises(UnitError, match="kWh"):
        units.conversion("kW", to=Dimension.ENERGY)


def test_coal_equivalent_is_never_an_alias_of_energy() -> None:
    with pytest.raises(UnitError):
        units.conversion("tce", to=Dimension.ENERGY)


def test_money_rounds_half_up_to_the_fen() -> None:
    assert Money.of_cny(Decimal("0.125")).fen == 13
    assert Money.of_cny(Decimal("0.124999")).fen == 12


@given(st.lists(st.integers(-(10**12), 10**12)))
def test_sums_of_money_are_exact(amounts_fen: list[int]) -> None:
    total = Money(0)
    for amount in amounts_fen:
        total = total + Money(amount)
    assert total.cny * 100 == sum(amounts_fen)


@pytest.mark.parametrize(
    ("rate", "amount"),
    [
        (Dimension.POWER, Dimension.ENERGY),
        (Dimension.MASS_FLOW, Dimension.MASS),
        (Dimension.ENERGY, None),
    ],
)
def test_only_a_rate_accumulates(rate: Dimension, amount: Dimension | None) -> None:
    assert units.accumulates_to(rate) is amount
