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
    ],
)
def test_a_unit_converts_by_its_definition(
    symbol: str, dimension: Dimension, factor: float
) -> None:
    assert units.conversion(symbol, to=dimension) == pytest.approx(factor, rel=1e-15)


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
