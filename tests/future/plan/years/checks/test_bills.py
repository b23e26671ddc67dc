"""A year of any flows costs a plan what the ledger bills for them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import plannable_park
from sized_park import RULES, sized, written
from zeropark.future.plan.years.checks.accounts import figures_of
from zeropark.future.plan.years.checks.bills import bills
from zeropark.future.plan.years.plan import CostLine, Plan
from zeropark.future.plan.years.size import cost_line

YEAR = "2030"


@pytest.fixture(scope="module")
def drawn() -> Plan:
    """A plan whose grid power is drawn by lot, hour by hour, priced as plans are."""
    problem = written(plannable_park.park(), period=YEAR)
    plan = sized()
    links, axis = plan.flows.links, problem.site.axis
    chance = np.random.default_rng(7)
    quantity = chance.gamma(2.0, 40.0, size=(len(links), axis.count))
    marks = np.zeros(quantity.shape, dtype=np.uint8)
    flows = replace(plan.flows, axis=axis, quantity=quantity, quality=marks, kind=marks)
    plan = replace(plan, flows=flows)
    figures = figures_of(plan, problem)
    costs = tuple(cost_line(at, at.account.amount(figures)) for at in problem.charges)
    return replace(plan, costs=costs)


def test_each_component_costs_what_is_billed_for_it(drawn: Plan) -> None:
    problem_day = written(plannable_park.park()).price_day
    found = {figure.of: figure for figure in bills(drawn, RULES, at=problem_day)}
    assert {"supply.demand", "supply.energy.peak", "supply.td", "supply.export"} <= found.keys()
    for figure in found.values():
        assert figure.off <= 1e-9, figure


def test_a_line_that_is_not_what_is_billed_differs(drawn: Plan) -> None:
    def dearer(line: CostLine) -> CostLine:
        times = 1.01 if line.component == "td" else 1.0
        return replace(line, amount_cny_per_year=line.amount_cny_per_year * times)

    plan = replace(drawn, costs=tuple(map(dearer, drawn.costs)))
    day = written(plannable_park.park()).price_day
    (wrong,) = [figure for figure in bills(plan, RULES, at=day) if not figure.agrees]
    assert (wrong.of, round(wrong.off, 4)) == ("supply.td", 0.0099)
