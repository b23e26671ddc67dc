"""T&D of nearby-consumption projects (就近消纳): 发改价格〔2025〕1192号.

Per month: (capacity or demand price + two-part energy price x average load rate x 730 h) x
access capacity. It takes the place of the T&D energy and capacity parts of the tariff.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from zeropark.basis.rules.rule import Rulebook
from zeropark.facts.ledger.bills.gansu_tariff import decimal, network_prices
from zeropark.facts.ledger.bills.tariff import FixedCharge

_LOAD_RATE_RULE = "td.nearby.average_load_rate"


def nearby_consumption_charge(
    rulebook: Rulebook,
    *,
    voltage_class: str,
    access_capacity_kva: Decimal,
    at: date,
    basis: Literal["capacity", "demand"] = "capacity",
) -> FixedCharge:
    """The monthly T&D charge of a project by its access capacity.

    Args:
        rulebook: Must hold `td.nearby.average_load_rate` of the park's own: the province
            publishes it, and no published value was found.
        voltage_class: `lt1kV`, `1-10kV`, `35kV` or `110kV+`.
        access_capacity_kva: Capacity of access; in kW where `basis` is demand.
        at: The day whose prices are taken.
        basis: Which of the two fixed prices the project is charged by.

    Raises:
        MissingRuleError: a price or the average load rate is not known for that day.
    """
    prices = network_prices(rulebook, voltage_class, at=at)
    fixed = {
        "capacity": prices.capacity_cny_per_kva_month,
        "demand": prices.demand_cny_per_kw_month,
    }[basis]
    load_rate = decimal(rulebook.factor(_LOAD_RATE_RULE, at=at).value)
    hours = decimal(rulebook.factor("td.nearby", at=at, key="hours_per_month_h").value)
    energy = decimal(prices.two_part_energy_cny_per_kwh) * load_rate * hours
    return FixedCharge(
        id="td_nearby",
        zh="输配电费（就近消纳）",
        en="T&D of nearby consumption",
        quantity=access_capacity_kva,
        unit="kVA" if basis == "capacity" else "kW",
        price_cny_per_unit=decimal(fixed) + energy,
        rules=("td.nearby", _LOAD_RATE_RULE, "td.gansu"),
    )
