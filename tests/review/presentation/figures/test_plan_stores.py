from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

import planned_park
from zeropark.future.plan.years.plan import Plan
from zeropark.review.presentation.figures.plan_stores import plan_stores_figure
from zeropark.review.presentation.plan_weeks import week_of
from zeropark.review.presentation.text import Text

MONDAY = date(2027, 1, 4)


def drawn(plan: Plan) -> Any:
    return plan_stores_figure(plan, week_of(plan, MONDAY))


def test_contents_are_told_in_percent_of_what_was_chosen() -> None:
    # The cells were planned with 100 kWh and hold 0, 90, 90, 0.
    figure = drawn(planned_park.plan())
    assert figure.option["series"][0]["data"] == [0.0, 90.0, 90.0, 0.0]
    (row,) = figure.table.rows
    assert row[1:] == (100.0, 0.0, pytest.approx(45.0), 90.0, Text.same("kWh"))


def test_a_store_that_is_no_choice_is_as_large_as_documented() -> None:
    figure = drawn(planned_park.plan(sizes=planned_park.SIZES[:1]))
    assert figure.option["series"][0]["data"] == [0.0, 90.0, 90.0, 0.0]


def test_a_store_that_was_not_built_is_left_out() -> None:
    sun, cells = planned_park.SIZES
    assert drawn(planned_park.plan(sizes=(sun, replace(cells, chosen=9e-4)))) is None
    assert drawn(planned_park.plan(sizes=(sun, replace(cells, chosen=2e-3)))) is not None


def test_a_plan_without_stores_has_no_picture() -> None:
    assert drawn(planned_park.plan(contents={})) is None
