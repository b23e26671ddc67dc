"""How well a project carries its debt, year by year."""

from __future__ import annotations

from typing import Final

import numpy as np

from zeropark.future.plan.deals.amount import Array

_NOTHING_CNY: Final = 1e-6
"""A year in which less is due has no debt service."""


def debt_service_coverage(available: Array, service: Array) -> Array:
    """DSCR (偿债备付率): cash available for debt service over interest and principal of the year.

    Available is sales less operating cost, less tax, less what keeping the plant alive takes
    (replacements); money borrowed anew is none of it.

    Args:
        available: CNY, (years,) or (scenarios, years).
        service: interest and principal of the same years.

    Returns:
        A ratio a year; NaN in years without debt service.
    """
    return _ratio(available, service)


def interest_coverage(earnings: Array, interest: Array) -> Array:
    """ICR (利息备付率): earnings before interest and tax over the year's interest; NaN without."""
    return _ratio(earnings, interest)


def least(ratios: Array) -> Array:
    """The lowest of each scenario's years that have one; NaN where none has."""
    known = ~np.isnan(ratios)
    lowest = np.where(known, ratios, np.inf).min(axis=-1)
    found: Array = np.where(known.any(axis=-1), lowest, np.nan)
    return found


def mean(ratios: Array) -> Array:
    """The mean of each scenario's years that have one; NaN where none has."""
    known = ~np.isnan(ratios)
    count = known.sum(axis=-1)
    total = np.where(known, ratios, 0.0).sum(axis=-1)
    found: Array = np.where(count > 0, total / np.maximum(count, 1), np.nan)
    return found


def _ratio(over: Array, under: Array) -> Array:
    some = np.asarray(under) > _NOTHING_CNY
    ratio: Array = np.where(some, over / np.where(some, under, 1.0), np.nan)
    return ratio
