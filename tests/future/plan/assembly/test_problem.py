"""A whole problem: charges add up to what it minimises, and figures are worked out again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import numpy as np
import pytest

import plannable_park
from archetype_parks import archetype_park, archetype_rulebook
from ledger_parks import axis_of
from plan_problems import planned, problem_of
from zeropark.basis.errors import InputError
from zeropark.basis.park.contract import GreenDirect
from zeropark.basis.rules.load import load_rulebook
from zeropark.basis.timeline import Axis, parse_period
from zeropark.facts.ledger.bills.usage import Before
from zeropark.facts.ledger.green.direct import direct
from zeropark.facts.ledger.green.green_books import green_books
from zeropark.future.plan.assembly.problem import Options
from zeropark.future.plan.assembly.setting import years_in

WEEK = axis_of(7 * 24, start="2026-03-02", minutes=60)


def test_charges_add_up_to_what_is_minimised() -> None:
    found = planned(problem_of(plannable_park.park(), WEEK))
    total = sum(each.account.amount(found.figures) for each in found.problem.charges)
    assert total == pytest.approx(found.objective, rel=1e-9)
    assert {"investment", "energy", "demand"} <= {each.item for each in found.problem.charges}


def test_figures_are_worked_out_again_from_flows_and_sizes() -> None:
    found = planned(problem_of(plannable_park.park(), WEEK))
    again = found.problem.worked_out(found.figures.flows, found.figures.sizes, {})
    total = sum(each.account.amount(again) for each in found.problem.charges)
    assert total == pytest.approx(found.objective, rel=1e-9)
    for limit in found.problem.limits:
        value = limit.value(found.figures)
        assert limit.value(again) == (None if value is None else pytest.approx(value))


def test_a_size_that_is_set_costs_what_it_is() -> None:
    sizes = [
        {"of": "sun", "field": "capacity_kw", "least": 250, "most": 250},
        {"of": "wind", "field": "capacity_kw", "most": 400},
    ]
    park = plannable_park.park(planning={**plannable_park.PLANNING, "sizes": sizes})
    found = planned(problem_of(park, WEEK))
    assert found.figures.sizes["sun", "capacity_kw"] == 250.0
    total = sum(each.account.amount(found.figures) for each in found.problem.charges)
    assert total == pytest.approx(found.objective, rel=1e-9)
    assert found.cost("fixed_operation", "capacity_kw") >= 250 * 20


def test_the_ledger_judges_a_plan_no_worse_than_the_plan_does() -> None:
    found = planned(problem_of(plannable_park.park(), WEEK))
    park = found.problem.site.park
    (contract,) = (each for each in park.contracts if isinstance(each, GreenDirect))
    judged = direct(found.flows(), park=park, contract=contract).hourly
    for rule, ratio in (("r1", judged.r1), ("r2", judged.r2)):
        assert (found.value(rule) or 0.0) <= (ratio or 0.0) + 1e-9
    assert found.value("r3") == pytest.approx(judged.r3, rel=1e-9)
    books = green_books(found.flows(), park=park, year=2026, rulebook=load_rulebook())
    assert (found.value("direct_supply_share") or 0.0) <= (books.direct_share or 0.0) + 1e-9


def test_required_limits_are_kept_and_named_in_the_program() -> None:
    found = planned(problem_of(plannable_park.park(), WEEK))
    names = {total.name for total in found.problem.program().totals}
    for limit in found.problem.limits:
        value = limit.value(found.figures)
        if limit.required and value is not None and limit.bound is not None:
            over = value - limit.bound if limit.sense == "max" else limit.bound - value
            assert over <= 1e-6 * max(1.0, abs(limit.bound)), limit.rule
        if limit.required and not limit.held_by:
            assert limit.name in names


@pytest.mark.parametrize("name", ["jinchang", "minqin", "zhangye"])
def test_an_archetype_is_a_problem_with_its_prices_and_rules(name: str) -> None:
    park = archetype_park(name)
    problem = problem_of(
        park, axis_of(24, start="2026-03-02", minutes=60), rulebook=archetype_rulebook(name)
    )
    assert park.planning is not None
    assert {(each.of, each.field) for each in park.planning.sizes or ()} == {
        built.key for built in problem.sizes if built.asked
    }
    assert {"plan.charge_left_out", "plan.demand_by_the_step"} == {
        finding.code for finding in problem.findings
    }
    assert {"r1", "r2", "r3", "direct_supply_share", "core", "stage"} <= {
        limit.rule for limit in problem.limits
    }


def test_sizes_that_belong_together_keep_their_proportion() -> None:
    costs: dict[str, Any] = {**plannable_park.COSTS["cells"]}
    costs.pop("capex_cny_per_kw")
    document = plannable_park.document()
    for device in document["devices"]:
        if device["id"] == "cells":
            device["economics"] = {**costs, "capex_cny_per_kwh": 150}
    park = type(plannable_park.park()).model_validate(document)
    found = planned(problem_of(park, WEEK))
    cells = park.device_by_id["cells"]
    power, content = (found.figures.sizes["cells", at] for at in ("power_kw", "capacity_kwh"))
    assert content > 0
    assert power / content == pytest.approx(cells.power_kw / cells.capacity_kwh)


def test_a_size_on_which_nothing_hangs_is_a_finding() -> None:
    """A line that makes what it is asked for is as large as it is."""
    document = plannable_park.document()
    line = {
        "id": "line",
        "kind": "converter",
        "name": {"zh": "线", "en": "Line"},
        "site": "ground",
        "inputs": [{"bus": "main", "per_output": 1}],
        "outputs": [{"bus": "main", "per_output": 1}],
        "rated_output_per_h": 1,
    }
    size = {"of": "line", "field": "rated_output_per_h", "most": 5, "capex_cny_per_unit": 0}
    document["devices"].append(line)
    document["planning"] = {"sizes": [size]}
    told = type(plannable_park.park()).model_validate(document)
    with pytest.raises(InputError) as caught:
        problem_of(told, WEEK)
    assert [finding.code for finding in caught.value.findings] == ["plan.size_not_used"]


def test_a_year_is_a_year_of_whatever_length() -> None:
    for year in ("2026", "2028"):  # 2028 has 366 days
        axis = Axis.over(parse_period(year), step=timedelta(hours=1))
        assert years_in(axis) == 1.0
    assert years_in(WEEK) == pytest.approx(8760 / 168)


def test_a_peak_already_incurred_is_handed_over() -> None:
    before = Before(peaks_kw={("demand", "2026-03"): 5000.0})
    found = planned(problem_of(plannable_park.park(), WEEK, options=Options(before=before)))
    share = 7 / 31 * 8760 / 168
    assert found.cost("demand") == pytest.approx(5000 * 36.8 * share)


def test_a_stage_that_is_not_named_is_that_of_the_last_target() -> None:
    park = plannable_park.park(
        targets=[
            {"year": 2027, "core_max_tco2_per_tce": 2.0},
            {"year": 2029, "core_max_tco2_per_tce": 1.5},
        ]
    )
    assert problem_of(park, WEEK).stage == 2029
    assert problem_of(park, WEEK, options=Options(stage=2027)).stage == 2027
    told = plannable_park.park(planning={**plannable_park.PLANNING, "stage": 2028})
    assert problem_of(told, WEEK).stage == 2028
    assert problem_of(plannable_park.park(targets=[]), WEEK).stage == 2026


def test_a_year_before_any_rule_is_said_and_blocks_only_what_must_hold() -> None:
    planning = {"rules": {"r1": "require"}}
    with pytest.raises(InputError) as caught:
        problem_of(plannable_park.park(planning=planning), WEEK, options=Options(stage=2024))
    assert "plan.no_rule" in {finding.code for finding in caught.value.findings}
    reported = plannable_park.park(planning={"rules": {"stage": "off"}})
    problem = problem_of(reported, WEEK, options=Options(stage=2024))
    assert "plan.no_rule" in {finding.code for finding in problem.findings}
    assert np.isfinite(problem.site.draft.offset)
