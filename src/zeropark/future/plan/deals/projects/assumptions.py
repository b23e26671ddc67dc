"""What is assumed alike for every part of a plan: rates, tax, debt, and how long it is built."""

from __future__ import annotations

from dataclasses import dataclass

from zeropark.future.plan.deals.projects.depreciation import Depreciation
from zeropark.future.plan.deals.projects.income_tax import IncomeTax
from zeropark.future.plan.deals.projects.loan import Loan
from zeropark.future.plan.deals.terms import Rate


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Assumptions:
    """Rates are real: projects are written at today's prices, and inflated afterwards."""

    discount_rate: Rate
    years: int | None = None
    """Of operation; None: each device for its own lifetime, in whole years."""
    construction_years: int = 0
    """From now to commissioning; the investment is paid in equal parts, the last one then."""
    depreciation: Depreciation | None = None
    tax: IncomeTax | None = None
    loan: Loan | None = None
    equity_rate: Rate | None = None
