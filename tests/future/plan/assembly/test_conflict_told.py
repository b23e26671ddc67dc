"""A conflict is told in the park's words: rules, sizes and boundary points, and what they need."""

from __future__ import annotations

from typing import Any

import pytest

import plannable_park
import sized_park
from zeropark.basis.errors import InfeasiblePlanError
from zeropark.future.plan.assembly.conflict_told import explain_conflict, soft_of
from zeropark.future.plan.assembly.problem import Problem
from zeropark.future.plan.solve import HIGHS, solve


def problem_of(**changes: Any) -> Problem:
    return sized_park.written(plannable_park.park(**changes))


def test_rules_sizes_and_boundary_points_could_be_loosened() -> None:
    problem = problem_of()
    names = {at.name for at in soft_of(problem, problem.program())}
    rules = {"rule.stage", "rule.r1", "rule.r2", "rule.r3"}
    sizes = {"sun.capacity_kw", "wind.capacity_kw", "cells.power_kw", "cells.capacity_kwh"}
    assert names == rules | sizes | {"grid.in", "grid.out"}


def test_a_target_out_of_reach_is_told_with_what_it_would_have_to_be() -> None:
    problem = problem_of(targets=[{"year": 2030, "core_max_tco2_per_tce": 0.1}])
    error = explain_conflict(problem, routes=[HIGHS])
    assert error is not None
    assert "the park's target of 2030 (stage) is 0.1 tCO2/tce, and " in str(error)
    assert "单位能耗碳排放（2030年阶段目标）（stage）现为 0.1 tCO2/tce" in error.words("zh")


def test_what_would_do_does() -> None:
    problem = problem_of(targets=[{"year": 2030, "core_max_tco2_per_tce": 0.1}])
    told = str(explain_conflict(problem, routes=[HIGHS]))
    value = told.split("(stage) is 0.1 tCO2/tce, and ")[1].split(" would do", maxsplit=1)[0]
    target = {"year": 2030, "core_max_tco2_per_tce": 1.0001 * float(value)}
    program = problem_of(targets=[target]).program()
    assert solve(program, routes=[HIGHS]).judgement.accepted


def test_a_grid_too_narrow_is_told_with_the_hour() -> None:
    contract = {**plannable_park.DIRECT, "declared_exchange_kw": 5}
    problem = problem_of(contracts=[plannable_park.SUPPLY, contract])
    error = explain_conflict(problem, routes=[HIGHS])
    assert error is not None
    assert "grid would have to let" in str(error)
    assert "an hour more in, from 2030-01-0" in str(error)


def test_a_park_that_can_be_planned_has_no_conflict() -> None:
    assert explain_conflict(problem_of(), routes=[HIGHS]) is None


def test_sizing_a_park_that_nothing_meets_raises_its_conflict() -> None:
    park = plannable_park.park(targets=[{"year": 2030, "core_max_tco2_per_tce": 0.1}])
    with pytest.raises(InfeasiblePlanError, match=r"\(stage\) is 0\.1"):
        sized_park.planned(park)
