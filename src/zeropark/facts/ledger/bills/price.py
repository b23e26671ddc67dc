"""What one more kWh from the grid costs, interval by interval: the energy part of a supply's price.

The sum of all charges per kWh in force in an interval, at their first tier. Demand, capacity and
fixed charges are no price of a kWh and are left out.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.errors import MissingRuleError
from zeropark.basis.park.contract import GridSupply
from zeropark.basis.rules.rule import Rulebook
from zeropark.basis.timeline import Axis
from zeropark.facts.ledger.bills.gansu_tariff import gansu_tariff
from zeropark.facts.ledger.bills.grid_bill import by_month
from zeropark.facts.ledger.bills.metered import Metered
from zeropark.facts.ledger.bills.tariff import EnergyCharge, Tariff
from zeropark.facts.ledger.bills.usage import Usage

Array = NDArray[np.float64]


def energy_price(tariff: Tariff, *, axis: Axis) -> Array:
    """CNY per kWh imported in each interval, shape (axis.count,)."""
    metered = Metered(Usage(axis, np.zeros(axis.count)), tariff)
    price: Array = np.zeros(axis.count)
    for charge in tariff.components:
        if isinstance(charge, EnergyCharge) and charge.direction == "import":
            billed = np.isin(metered.month, list(metered.billed_months(charge)))
            inside = metered.scope(charge) & billed
            price[inside] += float(charge.tiers[0].price_cny_per_kwh)
    return price


def grid_supply_price(contract: GridSupply, rulebook: Rulebook, *, axis: Axis) -> Array:
    """The same for a contract, each month at the prices of its last day, as it is billed.

    A month whose prices are not known is NaN.
    """
    months = by_month(Usage(axis, np.zeros(axis.count)))
    return np.concatenate([_of_month(contract, rulebook, month.axis) for month in months])


def _of_month(contract: GridSupply, rulebook: Rulebook, axis: Axis) -> Array:
    try:
        tariff = gansu_tariff(contract, rulebook, at=axis.period.last_day())
    except MissingRuleError:
        return np.full(axis.count, np.nan)
    return energy_price(tariff, axis=axis)
