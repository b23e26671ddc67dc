"""What is sold or bought year by year: so many units at such a price."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from zeropark.basis.errors import Finding
from zeropark.future.plan.deals.amount import Amount, Array
from zeropark.future.plan.deals.check import finite, not_negative, share
from zeropark.future.plan.deals.terms import rate_findings


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stream:
    """One thing sold or bought in every year of operation, without VAT."""

    name: str
    units_per_year: Amount = 1.0
    """Of the first year of operation (or one a year), before it wears out; never negative."""
    price_cny_per_unit: Amount = 0.0
    """At the prices of now (t = 0); below 0 where one is paid to take it."""
    escalation_per_year: Amount = 0.0
    """By how much the price rises a year; in real terms: faster than other prices."""
    degradation_per_year: Amount = 0.0
    """Share of the units that each year of operation takes off those of the next."""
    by_output: bool = False
    """Whether the units go up and down with what the project makes."""

    def units(self, years: int) -> Array:
        """Units in each year of operation, (scenarios, years)."""
        age = np.arange(years)
        kept = (1.0 - np.asarray(self.degradation_per_year)) ** age
        return np.atleast_2d(self.units_per_year * kept)

    def value_cny(self, years: int, *, first: int) -> Array:
        """Units x price in each year of operation, (scenarios, years).

        Args:
            years: of operation.
            first: when the first of them ends, in years from now.
        """
        times = np.arange(first, first + years)
        price = self.price_cny_per_unit * (1.0 + np.asarray(self.escalation_per_year)) ** times
        return self.units(years) * price

    def at_price(self, factor: Amount) -> Stream:
        """The same units at so many times the price."""
        return replace(self, price_cny_per_unit=self.price_cny_per_unit * factor)

    def in_units(self, factor: Amount) -> Stream:
        """So many times the units at the same price."""
        return replace(self, units_per_year=self.units_per_year * factor)

    def amounts(self, place: str, *, years: int) -> tuple[tuple[str, Amount, int], ...]:
        """Its numbers: where each stands, and how many years it may tell apart."""
        return (
            (f"{place}.units_per_year", self.units_per_year, years),
            (f"{place}.price_cny_per_unit", self.price_cny_per_unit, years),
            (f"{place}.escalation_per_year", self.escalation_per_year, 1),
            (f"{place}.degradation_per_year", self.degradation_per_year, 1),
        )

    def findings(self, place: str) -> list[Finding]:
        """What is wrong with its numbers."""
        return [
            *not_negative(self.units_per_year, f"{place}.units_per_year"),
            *finite(self.price_cny_per_unit, f"{place}.price_cny_per_unit"),
            *rate_findings(self.escalation_per_year, f"{place}.escalation_per_year"),
            *share(self.degradation_per_year, f"{place}.degradation_per_year"),
        ]
