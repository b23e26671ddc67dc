"""A plan agrees with what it comes to again; each thing that is changed in it is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from sized_park import RULES, sized
from zeropark.facts.ledger.flow import Flows
from zeropark.future.plan.years.check import CheckedPlan, check_plan
from zeropark.future.plan.years.checks.figure import ALLOWED, compared, worst
from zeropark.future.plan.years.plan import CostItem, Plan, Proof
from zeropark.future.plan.years.plan_text import plan_of, text_of


def codes(checked: CheckedPlan) -> set[str]:
    return {finding.code for finding in checked.findings}


def scaled(flows: Flows, row: int, times: float) -> Flows:
    quantity = flows.quantity.copy()
    quantity[row] *= times
    return replace(flows, quantity=quantity)


def proof_of(plan: Plan) -> Proof:
    assert plan.proof is not None
    return plan.proof


def test_a_plan_agrees_with_itself() -> None:
    checked = check_plan(sized(), RULES)
    assert checked.findings == ()
    assert checked.worst <= ALLOWED
    groups = {figure.group for figure in checked.figures}
    assert groups == {"balance", "size", "cost", "limit", "total", "proof"}


def test_it_agrees_as_well_once_it_was_written_and_read() -> None:
    checked = check_plan(plan_of(text_of(sized()), place="plan.json"), RULES)
    assert checked.findings == ()


def test_every_line_of_cost_and_every_rule_is_worked_out_again() -> None:
    plan = sized()
    figures = check_plan(plan, RULES).figures
    assert sum(figure.group == "cost" for figure in figures) >= len(plan.costs)
    told = {figure.of for figure in figures if figure.group == "limit"}
    assert {limit.rule for limit in plan.limits} <= told


def cheaper(plan: Plan) -> Plan:
    return replace(plan, objective_cny_per_year=plan.objective_cny_per_year * 0.99)


def bound_too_high(plan: Plan) -> Plan:
    return replace(plan, lower_bound_cny_per_year=plan.objective_cny_per_year * 1.01)


def bound_not_proven(plan: Plan) -> Plan:
    proof = replace(proof_of(plan), row_duals=proof_of(plan).row_duals * 0.9)
    return replace(plan, proof=proof)


def line_left_out(plan: Plan) -> Plan:
    return replace(plan, costs=plan.costs[1:])


def line_made_up(plan: Plan) -> Plan:
    line = replace(plan.costs[0], item=CostItem.FUEL, of="nobody")
    return replace(plan, costs=(*plan.costs, line))


def limit_prettier(plan: Plan) -> Plan:
    limits = (replace(plan.limits[0], value=0.1), *plan.limits[1:])
    return replace(plan, limits=limits)


def limit_left_out(plan: Plan) -> Plan:
    return replace(plan, limits=plan.limits[1:])


def larger_than_may_be(plan: Plan) -> Plan:
    first = plan.sizes[0]
    assert first.most is not None
    return replace(plan, sizes=(replace(first, chosen=first.most * 1.1), *plan.sizes[1:]))


def flow_changed(plan: Plan) -> Plan:
    return replace(plan, flows=scaled(plan.flows, 0, 1.001))


def values_of_another_plan(plan: Plan) -> Plan:
    proof = replace(proof_of(plan), flows=proof_of(plan).flows * 1.01)
    return replace(plan, proof=proof)


def values_of_another_shape(plan: Plan) -> Plan:
    proof = replace(proof_of(plan), quantities=np.zeros(1))
    return replace(plan, proof=proof)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        (cheaper, "plan.total_differs"),
        (bound_too_high, "plan.total_differs"),
        (bound_not_proven, "plan.proof_differs"),
        (line_left_out, "plan.cost_differs"),
        (line_made_up, "plan.cost_differs"),
        (limit_prettier, "plan.limit_differs"),
        (limit_left_out, "plan.limit_differs"),
        (larger_than_may_be, "plan.size_differs"),
        (flow_changed, "plan.balance_differs"),
        (values_of_another_plan, "plan.proof_differs"),
        (values_of_another_shape, "plan.proof_differs"),
    ],
)
def test_what_is_changed_in_a_plan_is_found(changed: Callable[[Plan], Plan], code: str) -> None:
    checked = check_plan(changed(sized()), RULES)
    assert code in codes(checked)
    assert checked.worst > ALLOWED
    assert "复算" in next(f for f in checked.findings if f.code == code).problem_in("zh")


def test_a_negative_flow_is_found_before_anything_else() -> None:
    plan = sized()
    checked = check_plan(replace(plan, flows=scaled(plan.flows, 0, -1.0)), RULES)
    assert codes(checked) == {"flows.negative"}


def test_a_plan_without_a_proof_is_checked_but_for_that() -> None:
    checked = check_plan(replace(sized(), proof=None), RULES)
    assert checked.findings == ()
    assert "proof" not in {figure.group for figure in checked.figures}


@pytest.mark.parametrize(
    ("planned", "again", "scale", "off"),
    [(100.0, 99.0, 0.0, 0.01), (0.0, 0.0, 0.0, 0.0), (0.0, 1e-3, 1.0, 1e-3), (-1.0, 1.0, 0.0, 2.0)],
)
def test_a_difference_is_a_share_of_the_larger(
    planned: float, again: float, scale: float, off: float
) -> None:
    figure = compared("cost", "x", unit="CNY", planned=planned, again=again, scale=scale)
    assert figure.off == pytest.approx(off)
    assert worst([figure]) == figure.off
    assert worst([]) == 0.0
