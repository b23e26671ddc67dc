"""Cost of one unit of what is made, level over the years: LCOE, LCOH, LCOS.

One convention for all: present value of all costs, less that of by-products and of what is left
at the end, over the present value of the product; both at the same rate, both at the ends of
years. So it is the price, the same every year, at which the project before tax is worth nothing.
In real terms it is a price of today's money, in nominal terms one that never rises.
"""

from __future__ import annotations

import numpy as np

from zeropark.future.plan.deals.amount import Amount, Array
from zeropark.future.plan.deals.check import finite, not_negative, refuse
from zeropark.future.plan.deals.measures.discounting import capital_recovery_factor, npv


def levelised_cost(costs: Array, product: Array, rate: Amount) -> Array:
    """Present value of costs over present value of the product.

    Args:
        costs: CNY, (years,) or (scenarios, years), paid minus what by-products bring in.
        product: units made in the same years.
        rate: a share a year.

    Returns:
        CNY per unit, shape () or (scenarios,); NaN where nothing is made.

    Raises:
        InputError: a number is missing, a product negative, or the rate -100 % or less.
    """
    refuse([*finite(costs, "costs"), *not_negative(product, "product")])
    made = npv(product, rate)
    level: Array = np.where(made > 0.0, npv(costs, rate) / np.where(made > 0.0, made, 1.0), np.nan)
    return level


def lcoe_cny_per_kwh(
    *,
    capex_cny: Amount,
    opex_cny_per_year: Amount,
    energy_kwh_per_year: Amount,
    rate: Amount,
    years: int,
) -> Array:
    """Levelised cost of electricity of years that are all alike: (capex CRF + opex) / energy.

    Built at once, first energy in the year after; see `capital_recovery_factor`.
    """
    yearly = capex_cny * capital_recovery_factor(rate, years) + opex_cny_per_year
    return _per_unit(yearly, energy_kwh_per_year)


def lcoh_cny_per_kg(
    *,
    capex_cny: Amount,
    opex_cny_per_year: Amount,
    hydrogen_kg_per_year: Amount,
    electricity_kwh_per_kg: Amount,
    electricity_cny_per_kwh: Amount,
    rate: Amount,
    years: int,
) -> Array:
    """Levelised cost of hydrogen: (capex CRF + opex) / hydrogen + electricity for a kg of it.

    Water, stack replacement and compression are part of opex or left out, as the caller says.
    """
    yearly = capex_cny * capital_recovery_factor(rate, years) + opex_cny_per_year
    plant = _per_unit(yearly, hydrogen_kg_per_year)
    return plant + electricity_kwh_per_kg * np.asarray(electricity_cny_per_kwh)


def lcos_cny_per_kwh(
    *,
    capex_cny: Amount,
    opex_cny_per_year: Amount,
    discharged_kwh_per_year: Amount,
    round_trip_efficiency: Amount,
    charging_cny_per_kwh: Amount,
    rate: Amount,
    years: int,
) -> Array:
    """Levelised cost of storage, per kWh given back: (capex CRF + opex) / discharged + charging.

    What is charged is paid for: charging price / round-trip efficiency (0 to 1).
    """
    yearly = capex_cny * capital_recovery_factor(rate, years) + opex_cny_per_year
    charging = np.divide(charging_cny_per_kwh, round_trip_efficiency)
    return _per_unit(yearly, discharged_kwh_per_year) + charging


def _per_unit(yearly: Amount, units: Amount) -> Array:
    """A yearly amount per unit of a year; NaN where there are none."""
    refuse([*finite(yearly, "costs"), *not_negative(units, "product")])
    made = np.asarray(units, dtype=np.float64)
    each: Array = np.where(made > 0.0, yearly / np.where(made > 0.0, made, 1.0), np.nan)
    return each
