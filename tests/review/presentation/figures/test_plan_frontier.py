from __future__ import annotations

from dataclasses import replace
from typing import Any

from zeropark.future.plan.years.frontier_text import FrontierLine, FrontierStep
from zeropark.review.presentation.figures.plan_frontier import PlanPoint, plan_frontier_figure
from zeropark.review.presentation.texts import TEXTS


def step(emission_t: float, cost_cny: float, price: float) -> FrontierStep:
    return FrontierStep(
        cap_t_per_year=None,
        emission_t_per_year=emission_t,
        objective_cny_per_year=cost_cny,
        lower_bound_cny_per_year=cost_cny - 1.0,
        carbon_price_cny_per_t=price,
        avoided_cny_per_t=None,
    )


LINE = FrontierLine(
    park="four-hours",
    stage=2030,
    book="park910",
    least_t_per_year=100.0,
    points=(step(300.0, 2e6, 0.0), step(200.0, 2.1e6, 1500.0), step(100.0, 2.4e6, 4000.0)),
)


def test_cost_and_price_are_read_over_carbon_from_the_least_on() -> None:
    figure = plan_frontier_figure(LINE)
    assert figure is not None
    assert figure.book == TEXTS["book.park910"]
    cost, price = (view.option for view in figure.variants)
    costs: Any = cost["series"]
    prices: Any = price["series"]
    assert costs[0]["data"] == [[100.0, 240.0], [200.0, 210.0], [300.0, 200.0]]
    assert prices[0]["data"] == [[100.0, 4000.0], [200.0, 1500.0], [300.0, 0.0]]
    assert [row[1:3] for row in figure.table.rows] == [
        (300.0, 200.0),
        (200.0, 210.0),
        (100.0, 240.0),
    ]


def test_one_point_is_no_line() -> None:
    assert plan_frontier_figure(replace(LINE, points=LINE.points[:1])) is None


def test_a_plan_of_its_own_is_marked_where_costs_are_shown() -> None:
    here = PlanPoint(
        emission_t_per_year=250.0, objective_cny_per_year=2.2e6, lower_bound_cny_per_year=2.19e6
    )
    figure = plan_frontier_figure(LINE, here)
    assert figure is not None
    cost, price = (view.option for view in figure.variants)
    costs: Any = cost["series"]
    prices: Any = price["series"]
    assert [series["type"] for series in costs] == ["line", "scatter"]
    assert costs[1]["data"] == [[250.0, 220.0]]
    assert costs[1]["name"] == TEXTS["plan_frontier.here"]
    assert len(prices) == 1
    assert figure.table.rows[-1] == (
        TEXTS["plan_frontier.here"],
        250.0,
        220.0,
        219.0,
        TEXTS["none"],
        TEXTS["none"],
    )
    assert "may lie off the line" in figure.about.en
