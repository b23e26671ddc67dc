"""Tax on profit: losses carried forward, and years that are exempt."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from zeropark.basis.errors import Finding
from zeropark.future.plan.deals.amount import Amount, Array
from zeropark.future.plan.deals.check import share, whole_years


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class IncomeTax:
    """Corporate income tax (企业所得税) of a project; rates come from rules, not from here."""

    rate: Amount
    """A number, one a year of operation, or one a scenario: 0.25 for 25 %."""
    holiday: tuple[float, ...] = ()
    """Share of the rate that is paid in the first years of operation, e.g. three years exempt and
    three at half (三免三减半) as (0, 0, 0, 0.5, 0.5, 0.5); afterwards all of it."""
    carry_forward_years: int | None = None
    """How long a loss may be set against later profits; None: without end."""

    def findings(self, place: str) -> list[Finding]:
        """What is wrong with its numbers."""
        years = self.carry_forward_years
        return [
            *share(self.rate, f"{place}.rate"),
            *share(np.array(self.holiday), f"{place}.holiday"),
            *([] if years is None else whole_years(years, f"{place}.carry_forward_years")),
        ]


def income_tax(profit_cny: Array, tax: IncomeTax) -> Array:
    """Tax of each year; never negative: a loss is not paid back, it is carried forward.

    The oldest losses are used up first, in exempt years as well: an exempt profit uses them too.

    Args:
        profit_cny: taxable profit before losses of earlier years, (scenarios, years).
        tax: rate, holiday and carry-forward.

    Returns:
        CNY, (scenarios, years).
    """
    years = profit_cny.shape[1]
    eased = np.ones(years)
    eased[: len(tax.holiday)] = tax.holiday[:years]
    return _after_losses(profit_cny, tax.carry_forward_years or years) * (tax.rate * eased)


def _after_losses(profit_cny: Array, carry_years: int) -> Array:
    """Profit of each year that is left once losses of the years before are set against it."""
    by_year = np.ascontiguousarray(profit_cny.T)
    losses, taxed = np.maximum(-by_year, 0.0), np.maximum(by_year, 0.0)
    for year in range(len(by_year)):
        for earlier in range(max(year - carry_years, 0), year):
            used = np.minimum(losses[earlier], taxed[year])
            losses[earlier] -= used
            taxed[year] -= used
    return taxed.T
