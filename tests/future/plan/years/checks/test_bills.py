"""A year of any flows costs a plan what the ledger bills for them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import plannable_park
from sized_park import RULES, sized, written
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.load import load_rulebook
from zeropark.basis.rules.rule import Rulebook
from zeropark.future.plan.years.checks.accounts import figures_of
from zeropark.future.plan.years.checks.bills import bills
from zeropark.future.plan.years.plan import CostLine, Plan, PlannedSize
from zeropark.future.plan.years.size import cost_line

YEAR = "2030"
BY_CAPACITY = plannable_park.SUPPLY | {"basis": "capacity", "declared_capacity_kva": 630}
SIZED = {"of": "grid", "field": "capacity_kw", "most": 500, "capex_cny_per_unit": 0}
CHOSEN = PlannedSize(
    device="grid",
    field="capacity_kw",
    unit="kW",
    documented=500.0,
    chosen=250.0,
    least=0.0,
    most=500.0,
    cost_cny_per_unit_year=0.0,
)


def drawn_by_lot(park: ParkDocument, *more: PlannedSize, rules: Rulebook = RULES) -> Plan:
    """A plan whose grid power is drawn by lot, hour by hour, priced as plans are."""
    problem = written(park, period=YEAR, rules=rules)
    plan = replace(sized(), park=park, sizes=(*sized().sizes, *more))
    links, axis = plan.flows.links, problem.site.axis
    chance = np.random.default_rng(7)
    quantity = chance.gamma(2.0, 40.0, size=(len(links), axis.count))
    marks = np.zeros(quantity.shape, dtype=np.uint8)
    flows = replace(plan.flows, axis=axis, quantity=quantity, quality=marks, kind=marks)
    plan = replace(plan, flows=flows)
    figures = figures_of(plan, problem)
    costs = tuple(cost_line(at, at.account.amount(figures)) for at in problem.charges)
    return replace(plan, costs=costs)


@pytest.fixture(scope="module")
def drawn() -> Plan:
    """Of the park as it is planned everywhere else."""
    return drawn_by_lot(plannable_park.park())


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


def test_a_connection_is_billed_by_the_capacity_that_was_chosen() -> None:
    """250 of 500 kW are 315 of 630 kVA; at 23 CNY a month each that is 86,940 CNY a year."""
    planning = plannable_park.PLANNING | {"sizes": [SIZED]}
    park = plannable_park.park(contracts=[BY_CAPACITY, plannable_park.DIRECT], planning=planning)
    plan = drawn_by_lot(park, CHOSEN)
    found = {figure.of: figure for figure in bills(plan, RULES, at=written(park).price_day)}
    assert found["supply.capacity"].planned == pytest.approx(86_940, rel=1e-9)
    assert found["supply.capacity"].again == pytest.approx(86_940, rel=1e-9)
    assert all(figure.off <= 1e-9 for figure in found.values())


def test_nearby_consumption_is_billed_by_access_as_it_was_planned() -> None:
    """(36.8 + 0.0923 x 0.7 x 730 h) CNY a month for each of the connection's 500 kW."""
    own = (
        "rules:\n  - id: td.nearby.average_load_rate\n    title: {zh: 负荷率, en: load rate}\n"
        '    unit: "1"\n    versions:\n      - {value: 0.7, valid_from: 2025-10-01, '
        "source: {document: own}, certainty: measured}\n"
    )
    rulebook = load_rulebook(own=(("rules.yaml", own),))
    park = plannable_park.park(planning=plannable_park.PLANNING | {"network_charge": "nearby"})
    plan = drawn_by_lot(park, rules=rulebook)
    day = written(park, rules=rulebook).price_day
    found = {figure.of: figure for figure in bills(plan, rulebook, at=day)}
    each = 36.8 + 0.0923 * 0.7 * 730
    assert found["supply.td_nearby"].again == pytest.approx(500 * each * 12, rel=1e-9)
    assert all(figure.off <= 1e-9 for figure in found.values())
