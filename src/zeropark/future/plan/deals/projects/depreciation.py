"""Depreciation: what was paid for a thing, spread over the years that it is used up in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from zeropark.basis.errors import Finding
from zeropark.future.plan.deals.amount import Amount, Array
from zeropark.future.plan.deals.check import share, whole_years

_LAST_IN_A_STRAIGHT_LINE = 2


class Method(StrEnum):
    """How a cost is spread."""

    STRAIGHT_LINE = "straight_line"
    """平均年限法: the same every year."""
    DECLINING_BALANCE = "declining_balance"
    """双倍余额递减法: twice 1 / years of what is left, the last two years in a straight line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Depreciation:
    """How a plant is depreciated."""

    years: int
    method: Method = Method.STRAIGHT_LINE
    residual_share: float = 0.0
    """Share of the cost that is left on the books at the end (净残值率)."""

    def findings(self, place: str) -> list[Finding]:
        """What is wrong with its numbers."""
        return [
            *whole_years(self.years, f"{place}.years"),
            *share(self.residual_share, f"{place}.residual_share"),
        ]


def depreciated(cost_cny: Amount, how: Depreciation) -> Array:
    """Depreciation of each year, (scenarios, how.years); it sums to cost less residual.

    Args:
        cost_cny: a number, or one a scenario as (scenarios, 1).
        how: method, years and residual.
    """
    base = np.atleast_2d(np.asarray(cost_cny, dtype=np.float64))
    return base * _shares(how)


def _shares(how: Depreciation) -> Array:
    """Share of the cost that each year takes."""
    wanted = 1.0 - how.residual_share
    if how.method is Method.STRAIGHT_LINE or how.years <= _LAST_IN_A_STRAIGHT_LINE:
        return np.full(how.years, wanted / how.years)
    shares, left = np.zeros(how.years), 1.0
    for year in range(how.years - _LAST_IN_A_STRAIGHT_LINE):
        shares[year] = min(2.0 / how.years * left, left - how.residual_share)
        left -= shares[year]
    shares[-_LAST_IN_A_STRAIGHT_LINE:] = (left - how.residual_share) / _LAST_IN_A_STRAIGHT_LINE
    return shares
