"""Money at different times made comparable: present values and the factors behind them.

Times are whole years from now: 0 is now, 1 the end of the first year. A rate is a share a year,
above -1, real for real amounts and nominal for nominal ones; nothing here can tell which.
"""

from __future__ import annotations

import numpy as np

from zeropark.future.plan.deals.amount import Amount, Array
from zeropark.future.plan.deals.check import finite, refuse, whole_years
from zeropark.future.plan.deals.terms import rate_findings


def discount_factors(rate: Amount, times: Array) -> Array:
    """1 / (1 + rate)^time, shape (scenarios, times) or (times,).

    Args:
        rate: a number, or one a scenario as (scenarios, 1).
        times: years from now.
    """
    factors: Array = np.exp(-np.log1p(rate) * times)
    return factors


def npv(flows: Array, rate: Amount) -> Array:
    """Net present value: the sum of flow / (1 + rate)^t, the first flow being now (t = 0).

    Spreadsheets' NPV discounts the first flow by a year already; this one does not.

    Args:
        flows: (years,) or (scenarios, years), received minus paid at the end of each year.
        rate: a number, or one a scenario as (scenarios, 1).

    Returns:
        One value a scenario, shape () or (scenarios,).

    Raises:
        InputError: a flow is missing, or the rate is -100 % or less.
    """
    values = np.asarray(flows, dtype=np.float64)
    refuse([*finite(values, "flows"), *rate_findings(rate, "rate")])
    worth: Array = (values * discount_factors(rate, np.arange(float(values.shape[-1])))).sum(
        axis=-1
    )
    return worth


def present_worth_factor(rate: float, *, years: int, escalation: float = 0.0) -> float:
    """What 1 a year is worth now: the sum of ((1 + escalation) / (1 + rate))^t, t = 1 to years.

    Payments at the ends of years, of today's price level, that grow by `escalation` a year.

    >>> round(present_worth_factor(0.0564, years=25, escalation=0.019), 5)
    16.18109

    Raises:
        InputError: a rate of -100 % or less, or no years.
    """
    refuse(
        [
            *rate_findings(rate, "rate"),
            *rate_findings(escalation, "escalation"),
            *whole_years(years, "years"),
        ]
    )
    growth = np.log1p(escalation) - np.log1p(rate)
    return float(np.exp(growth * np.arange(1, years + 1)).sum())


def capital_recovery_factor(rate: Amount, years: int) -> Array:
    """What 1 now is paid back with a year: r (1 + r)^n / ((1 + r)^n - 1); 1 / n where r is 0.

    Payments at the ends of `years` years.

    >>> round(float(capital_recovery_factor(0.06, 20)), 8)
    0.08718456

    Raises:
        InputError: a rate of -100 % or less, or no years.
    """
    refuse([*rate_findings(rate, "rate"), *whole_years(years, "years")])
    values = np.asarray(rate, dtype=np.float64)
    some = np.where(values == 0.0, 1.0, values)
    factor: Array = np.where(values == 0.0, 1.0 / years, some / -np.expm1(-years * np.log1p(some)))
    return factor
