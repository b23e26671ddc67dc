from __future__ import annotations

from dataclasses import replace
from typing import Any

import planned_park
from zeropark.review.presentation.figures.plan_sizes import plan_sizes_figure, plan_sizes_table
from zeropark.review.presentation.texts import TEXTS


def test_each_unit_is_a_view_of_its_own() -> None:
    figure = plan_sizes_figure(planned_park.plan())
    assert figure is not None
    assert [view.unit for view in figure.variants] == ["kW", "kWh"]
    option: Any = figure.variants[0].option
    assert [series["data"] for series in option["series"]] == [[300.0], [400.0]]
    assert [each.en for each in option["yAxis"]["data"]] == ["Solar field, power"]


def test_large_sizes_are_shown_in_the_larger_unit_and_the_table_stays_exact() -> None:
    sun = replace(planned_park.SIZES[0], documented=500.0, chosen=2500.0, most=None)
    plan = planned_park.plan(sizes=(sun,))
    figure = plan_sizes_figure(plan)
    assert figure is not None
    option: Any = figure.variants[0].option
    assert figure.variants[0].unit == "MW"
    assert [series["data"] for series in option["series"]] == [[0.5], [2.5]]
    assert plan_sizes_table(plan).rows[0][2:4] == (500.0, 2500.0)
    assert plan_sizes_table(plan).rows[0][6] == TEXTS["none"]


def test_the_table_has_bounds_and_what_one_more_unit_is_worth() -> None:
    sun, cells = plan_sizes_table(planned_park.plan()).rows
    assert sun[5:] == (0.0, 400.0, TEXTS["plan.at.most"], 0.1, 0.02)
    assert cells[5:] == (0.0, 1000.0, TEXTS["none"], 0.05, 0.0)


def test_a_plan_that_had_nothing_to_choose_has_no_picture() -> None:
    assert plan_sizes_figure(planned_park.plan(sizes=())) is None
