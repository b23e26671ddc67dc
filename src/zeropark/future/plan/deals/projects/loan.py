"""Debt: what is borrowed while building, and how it is paid back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from zeropark.basis.errors import Finding
from zeropark.future.plan.deals.amount import Amount, Array
from zeropark.future.plan.deals.check import share, whole_years
from zeropark.future.plan.deals.terms import Rate


class Repayment(StrEnum):
    """How a loan is paid back."""

    ANNUITY = "annuity"
    """等额本息: interest and principal together are the same every year."""
    EQUAL_PRINCIPAL = "equal_principal"
    """等额本金: the same principal every year, interest on what is left."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Loan:
    """A loan for a share of the investment, paid back from the first year of operation on."""

    share: Amount
    """Of each payment of the investment."""
    rate: Rate
    years: int
    repayment: Repayment = Repayment.ANNUITY

    def findings(self, place: str) -> list[Finding]:
        """What is wrong with its numbers."""
        return [*share(self.share, f"{place}.share"), *whole_years(self.years, f"{place}.years")]


@dataclass(frozen=True, slots=True, eq=False)
class DebtService:
    """A loan year by year, (scenarios, years of operation); nothing after it is paid back."""

    owed_cny: Array
    """At commissioning, (scenarios, 1), with the interest of construction."""
    interest_cny: Array
    principal_cny: Array


def owed_at_start(drawn_cny: Array, rate: Amount) -> Array:
    """What is owed at commissioning: each draw with interest until then, (scenarios, 1).

    Interest of construction is not paid but added to the debt.

    Args:
        drawn_cny: (scenarios, payments), a year apart, the last one at commissioning.
        rate: a share a year.
    """
    ages = np.arange(drawn_cny.shape[1])[::-1]
    owed: Array = (drawn_cny * (1.0 + np.asarray(rate)) ** ages).sum(axis=1, keepdims=True)
    return owed


def debt_service(owed_cny: Array, loan: Loan, *, years: int) -> DebtService:
    """Interest and principal of each year of operation, paid at its end.

    Args:
        owed_cny: at commissioning, (scenarios, 1).
        loan: rate, years and way of paying back.
        years: of operation, at least those of the loan.
    """
    periods = np.arange(1.0, loan.years + 1)
    rate = np.broadcast_to(np.asarray(loan.rate.per_year, dtype=np.float64), owed_cny.shape)
    if loan.repayment is Repayment.EQUAL_PRINCIPAL:
        left = owed_cny * (1.0 - (periods - 1) / loan.years)
        principal = np.repeat(owed_cny / loan.years, loan.years, axis=1)
    else:
        left = owed_cny * _left_of_an_annuity(rate, periods - 1, loan.years)
        principal = left - owed_cny * _left_of_an_annuity(rate, periods, loan.years)
    after = ((0, 0), (0, years - loan.years))
    return DebtService(owed_cny, np.pad(rate * left, after), np.pad(principal, after))


def _left_of_an_annuity(rate: Array, paid: Array, years: int) -> Array:
    """Share still owed after so many payments: (1 - v^(n - k)) / (1 - v^n), v = 1 / (1 + r)."""
    some = np.where(rate == 0.0, 1.0, rate)
    growth = np.log1p(some)
    with_interest = np.expm1(-(years - paid) * growth) / np.expm1(-years * growth)
    left: Array = np.where(rate == 0.0, 1.0 - paid / years, with_interest)
    return left
