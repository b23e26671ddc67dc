"""What many scenarios of a project come to: the few figures that sensitivity looks at."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from zeropark.future.plan.deals.amount import Array
from zeropark.future.plan.deals.appraise import levelised
from zeropark.future.plan.deals.measures.discounting import npv
from zeropark.future.plan.deals.measures.rate_of_return import internal_rate
from zeropark.future.plan.deals.projects.carry_out import carry_out
from zeropark.future.plan.deals.projects.cash_flows import View
from zeropark.future.plan.deals.projects.project import Project


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outcome:
    """Each (scenarios,); NaN where there is no such figure."""

    npv_cny: Array
    irr: Array
    levelised_cny_per_unit: Array


def outcome(project: Project, *, view: View) -> Outcome:
    """The outcome of each scenario, in that view."""
    flows = carry_out(project)
    equity = project.equity_rate if view is View.EQUITY else None
    seen, rate = flows.of(view), (equity or project.discount_rate).per_year
    level = levelised(project, flows)
    everywhere = np.full(project.scenarios, np.nan)
    return Outcome(
        npv_cny=npv(seen, rate),
        irr=internal_rate(seen).rate,
        levelised_cny_per_unit=everywhere if level is None else level + np.zeros_like(everywhere),
    )
