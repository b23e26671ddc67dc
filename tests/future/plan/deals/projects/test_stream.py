from __future__ import annotations

import numpy as np
import pytest

from zeropark.future.plan.deals.projects.stream import Stream


def test_units_wear_out_and_prices_rise() -> None:
    # units 100, 90, 81; prices of now 2, in years 2, 3, 4: 2 x 1.1^t
    sold = Stream(
        name="power",
        units_per_year=100.0,
        price_cny_per_unit=2.0,
        escalation_per_year=0.1,
        degradation_per_year=0.1,
    )
    np.testing.assert_allclose(sold.units(3), [[100.0, 90.0, 81.0]])
    expected = [[100 * 2 * 1.21, 90 * 2 * 1.331, 81 * 2 * 1.4641]]
    np.testing.assert_allclose(sold.value_cny(3, first=2), expected)


def test_units_may_be_told_by_year_and_prices_by_scenario() -> None:
    sold = Stream(
        name="power",
        units_per_year=np.array([1.0, 2.0]),
        price_cny_per_unit=np.array([[10.0], [20.0]]),
    )
    np.testing.assert_allclose(sold.value_cny(2, first=1), [[10.0, 20.0], [20.0, 40.0]])


def test_dearer_and_more_are_different_things() -> None:
    sold = Stream(name="power", units_per_year=4.0, price_cny_per_unit=3.0)
    assert (sold.at_price(2.0).price_cny_per_unit, sold.at_price(2.0).units_per_year) == (6.0, 4.0)
    assert (sold.in_units(2.0).price_cny_per_unit, sold.in_units(2.0).units_per_year) == (3.0, 8.0)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("units_per_year", -1.0),
        ("price_cny_per_unit", np.nan),
        ("escalation_per_year", -1.0),
        ("degradation_per_year", 1.5),
    ],
)
def test_a_wrong_number_is_told_with_its_place(field: str, value: float) -> None:
    (found,) = Stream(name="power", **{field: value}).findings("sales.power")  # type: ignore[arg-type]
    assert found.place == f"sales.power.{field}"
