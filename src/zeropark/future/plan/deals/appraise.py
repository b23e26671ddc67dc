"""What a project is worth: present value, rate of return, payback, levelised cost, debt cover."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from zeropark.basis.errors import Finding
from zeropark.future.plan.deals.amount import Array
from zeropark.future.plan.deals.check import refuse
from zeropark.future.plan.deals.doubts import doubts_about_rate, doubts_about_terms
from zeropark.future.plan.deals.measures.coverage import (
    debt_service_coverage,
    interest_coverage,
)
from zeropark.future.plan.deals.measures.discounting import npv
from zeropark.future.plan.deals.measures.levelised import levelised_cost
from zeropark.future.plan.deals.measures.payback import payback_years
from zeropark.future.plan.deals.measures.rate_of_return import RateOfReturn, internal_rate
from zeropark.future.plan.deals.projects.carry_out import carry_out
from zeropark.future.plan.deals.projects.cash_flows import CashFlows, View
from zeropark.future.plan.deals.projects.project import Project
from zeropark.future.plan.deals.terms import Rate, same_terms


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Worth:
    """What cash flows come to in one view; each (scenarios,)."""

    npv_cny: Array
    irr: RateOfReturn
    payback_years: Array
    """From now, undiscounted; NaN where what was paid never comes back."""
    discounted_payback_years: Array


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Appraisal:
    """What a project is worth, in its own terms."""

    project: Project
    flows: CashFlows
    worth: Mapping[View, Worth]
    levelised_cny_per_unit: Array | None
    """Of the product, before tax, (scenarios,); None where no product is named."""
    debt_service_coverage: Array | None
    """By year from now, (scenarios, years), NaN in years without service; None: no loan."""
    interest_coverage: Array | None
    findings: tuple[Finding, ...] = ()


def appraise(project: Project) -> Appraisal:
    """Carry a project out on paper and tell what it is worth.

    Rates of return that don't exist, or of which there are several, are NaN and a finding.
    """
    flows = carry_out(project)
    worth = {view: worth_of(flows, view, _rate(project, view)) for view in View}
    owing = project.loan is not None
    earnings = flows.operating_cny - flows.depreciation_cny
    service = flows.interest_cny + flows.principal_cny
    return Appraisal(
        project=project,
        flows=flows,
        worth=worth,
        levelised_cny_per_unit=levelised(project, flows),
        debt_service_coverage=debt_service_coverage(flows.available_cny, service)
        if owing
        else None,
        interest_coverage=interest_coverage(earnings, flows.interest_cny) if owing else None,
        findings=(
            *doubts_about_terms(project),
            *(found for view in View for found in doubts_about_rate(flows, view, worth[view].irr)),
        ),
    )


def worth_of(flows: CashFlows, view: View, rate: Rate) -> Worth:
    """What the flows come to as that view has them.

    Raises:
        InputError: real flows and a nominal rate, or the other way round.
    """
    refuse(same_terms(flows.terms, rate=rate.terms))
    seen = flows.of(view)
    return Worth(
        npv_cny=npv(seen, rate.per_year),
        irr=internal_rate(seen),
        payback_years=payback_years(seen),
        discounted_payback_years=payback_years(seen, rate=rate.per_year),
    )


def levelised(project: Project, flows: CashFlows) -> Array | None:
    """Levelised cost of the product before tax, CNY per unit (scenarios,); None without one.

    It is the price of now at which the project, before tax, is worth nothing if the price never
    rises; what by-products bring in and what is left at the end take off the cost.
    """
    if project.product is None:
        return None
    (product,) = (stream for stream in project.sales if stream.name == project.product)
    ahead = ((0, 0), (project.construction_years + 1, 0))
    years, first = project.years, project.construction_years + 1
    income = np.pad(product.value_cny(years, first=first), ahead)
    return levelised_cost(
        income - flows.before_tax_cny,
        np.pad(product.units(years), ahead),
        project.discount_rate.per_year,
    )


def _rate(project: Project, view: View) -> Rate:
    if view is View.EQUITY and project.equity_rate is not None:
        return project.equity_rate
    return project.discount_rate
