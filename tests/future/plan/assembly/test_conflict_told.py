"""A conflict is told in the park's words: rules, sizes and boundary points, and what they need."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

import plannable_park
import planned_park
import sized_park
from archetype_parks import archetype_park, archetype_rulebook
from ledger_parks import axis_of, bus, load, park_of, point
from plan_problems import problem_of as problem_with
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
    told = r"grid would have to let [\d.,]+ kWh an hour more in, from 2030-01-0"
    assert re.search(told, str(error))
    assert re.search(r"grid 须每小时多输入 [\d.,]+ kWh，自 2030-01-0", error.words("zh"))


LOAD = next(each for each in planned_park.DOCUMENT["devices"] if each["kind"] == "load")


def boilers(id_: str) -> dict[str, Any]:
    return {
        "id": id_,
        "kind": "gas_boiler",
        "fuel_from": ["yard"],
        "heat_to": "warm",
        "capacity_kw": 100,
    }


@pytest.mark.parametrize(
    ("load_kwh", "en", "zh"),
    [
        # 4 % is lost on the way, and two boilers of 100 kW give 200 kWh an hour
        (
            [150, 250, 150],
            "Heat net lacks 60 kWh at 2030-01-07 01:00.",
            "热网 在 2030-01-07 01:00 缺少 60 kWh。",
        ),
        (
            [250, 260, 250],
            "Heat net lacks 70.4 kWh at 2030-01-07 01:00, and some in 3 steps in all.",
            "热网 在 2030-01-07 01:00 缺少 70.4 kWh，共有 3 个时段不足。",
        ),
    ],
)
def test_a_bus_that_lacks_something_is_told_by_its_name_and_unit(
    load_kwh: list[float], en: str, zh: str
) -> None:
    park = park_of(
        buses=[
            bus("yard", "natural_gas"),
            bus("warm", "heat") | {"name": {"zh": "热网", "en": "Heat net"}},
        ],
        boundary_points=[point("pit", "yard", "supply", "in")],
        devices=[boilers("old"), boilers("new"), load("houses", "warm")],
        planning={"prices": [{"point": "pit", "bought_cny_per_unit": 1}]},
    )
    axis = axis_of(3, start="2030-01-07", minutes=60)
    problem = problem_with(park, axis, load={"houses": np.array(load_kwh, dtype=float)})
    error = explain_conflict(problem, routes=[HIGHS])
    assert error is not None
    assert en in str(error)
    assert zh in error.words("zh")


def test_a_material_that_lacks_over_all_steps_is_told_without_an_hour() -> None:
    """The brick works take by schedule what the mine's unit can't make in this week."""
    park, week = archetype_park("minqin"), "2030-01-07/2030-01-14"
    problem = sized_park.written(park, period=week, rules=archetype_rulebook("minqin"))
    error = explain_conflict(problem, routes=[HIGHS])
    assert error is not None
    assert re.search(r"Ash yard lacks [\d.,]+ t over all steps together\.", str(error))
    assert re.search(r"灰场 全部时段合计缺少 [\d.,]+ t。", error.words("zh"))


def test_a_size_that_is_too_small_is_told_by_name() -> None:
    sizes = [{"of": "grid", "field": "capacity_kw", "most": 60, "capex_cny_per_unit": 1}]
    lifetime = {"lifetime_years": 20}
    park = plannable_park.park(
        devices=[LOAD],
        contracts=[plannable_park.SUPPLY],
        planning={"sizes": [each | lifetime for each in sizes]},
        targets=[],
    )
    axis = axis_of(2, start="2030-01-07", minutes=60)
    error = explain_conflict(
        problem_with(park, axis, load={"mill-load": np.array([100.0, 50.0])}), routes=[HIGHS]
    )
    assert error is not None
    assert "grid (capacity_kw) is 60 at most, and would have to be 101.2" in str(error)
    assert "grid（capacity_kw）上限为 60，须提高到 101.2" in error.words("zh")


def test_a_park_that_can_be_planned_has_no_conflict() -> None:
    assert explain_conflict(problem_of(), routes=[HIGHS]) is None


def test_sizing_a_park_that_nothing_meets_raises_its_conflict() -> None:
    park = plannable_park.park(targets=[{"year": 2030, "core_max_tco2_per_tce": 0.1}])
    with pytest.raises(InfeasiblePlanError, match=r"\(stage\) is 0\.1"):
        sized_park.planned(park)
