"""From a project to its cash flows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

import numpy as np

from zeropark.future.plan.deals.amount import Amount, Array
from zeropark.future.plan.deals.projects.cash_flows import CashFlows
from zeropark.future.plan.deals.projects.depreciation import Depreciation, depreciated
from zeropark.future.plan.deals.projects.income_tax import IncomeTax, income_tax
from zeropark.future.plan.deals.projects.loan import DebtService, debt_service, owed_at_start
from zeropark.future.plan.deals.projects.project import Project, Replacement
from zeropark.future.plan.deals.projects.stream import Stream

_NO_TAX = IncomeTax(rate=0.0)


@dataclass(frozen=True, slots=True, eq=False)
class _Operation:
    """Years of operation, (scenarios, years)."""

    sales: Array
    costs: Array
    replaced: Array
    written_off: Array
    """Depreciation without interest of construction."""
    gain: Array
    """Salvage less what is still on the books, in the last year; below 0 a loss."""

    @property
    def profit(self) -> Array:
        """Taxable, before interest."""
        return self.sales - self.costs - self.written_off + self.gain


def carry_out(project: Project) -> CashFlows:
    """The cash flows of a project that is built and run as proposed; see `Project` for times."""
    invested = project.capex_cny * np.atleast_2d(project.capex_shares)
    run = _operation(project)
    service, drawn = _debt(project, invested)
    tax = project.tax or _NO_TAX
    deducted = _interest_of_construction(project, service, drawn) + service.interest_cny
    ended = np.zeros((1, project.years))
    ended[:, -1] = 1.0
    over_all = partial(_over_all, project)
    return CashFlows(
        terms=project.terms,
        sales_cny=over_all(run.sales),
        costs_cny=over_all(run.costs),
        investment_cny=_at_the_start(project, invested),
        replacements_cny=over_all(run.replaced),
        salvage_cny=over_all(ended * project.salvage_cny),
        depreciation_cny=over_all(run.written_off),
        tax_without_debt_cny=over_all(income_tax(run.profit, tax)),
        tax_cny=over_all(income_tax(run.profit - deducted, tax)),
        drawn_cny=_at_the_start(project, drawn),
        interest_cny=over_all(service.interest_cny),
        principal_cny=over_all(service.principal_cny),
    )


def _operation(project: Project) -> _Operation:
    """What is sold, bought, replaced and written off."""
    years = project.years
    off_plant = _written_off(project.capex_cny, project)
    left = project.capex_cny - off_plant.sum(axis=1, keepdims=True)
    replaced, off_parts = _replaced(project)
    gain = np.zeros((project.scenarios, years))
    gain[:, -1:] = project.salvage_cny - left
    return _Operation(
        sales=_summed(project.sales, project),
        costs=_summed(project.costs, project),
        replaced=replaced,
        written_off=off_plant + off_parts,
        gain=gain,
    )


def _summed(streams: Iterable[Stream], project: Project) -> Array:
    first = project.construction_years + 1
    total = np.zeros((project.scenarios, project.years))
    for stream in streams:
        total += stream.value_cny(project.years, first=first)
    return total


def _written_off(cost: Amount, project: Project) -> Array:
    """Depreciation of a cost in the years of operation; the rest stays on the books."""
    how = project.depreciation or Depreciation(years=project.years)
    yearly = depreciated(cost, how)[:, : project.years]
    return np.pad(yearly, ((0, 0), (0, project.years - yearly.shape[1])))


def _replaced(project: Project) -> tuple[Array, Array]:
    """What replacements cost, and what is written off of them, by year of operation."""
    spent = np.zeros((project.scenarios, project.years))
    off = np.zeros_like(spent)
    for part in project.replacements:
        ends = (*part.after_years[1:], project.years)
        for year, end in zip(part.after_years, ends, strict=True):
            cost = _cost_after(part, year, project)
            spent[:, year - 1 : year] += cost
            off[:, year:end] += cost / (end - year)
    return spent, off


def _cost_after(part: Replacement, year: int, project: Project) -> Array:
    """What a part costs at the end of a year of operation, (scenarios or 1, 1)."""
    dearer = (1.0 + np.asarray(part.escalation_per_year)) ** (project.construction_years + year)
    return np.atleast_2d(part.cost_cny * dearer)


def _debt(project: Project, invested: Array) -> tuple[DebtService, Array]:
    """Debt service of the years of operation, and what is drawn with the investment."""
    loan = project.loan
    if loan is None:
        nothing = np.zeros((1, project.years))
        return DebtService(np.zeros((1, 1)), nothing, nothing), np.zeros_like(invested)
    drawn = invested * loan.share
    owed = owed_at_start(drawn, loan.rate.per_year)
    return debt_service(owed, loan, years=project.years), drawn


def _interest_of_construction(project: Project, service: DebtService, drawn: Array) -> Array:
    """Depreciation of the interest that was added to the debt while building."""
    added = service.owed_cny - drawn.sum(axis=1, keepdims=True)
    off = _written_off(added, project)
    off[:, -1:] += added - off.sum(axis=1, keepdims=True)
    return off


def _at_the_start(project: Project, payments: Array) -> Array:
    """Payments of construction over all years, (scenarios, years from now)."""
    return _broadcast(project, np.pad(payments, ((0, 0), (0, project.years))))


def _over_all(project: Project, operation: Array) -> Array:
    """Years of operation over all years, (scenarios, years from now)."""
    return _broadcast(project, np.pad(operation, ((0, 0), (project.construction_years + 1, 0))))


def _broadcast(project: Project, values: Array) -> Array:
    return np.broadcast_to(values, (project.scenarios, values.shape[1]))
