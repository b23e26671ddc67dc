"""A project as a proposal: what is built, sold, bought, borrowed and taxed.

Time is counted in years from now. The investment is paid at t = 0, 1, 2 … in the given shares;
with the last of them the plant is commissioned, and each year of operation is counted at its
end. Built at once, that is: investment at t = 0, operation at t = 1 to `years`. Amounts are
without VAT (增值税): it passes through, and what the tax office owes for the time between is
left out, as is working capital.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import fsum, isclose

import numpy as np

from zeropark.basis.errors import Finding
from zeropark.future.plan.deals.amount import Amount
from zeropark.future.plan.deals.check import (
    finite,
    not_negative,
    refuse,
    shapes_fit,
    share,
    whole_years,
)
from zeropark.future.plan.deals.projects.depreciation import Depreciation
from zeropark.future.plan.deals.projects.income_tax import IncomeTax
from zeropark.future.plan.deals.projects.loan import Loan
from zeropark.future.plan.deals.projects.stream import Stream
from zeropark.future.plan.deals.terms import Rate, Terms, rate_findings, same_terms


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Replacement:
    """A part that is bought anew while the plant lives: battery cells, an electrolyser's stacks.

    Depreciated in a straight line until it is replaced again, or the plant ends.
    """

    name: str
    cost_cny: Amount
    """Each time, at the prices of now."""
    after_years: tuple[int, ...]
    """Ends of which years of operation, rising; none in the last one."""
    escalation_per_year: Amount = 0.0
    """By how much the cost rises a year; below 0 where the part gets cheaper."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Project:
    """One proposal, for one scenario or for many; see the module for times."""

    name: str
    terms: Terms
    """Of all amounts; rates say their own, and must be the same."""
    years: int
    """Of operation."""
    capex_cny: Amount
    """Investment, a number or one a scenario as (scenarios, 1)."""
    discount_rate: Rate
    capex_shares: tuple[float, ...] = (1.0,)
    """How it is paid year by year; so many years less one are construction."""
    sales: tuple[Stream, ...] = ()
    product: str | None = None
    """The sale whose levelised cost is asked for; the others are by-products."""
    costs: tuple[Stream, ...] = ()
    replacements: tuple[Replacement, ...] = ()
    salvage_cny: Amount = 0.0
    """What is got for the plant at the end of its last year; below 0: what taking down costs."""
    depreciation: Depreciation | None = None
    """None: in a straight line over the years of operation, to nothing."""
    tax: IncomeTax | None = None
    """None: nothing is said about tax, and results after tax are those before it."""
    loan: Loan | None = None
    equity_rate: Rate | None = None
    """What the equity should earn; None: the discount rate."""
    scenarios: int = field(init=False)
    """How many its numbers tell apart."""

    def __post_init__(self) -> None:
        refuse(_findings(self))
        shapes = (np.shape(amount) for _, amount, _ in _amounts(self))
        scenarios = max((shape[0] for shape in shapes if len(shape) > 1), default=1)
        object.__setattr__(self, "scenarios", scenarios)

    @property
    def construction_years(self) -> int:
        """From now to commissioning."""
        return len(self.capex_shares) - 1


def _amounts(project: Project) -> Iterator[tuple[str, Amount, int]]:
    """Every number that may differ by scenario: where it stands, and how many years it tells."""
    yield "capex_cny", project.capex_cny, 1
    yield "salvage_cny", project.salvage_cny, 1
    yield "discount_rate", project.discount_rate.per_year, 1
    for kind, streams in (("sales", project.sales), ("costs", project.costs)):
        for stream in streams:
            yield from stream.amounts(f"{kind}.{stream.name}", years=project.years)
    for part in project.replacements:
        yield f"replacements.{part.name}.cost_cny", part.cost_cny, 1
        yield f"replacements.{part.name}.escalation_per_year", part.escalation_per_year, 1
    if project.tax is not None:
        yield "tax.rate", project.tax.rate, project.years
    if project.loan is not None:
        yield "loan.share", project.loan.share, 1
        yield "loan.rate", project.loan.rate.per_year, 1
    if project.equity_rate is not None:
        yield "equity_rate", project.equity_rate.per_year, 1


def _findings(project: Project) -> Iterator[Finding]:
    """Everything wrong with a project's numbers."""
    wrong_years = whole_years(project.years, "years")
    yield from wrong_years
    yield from not_negative(project.capex_cny, "capex_cny")
    yield from finite(project.salvage_cny, "salvage_cny")
    yield from _share_findings(project)
    for kind, streams in (("sales", project.sales), ("costs", project.costs)):
        for stream in streams:
            yield from stream.findings(f"{kind}.{stream.name}")
    if not wrong_years:
        yield from shapes_fit(_amounts(project))
        yield from _replacement_findings(project)
        yield from _loan_findings(project)
    if project.depreciation is not None:
        yield from project.depreciation.findings("depreciation")
    if project.tax is not None:
        yield from project.tax.findings("tax")
    yield from same_terms(project.terms, **_terms(project))
    yield from _product_findings(project)


def _terms(project: Project) -> dict[str, Terms]:
    """The terms of each rate, by where it stands."""
    rates = {"discount_rate": project.discount_rate, "equity_rate": project.equity_rate}
    if project.loan is not None:
        rates["loan.rate"] = project.loan.rate
    return {place: rate.terms for place, rate in rates.items() if rate is not None}


def _share_findings(project: Project) -> Iterator[Finding]:
    yield from share(np.array(project.capex_shares), "capex_shares")
    total = fsum(project.capex_shares)
    if not isclose(total, 1.0, abs_tol=1e-9):
        yield Finding(
            code="deal.capex_shares",
            place="capex_shares",
            problem_template="The shares in which the investment is paid come to {total:g}, not 1.",
            remedy_template="Give a share for each payment, all of them together 1.",
            data={"total": total},
        )


def _replacement_findings(project: Project) -> Iterator[Finding]:
    for part in project.replacements:
        place = f"replacements.{part.name}"
        yield from not_negative(part.cost_cny, f"{place}.cost_cny")
        yield from rate_findings(part.escalation_per_year, f"{place}.escalation_per_year")
        last = (0, *part.after_years[:-1])
        rising = all(a < b for a, b in zip(last, part.after_years, strict=False))
        if not rising or any(year >= project.years for year in part.after_years):
            yield Finding(
                code="deal.replacement",
                place=f"{place}.after_years",
                problem_template=(
                    "{name} is replaced after years {years}, of {most} years of operation."
                ),
                remedy_template=(
                    "Give rising years from 1 on, all before the last year of operation."
                ),
                data={
                    "name": part.name,
                    "years": ", ".join(map(str, part.after_years)),
                    "most": project.years,
                },
            )


def _loan_findings(project: Project) -> Iterator[Finding]:
    if project.loan is None:
        return
    yield from project.loan.findings("loan")
    if project.loan.years > project.years:
        yield Finding(
            code="deal.loan_years",
            place="loan.years",
            problem_template="The loan takes {years} years, but the plant runs for {most}.",
            remedy_template="Give the loan no more years than the plant has.",
            data={"years": project.loan.years, "most": project.years},
        )


def _product_findings(project: Project) -> Iterator[Finding]:
    names = [stream.name for stream in project.sales]
    if project.product is not None and names.count(project.product) != 1:
        yield Finding(
            code="deal.product",
            place="product",
            problem_template="There are {count} sales named {product!r}, but it is the product.",
            remedy_template="Name the product as exactly one of the sales.",
            data={"count": names.count(project.product), "product": project.product},
        )
