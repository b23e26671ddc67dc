from __future__ import annotations

from typing import Any

import pytest

import planned_park
from zeropark.future.plan.years.plan import CostItem, CostLine
from zeropark.review.presentation.figures.plan_costs import plan_costs_figure
from zeropark.review.presentation.texts import TEXTS


def test_items_are_summed_and_the_total_is_the_cost() -> None:
    # 40 for the sun and 5 for the cells are invested, 59.50 is the grid's: 104.50 together.
    figure = plan_costs_figure(planned_park.plan())
    assert figure is not None
    option: Any = figure.option
    assert option["series"][0]["data"] == [45.0, 59.5]
    assert [row[2] for row in figure.table.rows] == [40.0, 5.0, 59.5, 104.5]
    assert figure.table.rows[-1][0] == TEXTS["cost.total"]
    assert figure.variants[0].unit == TEXTS["money.one_year"]


def test_sales_stand_below_zero_and_components_of_one_are_summed() -> None:
    sold = [
        CostLine(item=CostItem.SALES, of="grid", component=name, amount_cny_per_year=amount)
        for name, amount in (("peak", -30_000.0), ("valley", -20_000.0))
    ]
    figure = plan_costs_figure(planned_park.plan(costs=(*planned_park.COSTS, *sold)))
    assert figure is not None
    option: Any = figure.option
    assert option["series"][0]["data"][-1] == pytest.approx(-5.0)
    assert figure.variants[0].unit == TEXTS["money.wan_year"]
    assert [row[2] for row in figure.table.rows if row[0] == TEXTS["cost.sales"]] == [-5.0]


def test_a_plan_without_costs_has_no_picture() -> None:
    assert plan_costs_figure(planned_park.plan(costs=())) is None
