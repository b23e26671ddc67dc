"""How a plan is paid for and taxed, and for how long it is looked at: read by appraisals alone.

Rates of tax come from the rules; everything here is the park's own assumption. Amounts are without
VAT.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from zeropark.basis.errors import Contradiction
from zeropark.basis.park.parts import NotNegative, Part, Share

Years = Annotated[int, Field(ge=1, le=60)]
RatePerYear = Annotated[float, Field(gt=-0.5, lt=1)]


class Debt(Part):
    """A loan for a share of the investment, paid back from the first year of operation on."""

    share: Annotated[float, Field(gt=0, le=1)]
    """Of the investment."""
    rate_per_year: RatePerYear
    """Nominal, as the bank has it."""
    years: Years
    """From commissioning on."""
    repayment: Literal["annuity", "equal_principal"] = "annuity"
    """等额本息 or 等额本金."""


class CarrierPrice(Part):
    """What a unit of a carrier would cost if all of it were bought."""

    carrier: str
    cny_per_unit: NotNegative
    """Per inside unit: kWh of heat, t of hydrogen."""


class DriverRange(Part):
    """How far a figure may be off, as factors of it: -20 % to +30 % is 0.8 to 1.3."""

    driver: str
    """`capex`, `output`, `discount_rate`, `price.…`, `cost.…`, … as an appraisal names it."""
    low: NotNegative
    high: NotNegative

    @model_validator(mode="after")
    def _not_crossed(self) -> Self:
        if self.low > self.high:
            raise Contradiction(
                "The range of {driver} is from {low:g} to {high:g}.",
                "Turn the two round, or correct one.",
                driver=self.driver,
                low=self.low,
                high=self.high,
            )
        return self


class Financing(Part):
    """What an appraisal assumes."""

    years: Years = 25
    """Of operation that the plan as a whole is looked at for; parts that last less are replaced,
    and what is left at the end of those that last longer counts."""
    construction_years: Annotated[int, Field(ge=0, le=10)] = 1
    """From now to commissioning; the investment is paid in equal parts, the last one then."""
    inflation_per_year: RatePerYear = 0.02
    """With which tax and debt service are told in the money of their day; 0 in real terms."""
    equity_rate_per_year: RatePerYear | None = None
    """Real, what owners ask for; None: the plan's discount rate."""
    income_tax: Literal["standard", "western", "none"] = "standard"
    """By which rule: all companies, encouraged industries of the western region, or untaxed."""
    tax_holiday: bool = False
    """三免三减半: whether it is public infrastructure in the sense of the income-tax law."""
    depreciation_years: Years = 15
    residual_share: Share = 0.05
    """Of the investment, left on the books when it is depreciated."""
    debt: Debt | None = None
    """None: all from own capital."""
    bought: tuple[CarrierPrice, ...] = ()
    """For buying everything, which the plan is held against: electricity is at the tariff of the
    grid supply; what has no price here nor at a point is worth what it costs the plan."""
    ranges: tuple[DriverRange, ...] = ()
    """Others are a fifth either way."""
