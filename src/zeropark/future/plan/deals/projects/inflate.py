"""A project in real terms put into the money of the days of payment."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

import numpy as np

from zeropark.basis.errors import ZeroparkError
from zeropark.future.plan.deals.amount import Amount
from zeropark.future.plan.deals.check import refuse
from zeropark.future.plan.deals.projects.project import Project, Replacement
from zeropark.future.plan.deals.projects.stream import Stream
from zeropark.future.plan.deals.terms import Rate, Terms, rate_findings

Priced = TypeVar("Priced", Stream, Replacement)


def inflated(project: Project, *, inflation_per_year: float) -> Project:
    """The same project in nominal terms: prices rise with inflation, rates include it.

    What tax and banks go by is nominal: depreciation of what was once paid, and debt service as
    agreed, are worth less every year. Before tax and debt the worth is the same in both terms.

    Args:
        project: in real terms, at the prices of now.
        inflation_per_year: a share, above -1.

    Raises:
        ZeroparkError: the project is nominal already.
        InputError: the inflation is no rate.
    """
    refuse(rate_findings(inflation_per_year, "inflation_per_year"))
    if project.terms is Terms.NOMINAL:
        raise ZeroparkError(
            "The project {name!r} is in nominal terms already: its prices include inflation.",
            name=project.name,
        )
    growth = 1.0 + inflation_per_year
    paid = np.array(project.capex_shares) * growth ** np.arange(len(project.capex_shares))
    end = project.construction_years + project.years
    return replace(
        project,
        terms=Terms.NOMINAL,
        capex_cny=project.capex_cny * paid.sum(),
        capex_shares=tuple((paid / paid.sum()).tolist()),
        discount_rate=_nominal(project.discount_rate, inflation_per_year),
        equity_rate=project.equity_rate and _nominal(project.equity_rate, inflation_per_year),
        loan=project.loan
        and replace(project.loan, rate=_nominal(project.loan.rate, inflation_per_year)),
        sales=tuple(_dearer(stream, growth) for stream in project.sales),
        costs=tuple(_dearer(stream, growth) for stream in project.costs),
        replacements=tuple(_dearer(part, growth) for part in project.replacements),
        salvage_cny=project.salvage_cny * growth**end,
    )


def _nominal(rate: Rate, inflation_per_year: float) -> Rate:
    return rate.in_terms(Terms.NOMINAL, inflation_per_year=inflation_per_year)


def _dearer(priced: Priced, growth: Amount) -> Priced:
    """The same with inflation on top of its own escalation."""
    rises = (1.0 + priced.escalation_per_year) * growth - 1.0
    return replace(priced, escalation_per_year=rises)
