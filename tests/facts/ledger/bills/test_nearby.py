"""Nearby consumption: the monthly T&D charge by access capacity."""

from __future__ import annotations

from decimal import Decimal

import pytest

from grid_supply import DAY, with_own_rule
from zeropark.basis.errors import MissingRuleError
from zeropark.basis.rules.load import load_rulebook
from zeropark.facts.ledger.bills.nearby import nearby_consumption_charge


@pytest.mark.parametrize(
    ("load_rate", "price"),
    [
        ("0.75", "58.4417500"),  # 20.5 + 0.0693 x 0.75 x 730 = 20.5 + 37.94175
        ("0.65", "53.3828500"),  # 20.5 + 0.0693 x 0.65 x 730 = 20.5 + 32.88285
    ],
)
def test_nearby_consumption_at_110_kv_costs_58_4_per_kva_at_a_load_rate_of_three_quarters(
    load_rate: str, price: str
) -> None:
    book = with_own_rule("td.nearby.average_load_rate", f"value: {load_rate}")
    charge = nearby_consumption_charge(
        book, voltage_class="110kV+", access_capacity_kva=Decimal(10_000), at=DAY
    )
    assert charge.price_cny_per_unit == Decimal(price)
    assert charge.unit == "kVA"


def test_nearby_consumption_without_a_load_rate_is_an_error() -> None:
    with pytest.raises(MissingRuleError, match="average_load_rate"):
        nearby_consumption_charge(
            load_rulebook(), voltage_class="110kV+", access_capacity_kva=Decimal(1), at=DAY
        )


def test_nearby_consumption_can_go_by_demand() -> None:
    book = with_own_rule("td.nearby.average_load_rate", "value: 0.75")
    charge = nearby_consumption_charge(
        book, voltage_class="35kV", access_capacity_kva=Decimal(1), at=DAY, basis="demand"
    )
    assert charge.price_cny_per_unit == Decimal("76.545250")  # 32.8 + 0.0799 x 0.75 x 730
    assert charge.unit == "kW"
