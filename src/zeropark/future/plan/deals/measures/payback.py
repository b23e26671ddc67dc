"""How long until what was paid is back."""

from __future__ import annotations

import numpy as np

from zeropark.future.plan.deals.amount import Amount, Array
from zeropark.future.plan.deals.check import finite, refuse
from zeropark.future.plan.deals.measures.discounting import discount_factors
from zeropark.future.plan.deals.terms import rate_findings


def payback_years(flows: Array, *, rate: Amount = 0.0) -> Array:
    """Years from now until the sum of the flows is not negative, and never is again.

    With a rate the flows are discounted first (动态投资回收期); without one it is the simple
    payback (静态投资回收期). Within a year the flow comes evenly: the time is interpolated in a
    straight line between the sums at the ends of two years. Construction years count. Where a
    replacement makes the sum negative once more, it is not paid back before that.

    Args:
        flows: (years,) or (scenarios, years), received minus paid, the first one now.
        rate: a share a year, or one a scenario as (scenarios, 1).

    Returns:
        Years, shape () or (scenarios,); 0 where the sum is never negative, NaN where it still
        is at the end.

    Raises:
        InputError: a flow is missing, or the rate is -100 % or less.
    """
    values = np.asarray(flows, dtype=np.float64)
    refuse([*finite(values, "flows"), *rate_findings(rate, "rate")])
    times = np.arange(float(values.shape[-1]))
    sums = np.cumsum(values * discount_factors(rate, times), axis=-1)
    sums[np.abs(sums) <= _ROUNDING * np.abs(values).sum(axis=-1, keepdims=True)] = 0.0
    last = np.where(sums < 0.0, np.arange(times.size), -1).max(axis=-1)
    after = np.minimum(last + 1, times.size - 1)
    below = np.take_along_axis(sums, np.maximum(last, 0)[..., None], axis=-1)[..., 0]
    above = np.take_along_axis(sums, after[..., None], axis=-1)[..., 0]
    rise = np.where(above > below, above - below, 1.0)
    years: Array = np.where(
        last < 0, 0.0, np.where(last == times.size - 1, np.nan, last - below / rise)
    )
    return years


_ROUNDING = 1e-13
"""Sums smaller than this share of what was added are 0."""
